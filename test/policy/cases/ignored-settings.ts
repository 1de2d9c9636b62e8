import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { bucketScene } from "../sound";
import { alarmOn, subscription, topic } from "../sound-alarms";
import { template } from "../sound-hosts";

const dashboard = fixture({ tokens: ["aws:cloudwatch/dashboard:Dashboard"] });
const secret = fixture(types.secret, { kmsKeyId: UNKNOWN, recoveryWindowInDays: 30 });
const trail = fixture(types.trail, {
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    kmsKeyId: UNKNOWN,
    cloudWatchLogsGroupArn: UNKNOWN,
});
const ingress = fixture(types.securityGroup, { description: "Web", ingress: [], egress: [] });
const [bucket, publicBlock, ...ofBucket] = bucketScene() as [Resource, Resource, ...Resource[]];
const certificate = fixture(types.certificate, { validationMethod: "DNS" });
const ignoring = (...ignoreChanges: string[]) => ({ ignoreChanges });

export const cases: CaseTable = {
    "security-settings-are-not-ignored": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "an empty list": [secret({}, ignoring())],
            "the description of a secret": [secret({}, ignoring("description"))],
            "a part of a property that no policy reads": [
                template({}, ignoring("metadataOptions.instanceMetadataTags")),
            ],
            "a part of an element that no policy reads": [
                template({}, ignoring("blockDeviceMappings[0].ebs.volumeSize")),
            ],
            "an element of a property that is not a list": [secret({}, ignoring("kmsKeyId[0]"))],
            "every property of a type that no policy judges": [dashboard({}, ignoring("*"))],
        },
        violating: {
            "the key of a secret": [secret({}, ignoring("kmsKeyId"))],
            "one of two properties": [secret({}, ignoring("description", "recoveryWindowInDays"))],
            "every property": [secret({}, ignoring("*"))],
            "a part of a property": [template({}, ignoring("metadataOptions.httpTokens"))],
            "a part of a property in the other notation": [
                template({}, ignoring('metadataOptions["httpTokens"]')),
            ],
            "a part of an element": [template({}, ignoring("blockDeviceMappings[0].ebs.encrypted"))],
            "a part of all elements": [template({}, ignoring("blockDeviceMappings[*].ebs.encrypted"))],
            "an element": [template({}, ignoring("blockDeviceMappings[0]"))],
            "a property that a policy expects to be unset": [
                certificate({}, ignoring("certificateAuthorityArn")),
                ...[alarmOn(certificate(), "DaysToExpiry"), topic(), subscription()],
            ],
            "a property that a policy follows as a reference": [
                { ...publicBlock, ...ignoring("bucket") },
                ...[bucket, ...ofBucket],
            ],
            "all inline rules": [ingress({}, ignoring("ingress"))],
            "a property that a policy on the stack reads": [
                fixture(types.topic, { kmsMasterKeyId: UNKNOWN })({}, ignoring("kmsMasterKeyId")),
            ],
        },
        omitted: {
            "the ignored property": ["fail", trail({}, ignoring("includeGlobalServiceEvents"))],
        },
        unknown: {
            "the ignored property": ["fail", secret({ kmsKeyId: UNKNOWN }, ignoring("kmsKeyId"))],
        },
    },
};
