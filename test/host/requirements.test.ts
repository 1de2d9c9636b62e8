/** The overlay's own requirements are ranges, so that a project's versions win. It works at both ends of them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "../../lab/command";
import { whyMissing } from "../../system/missing";
import { suiteUnless } from "../support/suites";
import { MODULES } from "./overlay/modules";
import { DJANGO, moduleTest, overlayEnvironment, pythonOf, requirementsIn, whyNoPython } from "./overlay/run";

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

/** Modules with what depends on other packages: Django, redis, django-redis, Celery, axes, sentry-sdk, storages. */
const AT_BOTH_ENDS = [
    ...(["test_celery.Deliveries", "test_celery.Starvation", "test_celery.Beat", "test_failover"] as const),
    ...([
        "test_merging",
        "test_requests",
        "test_errors",
        "test_cache",
        "test_static",
        "test_uploads",
    ] as const),
];

/** Hosts have 3.13, which not every machine has. */
const PYTHONS = ["3.13", "python3"];

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
            const environment = overlayEnvironment();
            const wanted = [...FILES.flatMap(requirementsIn), ...PROJECT];
            const python = pythonOf(wanted, { resolution, pythons: PYTHONS });

            test(`Django is ${django || "the newest"}`, async () => {
                const version = command(await python(), ["-c", "import django; print(django.__version__)"]);
                expect(version.startsWith(django)).toBe(true);
            });

            for (const module of AT_BOTH_ENDS) {
                moduleTest(`${module}: ${MODULES[module].tests} tests`, module, python, environment);
            }
        });
    }
});
