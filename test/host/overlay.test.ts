/** The hosts' settings overlay on a project that was not written for it, in a host's environment. */
import { join } from "node:path";
import { isFreeName } from "../../config/environment";
import { suiteUnless, suiteWith } from "../support/suites";
import { pythonPrograms } from "../../lab/python";
import { type Module, MODULES } from "./overlay/modules";
import { DJANGO, overlayEnvironment, requirementsIn, runModule, runPython, whyNoPython } from "./overlay/run";

const TESTS = join(__dirname, "overlay");
/** What hosts add to a project: to each, and to each with Celery. */
const OURS = ["requirements.txt", "requirements-celery.txt"].map((name) => join(DJANGO, name));

/** Exact versions, and the ranges that they must be in. */
const requirements = (): string[] => [join(TESTS, "requirements.txt"), ...OURS].flatMap(requirementsIn);

suiteUnless(whyNoPython(), "the overlay", () => {
    // Not in a hook, because Jest starts concurrent tests before hooks.
    const environment = overlayEnvironment();
    let installed: Promise<string> | undefined;
    const python = async (): Promise<string> =>
        join(await (installed ??= pythonPrograms(requirements())), "python");
    const run = async (args: readonly string[], more: Record<string, string> = {}) =>
        runPython(await python(), args, { ...environment, ...more });

    for (const [module, { tests, needs = {} }] of Object.entries<Module>(MODULES)) {
        suiteWith(needs, module, () => {
            // Most of their time is waiting: for servers, and for deadlines.
            test.concurrent(`${tests} tests`, async () => {
                const outcome = await runModule(await python(), module, environment);
                expect(outcome).toEqual({ code: 0, ran: tests, said: "" });
            });
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
        const { status, stderr } = await run(["-W", "error", "-m", "compileall", "-q", "-f", DJANGO], {
            PYTHONPYCACHEPREFIX: "/tmp/hrms-overlay-compiled",
        });
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    });
});
