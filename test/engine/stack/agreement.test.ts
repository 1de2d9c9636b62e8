/** Compares plans in this process with the engine's plans: the same operations on the same resources. */
import { exported } from "../../../engine/stack";
import { deployedResources } from "../../../evidence/deployed";
import type { JudgedResource } from "../../../evidence/in-process";
import type { SimulatedStack } from "../../../simulator/stack";
import { provision, type ProvisionedStack } from "../../../evidence/plan";
import { flipOf, names, type Name } from "./flips";
import { changes, openStack } from "./open";

/**
 * Together, these cover creation, update, deletion, both orders of replacement, a secret, a change of the provider, and a
 * refusal. After a change of the planning itself, HRMS_FLIPS=all compares every setting.
 */
const COMPARED: readonly Name[] =
    process.env.HRMS_FLIPS === "all"
        ? names
        : ["profile", "domain", "cacheEngine", "owner", "sentryDsn", "vpcCidr"];

let engine: SimulatedStack;
let inProcess: ProvisionedStack;

beforeAll(async () => {
    engine = await openStack("prod");
    const up = await engine.pulumi(["up", "--yes", "--skip-preview"]);
    if (up.code !== 0) {
        throw new Error(up.stdout + up.stderr);
    }
    inProcess = await provision("prod");
});

afterAll(() => {
    engine.remove();
    inProcess.remove();
});

test("what is provisioned", async () => {
    const state = deployedResources(await exported(engine.pulumi, "--show-secrets"));
    expect(comparable(inProcess.resources)).toEqual(comparable(state));
});

test.each(COMPARED)("%s", async (name) => {
    const { config, secretKeys } = flipOf(name);
    for (const key of secretKeys) {
        const set = await engine.pulumi(["config", "set", "--secret", key, String(config[key])]);
        expect(set.code).toBe(0);
    }
    const plain = Object.fromEntries(Object.entries(config).filter(([key]) => !secretKeys.includes(key)));
    const { code, events, stdout, stderr } = await engine.pulumi(["preview", ...engine.withConfig(plain)]);
    for (const key of secretKeys) {
        const removed = await engine.pulumi(["config", "rm", key]);
        expect(removed.code).toBe(0);
    }
    const { steps, faults } = await inProcess.preview({ config, secretKeys });
    expect(faults.length > 0).toBe(code !== 0);
    if (code === 0) {
        expect(operations(steps)).toEqual(operations(changes(events)));
    } else {
        // The engine stops at one refusal and prints it. Which one comes first depends on its parallel operations.
        const said = (stdout + stderr).replaceAll(/\s+/g, " ");
        expect(faults.filter((fault) => said.includes(fault.split(". Examine")[0] ?? ""))).not.toEqual([]);
    }
});

/**
 * Without values, because some name the folder of the program, and without providers, because the engine adds its own
 * and gives each a version.
 */
function comparable(resources: readonly JudgedResource[]): unknown[] {
    return resources
        .filter(({ type }) => !type.startsWith("pulumi:providers:"))
        .map(
            ({
                urn,
                inputs,
                outputs,
                protect = false,
                ignoreChanges = [],
                parent = "",
                references = {},
            }) => ({
                urn,
                inputs: Object.keys(inputs).sort(),
                outputs: Object.keys(outputs).sort(),
                protect,
                ignoreChanges,
                parent,
                references: Object.entries(references)
                    .map(([property, urns]) => `${property}: ${[...urns].sort().join()}`)
                    .sort(),
            }),
        )
        .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

const operations = (steps: readonly { readonly op: string; readonly urn: string }[]): string[] =>
    steps.map(({ op, urn }) => `${op} ${urn}`).sort();
