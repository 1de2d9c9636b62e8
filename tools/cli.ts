/** The commands behind the npm scripts. `npx tsx tools/cli.ts --help` lists them. */
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { Command } from "commander";
import { bench, BENCHES } from "./bench";
import { ci, FLOWS } from "./ci";
import { demo } from "./demo";
import { findEngine } from "./engine";
import { generate } from "./generate";
import type { JudgedStack } from "./policies/judged";
import { pulumiOn } from "./pulumi";
import { openSimulatedStack, type SimulatedStackOptions } from "./simulated-stack";

const ROOT = path.resolve(__dirname, "..");

const cli = new Command("hrms")
    .description("A Django HRMS in production on AWS.")
    .showHelpAfterError()
    .enablePositionalOptions();

cli.command("demo")
    .description("preview and provision the production stack on a simulated AWS, with the policies enforced")
    .option("--stack <name>", "prod or starter", "prod")
    .option("--out <folder>", "where the results go", path.join(ROOT, "out"))
    .action(async ({ stack, out }: { stack: string; out: string }) => {
        process.exitCode = await demo({ stack, out });
    });

cli.command("sim")
    .description("run pulumi against the simulated AWS, e.g. preview, up, destroy, stack export")
    .option("--stack <name>", "prod or starter", "prod")
    .option("--fresh", "empty the simulated account first")
    .argument("<command...>", "what pulumi is told")
    .passThroughOptions()
    .action(async (command: string[], { stack, fresh }: { stack: string; fresh?: boolean }) => {
        process.exitCode = await simulate(command, stack, fresh ?? false);
    });

cli.command("ci")
    .description(
        "run what CI runs: the policies on a preview, the update, drift, the policies on what is there",
    )
    .argument("<flow>", `one of ${Object.keys(FLOWS).join(", ")}`)
    .option("--stack <name>", "prod, starter or another", "prod")
    .option("--simulated", "on the simulated AWS of `npm run sim`, instead of the account")
    .option("--out <folder>", "where the reports go", path.join(ROOT, "out"))
    .action(async (flow: string, { stack, simulated, out }: CiOptions) => {
        process.exitCode = await ci(flow, await openStack(stack, simulated ?? false), out);
    });

cli.command("bench")
    .description("run the benchmarks; prints a line of JSON for each figure")
    .argument("[names...]", `which ones: ${Object.keys(BENCHES).join(", ")}; all where none is named`)
    .action(async (names: string[]) => {
        process.exitCode = await bench(names);
    });

cli.command("generate")
    .description("bring Pulumi.yaml and docs/settings.md up to date with config.ts")
    .action(() => {
        const written = generate();
        console.log(written.length > 0 ? `Wrote ${written.join(", ")}.` : "Everything is up to date.");
    });

interface CiOptions {
    readonly stack: string;
    readonly simulated?: boolean;
    readonly out: string;
}

async function openStack(name: string, simulated: boolean): Promise<JudgedStack> {
    const engine = await findEngine();
    if (simulated) return { name, ...(await openSimulatedStack(persistent(name, engine.folder))) };
    const env = { ...process.env, PATH: [engine.folder, process.env.PATH].join(path.delimiter) };
    return { name, project: ROOT, pulumi: pulumiOn({ stack: name, project: ROOT, env }) };
}

/** The stack on the simulated AWS that lasts from one command to the next. */
const persistent = (stack: string, engine: string): SimulatedStackOptions => ({
    folder: path.join(ROOT, ".sim", stack),
    stack,
    engine,
    checkpoints: true,
});

async function simulate(command: readonly string[], stack: string, fresh: boolean): Promise<number> {
    const { folder: engine } = await findEngine();
    const options = persistent(stack, engine);
    if (fresh) {
        (await openSimulatedStack(options)).remove();
    }
    const { project, env } = await openSimulatedStack(options);
    const { status } = spawnSync("pulumi", [...command, "--stack", stack], {
        cwd: project,
        env,
        stdio: "inherit",
    });
    return status ?? 1;
}

cli.parseAsync().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
