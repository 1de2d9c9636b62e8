/** Describes the policies from the pack's own objects and the checklist, so nobody maintains a second list. */
import type { EnforcementLevel, Policies, Policy, PolicyPackConfig, Severity } from "@pulumi/policy";
import { checklist, type ChecklistItem } from "../checklist";
import { isDeviable, NOT_DEVIABLE } from "../policy";
import { RULES, type Source, sourcesByName } from "./sources";

export interface PolicyInfo {
    readonly name: string;
    readonly severity: Severity;
    /** The level that the stack sets. A reader should notice `disabled`. */
    readonly level: EnforcementLevel;
    /** What must hold, what goes wrong otherwise, and what to do: a sentence each. */
    readonly requires: string;
    readonly otherwise: string;
    readonly remedy: string;
    readonly checklist: ChecklistItem;
    /** The same check in other tools, e.g. `checkov:CKV_AWS_17`. */
    readonly equivalents: readonly string[];
    readonly onUnknown: "deny" | "defer";
    readonly deviable: boolean;
    /** Where the source of the rule is. */
    readonly source: Source;
}

/** Names of policies are kebab case, and no other name in these files is. */
const NAME = /^\s*name: "([a-z\d-]+)",$/;
const UNKNOWN = "on-unknown:";

/**
 * @param config - the stack's settings. Without them, the policies' own levels apply
 *
 * Throws if a policy lacks something that every policy of the pack has, because an incomplete report is useless.
 */
export function describePolicies(policies: Policies, config: PolicyPackConfig = {}): PolicyInfo[] {
    const sources = sourcesByName(RULES, NAME);
    return policies.map((policy) => {
        const { name, severity, displayName: requires, remediationSteps: remedy, tags = [] } = policy;
        const line = checklist.find(({ id }) => id === policy.framework?.reference);
        const source = sources.get(name);
        if (!severity || requires === undefined || remedy === undefined || !line || !source) {
            throw new Error(
                `The policy ${name} can't be reported: it needs a severity, displayName, remediationSteps, a line of ` +
                    `the checklist, and \`name: "${name}"\` in ${RULES.join(" or ")}. Create it with policies/policy.ts.`,
            );
        }
        return {
            name,
            severity,
            level: levelOf(policy, config[name]),
            requires,
            otherwise: policy.description.slice(requires.length).trim(),
            remedy,
            checklist: line,
            equivalents: tags.filter((tag) => tag !== NOT_DEVIABLE && !tag.startsWith(UNKNOWN)),
            onUnknown: tags.includes(`${UNKNOWN}deny`) ? "deny" : "defer",
            deviable: isDeviable(policy),
            source,
        };
    });
}

function levelOf(policy: Policy, given: PolicyPackConfig[string] | undefined): EnforcementLevel {
    const set = typeof given === "object" ? given.enforcementLevel : given;
    return set ?? policy.enforcementLevel ?? "advisory";
}
