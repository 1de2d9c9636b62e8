import type { Coverage } from "../../checklist/coverage";
import { cloudResources, type Deployment } from "../deployment";
import { summarize as summarizeVerdicts } from "../policies/judged";
import type { Verdict } from "../policies/verdict";

interface Found {
    readonly deployment: Deployment;
    /** What the policies said of the plan. */
    readonly previewed: readonly Verdict[];
    /** What they say of what came of it. */
    readonly verdicts: readonly Verdict[];
    readonly evidence: Coverage;
}

/** The stack, the policies' verdicts and the checklist in a few lines. */
export function summarize({ deployment, previewed, verdicts, evidence: { totals } }: Found): string {
    const resources = cloudResources(deployment);
    const types = new Set(resources.map(({ type }) => type));
    const { resource, policy } = totals.byEvidence;
    return [
        `Stack      ${resources.length} resources of ${types.size} types.`,
        `Preview    ${summarizeVerdicts(previewed)}.`,
        `Provided   ${summarizeVerdicts(verdicts)}.`,
        `Checklist  ${totals.items} items: ${totals.byState.proved} proved, ${totals.byState["partly proved"]} partly, ${totals.byState.open} open. ` +
            `Components give ${resource.proved} of the ${resource.wanted} proofs by a resource, policies ${policy.proved} of ${policy.wanted}.`,
    ].join("\n");
}
