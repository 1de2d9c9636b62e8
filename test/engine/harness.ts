import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createWorkspace, Workspace } from "../../simulator/workspace";
import { EngineEvent, eventReader, nameOf } from "../../tools/events";
import { run as runCommand, type Finished } from "../../tools/run";

const REPOSITORY = path.join(__dirname, "..", "..");

/** What one `pulumi` command did. */
export interface Run extends Finished {
    /** Everything that the engine reported, in order. */
    readonly events: readonly EngineEvent[];
}

export interface ExportedResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly protect?: boolean;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

/** A stack of its own on an empty simulated account, gone with {@link Stack.remove}. */
export interface Stack {
    readonly folder: string;
    readonly workspace: Workspace;
    /** Writes the program: JavaScript with `pulumi` and `aws` at hand. */
    readonly program: (source: string) => void;
    /** Any other command, with variables added to the environment. */
    readonly pulumi: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Run>;
    readonly preview: (...args: string[]) => Promise<Run>;
    readonly up: (...args: string[]) => Promise<Run>;
    readonly destroy: (...args: string[]) => Promise<Run>;
    /** The resources in the Pulumi state, secrets as the state holds them. */
    readonly resources: () => Promise<readonly ExportedResource[]>;
    /** `pulumi stack export`, as text. */
    readonly exported: () => Promise<string>;
    readonly remove: () => void;
}

export interface StackOptions {
    /** Stack configuration besides the region, e.g. `{ "aws:defaultTags": { tags: { Project: "hrms" } } }`. */
    readonly config?: Readonly<Record<string, unknown>>;
}

/** Makes a stack whose program a test writes. Plain JavaScript: it starts faster than TypeScript. */
export function temporaryStack({ config = {} }: StackOptions = {}): Stack {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-engine-"));
    const workspace = createWorkspace(path.join(folder, "sim"), engineFolder());
    fs.symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(folder, "node_modules"));
    const settings = { "aws:region": "eu-central-1", ...config };
    write(folder, "Pulumi.yaml", {
        name: "test",
        runtime: { name: "nodejs", options: { typescript: false } },
        main: "index.js",
    });
    write(folder, "Pulumi.test.yaml", { config: settings });
    write(folder, "package.json", { name: "test", main: "index.js" });
    fs.mkdirSync(path.join(workspace.state, ".pulumi"), { recursive: true });

    const run = (args: readonly string[], extra = {}): Promise<Run> =>
        runPulumi(folder, { ...workspace.env, ...extra }, args);
    let initialised: Promise<Run> | undefined;
    const pulumi: Stack["pulumi"] = async (args, extra) => {
        const { code, stderr } = await (initialised ??= run(["stack", "init", "test"]));
        if (code !== 0) {
            throw new Error(`pulumi stack init failed: ${stderr}`);
        }
        return run([...args, "--stack", "test"], extra);
    };
    const operation =
        (...fixed: string[]) =>
        (...args: string[]): Promise<Run> =>
            pulumi([...fixed, ...args]);
    const exported = async (): Promise<string> => (await pulumi(["stack", "export"])).stdout;
    return {
        folder,
        workspace,
        program: (source) => {
            fs.writeFileSync(path.join(folder, "index.js"), PRELUDE + source);
        },
        pulumi,
        preview: operation("preview"),
        up: operation("up", "--skip-preview"),
        destroy: operation("destroy", "--skip-preview"),
        exported,
        resources: async () => resourcesOf(await exported()),
        remove: () => {
            fs.rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** Messages that the engine shows, with the logical name of the resource they belong to. */
export function diagnostics({ events }: Run, severity = "error"): { name: string; message: string }[] {
    return events.flatMap(({ diagnosticEvent: event }) =>
        event?.severity === severity ? [{ name: nameOf(event.urn ?? ""), message: event.message }] : [],
    );
}

/** What the engine planned or did, by logical name. */
export function steps({
    events,
}: Run): { name: string; op: string; type: string; diffs: readonly string[] }[] {
    return events.flatMap(({ resourcePreEvent: event }) => {
        if (event === undefined) {
            return [];
        }
        const { op, urn, type, diffs = [] } = event.metadata;
        return [{ name: nameOf(urn), op, type, diffs }];
    });
}

const PRELUDE = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
`;

function engineFolder(): string {
    const folder = process.env.HRMS_ENGINE_BIN;
    if (folder === undefined || !fs.existsSync(path.join(folder, "pulumi"))) {
        throw new Error(
            `set HRMS_ENGINE_BIN to the folder of the Pulumi engine (pulumi and its nodejs language host)`,
        );
    }
    return folder;
}

async function runPulumi(folder: string, env: NodeJS.ProcessEnv, args: readonly string[]): Promise<Run> {
    const log = path.join(folder, "events.jsonl");
    fs.rmSync(log, { force: true });
    const takesLog = ["up", "preview", "destroy", "refresh"].includes(args[0] ?? "");
    const extra = takesLog ? ["--event-log", log, ...(args[0] === "preview" ? [] : ["--yes"])] : [];
    const finished = await runCommand(
        "pulumi",
        [...args, ...extra, "--non-interactive", "--color", "never"],
        {
            cwd: folder,
            env: { ...env, PULUMI_DEBUG_COMMANDS: "true" },
        },
    );
    return { ...finished, events: eventReader(log)() };
}

function resourcesOf(exported: string): readonly ExportedResource[] {
    const { deployment } = JSON.parse(exported) as { deployment: { resources?: ExportedResource[] } };
    return deployment.resources ?? [];
}

/** JSON is YAML. */
function write(folder: string, name: string, contents: object): void {
    fs.writeFileSync(path.join(folder, name), JSON.stringify(contents));
}
