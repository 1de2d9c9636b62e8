import { allPolicies } from "../../policies/all-policies";
import type { Scene, Verdict } from "./case";
import { caseTable } from "./case-table";
import { readMessage } from "../../policies/message";
import { judge, type Violation } from "./harness";

const table = caseTable();
const policies = allPolicies.map((policy) => [policy.name, policy] as const);

// The cases are written for this day, because the support of engines ends on fixed days.
beforeAll(() => jest.spyOn(Date, "now").mockReturnValue(Date.UTC(2026, 10, 23)));

test.each(policies)("the policy %s has cases of all four kinds", (name) => {
    const { compliant, violating, omitted, unknown } = table[name] ?? {};
    for (const kind of [compliant, violating, omitted, unknown]) {
        expect(Object.keys(kind ?? {})).not.toHaveLength(0);
    }
});

test("all cases belong to a policy that exists", () => {
    expect(Object.keys(table).sort()).toEqual(allPolicies.map(({ name }) => name).sort());
});

test.each(policies)(
    "the policy %s has the level, the severity and the handling of unknown values that its cases state",
    (name, policy) => {
        const { enforcementLevel, severity, tags = [] } = policy;
        const onUnknown = tags.filter((tag) => tag.startsWith("on-unknown:")).map((tag) => tag.split(":")[1]);
        expect([enforcementLevel, severity, ...onUnknown]).toEqual(table[name]?.is);
    },
);

/** What a policy does with a scene, as the beginning of a test's title. */
const VERBS = {
    pass: "accepts",
    fail: "rejects",
    "not in this stack": "asks who is responsible for",
    advice: "advises against",
} as const;
const RESULTS = {
    pass: "passes",
    fail: "fails",
    undetermined: "is undetermined",
    "not in this stack": "is open",
} as const;

const withCases = policies.flatMap(([name, policy]) => {
    const cases = table[name];
    return cases ? [[name, policy, cases] as const] : [];
});

describe.each(withCases)(
    "%s",
    (name, policy, { compliant, violating, omitted, unknown, outside = {}, advised = {} }) => {
        const expected = (verdict: Verdict | "advice", [{ name: resource }]: Scene) => {
            const isDeferred = policy.tags?.includes("on-unknown:defer");
            const isAdvice = verdict === "advice" || (verdict === "undetermined" && isDeferred);
            const level = isAdvice ? "advisory" : policy.enforcementLevel;
            return verdict === "pass" ? [] : [{ policy: name, resource, level }];
        };

        // The whole pack judges each scene, so the test also checks that no other policy complains.
        const check = async (verdict: Verdict | "advice", scene: Scene) => {
            const violations = (await judge(allPolicies, scene)).filter(
                // Several policies can wait for the same unknown document.
                (violation) =>
                    verdict !== "undetermined" || violation.policy === name || !isUndetermined(violation),
            );
            expect(distinct(violations)).toEqual(expected(verdict, scene));
            if (verdict !== "advice") expect(verdictOf(violations)).toBe(verdict);
            expect(violations.flatMap(({ message }) => valuesIn(message, scene))).toEqual([]);
        };
        for (const [verdict, scenes] of [
            ["pass", compliant],
            ["fail", violating],
            ["not in this stack", outside],
            ["advice", advised],
        ] as const) {
            for (const [what, scene] of Object.entries(scenes)) {
                test(`${VERBS[verdict]} ${what}`, async () => check(verdict, scene));
            }
        }
        for (const [what, [verdict, ...scene]] of Object.entries(omitted)) {
            test(`${RESULTS[verdict]} without ${what}`, async () => check(verdict, scene));
        }
        for (const [what, [verdict, ...scene]] of Object.entries(unknown)) {
            test(`${RESULTS[verdict]} with ${what} unknown`, async () => check(verdict, scene));
        }
    },
);

function verdictOf(violations: readonly Violation[]): Verdict {
    if (violations.length === 0) return "pass";
    const outcomes = new Set(violations.map(({ message }) => readMessage(message).outcome));
    for (const verdict of ["undetermined", "not in this stack"] as const) {
        if (outcomes.size === 1 && outcomes.has(verdict)) return verdict;
    }
    return "fail";
}

const isUndetermined = ({ message }: Violation): boolean => message.startsWith("UNDETERMINED");

/** Removes repetitions, because one resource can have several faults of one kind. */
function distinct(violations: readonly Violation[]): object[] {
    const texts = violations.map(({ policy, resource, level }) =>
        JSON.stringify({ policy, resource, level }),
    );
    return [...new Set(texts)].map((text) => JSON.parse(text) as object);
}

/** The texts of the resources that a message repeats, without those that every message of the policy contains. */
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
