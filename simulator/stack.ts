/** The program of this checkout on the simulated AWS, for `npx hrms sim`, the demo, the engine tests and the bench. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { createWorkspace } from "./workspace";
import { type Pulumi, pulumiOn } from "../engine/pulumi";
import { CHECKOUT } from "../system/checkout";

/** What the program's folder contains in addition to the configuration, as links, so that nothing is copied. */
const LINKED = [
    "index.ts",
    "package.json",
    "tsconfig.json",
    "node_modules",
    "policies",
    "policy-settings",
    "checklist",
];

export interface SimulatedStack {
    /** The program's folder. The engine writes its entries to the stack file there, never to the one in the checkout. */
    readonly project: string;
    readonly env: Readonly<Record<string, string>>;
    /** The settings, by their full keys. */
    readonly settings: Readonly<Record<string, unknown>>;
    /** Folder of the simulated account. */
    readonly account: string;
    readonly pulumi: Pulumi;
    /** Returns arguments that run one command with other settings. The settings of the stack stay the same. */
    readonly withConfig: (changes: Readonly<Record<string, unknown>>) => readonly string[];
    /** Deletes the stack's folder: state, configuration and simulated account. */
    readonly remove: () => void;
}

export interface SimulatedStackOptions {
    /** Contains everything. An existing folder is opened again. */
    readonly folder: string;
    /** Name of the stack. Its settings come from `Pulumi.<stack>.yaml`. */
    readonly stack: string;
    /** Folder of the engine, see engine/index.ts. */
    readonly engine: string;
    /**
     * Whether the state is written after each step, so that an interrupted run can be resumed. Writing it takes most of
     * the time of an `up`. A temporary stack does not need it.
     * @defaultValue false
     */
    readonly checkpoints?: boolean;
    /** Settings that differ from the stack file, with full keys. Undefined removes a setting. */
    readonly config?: Readonly<Record<string, unknown>>;
    /** Environment variables of each command, in addition to those that the simulated AWS needs. */
    readonly variables?: Readonly<Record<string, string>>;
}

const NO_CHECKPOINTS = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Opens the stack and creates it if it does not exist. */
export async function openSimulatedStack(options: SimulatedStackOptions): Promise<SimulatedStack> {
    const { folder, stack, engine, config = {}, checkpoints = false, variables = {} } = options;
    const project = path.join(folder, "project");
    const workspace = createWorkspace(folder, engine);
    const env = { ...workspace.env, ...(!checkpoints && NO_CHECKPOINTS), ...variables };
    fs.mkdirSync(project, { recursive: true });
    LINKED.forEach((name) => {
        link(path.join(CHECKOUT, name), path.join(project, name));
    });
    fs.copyFileSync(path.join(CHECKOUT, "Pulumi.yaml"), path.join(project, "Pulumi.yaml"));
    writeStackFile(project, stack, config);

    const pulumi = pulumiOn({ stack, project, env });
    const { code, stderr } = await pulumi(["stack", "select", "--create"]);
    if (code !== 0) {
        throw new Error(`The simulated stack ${stack} could not be opened: ${stderr.trim()}`);
    }
    return {
        project,
        env,
        settings: readStackFile(path.join(project, `Pulumi.${stack}.yaml`)).config ?? {},
        account: workspace.account,
        pulumi,
        withConfig: (changes) => {
            const file = path.join(project, `changed-${hashOf(changes)}.yaml`);
            const own = readStackFile(path.join(project, `Pulumi.${stack}.yaml`));
            fs.writeFileSync(file, stringify({ ...own, config: changed(own.config, changes) }));
            return ["--config-file", file];
        },
        remove: () => {
            fs.rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** Opens the stack that is kept between commands, under `.sim` in the checkout. */
export const openLastingStack = (stack: string, engine: string): Promise<SimulatedStack> =>
    openSimulatedStack({ folder: path.join(CHECKOUT, ".sim", stack), stack, engine, checkpoints: true });

/** Writes the checkout's stack file with the changes, and keeps what the engine added to the previous copy. */
function writeStackFile(project: string, stack: string, changes: Readonly<Record<string, unknown>>): void {
    const name = `Pulumi.${stack}.yaml`;
    const { encryptionsalt } = readStackFile(path.join(project, name));
    const config = changed(readStackFile(path.join(CHECKOUT, name)).config, changes);
    fs.writeFileSync(
        path.join(project, name),
        stringify({ config, ...(encryptionsalt && { encryptionsalt }) }),
    );
}

const readStackFile = (file: string): StackFile =>
    fs.existsSync(file) ? (parse(fs.readFileSync(file, "utf8")) as StackFile) : {};

function changed(
    config: StackFile["config"],
    changes: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
        Object.entries({ ...config, ...changes }).filter(([, value]) => value !== undefined),
    );
}

const hashOf = (value: unknown): string =>
    createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);

interface StackFile {
    readonly config?: Readonly<Record<string, unknown>>;
    readonly encryptionsalt?: string;
}

function link(target: string, at: string): void {
    fs.rmSync(at, { force: true });
    fs.symlinkSync(target, at);
}
