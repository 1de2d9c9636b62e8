/** The overlay's own requirements are ranges, so that a project's versions win. It works at both ends of them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "../../lab/command";
import { pythonPrograms } from "../../lab/python";
import { cacheFolder, keepFolder } from "../../system/cache";
import { whyMissing } from "../../system/missing";
import { suiteUnless } from "../support/suites";
import { DJANGO, overlayEnvironment, requirementsIn, runModule, whyNoPython } from "./overlay/run";

const UV = "uv==0.13.9";
const FILES = ["requirements.txt", "requirements-celery.txt"].map((name) => join(DJANGO, name));

/** What a project brings: as old as hosts run, or whatever is newest. */
const PROJECT = [
    "APScheduler>=3.10,<4",
    "celery[redis]>=5.3,<6",
    "kombu[redis]>=5.3.2",
    "PyMySQL>=1.1",
    "hypothesis>=6.100",
];

const ENDS = {
    lowest: { resolution: "lowest-direct", django: "4.2" },
    highest: { resolution: "highest", django: "" },
} as const;

/** Modules with what depends on other packages: Django, redis, django-redis, Celery, axes, sentry-sdk. */
const MODULES: Readonly<Record<string, number>> = {
    test_merging: 23,
    test_requests: 32,
    test_errors: 6,
    test_cache: 8,
};

/** Python of a host if this machine has it. */
const INSTALL = `
set -eu
"$UV" venv --quiet --python 3.13 "$EMPTY" 2>/dev/null || "$UV" venv --quiet --python python3 "$EMPTY"
"$UV" pip install --quiet --compile-bytecode --python "$EMPTY/bin/python" --resolution "$RESOLUTION" "$@"
`;

async function pythonWith(resolution: string): Promise<string> {
    const uv = join(await pythonPrograms([UV]), "uv");
    const wanted = [...FILES.flatMap(requirementsIn), ...PROJECT];
    const hash = createHash("sha256").update([INSTALL, UV, resolution, ...wanted].join("\n"));
    const folder = join(cacheFolder("python"), hash.digest("hex").slice(0, 12));
    await keepFolder(folder, (empty) => {
        const variables = [`EMPTY=${empty}`, `UV=${uv}`, `RESOLUTION=${resolution}`];
        command("env", [...variables, "sh", "-c", INSTALL, "install", ...wanted]);
    });
    return join(folder, "bin/python");
}

test.each(FILES)("every requirement is a range with both ends, in alphabetical order: %s", (file) => {
    const lines = readFileSync(file, "utf8").trim().split("\n");
    const names = lines.filter((line) => !line.startsWith("#"));
    expect(names.filter((line) => !/^[A-Za-z0-9-]+(\[\w+\])?>=\d+(\.\d+)*,<\d+$/.test(line))).toEqual([]);
    const packages = names.map((line) => line.toLowerCase().split(/[>[]/)[0]);
    expect(packages).toEqual([...packages].sort());
});

const PROGRAMS = { "redis-server": "redis-server", openssl: "openssl" };

suiteUnless(whyNoPython() ?? whyMissing(PROGRAMS), "with the versions at an end of the ranges", () => {
    for (const [end, { resolution, django }] of Object.entries(ENDS)) {
        describe(end, () => {
            let environment: Record<string, string>;
            let python: string;
            beforeAll(async () => {
                environment = overlayEnvironment();
                python = await pythonWith(resolution);
            });

            test(`Django is ${django || "the newest"}`, () => {
                const version = command(python, ["-c", "import django; print(django.__version__)"]);
                expect(version.startsWith(django)).toBe(true);
            });

            for (const [module, tests] of Object.entries(MODULES)) {
                test(`${module}: ${tests} tests`, () => {
                    expect(runModule(python, module, environment)).toEqual({
                        status: 0,
                        ran: tests,
                        said: "",
                    });
                });
            }
        });
    }
});
