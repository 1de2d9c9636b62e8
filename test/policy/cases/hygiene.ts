import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { bucketScene } from "../sound";
import { alarmOn, subscription, topic } from "../sound-alarms";
import { template } from "../sound-hosts";

const TAGS = { Application: "hrms", Stack: "prod", Owner: "people-systems", DataClass: "confidential" };
const INCOMPLETE = { ...TAGS, Owner: undefined };
const without = (tags: object): object =>
    Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined));
/** In the form in which the engine keeps a provider's settings. */
const defaults = (tags: object) => ({ provider: { defaultTags: JSON.stringify({ tags }) } });
const list = (tags: object) => Object.keys(tags).map((key) => ({ key, value: "x" }));
const dashboard = fixture({ tokens: ["aws:cloudwatch/dashboard:Dashboard"] });
const queue = fixture({ tokens: ["aws:sqs/queue:Queue"] });

const provider = fixture(types.awsProvider, { region: "eu-central-1", skipCredentialsValidation: "false" });
const flags = ["skipRequestingAccountId", "skipMetadataApiCheck", "s3UsePathStyle", "insecure"];
const defaultNetwork = fixture(types.defaultNetwork);

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

export const hygieneCases: CaseTable = {
    "resources-carry-required-tags": {
        compliant: {
            "all of its own": [queue({ tags: TAGS, tagsAll: TAGS })],
            "all of the provider": [queue({ tagsAll: TAGS }, defaults(TAGS))],
            "some of each": [
                queue({ tags: { Owner: "x" }, tagsAll: { Owner: "x" } }, defaults(without(INCOMPLETE))),
            ],
            "a list": [queue({ tags: list(TAGS) }, defaults({}))],
            "a type that takes no tags": [queue({}, defaults({}))],
            "not of AWS": [fixture(types.localCommand)({ tagsAll: {} })],
        },
        violating: {
            "none at all": [queue({ tagsAll: {} })],
            "one is missing": [queue({ tagsAll: without(INCOMPLETE) }, defaults(without(INCOMPLETE)))],
            "one is missing in a list": [queue({ tags: list(without(INCOMPLETE)) }, defaults({}))],
            "a list, which the provider's do not reach": [
                queue({ tags: list(without(INCOMPLETE)) }, defaults(TAGS)),
            ],
        },
        omitted: { tags: ["fail", queue({ tags: undefined, tagsAll: { Name: "x" } })] },
        unknown: {
            "all tags together": ["pass", queue({ tags: TAGS, tagsAll: UNKNOWN })],
            "the value of a tag": ["pass", queue({ tags: { ...TAGS, Owner: UNKNOWN }, tagsAll: UNKNOWN })],
            "its own, beside the provider's": [
                "pass",
                queue({ tags: UNKNOWN, tagsAll: UNKNOWN }, defaults(TAGS)),
            ],
            "its own": ["undetermined", queue({ tags: UNKNOWN, tagsAll: UNKNOWN })],
        },
    },
    "region-is-allowed": {
        compliant: {
            "any, where none is named": [provider()],
            "one of its own": [queue({ region: "us-east-1" })],
            "that of the provider, of which it is said once": [
                queue({ region: "cn-north-1" }, { provider: { region: "cn-north-1" } }),
            ],
            "of something else": [fixture(types.localCommand)({ region: "Saxony" })],
        },
        violating: {
            China: [provider({ region: "cn-north-1" })],
            GovCloud: [queue({ region: "us-gov-west-1" }, { provider: { region: "eu-central-1" } })],
        },
        omitted: { region: ["pass", provider({ region: undefined })] },
        unknown: {
            region: ["undetermined", provider({ region: UNKNOWN })],
            "region of its own": ["undetermined", queue({ region: UNKNOWN })],
        },
    },
    "provider-talks-to-aws": {
        compliant: {
            "its defaults": [provider({ skipRegionValidation: "true", endpoints: "[]" })],
            "switched off": [provider(Object.fromEntries(flags.map((flag) => [flag, false])))],
        },
        violating: {
            endpoints: [provider({ endpoints: '[{"s3":"http://localhost:4566"}]' })],
            "endpoints, not as JSON": [provider({ endpoints: [{ s3: "http://localhost:4566" }] })],
            skipCredentialsValidation: [provider({ skipCredentialsValidation: "true" })],
            ...Object.fromEntries(flags.map((flag) => [flag, [provider({ [flag]: true })] as const])),
        },
        omitted: { "all settings": ["pass", provider({ skipCredentialsValidation: undefined })] },
        unknown: {
            endpoints: ["undetermined", provider({ endpoints: UNKNOWN })],
            insecure: ["undetermined", provider({ insecure: UNKNOWN })],
        },
    },
    "no-default-vpc": {
        compliant: { "a security group of its own": [ingress()] },
        violating: {
            "the default VPC": [defaultNetwork()],
            ...aliases(types.defaultNetwork, [defaultNetwork()]),
        },
        omitted: { "all properties": ["fail", defaultNetwork()] },
        unknown: { "a property": ["fail", defaultNetwork({ enableDnsHostnames: UNKNOWN })] },
    },
    "security-settings-are-not-ignored": {
        compliant: {
            nothing: [secret({}, ignoring())],
            "a description": [secret({}, ignoring("description"))],
            "a part that no policy reads": [template({}, ignoring("metadataOptions.instanceMetadataTags"))],
            "a part of an element": [template({}, ignoring("blockDeviceMappings[0].ebs.volumeSize"))],
            "an element of what is no list": [secret({}, ignoring("kmsKeyId[0]"))],
            "of a type that no policy judges": [dashboard({}, ignoring("*"))],
        },
        violating: {
            "a key": [secret({}, ignoring("kmsKeyId"))],
            "one of two": [secret({}, ignoring("description", "recoveryWindowInDays"))],
            everything: [secret({}, ignoring("*"))],
            "a part": [template({}, ignoring("metadataOptions.httpTokens"))],
            "a part, in the other spelling": [template({}, ignoring('metadataOptions["httpTokens"]'))],
            "a part of an element": [template({}, ignoring("blockDeviceMappings[0].ebs.encrypted"))],
            "a part of all elements": [template({}, ignoring("blockDeviceMappings[*].ebs.encrypted"))],
            "an element": [template({}, ignoring("blockDeviceMappings[0]"))],
            "what is not set, as a policy sees": [
                certificate({}, ignoring("certificateAuthorityArn")),
                ...[alarmOn(certificate(), "DaysToExpiry"), topic(), subscription()],
            ],
            "what a policy reads by reference": [
                { ...publicBlock, ...ignoring("bucket") },
                ...[bucket, ...ofBucket],
            ],
            "all rules": [ingress({}, ignoring("ingress"))],
            "what a policy of references judges": [
                fixture(types.topic, { kmsMasterKeyId: UNKNOWN })({}, ignoring("kmsMasterKeyId")),
            ],
        },
        omitted: {
            "the property that is ignored": ["fail", trail({}, ignoring("includeGlobalServiceEvents"))],
        },
        unknown: {
            "the property that is ignored": ["fail", secret({ kmsKeyId: UNKNOWN }, ignoring("kmsKeyId"))],
        },
    },
};
