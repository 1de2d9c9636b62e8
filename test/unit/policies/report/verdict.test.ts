import type { EngineEvent } from "../../../../engine/events";
import { isBlocking, totalsOf, type Verdict, verdictsOf } from "../../../../policies/report/verdict";

const STACK = "urn:pulumi:prod::hrms::pulumi:pulumi:Stack::hrms-prod";
const BUCKET = "urn:pulumi:prod::hrms::aws:s3/bucket:Bucket::media";

const registered = (urn: string, op = "create"): EngineEvent => ({
    resourcePreEvent: { metadata: { op, urn, type: urn.split("::")[2] ?? "" } },
});
const judged = (resourceUrn: string, passed: string[] = []): EngineEvent => ({
    policyAnalyzeSummaryEvent: { resourceUrn, passed },
});
const together = (passed: string[] = []): EngineEvent => ({ policyAnalyzeStackSummaryEvent: { passed } });
const violation = (message: string, enforcementLevel = "mandatory"): EngineEvent => ({
    policyEvent: {
        resourceUrn: BUCKET,
        policyName: "p",
        policyPackName: "pack",
        enforcementLevel,
        message: `${message}\n`,
    },
});

test("what passed is said of the resource, or of the stack where it was judged as a whole", () => {
    const events = [
        registered(STACK),
        registered(BUCKET),
        judged(STACK),
        judged(BUCKET, ["a"]),
        together(["b"]),
    ];
    expect(verdictsOf(events)).toEqual([
        { policy: "a", urn: BUCKET, outcome: "passed" },
        { policy: "b", urn: STACK, outcome: "passed" },
    ]);
});

test.each([
    ["encrypted is not true.", "mandatory", "failed", true],
    ["encrypted is not true.", "advisory", "failed", false],
    [
        "UNDETERMINED: encrypted is unknown before the update; write its value in the code.",
        "mandatory",
        "undetermined",
        true,
    ],
    [
        "UNDETERMINED: policy is unknown before the update and is judged after it.",
        "advisory",
        "undetermined",
        false,
    ],
    [
        "NOT IN THIS STACK: subnetIds refers to something that another stack manages.",
        "mandatory",
        "not in this stack",
        true,
    ],
    ["EXISTING, in the stack's baseline: encrypted is not true.", "advisory", "existing", false],
    [
        "DEVIATION DEV-001 until 2027-01-31, approved by Grace Example: encrypted is not true.",
        "advisory",
        "deviated",
        false,
    ],
])("%s (%s) is %s", (message, level, outcome, blocks) => {
    const events = [registered(STACK), judged(STACK), together(), violation(message, level)];
    const [verdict] = verdictsOf(events) ?? [];
    expect(verdict).toMatchObject({ outcome, level, message });
    expect(verdict && isBlocking(verdict)).toBe(blocks);
});

describe("there is no verdict", () => {
    test("where a resource was not judged", () => {
        expect(
            verdictsOf([registered(STACK), registered(BUCKET), judged(STACK), together()]),
        ).toBeUndefined();
    });

    test("where the stack as a whole was not judged", () => {
        expect(verdictsOf([registered(STACK), judged(STACK)])).toBeUndefined();
    });

    test("but what goes, and providers, are not judged", () => {
        const provider = "urn:pulumi:prod::hrms::pulumi:providers:aws::aws";
        const events = [
            registered(STACK),
            judged(STACK),
            together(),
            registered(BUCKET, "delete"),
            registered(provider),
        ];
        expect(verdictsOf(events)).toEqual([]);
    });
});

test("the totals count each kind", () => {
    const of = (outcome: Verdict["outcome"], level?: Verdict["level"]): Verdict => ({
        policy: outcome,
        urn: BUCKET,
        outcome,
        ...(level && { level }),
    });
    const verdicts = [
        of("passed"),
        of("failed", "mandatory"),
        of("failed", "advisory"),
        of("undetermined", "advisory"),
        of("undetermined", "mandatory"),
        of("not in this stack", "mandatory"),
        of("existing", "advisory"),
        of("deviated", "advisory"),
    ];
    expect(totalsOf(verdicts)).toEqual({
        policies: 6,
        resources: 1,
        byOutcome: {
            passed: 1,
            failed: 2,
            undetermined: 2,
            "not in this stack": 1,
            existing: 1,
            deviated: 1,
        },
        blocking: 3,
    });
});
