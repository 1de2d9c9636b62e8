/** Mutation test of the pack: loosens the provisioned production stack in one place at a time. */
import { allPolicies } from "../../../policies/all-policies";
import { openPack } from "../../../policies/pack";
import { nameOf } from "../../../policies/urn";
import { judge, judgeEach, type JudgedResource, judgeTogether } from "../../../evidence/in-process";
import type { Verdict } from "../../../policies/report/verdict";
import { provision } from "../../../evidence/plan";
import { MUTATIONS } from "./mutations";
import { type Mutation, mutate } from "./mutations/mutation";

const LEAST_MUTATIONS = 150;
const LEAST_SCORE = 0.98;

const { config } = openPack("prod");
const pack = { policies: allPolicies, config };
let production: readonly JudgedResource[] = [];

beforeAll(async () => {
    const stack = await provision("prod");
    production = stack.resources;
    stack.remove();
});

/** `policy at resource`, sorted and without repetitions. */
function faults(verdicts: readonly Verdict[]): string[] {
    const failed = verdicts.filter(({ outcome }) => outcome !== "passed");
    return [...new Set(failed.map(({ policy, urn }) => `${policy} at ${nameOf(urn)}`))].sort();
}

function expected({ of, violates }: Mutation): string[] {
    const own = of.split(" ").at(-1) ?? "";
    return violates.map((fault) => (fault.includes(" at ") ? fault : `${fault} at ${own}`)).sort();
}

/** Policies judge resources one by one, so only the verdict on the changed resource can differ. */
async function judged(mutation: Mutation): Promise<string[]> {
    const { resources, changed } = mutate(production, mutation);
    const alone = changed ? await judgeEach(pack, [changed]) : [];
    const together = await judgeTogether(pack, resources);
    // The pack remembers what the program sets. Restore that for the next mutation.
    await judgeEach(
        pack,
        production.filter(({ urn }) => urn === changed?.urn),
    );
    return faults([...alone, ...together]);
}

/** The verdicts before the mutations. Judged first, and by inputs too. */
let unchanged: readonly Verdict[] = [];

beforeAll(async () => {
    unchanged = await judge(pack, production);
});

test("the production stack has no fault", () => {
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

test("every policy has a mutation", () => {
    const hit = new Set(
        all.flatMap(([, mutation]) => expected(mutation).map((fault) => fault.split(" at ")[0])),
    );
    expect(allPolicies.map(({ name }) => name).filter((name) => !hit.has(name))).toEqual([]);
});

test("the pack finds enough mutations", () => {
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
