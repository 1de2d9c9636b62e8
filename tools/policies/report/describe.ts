/** What people read of the policies, taken from the pack's own objects and the checklist: nothing is kept by hand. */
import type { EnforcementLevel, Policies, Policy, PolicyPackConfig, Severity } from "@pulumi/policy";
import { checklist } from "../../../checklist";
import { isDeviable, NOT_DEVIABLE } from "../../../policies/policy";
import { type Source, sourcesByName } from "../sources";

export interface PolicyInfo {
    readonly name: string;
    readonly severity: Severity;
    /** As the stack sets it; `disabled` is worth a reader's eye. */
    readonly level: EnforcementLevel;
    /** What must hold, what goes wrong otherwise, and what to do: a sentence each. */
    readonly requires: string;
    readonly otherwise: string;
    readonly remedy: string;
    readonly checklist: ChecklistLine;
    /** The same check in other tools, e.g. `checkov:CKV_AWS_17`. */
    readonly equivalents: readonly string[];
    readonly onUnknown: "deny" | "defer";
    readonly deviable: boolean;
    /** Where the rule is written. */
    readonly source: Source;
}

export interface ChecklistLine {
    readonly id: string;
    readonly text: string;
    readonly section: string;
    readonly subsection: string;
}

/** Folders of the policies, from the root of the checkout. */
const RULES = ["policies/rules", "policies/deviations"];
/** Names of policies are kebab case, and no other name in these files is. */
const NAME = /^\s*name: "([a-z\d-]+)",$/;
const UNKNOWN = "on-unknown:";

/**
 * @param config - what the stack sets; without it the policies' own levels hold
 *
 * Throws where a policy lacks what every policy of the pack has: a report that leaves it out would be no report.
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
                    `the checklist, and \`name: "${name}"\` in ${RULES.join(" or ")}. Make it by policies/policy.ts.`,
            );
        }
        const { id, text, section, subsection } = line;
        return {
            name,
            severity,
            level: levelOf(policy, config[name]),
            requires,
            otherwise: policy.description.slice(requires.length).trim(),
            remedy,
            checklist: { id, text, section, subsection },
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
