/** Mutation test of the pack: the production stack as it is provisioned, loosened in one place at a time. */
import { allPolicies } from "../../../policies/all-policies";
import { openPack } from "../../../policies/pack";
import { nameOf } from "../../../tools/events";
import { deployedResources } from "../../../tools/policies/deployed";
import { judge, judgeEach, type JudgedResource, judgeTogether } from "../../../tools/policies/in-process";
import type { Verdict } from "../../../tools/policies/verdict";
import { exported } from "../../../tools/policies/judged";
import { openStack } from "../stack/open";
import { MUTATIONS } from "./mutations";
import { type Mutation, mutate } from "./mutations/mutation";

const LEAST_MUTATIONS = 150;
const LEAST_SCORE = 0.98;

const { config } = openPack("prod");
const pack = { policies: allPolicies, config };
let production: readonly JudgedResource[] = [];

beforeAll(async () => {
    const stack = await openStack("prod");
    try {
        const { code, stdout, stderr } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
        if (code !== 0) throw new Error(stdout + stderr);
        production = deployedResources(await exported(stack.pulumi, "--show-secrets"));
    } finally {
        stack.remove();
    }
});

/** `policy at resource`, sorted, without repetitions. */
function faults(verdicts: readonly Verdict[]): string[] {
    const failed = verdicts.filter(({ outcome }) => outcome !== "passed");
    return [...new Set(failed.map(({ policy, urn }) => `${policy} at ${nameOf(urn)}`))].sort();
}

function expected({ of, violates }: Mutation): string[] {
    const own = of.split(" ").at(-1) ?? "";
    return violates.map((fault) => (fault.includes(" at ") ? fault : `${fault} at ${own}`)).sort();
}

/** Resources are judged one by one, so that only the changed one can be judged differently. */
async function judged(mutation: Mutation): Promise<string[]> {
    const { resources, changed } = mutate(production, mutation);
    const alone = changed ? await judgeEach(pack, [changed]) : [];
    const together = await judgeTogether(pack, resources);
    // The pack remembers what the program gives each resource: as it was, for the next mutation.
    await judgeEach(
        pack,
        production.filter(({ urn }) => urn === changed?.urn),
    );
    return faults([...alone, ...together]);
}

/** Judged first, and by its inputs too: what the mutations start from. */
let unchanged: readonly Verdict[] = [];

beforeAll(async () => {
    unchanged = await judge(pack, production);
});

test("the production stack itself has no fault", () => {
    expect(faults(unchanged)).toEqual([]);
});

const all = Object.entries(MUTATIONS);
const results = new Map<string, { readonly missed: number; readonly falseAlarms: number }>();

test.each(all)("%s", async (title, mutation) => {
    const found = await judged(mutation);
    const wanted = expected(mutation);
    results.set(title, {
        missed: wanted.filter((fault) => !found.includes(fault)).length,
        falseAlarms: found.filter((fault) => !wanted.includes(fault)).length,
    });
    expect(found).toEqual(wanted);
});

test("every policy is hit by a mutation", () => {
    const hit = new Set(
        all.flatMap(([, mutation]) => expected(mutation).map((fault) => fault.split(" at ")[0])),
    );
    expect(allPolicies.map(({ name }) => name).filter((name) => !hit.has(name))).toEqual([]);
});

test("the score", () => {
    const killed = [...results.values()].filter(({ missed }) => missed === 0).length;
    const falseAlarms = [...results.values()].reduce((sum, result) => sum + result.falseAlarms, 0);
    const score = killed / all.length;
    console.log(
        `${all.length} mutations, ${killed} found: score ${(score * 100).toFixed(1)} %, ${falseAlarms} false alarms`,
    );
    expect(all.length).toBeGreaterThanOrEqual(LEAST_MUTATIONS);
    expect(score).toBeGreaterThanOrEqual(LEAST_SCORE);
    expect(falseAlarms).toBe(0);
});
