import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createWorkspace, Workspace } from "../../simulator/workspace";
import { nameOf } from "../../policies/urn";
import { type Pulumi, pulumiOn, type PulumiRun } from "../../engine/pulumi";
import { CHECKOUT } from "../../system/checkout";

/** A separate stack on an empty simulated account. {@link Stack.remove} deletes it. */
export interface Stack {
    readonly folder: string;
    readonly workspace: Workspace;
    /** Writes the program: JavaScript with `pulumi` and `aws` in scope. */
    readonly program: (source: string) => void;
    /** Any other command. Changes need no `--yes`. */
    readonly pulumi: Pulumi;
    readonly preview: (...args: string[]) => Promise<PulumiRun>;
    readonly up: (...args: string[]) => Promise<PulumiRun>;
    readonly destroy: (...args: string[]) => Promise<PulumiRun>;
    readonly remove: () => void;
}

export interface StackOptions {
    /**
     * Folder of the engine.
     * @defaultValue - the engine of all engine tests
     */
    readonly engine?: string;
    /** Stack configuration in addition to the region, such as `{ "aws:defaultTags": { tags: { Project: "hrms" } } }`. */
    readonly config?: Readonly<Record<string, unknown>>;
}

/** Creates a stack whose program a test writes. In JavaScript, because it starts faster than TypeScript. */
export function temporaryStack({ engine = engineFolder(), config = {} }: StackOptions = {}): Stack {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-engine-"));
    const workspace = createWorkspace(path.join(folder, "sim"), engine);
    fs.symlinkSync(path.join(CHECKOUT, "node_modules"), path.join(folder, "node_modules"));
    const settings = { "aws:region": "eu-central-1", ...config };
    write(folder, "Pulumi.yaml", {
        name: "test",
        runtime: { name: "nodejs", options: { typescript: false } },
        main: "index.js",
    });
    write(folder, "Pulumi.test.yaml", { config: settings });
    write(folder, "package.json", { name: "test", main: "index.js" });
    fs.mkdirSync(path.join(workspace.state, ".pulumi"), { recursive: true });

    const run = pulumiOn({ stack: "test", project: folder, env: workspace.env });
    let initialised: Promise<PulumiRun> | undefined;
    const pulumi: Pulumi = async (args, options) => {
        const { code, stderr } = await (initialised ??= run(["stack", "init"]));
        if (code !== 0) {
            throw new Error(`pulumi stack init failed: ${stderr}`);
        }
        return run(args, options);
    };
    const operation =
        (...fixed: string[]) =>
        (...args: string[]): Promise<PulumiRun> =>
            pulumi([...fixed, ...args]);
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
        remove: () => {
            fs.rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** Messages of the engine, with the logical name of the resource. */
export function diagnostics({ events }: PulumiRun, severity = "error"): { name: string; message: string }[] {
    return events.flatMap(({ diagnosticEvent: event }) =>
        event?.severity === severity ? [{ name: nameOf(event.urn ?? ""), message: event.message }] : [],
    );
}

/** What the engine planned or did, by logical name. */
export function steps({
    events,
}: PulumiRun): { name: string; op: string; type: string; diffs: readonly string[] }[] {
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

/** JSON is YAML. */
function write(folder: string, name: string, contents: object): void {
    fs.writeFileSync(path.join(folder, name), JSON.stringify(contents));
}
