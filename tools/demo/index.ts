/**
 * The main job without an account: the real engine previews and provisions the stack on the simulated AWS, with the
 * policy pack enforced, and what came of it lies in `out/`.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findEngine } from "../engine";
import { openPack } from "../../policies/pack";
import { exported, judgeDeployed, report } from "../policies/judged";
import { isBlocking, verdictsOf } from "../policies/verdict";
import type { PulumiRun } from "../pulumi";
import { openSimulatedStack } from "../simulated-stack";
import { perform, STEPS } from "../steps";
import { evidenceOf } from "./evidence";
import { writeResults } from "./results";
import { summarize } from "./summary";

interface DemoOptions {
    /** Name of the stack: prod or starter. */
    readonly stack: string;
    /** Folder of the results. */
    readonly out: string;
}

/** Returns the exit code: 0 only if every step succeeded. */
export async function demo({ stack: name, out }: DemoOptions): Promise<number> {
    const engine = await findEngine();
    console.log(
        `Pulumi ${engine.version}, ${engine.origin}. Stack ${name} on the simulated AWS; no account is touched.`,
    );
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-demo-"));
    const stack = await openSimulatedStack({ folder, stack: name, engine: engine.folder });
    try {
        const runs: PulumiRun[] = [];
        for (const step of [STEPS.preview, STEPS.up, STEPS.unchanged]) {
            const run = await perform(stack.pulumi, step);
            if (run.code !== 0) return 1;
            runs.push(run);
        }
        const pack = openPack(name);
        const deployment = await exported(stack.pulumi);
        const previewed = verdictsOf(runs[0]?.events ?? []) ?? [];
        // What is written down keeps its secrets encrypted; what is judged shows them, and stays in memory.
        const verdicts = await judgeDeployed(await exported(stack.pulumi, "--show-secrets"), pack);
        const evidence = evidenceOf(deployment, verdicts);
        const events = runs.flatMap((run) => run.events);
        const files = [
            ...writeResults(out, { deployment, events, evidence, date: pack.register.today }),
            ...(await report({ name, project: stack.project }, pack, {
                stage: "deployed",
                verdicts,
                deployment,
                out,
            })),
        ];
        console.log(summarize({ deployment, previewed, verdicts, evidence }));
        console.log(`Written: ${files.map((file) => path.relative(process.cwd(), file)).join(", ")}`);
        return verdicts.some(isBlocking) ? 1 : 0;
    } finally {
        stack.remove();
    }
}
