/** The settings overlay of hosts, on a project that was not written for it, in a host's own environment. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hostBundle } from "../../host/bundle";
import { isFreeName } from "../../host/environment";
import { suiteUnless, suiteWith } from "../support/tools";
import { pythonPrograms } from "./bench/python";
import { hostEnvironment, settings } from "./overlay/host-environment";

const DJANGO = join(__dirname, "../../host/django");
const TESTS = join(__dirname, "overlay");
const SERVER = { "redis-server": "redis-server", openssl: "openssl" };

/** Tests in Python, with how many there are: one that is not found is missed. */
const MODULES: readonly {
    readonly module: string;
    readonly tests: number;
    readonly needs?: Readonly<Record<string, string>>;
    readonly settings?: string;
}[] = [
    { module: "test_settings", tests: 21 },
    { module: "test_requests", tests: 32, settings: "people.without_services" },
    { module: "test_callstack", tests: 2 },
    { module: "test_gunicorn", tests: 7 },
    { module: "test_redis", tests: 6, needs: SERVER },
    { module: "test_queue_length", tests: 8, needs: SERVER },
    { module: "test_scheduler", tests: 3 },
    { module: "test_files", tests: 8 },
    { module: "test_errors", tests: 6 },
    { module: "test_privacy", tests: 6 },
];

/** Why there can be no virtual environment. */
function whyNoPython(): string | undefined {
    const canMakeOne = spawnSync("python3", ["-c", "import ensurepip, venv"]).status === 0;
    return canMakeOne
        ? undefined
        : "python3 with venv missing; run: apt-get install --no-install-recommends python3 python3-venv";
}

/** Exact versions, without the database's driver: it has to be compiled, and only booted hosts have a database. */
function requirements(): string[] {
    const files = [join(DJANGO, "requirements.txt"), join(TESTS, "requirements.txt")];
    return files
        .flatMap((file) => readFileSync(file, "utf8").split("\n"))
        .filter((line) => /^[^#\s]/.test(line) && !line.startsWith("mysqlclient"));
}

test("every requirement is one version", () => {
    const lines = readFileSync(join(DJANGO, "requirements.txt"), "utf8").trim().split("\n");
    const pinned = lines.filter((line) => !line.startsWith("#"));
    expect(pinned.filter((line) => !/^[a-z0-9-]+(\[\w+\])?==\d+(\.\d+)+$/.test(line))).toEqual([]);
    expect(pinned.map((line) => line.toLowerCase())).toEqual([...pinned].sort());
});

suiteUnless(whyNoPython(), "the overlay", () => {
    let environment: Record<string, string>;
    let python: string;
    beforeAll(async () => {
        environment = {
            PATH: process.env.PATH ?? "",
            PYTHONPATH: DJANGO,
            PYTHONDONTWRITEBYTECODE: "1",
            HRMS_ROLE: "web",
            ...hostEnvironment(),
        };
        python = join(await pythonPrograms(requirements()), "python");
    });

    // Of a host that does everything, with what is filled in.
    const { files } = hostBundle({ ...settings, workerMaxHosts: 0 }, "web");
    const run = (args: readonly string[], more: Record<string, string> = {}) =>
        spawnSync(python, args, { cwd: TESTS, encoding: "utf8", env: { ...environment, ...more } });

    for (const { module, tests, needs = {}, settings: settingsModule } of MODULES) {
        suiteWith(needs, module, () => {
            test(`${tests} tests`, () => {
                const { status, stdout, stderr } = run(["-m", "unittest", module], {
                    HOST_ENVIRONMENT: JSON.stringify(hostEnvironment()),
                    HOST_WEB_UNIT: files["systemd/hrms-web.service"] ?? "",
                    HOST_QUEUE_LENGTH_UNIT: files["systemd/hrms-queue-length.service"] ?? "",
                    ...(settingsModule && { DJANGO_SETTINGS_MODULE: settingsModule }),
                });
                const ran = /Ran (\d+) tests?/.exec(stderr)?.[1];
                expect({ status, ran, said: status === 0 ? "" : stdout + stderr }).toEqual({
                    status: 0,
                    ran: String(tests),
                    said: "",
                });
                expect(stderr).toMatch(/\nOK\n$/);
                expect(stdout + stderr).not.toContain("canary");
            });
        });
    }

    test("a project cannot call its own variables what the overlay reads", () => {
        const code =
            "from hrms_host.environment import *; import json; print(json.dumps([*REQUIRED, *OPTIONAL, *CREDENTIALS]))";
        const names = JSON.parse(run(["-c", code]).stdout) as string[];
        expect(names.length).toBeGreaterThan(35);
        expect(names.filter(isFreeName)).toEqual([]);
    });

    test("all of it compiles without a warning", () => {
        const { status, stderr } = run(["-W", "error", "-m", "compileall", "-q", "-f", DJANGO], {
            PYTHONPYCACHEPREFIX: "/tmp/hrms-overlay-compiled",
        });
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    });
});
