import type { Coverage } from "../../checklist/coverage";
import type { EngineEvent } from "../events";
import { cloudResources, type Deployment } from "./deployment";
import { verdicts } from "./verdicts";

/** The stack, the policies' verdicts and the checklist in a few lines. */
export function summarize(
    deployment: Deployment,
    events: readonly EngineEvent[],
    { totals }: Coverage,
): string {
    const resources = cloudResources(deployment);
    const types = new Set(resources.map(({ type }) => type));
    const { policies, resources: judged, mandatory, advisory, undetermined } = verdicts(events);
    const { resource, policy } = totals.byEvidence;
    return [
        `Stack      ${resources.length} resources of ${types.size} types.`,
        `Policies   ${policies} judged ${judged} resources: ${mandatory} mandatory and ${advisory} advisory violations, ` +
            `${undetermined} undetermined in the preview.`,
        `Checklist  ${totals.items} items: ${totals.byState.proved} proved, ${totals.byState["partly proved"]} partly, ${totals.byState.open} open. ` +
            `Components give ${resource.proved} of the ${resource.wanted} proofs by a resource, policies ${policy.proved} of ${policy.wanted}.`,
    ].join("\n");
}
