import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { keepFolder } from "../system/cache";
import type { Progress } from "../system/progress";
import { lastLine, run } from "../system/run";

const MODULES = path.join(__dirname, "go");

/** One executable of an engine, and the Go package that it is built from. */
interface Program {
    /** File name in the engine's folder. */
    readonly name: string;
    /** Folder of the Go module. */
    readonly module: string;
    /** The package in it. */
    readonly target: string;
}

const cli = (module: string): Program => ({
    name: "pulumi",
    module,
    target: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
});

/** The official language host, at the newest version that is published as a Go module. */
const officialHost = (name: string): Program => ({
    name,
    module: "language-nodejs",
    target: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
});

/** The engines that can be built, and their executables. */
const ENGINES = {
    current: [
        cli("current"),
        { name: "pulumi-language-nodejs", module: "current", target: "./language-host" },
        officialHost("nodejs-language-host-3.60"),
    ],
    /** The oldest engine that the program and the pack support. Its CLI starts policy packs itself. */
    oldest: [cli("oldest-cli"), officialHost("pulumi-language-nodejs")],
} as const satisfies Readonly<Record<string, readonly Program[]>>;

export type BuiltEngine = keyof typeof ENGINES;

/** The folder of an engine that was built from exactly these sources. It exists only after a complete build. */
export function builtEngineFolder(cache: string, engine: BuiltEngine = "current"): string {
    const modules = new Set(ENGINES[engine].map(({ module }) => path.join(MODULES, module)));
    const hash = createHash("sha256");
    for (const file of [...modules].flatMap(filesIn)) hash.update(fs.readFileSync(file));
    return path.join(cache, `go-${engine}-${hash.digest("hex").slice(0, 12)}`);
}

function filesIn(folder: string): string[] {
    const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort();
}

/** Builds the engine into the folder, unless the folder exists. Rejects with the reason if the build fails. */
export async function buildEngine(
    folder: string,
    env: NodeJS.ProcessEnv,
    shown: Progress,
    engine: BuiltEngine = "current",
): Promise<void> {
    await keepFolder(folder, async (empty) => {
        if ((await run("go", ["version"], { env })).code !== 0) {
            throw new Error("it could not be built: there is no Go on PATH");
        }
        for (const program of ENGINES[engine]) {
            await build(program, path.join(empty, program.name), env, shown);
        }
        shown.done("The Pulumi engine is built");
    });
}

async function build(
    { name, module, target }: Program,
    output: string,
    env: NodeJS.ProcessEnv,
    shown: Progress,
): Promise<void> {
    const cwd = path.join(MODULES, module);
    const go = { cwd, env: { ...env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly" } };
    shown.report(`Fetching the modules of ${name}`);
    const { stdout: packages, code, stderr } = await run("go", ["list", "-deps", target], go);
    if (code !== 0) {
        throw new Error(`its Go modules could not be fetched: ${lastLine(stderr)}`);
    }
    const total = packages.trim().split("\n").length;
    let compiled = 0;
    // Without inlining, compiling takes half the time. People wait for it; the engine itself mostly waits for the program.
    const flags = ["-trimpath", "-gcflags", "all=-l", "-ldflags", `-s -w ${versionFlag(cwd)}`];
    const args = ["build", "-v", ...flags, "-o", output, target];
    const result = await run("go", args, {
        ...go,
        onLine: () => {
            compiled = Math.min(compiled + 1, total);
            shown.report(`Building ${name}: ${compiled} of ${total} packages`);
        },
    });
    if (result.code !== 0) {
        throw new Error(`it could not be built from Go modules: ${lastLine(result.stderr)}`);
    }
}

/** Without a version, the CLI thinks that it is a development build and refuses plugins. */
function versionFlag(module: string): string {
    const goMod = fs.readFileSync(path.join(module, "go.mod"), "utf8");
    const version = /github\.com\/pulumi\/pulumi\/pkg\/v3 (v\S+)/.exec(goMod)?.[1];
    return version === undefined
        ? ""
        : `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`;
}
