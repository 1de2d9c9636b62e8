import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const TAGS = { Application: "hrms", Stack: "prod", Owner: "people-systems", DataClass: "confidential" };
const INCOMPLETE = { ...TAGS, Owner: undefined };
const without = (tags: object): object =>
    Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined));
/** The engine keeps a provider's settings as JSON. */
const defaults = (tags: object) => ({ provider: { defaultTags: JSON.stringify({ tags }) } });
const list = (tags: object) => Object.keys(tags).map((key) => ({ key, value: "x" }));
const queue = fixture({ tokens: ["aws:sqs/queue:Queue"] });
const provider = fixture(types.awsProvider, { region: "eu-central-1", skipCredentialsValidation: "false" });
const flags = ["skipRequestingAccountId", "skipMetadataApiCheck", "s3UsePathStyle", "insecure"];
const defaultNetwork = fixture(types.defaultNetwork);
const ingress = fixture(types.securityGroup, { description: "Web", ingress: [], egress: [] });

export const cases: CaseTable = {
    "resources-carry-required-tags": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a resource with all tags": [queue({ tags: TAGS, tagsAll: TAGS })],
            "a resource with all tags from the provider": [queue({ tagsAll: TAGS }, defaults(TAGS))],
            "a resource with some tags from the provider": [
                queue({ tags: { Owner: "x" }, tagsAll: { Owner: "x" } }, defaults(without(INCOMPLETE))),
            ],
            "a list of all tags": [queue({ tags: list(TAGS) }, defaults({}))],
            "a type that takes no tags": [queue({}, defaults({}))],
            "a resource outside AWS": [fixture(types.localCommand)({ tagsAll: {} })],
        },
        violating: {
            "a resource without tags": [queue({ tagsAll: {} })],
            "a resource that lacks one tag": [
                queue({ tagsAll: without(INCOMPLETE) }, defaults(without(INCOMPLETE))),
            ],
            "a list that lacks one tag": [queue({ tags: list(without(INCOMPLETE)) }, defaults({}))],
            "a list that the provider's tags do not reach": [
                queue({ tags: list(without(INCOMPLETE)) }, defaults(TAGS)),
            ],
        },
        omitted: { tags: ["fail", queue({ tags: undefined, tagsAll: { Name: "x" } })] },
        unknown: {
            tagsAll: ["pass", queue({ tags: TAGS, tagsAll: UNKNOWN })],
            "the value of a tag": ["pass", queue({ tags: { ...TAGS, Owner: UNKNOWN }, tagsAll: UNKNOWN })],
            "the resource's own tags beside the provider's": [
                "pass",
                queue({ tags: UNKNOWN, tagsAll: UNKNOWN }, defaults(TAGS)),
            ],
            "the resource's own tags": ["undetermined", queue({ tags: UNKNOWN, tagsAll: UNKNOWN })],
        },
    },
    "region-is-allowed": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "any commercial region by default": [provider()],
            "a resource with its own region": [queue({ region: "us-east-1" })],
            "a resource in the provider's region, which the provider reports": [
                queue({ region: "cn-north-1" }, { provider: { region: "cn-north-1" } }),
            ],
            "a region outside AWS": [fixture(types.localCommand)({ region: "Saxony" })],
        },
        violating: {
            "a region in China": [provider({ region: "cn-north-1" })],
            "a region of GovCloud": [
                queue({ region: "us-gov-west-1" }, { provider: { region: "eu-central-1" } }),
            ],
        },
        omitted: { region: ["pass", provider({ region: undefined })] },
        unknown: {
            region: ["undetermined", provider({ region: UNKNOWN })],
            "the region of a resource": ["undetermined", queue({ region: UNKNOWN })],
        },
    },
    "provider-talks-to-aws": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "the provider's defaults": [provider({ skipRegionValidation: "true", endpoints: "[]" })],
            "flags that are switched off": [provider(Object.fromEntries(flags.map((flag) => [flag, false])))],
        },
        violating: {
            endpoints: [provider({ endpoints: '[{"s3":"http://localhost:4566"}]' })],
            "endpoints as a list": [provider({ endpoints: [{ s3: "http://localhost:4566" }] })],
            skipCredentialsValidation: [provider({ skipCredentialsValidation: "true" })],
            ...Object.fromEntries(flags.map((flag) => [flag, [provider({ [flag]: true })] as const])),
        },
        omitted: { "any setting": ["pass", provider({ skipCredentialsValidation: undefined })] },
        unknown: {
            endpoints: ["undetermined", provider({ endpoints: UNKNOWN })],
            insecure: ["undetermined", provider({ insecure: UNKNOWN })],
        },
    },
    "no-default-vpc": {
        is: ["mandatory", "medium", "deny"],
        compliant: { "a security group of the stack": [ingress()] },
        violating: {
            "the default VPC": [defaultNetwork()],
            ...aliases(types.defaultNetwork, [defaultNetwork()]),
        },
        omitted: { "any property": ["fail", defaultNetwork()] },
        unknown: { "a property": ["fail", defaultNetwork({ enableDnsHostnames: UNKNOWN })] },
    },
};
