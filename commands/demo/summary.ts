import type { Coverage } from "../../checklist/coverage";
import { cloudResources, type Deployment } from "../../engine/deployment";
import type { StackCost } from "../../evidence/cost";
import { costSentence } from "../../reports/cost/budget";
import { summarize as summarizeVerdicts, type Verdict } from "../../policies/report/verdict";

interface Found {
    readonly deployment: Deployment;
    /** The policies' verdicts on the preview. */
    readonly previewed: readonly Verdict[];
    /** Their verdicts on the provisioned stack. */
    readonly verdicts: readonly Verdict[];
    readonly evidence: Coverage;
    readonly stacks: readonly StackCost[];
}

/** Sums up the stack, the policies' verdicts and the checklist in a few lines. */
export function summarize({ deployment, previewed, verdicts, evidence: { totals }, stacks }: Found): string {
    const resources = cloudResources(deployment);
    const types = new Set(resources.map(({ type }) => type));
    const { resource, policy } = totals.byEvidence;
    return [
        `Stack      ${resources.length} resources of ${types.size} types.`,
        `Preview    ${summarizeVerdicts(previewed)}.`,
        `Provided   ${summarizeVerdicts(verdicts)}.`,
        `Checklist  ${totals.items} items: ${totals.byState.proved} proved, ${totals.byState["partly proved"]} partly, ${totals.byState.open} open. ` +
            `Components give ${resource.proved} of the ${resource.wanted} proofs by a resource, policies ${policy.proved} of ${policy.wanted}.`,
        `Cost       ${costSentence(stacks)}`,
    ].join("\n");
}
