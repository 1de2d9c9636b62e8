/** A short suite on the oldest engine that the README supports. Everything else runs on the newest engine. */
import { until } from "../../system/until";
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { oldestEngine } from "../../engine";
import type { SimulatedStack } from "../../simulator/stack";
import { POLICIES } from "../../engine/steps";
import { endAll, marked, survivors } from "./processes";
import { openStack } from "./stack/open";

let engine: string;

beforeAll(async () => {
    const { folder, version } = await oldestEngine();
    expect(version).toBe("v3.220.0");
    engine = folder;
});

describe.each(["prod", "starter"] as const)("the %s stack", (name) => {
    let stack: SimulatedStack;

    beforeAll(async () => {
        stack = await openStack(name, {}, { engine });
    });

    afterAll(() => {
        stack.remove();
    });

    const mandatory = async (...args: string[]) => {
        const { code, events } = await stack.pulumi([...args, ...POLICIES]);
        const violations = events.flatMap(({ policyEvent }) => policyEvent ?? []);
        const blocking = violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
        return { code, blocking: blocking.map(({ policyName }) => policyName) };
    };

    test("previews, comes up and previews again without a mandatory violation", async () => {
        const nothing = { code: 0, blocking: [] };
        expect(await mandatory("preview")).toEqual(nothing);
        expect(await mandatory("up", "--yes", "--skip-preview")).toEqual(nothing);
        expect(await mandatory("preview", "--expect-no-changes")).toEqual(nothing);
    });
});

describe("an engine that is killed", () => {
    let stack: SimulatedStack;
    const { mark, variables } = marked();

    beforeAll(async () => {
        stack = await openStack("starter", {}, { engine });
    });

    afterAll(() => {
        endAll(mark);
        stack.remove();
    });

    test.each([700, 1500, 3000])("after %d ms leaves no policy pack behind", async (moment) => {
        const child = spawn("pulumi", ["preview", ...POLICIES, "--stack", "starter", "--non-interactive"], {
            cwd: stack.project,
            env: { ...stack.env, ...variables },
            stdio: "ignore",
        });
        await sleep(moment);
        child.kill("SIGKILL");
        // A pack that has just started notices later that nobody talks to it.
        const packs = (): unknown[] =>
            survivors(mark).filter(({ command }) => command.includes("run-policy-pack"));
        await until("no policy pack is left", () => packs().length === 0, 30);
    });
});
