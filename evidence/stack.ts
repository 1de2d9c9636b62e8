/** Which checklist items a stack proves: only by resources that exist and by policies that checked something. */
import type { Source, Sources } from "../checklist/coverage";
import * as components from "../components";
import type { Deployment } from "../engine/deployment";
import { allPolicies } from "../policies/all-policies";
import type { Verdict } from "../policies/report/verdict";

export const stackEvidence = (deployment: Deployment, verdicts: readonly Verdict[]): Sources => ({
    resource: componentsIn(deployment),
    policy: policiesThatHold(verdicts),
});

/** The components that the stack contains. */
function componentsIn({ deployment }: Deployment): Source[] {
    const present = new Set(deployment.resources.map(({ type }) => type.split(":").at(-1)));
    return Object.entries(components)
        .filter(([name]) => present.has(name))
        .map(([name, { covers }]) => ({ name, covers }));
}

/** The policies that checked something and found no fault, not even one with an approved deviation. */
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
