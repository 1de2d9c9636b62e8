/**
 * Finds the Pulumi engine on PATH, or downloads it with the `pulumi` npm package, or builds it from Go modules.
 * See docs/adr/0003-engine-on-any-machine.md.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { cacheFolder } from "../system/cache";
import { progress, type Progress } from "../system/progress";
import { lastLine, run } from "../system/run";
import { buildEngine, builtEngineFolder, type BuiltEngine } from "./build";

/** The oldest engine that runs the program and its policy pack. */
const OLDEST = { major: 3, minor: 220 };

export interface Engine {
    /** The folder that holds `pulumi` and `pulumi-language-nodejs`; goes first on PATH. */
    readonly folder: string;
    readonly version: string;
    /** Where it came from, in words. */
    readonly origin: string;
}

/** The result of one way to get an engine: the engine, or the reason why there is none. */
type Attempt = Engine | { readonly failure: string };

/**
 * Finds or builds an engine. The first call on a machine can take minutes and shows its progress. With HRMS_PINNED_ENGINE it
 * is the engine of package-lock.json, whatever is on PATH.
 * Throws an Error that lists why each way failed and what to do.
 */
export async function findEngine(
    env: NodeJS.ProcessEnv = process.env,
    shown: Progress = progress(),
): Promise<Engine> {
    const built = builtEngineFolder(cacheFolder("engine", env));
    const ways = [
        ...(env.HRMS_PINNED_ENGINE ? [] : [() => engineOnPath(env)]),
        ...(fs.existsSync(built) ? [] : [() => engineFromNpm(env, shown)]),
        () => engineFromGo(built, env, shown),
    ];
    const failures: string[] = [];
    for (const way of ways) {
        const attempt = await way();
        if (!("failure" in attempt)) {
            return attempt;
        }
        failures.push(attempt.failure);
    }
    throw new Error(
        [
            "No Pulumi engine was found, and none could be downloaded or built:",
            ...failures.map((failure) => `  - ${failure}`),
            "Install Pulumi 3.220 or newer (https://www.pulumi.com/docs/install/) or Go 1.26 or newer, and run this again.",
        ].join("\n"),
    );
}

/** The oldest supported engine, built if it is not in the cache. Throws an Error with the reason if the build fails. */
export async function oldestEngine(
    env: NodeJS.ProcessEnv = process.env,
    shown: Progress = progress(),
): Promise<Engine> {
    const folder = builtEngineFolder(cacheFolder("engine", env), "oldest");
    const attempt = await engineFromGo(folder, env, shown, "oldest");
    if ("failure" in attempt)
        throw new Error(`The oldest supported Pulumi engine could not be built: ${attempt.failure}`);
    return attempt;
}

export async function engineOnPath(env: NodeJS.ProcessEnv): Promise<Attempt> {
    const folders = (env.PATH ?? "").split(path.delimiter);
    // npm puts node_modules/.bin on PATH. The `pulumi` there is the package that downloads an engine; see below.
    const folder = folders.find(
        (entry) => !entry.includes("node_modules") && isExecutable(path.join(entry, "pulumi")),
    );
    if (folder === undefined) {
        return { failure: "there is no pulumi on PATH" };
    }
    return engineIn(folder, `pulumi on PATH (${folder})`, env);
}

/** The npm package downloads the engine of its own version when it first runs. */
async function engineFromNpm(env: NodeJS.ProcessEnv, shown: Progress): Promise<Attempt> {
    const script = path.join(path.dirname(require.resolve("pulumi/package.json")), "run.js");
    const home = path.join(cacheFolder("engine", env), "npm");
    shown.report("Downloading the Pulumi engine");
    const { code, stdout, stderr } = await run(process.execPath, [script, "version"], {
        env: { ...env, PULUMI_HOME: home },
        timeoutMs: 10 * 60_000,
        onLine: (line) => {
            shown.report(line);
        },
    });
    if (code !== 0) {
        return { failure: `the npm package pulumi could not download it: ${lastLine(stderr)}` };
    }
    const version = /v?(\d+\.\d+\.\d+)/.exec(lastLine(stdout))?.[1] ?? "";
    return engineIn(path.join(home, "versions", version, "bin"), "the npm package pulumi", env);
}

async function engineFromGo(
    folder: string,
    env: NodeJS.ProcessEnv,
    shown: Progress,
    engine: BuiltEngine = "current",
): Promise<Attempt> {
    try {
        await buildEngine(folder, env, shown, engine);
    } catch (error) {
        return { failure: (error as Error).message };
    }
    return engineIn(folder, "built from Go modules", env);
}

async function engineIn(folder: string, origin: string, env: NodeJS.ProcessEnv): Promise<Attempt> {
    const { code, stdout, stderr } = await run(path.join(folder, "pulumi"), ["version"], {
        env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
        timeoutMs: 60_000,
    });
    const version = /^v?(\d+)\.(\d+)\.\d+/.exec(stdout.trim());
    if (code !== 0 || !version) {
        return { failure: `${origin} does not run: ${lastLine(stderr || stdout)}` };
    }
    const [text, major, minor] = [version[0], Number(version[1]), Number(version[2])];
    const isTooOld = major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor);
    if (isTooOld) {
        return { failure: `${origin} is ${text}; needed is ${OLDEST.major}.${OLDEST.minor} or newer` };
    }
    return { folder, version: text, origin };
}

function isExecutable(file: string): boolean {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}
