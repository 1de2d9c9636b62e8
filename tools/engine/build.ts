import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { keepFolder } from "../cache";
import type { Progress } from "../progress";
import { lastLine, run } from "../run";

const MODULES = path.join(__dirname, "go");

/** What is built: the module's folder, the package in it, and what the linker must be told. */
const PROGRAMS = [
    {
        name: "pulumi",
        module: "cli",
        target: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        // Without a version the engine takes itself for a development build and refuses plugins.
        ldflags: "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.220.0",
    },
    {
        name: "pulumi-language-nodejs",
        module: "language-nodejs",
        target: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        ldflags: "-s -w",
    },
] as const;

/** The folder of an engine built from exactly these modules; it exists only when the build is complete. */
export function builtEngineFolder(cache: string): string {
    const sums = PROGRAMS.map(({ module }) => fs.readFileSync(path.join(MODULES, module, "go.sum")));
    const hash = createHash("sha256").update(Buffer.concat(sums)).digest("hex").slice(0, 12);
    return path.join(cache, `go-${hash}`);
}

/** Builds the engine into the folder unless it is there. Rejects with why it could not. */
export async function buildEngine(folder: string, env: NodeJS.ProcessEnv, shown: Progress): Promise<void> {
    await keepFolder(folder, async (empty) => {
        if ((await run("go", ["version"], { env })).code !== 0) {
            throw new Error("it could not be built: there is no Go on PATH");
        }
        for (const program of PROGRAMS) {
            await build(program, path.join(empty, program.name), env, shown);
        }
        shown.done("The Pulumi engine is built");
    });
}

async function build(
    { name, module, target, ldflags }: (typeof PROGRAMS)[number],
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
    const args = ["build", "-v", "-trimpath", "-ldflags", ldflags, "-o", output, target];
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
