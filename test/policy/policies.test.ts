import { allPolicies } from "../../policies/all-policies";
import type { CaseTable, Scene, Verdict } from "./case";
import { accessCases } from "./cases/access";
import { computeCases } from "./cases/compute";
import { dataCases } from "./cases/data";
import { databaseCases } from "./cases/database";
import { edgeCases } from "./cases/edge";
import { networkCases } from "./cases/network";
import { judge, type Violation } from "./harness";

const table: CaseTable = {
    ...networkCases,
    ...computeCases,
    ...databaseCases,
    ...accessCases,
    ...dataCases,
    ...edgeCases,
};
const policies = allPolicies.map((policy) => [policy.name, policy] as const);

test.each(policies)("%s has cases of all four kinds", (name) => {
    const { compliant, violating, omitted, unknown } = table[name] ?? {};
    for (const kind of [compliant, violating, omitted, unknown]) {
        expect(Object.keys(kind ?? {})).not.toHaveLength(0);
    }
});

test("no cases are for a policy that does not exist", () => {
    expect(Object.keys(table).sort()).toEqual(allPolicies.map(({ name }) => name).sort());
});

describe.each(policies)("%s", (name, policy) => {
    const { compliant, violating, omitted, unknown } = table[name] ?? neverMissing();
    const expected = (verdict: Verdict, [{ name: resource }]: Scene) => {
        const isDeferred = policy.tags?.includes("on-unknown:defer");
        const level = verdict === "undetermined" && isDeferred ? "advisory" : "mandatory";
        return verdict === "pass" ? [] : [{ policy: name, resource, level }];
    };

    // The whole pack judges each scene: that no other policy complains is part of the test.
    const check = async (verdict: Verdict, scene: Scene) => {
        const violations = await judge(allPolicies, scene);
        expect(distinct(violations)).toEqual(expected(verdict, scene));
        expect(verdictOf(violations)).toBe(verdict);
        expect(violations.flatMap(({ message }) => valuesIn(message, scene))).toEqual([]);
    };
    test.each(Object.entries(compliant))("passes: %s", async (_, scene) => check("pass", scene));
    test.each(Object.entries(violating))("fails: %s", async (_, scene) => check("fail", scene));
    test.each(Object.entries(omitted))("left out: %s", async (_, [verdict, ...scene]) =>
        check(verdict, scene),
    );
    test.each(Object.entries(unknown))("unknown: %s", async (_, [verdict, ...scene]) =>
        check(verdict, scene),
    );
});

function verdictOf(violations: readonly Violation[]): Verdict {
    if (violations.length === 0) return "pass";
    return violations.every(({ message }) => message.startsWith("UNDETERMINED")) ? "undetermined" : "fail";
}

/** Without repetitions: one resource may have several faults of one kind. */
function distinct(violations: readonly Violation[]): object[] {
    const texts = violations.map(({ policy, resource, level }) =>
        JSON.stringify({ policy, resource, level }),
    );
    return [...new Set(texts)].map((text) => JSON.parse(text) as object);
}

/** Texts of the resources that a message repeats, but for those that every message of that policy has. */
function valuesIn(message: string, scene: Scene): string[] {
    const fixed = allPolicies.flatMap(({ description, remediationSteps = "" }) => [
        description,
        remediationSteps,
    ]);
    return textsOf(scene.map(({ props }) => props)).filter(
        (text) => text.length > 4 && message.includes(text) && !fixed.some((part) => part.includes(text)),
    );
}

function textsOf(value: unknown): string[] {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function neverMissing(): never {
    throw new Error("a policy has no cases");
}
