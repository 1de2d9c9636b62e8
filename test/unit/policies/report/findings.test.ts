import { findingsOf } from "../../../../policies/report/findings";
import { totalsOf } from "../../../../policies/report/verdict";
import { backwards, CACHE, database, DATABASE, DEVIATION, exampleReport, failed, passed } from "./example";

test("the gravest come first: by what they mean for the update, then by severity", () => {
    const found = findingsOf(exampleReport()).map(
        ({ standing, policy, fault }) => `${standing} ${policy.severity}: ${fault}`,
    );
    expect(found).toEqual([
        "blocking critical: The subnet is public",
        "blocking critical: publiclyAccessible is not false",
        "blocking high: UNDETERMINED: policy.document is unknown before the update; write its value in the code",
        "advisory medium: No access log",
        "undetermined medium: UNDETERMINED: policy.document is unknown before the update and is judged after it",
        "existing high: transitEncryptionEnabled is not true",
        "deviated critical: publiclyAccessible is not false",
        "passed critical: ",
        "passed high: ",
        "passed medium: ",
    ]);
});

test("each verdict has one standing, and they add up to the totals", () => {
    const findings = findingsOf(exampleReport());
    const totals = totalsOf(exampleReport().verdicts);
    const count = (standing: string) => findings.filter((finding) => finding.standing === standing).length;
    expect(findings).toHaveLength(exampleReport().verdicts.length);
    expect([count("blocking"), count("deviated"), count("passed")]).toEqual([
        totals.blocking,
        totals.byOutcome.deviated,
        totals.byOutcome.passed,
    ]);
    expect(count("blocking") + count("advisory") + count("undetermined")).toBe(
        totals.byOutcome.failed + totals.byOutcome.undetermined,
    );
});

test("the order does not depend on the order of the verdicts", () => {
    const report = exampleReport();
    expect(findingsOf(backwards(report))).toEqual(findingsOf(report));
});

test("a deviated fault is the same fault, with its deviation", () => {
    const [deviated] = findingsOf(exampleReport()).filter(({ standing }) => standing === "deviated");
    expect(deviated).toMatchObject({ fault: "publiclyAccessible is not false", deviation: DEVIATION });
});

test("what a message says behind the explanation is a note", () => {
    const verdict = failed(database, DATABASE, "It is open");
    const expired = { ...verdict, message: `${verdict.message ?? ""} DEV-007 expired on 2026-11-01.` };
    expect(findingsOf(exampleReport({ verdicts: [expired] }))).toMatchObject([
        { fault: "It is open", note: "DEV-007 expired on 2026-11-01." },
    ]);
});

test("a verdict of a policy that is not described is refused", () => {
    const report = exampleReport({ verdicts: [passed(database, CACHE)], policies: [] });
    expect(() => findingsOf(report)).toThrow(/verdicts of database-not-public, but does not describe/);
});
