/** Runs Python with the overlay in a host's environment, as overlay.test.ts and requirements.test.ts do. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hostBundle } from "../../../host/bundle";
import { pythonPrograms } from "../../../lab/python";
import { type Finished, run } from "../../../system/run";
import { hostEnvironment, settings } from "./host-environment";
import { MODULES } from "./modules";

export const DJANGO = join(__dirname, "../../../host/root/opt/hrms/django");

/** Why this machine cannot create a virtual environment; undefined if it can. */
export function whyNoPython(): string | undefined {
    const canMakeOne = spawnSync("python3", ["-c", "import ensurepip, venv"]).status === 0;
    return canMakeOne
        ? undefined
        : "python3 with venv missing; run: apt-get install --no-install-recommends python3 python3-venv";
}

/** The lines of a file of requirements without the database's driver: it needs a compiler, and only booted hosts have a database. */
export const requirementsIn = (file: string): string[] =>
    readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => /^[^#\s]/.test(line) && !line.startsWith("mysqlclient"));

/** What the test modules read. The units are those of a host with every role. */
export function overlayEnvironment(): Record<string, string> {
    const { files } = hostBundle({ ...settings, workerMaxHosts: 0 }, "web");
    const environment = hostEnvironment();
    return {
        PATH: process.env.PATH ?? "",
        PYTHONPATH: DJANGO,
        PYTHONDONTWRITEBYTECODE: "1",
        HRMS_ROLE: "web",
        ...environment,
        HOST_ENVIRONMENT: JSON.stringify(environment),
        HOST_WEB_UNIT: files["etc/systemd/system/hrms-web@.service"]?.replaceAll("%i", "blue") ?? "",
        HOST_ON_ONE_HOST: join(DJANGO, "../bin/on-one-host"),
        HOST_QUEUE_LENGTH_UNIT: files["etc/systemd/system/hrms-queue-length.service"] ?? "",
        // Writes the table in docs/overlay.md.
        ...(process.env.UPDATE === "1" && { UPDATE: "1" }),
    };
}

/** Settings modules of Django that test modules need before they start. */
const SETTINGS: Readonly<Record<string, string>> = {
    test_requests: "people.without_services",
    test_logins: "entrance.settings",
    test_destructive: "on_mariadb",
};

type Environment = Readonly<Record<string, string>>;

/**
 * The path of Python in an environment, which is installed when a test first asks for it. Not in a hook: Jest starts
 * concurrent tests before hooks.
 */
export function pythonOf(...args: Parameters<typeof pythonPrograms>): () => Promise<string> {
    let programs: Promise<string> | undefined;
    return async () => join(await (programs ??= pythonPrograms(...args)), "python");
}

/** Runs Python where the test modules lie. */
export const runPython = (python: string, args: readonly string[], env: Environment): Promise<Finished> =>
    run(python, args, { cwd: __dirname, env });

/** A test that runs all of a module's, at the same time as others: most of their time is waiting. */
export function moduleTest(
    title: string,
    module: keyof typeof MODULES,
    python: () => Promise<string>,
    environment: Environment,
): void {
    test.concurrent(title, async () => {
        const outcome = await runModule(await python(), module, environment);
        expect(outcome).toEqual({ code: 0, ran: MODULES[module].tests, said: "" });
    });
}

interface Outcome {
    readonly code: number;
    readonly ran: number;
    /** What it printed; empty if all tests passed. */
    readonly said: string;
}

/** Runs a module's tests. Throws if a secret was printed: every secret has "canary" in it. */
async function runModule(python: string, module: string, environment: Environment): Promise<Outcome> {
    const settingsModule = SETTINGS[module];
    const env = {
        ...environment,
        ...(settingsModule !== undefined && { DJANGO_SETTINGS_MODULE: settingsModule }),
    };
    const { code, stdout, stderr } = await runPython(python, ["-m", "unittest", module], env);
    if ((stdout + stderr).includes("canary")) {
        throw new Error(`${module} printed a secret`);
    }
    const passed = code === 0 && stderr.endsWith("\nOK\n");
    return {
        code,
        ran: Number(/Ran (\d+) tests?/.exec(stderr)?.[1] ?? 0),
        said: passed ? "" : stdout + stderr,
    };
}
