import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { bucket, bucketScene } from "../sound";
import { UNKNOWN } from "../harness";
import { distributionScene } from "../sound-edge";

const ownership = fixture(types.bucketOwnership, { rule: { objectOwnership: "BucketOwnerEnforced" } });
const owned = (objectOwnership: unknown, extra = {}) => ownership({ rule: { objectOwnership } }, extra);
const logs = bucketScene({}, bucket({}, { name: "edge-logs" }));
const cdn = distributionScene([{}, { references: { loggingConfig: [logs[0]] } }]);
const acl = fixture(types.bucketAcl, { acl: "private" });
const granted = (uri: unknown) =>
    acl({ acl: undefined, accessControlPolicy: { grants: [{ grantee: { uri } }] } });
const EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers";
const LOGGERS = "http://acs.amazonaws.com/groups/s3/LogDelivery";

export const cases: CaseTable = {
    "s3-bucket-acls-are-off": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            BucketOwnerEnforced: [ownership()],
            "BucketOwnerPreferred for CloudFront's logs": [
                owned("BucketOwnerPreferred", { references: { bucket: [logs[0]] } }),
                ...logs,
                ...cdn,
            ],
        },
        violating: {
            "BucketOwnerPreferred for any other bucket": [
                owned("BucketOwnerPreferred", { references: { bucket: [logs[0]] } }),
                ...logs,
            ],
            "ObjectWriter for CloudFront's logs": [
                owned("ObjectWriter", { references: { bucket: [logs[0]] } }),
                ...logs,
                ...cdn,
            ],
        },
        omitted: { objectOwnership: ["fail", ownership({ rule: {} })] },
        unknown: { objectOwnership: ["undetermined", owned(UNKNOWN)] },
    },
    "s3-bucket-acl-is-not-public": {
        is: ["mandatory", "critical", "deny"],
        compliant: {
            "a private ACL": [acl()],
            "a grant to S3's log delivery": [granted(LOGGERS)],
            "a private ACL on the bucket itself": bucketScene({}, bucket({ acl: "private" })),
        },
        violating: {
            "the ACL public-read": [acl({ acl: "public-read" })],
            "the ACL public-read-write": [acl({ acl: "public-read-write" })],
            "the ACL authenticated-read": [acl({ acl: "authenticated-read" })],
            "a grant to everybody": [granted(EVERYBODY)],
            "a grant to every AWS account": [granted(EVERYBODY.replace("All", "Authenticated"))],
            "public-read on a BucketAclV2": [
                { ...acl({ acl: "public-read" }), type: "aws:s3/bucketAclV2:BucketAclV2" },
            ],
            "public-read on the bucket itself": bucketScene({}, bucket({ acl: "public-read" })),
            "a grant to everybody on the bucket itself": bucketScene(
                {},
                bucket({ grants: [{ uri: EVERYBODY }] }),
            ),
        },
        omitted: { acl: ["pass", acl({ acl: undefined })] },
        unknown: { acl: ["undetermined", acl({ acl: UNKNOWN })] },
    },
};
