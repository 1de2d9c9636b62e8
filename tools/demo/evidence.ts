/** What a run of the demo proves of the checklist: only what was there and what was judged. */
import { checklist } from "../../checklist";
import { coverage, type Coverage, type Source } from "../../checklist/coverage";
import * as components from "../../components";
import { allPolicies } from "../../policies/all-policies";
import type { Deployment } from "../deployment";
import type { Verdict } from "../policies/verdict";

export function evidenceOf(deployment: Deployment, verdicts: readonly Verdict[]): Coverage {
    return coverage(checklist, { resource: componentsIn(deployment), policy: policiesThatHold(verdicts) });
}

/** The components that the stack really has. */
function componentsIn({ deployment }: Deployment): Source[] {
    const present = new Set(deployment.resources.map(({ type }) => type.split(":").at(-1)));
    return Object.entries(components)
        .filter(([name]) => present.has(name))
        .map(([name, { covers }]) => ({ name, covers }));
}

/** The policies that judged something and found no fault, not even one that is signed for. */
function policiesThatHold(verdicts: readonly Verdict[]): Source[] {
    const passed = new Set(verdicts.map(({ policy }) => policy));
    for (const { policy, outcome } of verdicts) {
        if (outcome !== "passed") passed.delete(policy);
    }
    return allPolicies
        .filter(({ name }) => passed.has(name))
        .map(({ name, framework }) => ({
            name,
            covers: framework?.reference === undefined ? [] : [framework.reference],
        }));
}
