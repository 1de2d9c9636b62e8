import * as types from "../../../policies/resource-types";
import { SENSITIVE_NATIVE_TYPES } from "../../../policies/aws/native-types";
import { type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { watchedAccount } from "../scenes/watched-account";

type Props = Readonly<Record<string, unknown>>;
function native(type: string, props: Props = {}): Resource {
    return { type, name: "native", props };
}
const root = fixture(types.rootStack)();
const of = (type: string, extra: Partial<Resource> = {}): Resource => ({
    type,
    name: "unknown",
    props: {},
    ...extra,
});
const NO_RULE = "aws:dms/replicationInstance:ReplicationInstance";

export const cases: CaseTable = {
    "sensitive-resource-is-judged": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a resource of the provider aws": [fixture(types.instanceProfile)()],
            "a type that is not sensitive": [native("aws-native:resourcegroups:Group")],
        },
        violating: Object.fromEntries(
            [...SENSITIVE_NATIVE_TYPES.keys()].map((type) => [`the type ${type}`, [native(type)]]),
        ),
        omitted: { "any property": ["fail", native("aws-native:s3:Bucket")] },
        unknown: {
            "a property": ["fail", native("aws-native:s3:Bucket", { bucketName: UNKNOWN })],
        },
    },
    "resource-type-has-a-rule": {
        is: ["advisory", "low", "deny"],
        compliant: {
            "types with a rule": [root, ...watchedAccount],
            "a type that needs none": [root, ...watchedAccount, of("aws:budgets/budget:Budget")],
            "a component": [root, ...watchedAccount, of("people:network:Network")],
            "another stack": [root, ...watchedAccount, of("pulumi:pulumi:StackReference", { provider: {} })],
        },
        violating: {
            "a type of AWS without a rule": [root, ...watchedAccount, of(NO_RULE)],
            "a type of aws-native without a rule": [root, ...watchedAccount, of("aws-native:dms:Endpoint")],
            "a type of another provider": [
                root,
                ...watchedAccount,
                of("cloudflare:index/zone:Zone", { provider: {} }),
            ],
        },
        omitted: { "any property": ["fail", root, ...watchedAccount, of(NO_RULE)] },
        unknown: {
            "a property": [
                "fail",
                root,
                ...watchedAccount,
                of(NO_RULE, { props: { allocatedStorage: UNKNOWN } }),
            ],
        },
    },
};
