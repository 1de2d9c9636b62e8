/**
 * The main job without an account: the real engine previews and provisions the stack on the simulated AWS, with the
 * policy pack enforced, and what came of it lies in `out/`.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findEngine } from "../engine";
import type { EngineEvent } from "../events";
import { progress } from "../progress";
import { openSimulatedStack, type PulumiRun, type SimulatedStack } from "../simulated-stack";
import type { Deployment } from "./deployment";
import { evidenceOf } from "./evidence";
import { writeResults } from "./results";
import { summarize } from "./summary";

interface DemoOptions {
    /** Name of the stack: prod or starter. */
    readonly stack: string;
    /** Folder of the results. */
    readonly out: string;
}

interface Step {
    readonly title: string;
    readonly args: readonly string[];
}

const POLICIES = ["--policy-pack", "policies"];

const STEPS = {
    preview: { title: "Preview", args: ["preview", ...POLICIES] },
    up: { title: "Provision", args: ["up", "--yes", "--skip-preview", ...POLICIES] },
    again: {
        title: "Preview again: nothing may change",
        args: ["preview", "--expect-no-changes", ...POLICIES],
    },
} as const satisfies Record<string, Step>;

/** Returns the exit code: 0 only if every step succeeded. */
export async function demo({ stack: name, out }: DemoOptions): Promise<number> {
    const engine = await findEngine();
    console.log(
        `Pulumi ${engine.version}, ${engine.origin}. Stack ${name} on the simulated AWS; no account is touched.`,
    );
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-demo-"));
    const stack = await openSimulatedStack({ folder, stack: name, engine: engine.folder });
    try {
        const events: EngineEvent[] = [];
        for (const step of Object.values(STEPS)) {
            const run = await perform(stack, step);
            events.push(...run.events);
            if (run.code !== 0) {
                console.error(`${step.title} failed:\n${run.stdout}\n${run.stderr}`);
                return 1;
            }
        }
        const exported = await stack.pulumi(["stack", "export"]);
        if (exported.code !== 0) {
            console.error(`The stack could not be exported: ${exported.stderr}`);
            return 1;
        }
        const deployment = JSON.parse(exported.stdout) as Deployment;
        const evidence = evidenceOf(deployment, events);
        const date = new Date().toISOString().slice(0, 10);
        const files = writeResults(out, { deployment, events, evidence, date });
        console.log(summarize(deployment, events, evidence));
        console.log(`Written: ${files.map((file) => path.relative(process.cwd(), file)).join(", ")}`);
        return 0;
    } finally {
        stack.remove();
    }
}

async function perform(stack: SimulatedStack, { title, args }: Step): Promise<PulumiRun> {
    const shown = progress();
    let resources = 0;
    shown.report(title);
    const run = await stack.pulumi(args, {
        onEvent: (event) => {
            resources += event.resOutputsEvent ? 1 : 0;
            shown.report(`${title}: ${resources} resources`);
        },
    });
    shown.done(`${run.code === 0 ? "✓" : "✗"} ${title}`);
    return run;
}
