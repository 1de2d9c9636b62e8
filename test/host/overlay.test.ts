/** The hosts' settings overlay on a project that was not written for it, in a host's environment. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isFreeName } from "../../config/environment";
import { suiteUnless, suiteWith } from "../support/suites";
import { type Module, MODULES } from "./overlay/modules";
import {
    DJANGO,
    moduleTest,
    overlayEnvironment,
    pythonOf,
    requirementsIn,
    runPython,
    whyNoPython,
} from "./overlay/run";

const TESTS = join(__dirname, "overlay");
/** What hosts add to a project: to each, and to each with Celery. */
const OURS = ["requirements.txt", "requirements-celery.txt"].map((name) => join(DJANGO, name));

/** Exact versions, and the ranges that they must be in. */
const requirements = (): string[] => [join(TESTS, "requirements.txt"), ...OURS].flatMap(requirementsIn);

test("every class of tests runs", () => {
    const all = readdirSync(TESTS).flatMap((file) => {
        const [, module = ""] = /^(test_\w+)\.py$/.exec(file) ?? [];
        if (module === "" || module in MODULES) return [];
        const classes = readFileSync(join(TESTS, file), "utf8").matchAll(/^class (\w+)\(/gm);
        return [...classes].map(([, name = ""]) => `${module}.${name}`);
    });
    expect(all.filter((name) => !(name in MODULES))).toEqual([]);
    expect(all).toContain("test_celery.Beat");
});

suiteUnless(whyNoPython(), "the overlay", () => {
    const environment = overlayEnvironment();
    const python = pythonOf(requirements());
    const run = async (args: readonly string[], more: Record<string, string> = {}) =>
        runPython(await python(), args, { ...environment, ...more });

    for (const module of Object.keys(MODULES) as (keyof typeof MODULES)[]) {
        const { tests, needs = {} }: Module = MODULES[module];
        suiteWith(needs, module, () => {
            moduleTest(`${tests} tests`, module, python, environment);
        });
    }

    test("a project's own variables cannot have a name that the overlay reads", async () => {
        const code =
            "from hrms_host.environment import *; import json; print(json.dumps([*REQUIRED, *OPTIONAL, *CREDENTIALS]))";
        const names = JSON.parse((await run(["-c", code])).stdout) as string[];
        expect(names.length).toBeGreaterThan(35);
        expect(names.filter(isFreeName)).toEqual([]);
    });

    test("every module compiles without a warning", async () => {
        const { code, stderr } = await run(["-W", "error", "-m", "compileall", "-q", "-f", DJANGO], {
            PYTHONPYCACHEPREFIX: "/tmp/hrms-overlay-compiled",
        });
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    });
});
