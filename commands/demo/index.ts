/**
 * Shows the project without an AWS account: the real engine previews and provisions the stack on the simulated AWS, with
 * the policy pack enforced. The results are written to `out/`.
 */
import * as path from "node:path";
import { findEngine } from "../../engine";
import { openPack } from "../../policies/pack";
import { temporaryFolder } from "../../system/interruption";
import { exported } from "../../engine/stack";
import { checklist } from "../../checklist";
import { coverage } from "../../checklist/coverage";
import { PriceBook } from "../../cost/prices";
import { USUAL_SIZE, usageOf } from "../../cost/usage";
import { costOfResources } from "../../evidence/cost";
import { deployedResources } from "../../evidence/deployed";
import { judge } from "../../evidence/in-process";
import { stackEvidence } from "../../evidence/stack";
import { writeCost } from "../../reports/cost";
import { report } from "../../reports/policies";
import { isBlocking, verdictsOf } from "../../policies/report/verdict";
import type { PulumiRun } from "../../engine/pulumi";
import { openSimulatedStack } from "../../simulator/stack";
import { perform, STEPS } from "../../engine/steps";
import { demoApp, whyNoAppDemo } from "./app";
import { grant, whatIsMissing } from "./new-account";
import { writeResults } from "./results";
import { summarize } from "./summary";

export interface DemoOptions {
    /** Name of the stack: prod or starter. */
    readonly stack: string;
    /** Folder of the results. */
    readonly out: string;
    /** The simulated account: one in use, or one on its first day. */
    readonly account: "used" | "new";
    /** Folder of a Django project to show on the stack's hosts. */
    readonly app?: string;
}

/** Returns the exit code: 0 only if every step succeeded. */
export async function demo({ app, ...options }: DemoOptions): Promise<number> {
    if (app === undefined) return provision(options);
    const why = whyNoAppDemo();
    if (why !== undefined) {
        console.error(`This machine cannot show an application: ${why}.`);
        return 1;
    }
    return (await provision(options)) || demoApp({ app, out: options.out });
}

async function provision({ stack: name, out, account }: Omit<DemoOptions, "app">): Promise<number> {
    const engine = await findEngine();
    console.log(
        `Pulumi ${engine.version}, ${engine.origin}. Stack ${name} on the simulated AWS; no account is touched.`,
    );
    const folder = temporaryFolder("demo");
    const stack = await openSimulatedStack({ folder, stack: name, engine: engine.folder });
    try {
        if (account === "new") {
            console.log(`A new account is told what is missing:\n\n${await whatIsMissing(stack)}\n`);
            console.log("AWS grants it, and what was left over is removed.\n");
            grant(stack);
        }
        const runs: PulumiRun[] = [];
        for (const step of [STEPS.preview, STEPS.up, STEPS.unchanged]) {
            const run = await perform(stack.pulumi, step);
            if (run.code !== 0) return 1;
            runs.push(run);
        }
        const pack = openPack(name);
        const deployment = await exported(stack.pulumi);
        const previewed = verdictsOf(runs[0]?.events ?? []) ?? [];
        // The exported file keeps its secrets encrypted. The policies need them in plain text; that copy stays in memory.
        const resources = deployedResources(await exported(stack.pulumi, "--show-secrets"));
        const verdicts = await judge(pack, resources);
        const evidence = coverage(checklist, stackEvidence(deployment, verdicts));
        const events = runs.flatMap((run) => run.events);
        const { files: reports } = await report(
            { name, project: stack.project, engine: engine.version },
            pack,
            { stage: "deployed", verdicts, deployment, out },
        );
        const priced = { book: PriceBook.read(), usage: usageOf(USUAL_SIZE) };
        const stacks = [costOfResources(resources, stack.settings, priced)];
        const files = [
            ...writeCost(out, { stacks, usage: priced.usage, pricesFrom: priced.book.asOf }),
            ...writeResults(out, { deployment, events, evidence, date: pack.register.today }),
            ...reports,
        ];
        console.log(summarize({ deployment, previewed, verdicts, evidence, stacks }));
        console.log(`Written: ${files.map((file) => path.relative(process.cwd(), file)).join(", ")}`);
        return verdicts.some(isBlocking) ? 1 : 0;
    } finally {
        stack.remove();
    }
}
