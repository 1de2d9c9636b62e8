import { allPolicies } from "../../policies/all-policies";
import type { CaseTable, Scene, Verdict } from "./case";
import { accessCases } from "./cases/access";
import { backupCases } from "./cases/backups";
import { computeCases } from "./cases/compute";
import { connectionCases } from "./cases/connections";
import { credentialCases } from "./cases/credentials";
import { dataCases } from "./cases/data";
import { dataAccessCases } from "./cases/data-access";
import { databaseCases } from "./cases/database";
import { detectionCases } from "./cases/detection";
import { edgeCases } from "./cases/edge";
import { hygieneCases } from "./cases/hygiene";
import { monitoringCases } from "./cases/monitoring";
import { firewallCases } from "./cases/firewall";
import { hostCases } from "./cases/hosts";
import { networkCases } from "./cases/network";
import { publicEdgeCases } from "./cases/public-edge";
import { secretCases } from "./cases/secrets";
import { storageCases } from "./cases/storage";
import { trustCases } from "./cases/trust";
import { judge, type Violation } from "./harness";

const table: CaseTable = {
    ...networkCases,
    ...firewallCases,
    ...dataAccessCases,
    ...hostCases,
    ...trustCases,
    ...computeCases,
    ...databaseCases,
    ...accessCases,
    ...dataCases,
    ...storageCases,
    ...credentialCases,
    ...connectionCases,
    ...backupCases,
    ...edgeCases,
    ...publicEdgeCases,
    ...secretCases,
    ...detectionCases,
    ...monitoringCases,
    ...hygieneCases,
};
const policies = allPolicies.map((policy) => [policy.name, policy] as const);

// The day for which the cases are written: the support of engines ends on fixed days.
beforeAll(() => jest.spyOn(Date, "now").mockReturnValue(Date.UTC(2026, 10, 23)));

test.each(policies)("%s has cases of all four kinds", (name) => {
    const { compliant, violating, omitted, unknown } = table[name] ?? {};
    for (const kind of [compliant, violating, omitted, unknown]) {
        expect(Object.keys(kind ?? {})).not.toHaveLength(0);
    }
});

test("no cases are for a policy that does not exist", () => {
    expect(Object.keys(table).sort()).toEqual(allPolicies.map(({ name }) => name).sort());
});

const withCases = policies.flatMap(([name, policy]) => {
    const cases = table[name];
    return cases ? [[name, policy, cases] as const] : [];
});

describe.each(withCases)("%s", (name, policy, { compliant, violating, omitted, unknown }) => {
    const expected = (verdict: Verdict, [{ name: resource }]: Scene) => {
        const isDeferred = policy.tags?.includes("on-unknown:defer");
        const level = verdict === "undetermined" && isDeferred ? "advisory" : policy.enforcementLevel;
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
