import { releaseEvidence, RELEASE_GATES } from "../../../evidence/release";
import { STEPS } from "../../../release/deploy/steps";
import type { ReleaseRecords } from "../../../release/stack/records";
import { STEP_NAMES } from "../../../release/state";

const RELEASE = "ab".repeat(32);

/** A release that passed everything. */
const RECORDS = {
    build: {
        release: RELEASE,
        built: "2026-11-28T10:00:00Z",
        source: { commit: "c".repeat(40), mergedInto: "origin/main", uncommitted: [] as string[] },
        steps: STEP_NAMES.map((step) => ({ step, outcome: "passed" as const, notes: [] })),
    },
    deployment: {
        format: 1,
        kind: "deploy",
        release: RELEASE,
        from: null,
        who: "arn:aws:iam::111122223333:user/kim",
        started: "2026-11-29T10:00:00Z",
        ended: "2026-11-29T10:10:00Z",
        outcome: "done",
        steps: STEPS.map(({ name }) => ({ step: name, outcome: "passed" as const, seconds: 1, notes: [] })),
    },
} satisfies ReleaseRecords;

const items = Object.keys(RELEASE_GATES);
const gates = [...new Set(Object.values(RELEASE_GATES).flat())].sort();
const needing = (gate: string): string[] =>
    Object.entries(RELEASE_GATES)
        .filter(([, needed]) => (needed as readonly string[]).includes(gate))
        .map(([id]) => id);

/** The same records, but for what the gate looks at. */
function without(gate: string): ReleaseRecords {
    const { build, deployment } = RECORDS;
    if (gate === "committed")
        return { deployment, build: { ...build, source: { ...build.source, commit: "" } } };
    if (gate === "merged")
        return { deployment, build: { ...build, source: { ...build.source, mergedInto: "" } } };
    if (gate === "deployed") return { build, deployment: undefined };
    const [stage, name] = gate.split(" ");
    if (stage === "build") {
        const steps = build.steps.map((each) =>
            each.step === name ? { ...each, outcome: "left out" as const, notes: ["no time"] } : each,
        );
        return { deployment, build: { ...build, steps } };
    }
    const steps = deployment.steps.map((each) =>
        each.step === name ? { ...each, outcome: "failed" as const, notes: ["no time"] } : each,
    );
    return { build, deployment: { ...deployment, steps } };
}

test("a release that passed every gate proves every item that wants a release", () => {
    const { proofs, missing } = releaseEvidence(RECORDS);
    expect(missing).toEqual({});
    expect(proofs.flatMap(({ covers }) => covers)).toEqual(items);
    expect(proofs.find(({ covers }) => covers.includes("setup.database.migrations-run"))?.name).toBe(
        "release abababababab, deploy migrate, 2026-11-29",
    );
});

test.each(gates)("without %s, the items that need it fall, and no others", (gate) => {
    const { proofs, missing } = releaseEvidence(without(gate));
    // Without a deployment, all its steps are missing too.
    const fallen = gate === "deployed" ? gates.filter((each) => each.startsWith("deploy")) : [gate];
    const expected = items.filter((id) => fallen.some((each) => needing(each).includes(id)));
    expect(Object.keys(missing)).toEqual(expected);
    expect(proofs.flatMap(({ covers }) => covers)).toEqual(items.filter((id) => !expected.includes(id)));
});

test("files that are not committed are no commit", () => {
    const { build, deployment } = RECORDS;
    const source = { ...build.source, uncommitted: [" M app/views.py"] };
    const { missing } = releaseEvidence({ deployment, build: { ...build, source } });
    expect(Object.keys(missing)).toEqual(["preparation.code.committed", "sign-off.records.version"]);
});

test("the reason says which step, how it went, and what it saw", () => {
    expect(releaseEvidence(without("build tests")).missing["preparation.code.tests-pass"]).toBe(
        "tests: left out, no time",
    );
    expect(releaseEvidence(without("deployed")).missing["setup.database.superuser"]).toBe(
        "it is not deployed",
    );
});

test("every gate is a step that exists", () => {
    const steps = [
        ...STEP_NAMES.map((name) => `build ${name}`),
        ...STEPS.map(({ name }) => `deploy ${name}`),
    ];
    expect(gates.filter((gate) => gate.includes(" ") && !steps.includes(gate))).toEqual([]);
});
