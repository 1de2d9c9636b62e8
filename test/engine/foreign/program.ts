/** Runs the programs of `test/fixtures/foreign` under the real engine, with the policy pack. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createWorkspace } from "../../../simulator/workspace";
import { openPack } from "../../../policies/pack";
import { exported } from "../../../engine/stack";
import { judgeDeployed } from "../../../evidence/deployed";
import { type Verdict, verdictsOf } from "../../../policies/report/verdict";
import { type Pulumi, type PulumiRun, pulumiOn } from "../../../engine/pulumi";
import { type Fault, withFaults } from "./faults";
import { FOLDER, type Program } from "./programs";
import { installLenientProvider } from "./provider/install";
import { CHECKOUT } from "../../../system/checkout";

/** Code that several programs import, as if from a package of their company. */
const LIBRARY = "platform";

/** The pack has no settings for a stack of this name, so only the program's settings apply. */
const STACK = "live";

/** Pulumi records where each promise was created, which takes a quarter of a preview's time. */
const SHORT_TRACES = { NODE_OPTIONS: "--stack-trace-limit=2" };

export interface Judged {
    readonly verdicts: readonly Verdict[];
    /** Resources of the program, including components and providers. */
    readonly resources: number;
    readonly code: number;
}

/** A program in its own folder and on its own account. */
export interface OpenProgram {
    readonly preview: () => Promise<Judged>;
    /** Runs `up` without the pack, whose findings would stop it. */
    readonly up: () => Promise<void>;
    /** The pack's verdicts on the state after `up`, where nothing is unknown. */
    readonly judge: () => Promise<readonly Verdict[]>;
    readonly remove: () => void;
}

/**
 * @param faults - faults in the program. The simulator refuses them only in an update, so that one preview shows all
 */
export async function openProgram(program: Program, faults: readonly Fault[] = []): Promise<OpenProgram> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "foreign-"));
    const remove = (): void => {
        fs.rmSync(folder, { recursive: true, force: true });
    };
    try {
        return { ...(await openedIn(folder, program, faults)), remove };
    } catch (error) {
        remove();
        throw error;
    }
}

async function openedIn(
    folder: string,
    { name: program, after }: Program,
    faults: readonly Fault[],
): Promise<Omit<OpenProgram, "remove">> {
    const { env } = createWorkspace(path.join(folder, "sim"), process.env.HRMS_ENGINE_BIN ?? "");
    await installLenientProvider(env.PULUMI_HOME ?? "");
    fs.symlinkSync(path.join(CHECKOUT, "node_modules"), path.join(folder, "node_modules"));
    fs.copyFileSync(path.join(CHECKOUT, "tsconfig.json"), path.join(folder, "tsconfig.json"));
    fs.cpSync(path.join(FOLDER, LIBRARY), path.join(folder, LIBRARY), { recursive: true });
    if (after !== undefined) {
        await broughtUp(after, await prepared(after, folder, env).run);
    }
    const { packEnv, run } = prepared(program, folder, env, faults);
    const pulumi = await run;
    return {
        preview: async () => {
            const finished = await pulumi(["preview", "--policy-pack", path.join(CHECKOUT, "policies")]);
            const verdicts = verdictsOf(finished.events);
            if (!verdicts) throw new Error(`The pack did not judge all of ${program}:\n${printed(finished)}`);
            return { verdicts, resources: resourcesIn(finished), code: finished.code };
        },
        up: () => broughtUp(program, pulumi),
        judge: async () => {
            const pack = openPack(STACK, undefined, packEnv);
            return judgeDeployed(await exported(pulumi, "--show-secrets"), pack);
        },
    };
}

async function broughtUp(program: string, pulumi: Pulumi): Promise<void> {
    const finished = await pulumi(["up", "--yes", "--skip-preview"]);
    if (finished.code !== 0) throw new Error(`pulumi up failed for ${program}:\n${printed(finished)}`);
}

/** Copies a program, changes it, and makes its stack. */
function prepared(
    program: string,
    folder: string,
    env: Readonly<Record<string, string>>,
    faults: readonly Fault[] = [],
) {
    const project = path.join(folder, program);
    fs.cpSync(path.join(FOLDER, program), project, { recursive: true });
    const main = path.join(project, "index.ts");
    fs.writeFileSync(main, withFaults(fs.readFileSync(main, "utf8"), faults));
    fs.writeFileSync(path.join(project, "package.json"), '{ "main": "index.ts" }');
    const packEnv = {
        HRMS_POLICY_SETTINGS: orEmpty(project, "policy-settings.yaml", "{}\n"),
        HRMS_DEVIATIONS: orEmpty(project, "deviations.yaml", "approvers: []\ndeviations: []\n"),
    };
    const refusing = faults.length > 0 ? { HRMS_SIM_REFUSE_AT: "create" } : {};
    const pulumi = pulumiOn({
        stack: STACK,
        project,
        env: { ...env, ...packEnv, ...SHORT_TRACES, ...refusing },
    });
    const run = pulumi(["stack", "init"]).then(({ code, stderr }) => {
        if (code !== 0) throw new Error(`pulumi stack init failed for ${program}: ${stderr}`);
        return pulumi;
    });
    return { packEnv, run };
}

/** A file of the program for the pack. Without it, no file of this repository may replace it. */
function orEmpty(project: string, name: string, empty: string): string {
    const file = path.join(project, name);
    if (!fs.existsSync(file)) fs.writeFileSync(file, empty);
    return file;
}

function resourcesIn({ events }: PulumiRun): number {
    const urns = events.flatMap(({ resourcePreEvent: event }) => event?.metadata.urn ?? []);
    return new Set(urns).size;
}

const printed = ({ stdout, stderr }: PulumiRun): string => `${stdout}\n${stderr}`;
