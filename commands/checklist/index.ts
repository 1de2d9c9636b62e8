/** Writes the checklist with what proves each item of one stack. */
import * as path from "node:path";
import { checklist } from "../../checklist";
import { coverage } from "../../checklist/coverage";
import { exported, type Stack } from "../../engine/stack";
import { judgeDeployed } from "../../evidence/deployed";
import { stackEvidence } from "../../evidence/stack";
import { openPack } from "../../policies/pack";
import { evidenceOfRelease, printedEvidence } from "../release-evidence";
import { writeChecklist } from "../write-checklist";

/** Returns the exit code. @param simulated - whether the stack is on the simulated AWS, which has no releases */
export async function reportChecklist(stack: Stack, simulated: boolean, out: string): Promise<number> {
    const pack = openPack(stack.name);
    const deployment = await exported(stack.pulumi, "--show-secrets");
    const verdicts = await judgeDeployed(deployment, pack);
    const release = simulated ? undefined : await evidenceOfRelease(stack.name);
    const found = coverage(checklist, {
        ...stackEvidence(deployment, verdicts),
        release: release?.proofs ?? [],
    });
    const files = writeChecklist(out, found, pack.register.today);
    const { items, byState } = found.totals;
    console.log(
        `${items} items: ${Object.entries(byState)
            .map(([state, count]) => `${count} ${state}`)
            .join(", ")}.`,
    );
    if (!simulated) console.log(printedEvidence(release));
    console.log(`Written: ${files.map((file) => path.relative(process.cwd(), file)).join(", ")}`);
    return 0;
}
