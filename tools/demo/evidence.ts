/** What a run of the demo proves of the checklist: only what was there and what was judged. */
import { checklist } from "../../checklist";
import { coverage, type Coverage, type Source } from "../../checklist/coverage";
import * as components from "../../components";
import { allPolicies } from "../../policies/all-policies";
import type { EngineEvent } from "../events";
import { judgedPolicies } from "./verdicts";
import type { Deployment } from "./deployment";

export function evidenceOf(deployment: Deployment, events: readonly EngineEvent[]): Coverage {
    return coverage(checklist, { resource: componentsIn(deployment), policy: policiesThatHold(events) });
}

/** The components that the stack really has. */
function componentsIn({ deployment }: Deployment): Source[] {
    const present = new Set(deployment.resources.map(({ type }) => type.split(":").at(-1)));
    return Object.entries(components)
        .filter(([name]) => present.has(name))
        .map(([name, { covers }]) => ({ name, covers }));
}

/** The policies that judged something and found no fault. */
function policiesThatHold(events: readonly EngineEvent[]): Source[] {
    const { passed, violated } = judgedPolicies(events);
    return allPolicies
        .filter(({ name }) => passed.has(name) && !violated.has(name))
        .map(({ name, framework }) => ({
            name,
            covers: framework?.reference === undefined ? [] : [framework.reference],
        }));
}
