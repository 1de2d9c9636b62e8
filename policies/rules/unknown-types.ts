import { SENSITIVE_NATIVE_TYPES } from "../aws/native-types";
import { typesWithoutRule } from "../judged-types";
import { on, onEvery, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, type Findings } from "../verdict";

export const resourceTypeHasRule = stackPolicy({
    name: "resource-type-has-a-rule",
    checklist: "testing.security.access-controls",
    severity: "low",
    level: "advisory",
    onUnknown: "deny",
    requires:
        "The pack has a rule for every type of resource in the stack, or a reason why the type needs none.",
    otherwise: "A resource that no policy knows passes, whatever its settings are.",
    remedy:
        "Review these resources by hand. If the type has settings that matter, add a rule; otherwise add it with a " +
        "reason to policies/aws/types-without-rule.ts.",
    rules: [
        on(types.rootStack, (_, stack) =>
            typesWithoutRule(stack.resources)
                // Of the sensitive ones, the other policy says more.
                .filter(({ type, reason }) => reason === undefined && !SENSITIVE_NATIVE_TYPES.has(type))
                .map(({ type, resources }): Findings[number] => ({
                    outcome: "failed",
                    fault: `No policy has a rule for the type ${type} (resources in the stack: ${resources})`,
                })),
        ),
    ],
});

export const sensitiveResourceIsJudged = resourcePolicy({
    name: "sensitive-resource-is-judged",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Resources that hold data, open ports or grant access come from the provider aws, whose properties the rules know.",
    otherwise: "A public bucket of the provider aws-native passes, because no rule reads its properties.",
    remedy:
        "Use the type of the provider aws, e.g. aws.s3.Bucket instead of aws-native.s3.Bucket. If you can't, review the " +
        "resource by hand and sign a deviation.",
    rules: [
        onEvery(
            ({ type }) =>
                faultIf(
                    `The type belongs to aws-native, and it ${SENSITIVE_NATIVE_TYPES.get(type) ?? ""}`,
                    () => true,
                ),
            (token) => SENSITIVE_NATIVE_TYPES.has(token),
        ),
    ],
});
