import * as types from "../../../policies/resource-types";
import type { CaseTable } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import {
    backupOf,
    bucket,
    bucketScene,
    clusterScene,
    databaseScene,
    files,
    key,
    vault,
    vaultLock,
} from "../sound";

const [, bucketAlias = ""] = types.bucket.tokens;
const unprotected = (resource: Resource): Resource => ({ ...resource, protect: false });

export const cases: CaseTable = {
    "data-is-protected": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a protected instance": databaseScene(),
            "a protected cluster": clusterScene(),
            "a protected bucket": bucketScene(),
            "a protected key": [key()],
        },
        violating: {
            "an unprotected instance": databaseScene({}, { protect: false }),
            "an unprotected cluster": clusterScene({}, { protect: false }),
            "an unprotected bucket": bucketScene({}, unprotected(bucket())),
            "an unprotected bucket of the other type": bucketScene(
                {},
                { ...unprotected(bucket()), type: bucketAlias },
            ),
            "an unprotected key": [unprotected(key())],
            "an unprotected vault": [vault({}, { protect: false }), vaultLock()],
            "an unprotected file system": [files({}, { protect: false }), ...backupOf([files()])],
        },
        omitted: { "the option protect": ["fail", { ...key(), protect: undefined }] },
        unknown: {
            "a property of the bucket": ["pass", ...bucketScene({}, bucket({ bucket: UNKNOWN }))],
        },
    },
};
