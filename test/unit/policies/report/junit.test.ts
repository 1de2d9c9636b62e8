import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { renderJunit } from "../../../../policies/report/junit";
import { totalsOf } from "../../../../policies/report/verdict";
import { suiteWith } from "../../../support/suites";
import {
    backwards,
    BUCKET,
    CACHE,
    database,
    DATABASE,
    DEVIATION,
    exampleReport,
    failed,
    HOSTILE,
    HOSTILE_MARKED,
} from "./example";
import { realSizeReport } from "./real-size";

const SCHEMA = join(__dirname, "../../../fixtures/reports/junit-10.xsd");

/** What libxml2 says of the document. */
function xmllint(xml: string, ...options: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync("xmllint", ["--nonet", ...options, "-"], {
        input: xml,
        encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
}
const valueAt = (xml: string, path: string): string => xmllint(xml, "--xpath", `string(${path})`);
const isValid = (xml: string): string => xmllint(xml, "--noout", "--schema", SCHEMA);

/** One fault for each resource, so that tests and verdicts are the same in number. */
const single = exampleReport({ verdicts: exampleReport().verdicts.slice(1) });

test("equal input gives equal output", () => {
    expect(renderJunit(backwards(exampleReport()))).toBe(renderJunit(exampleReport()));
});

suiteWith({ xmllint: "libxml2-utils" }, "read by an XML parser", () => {
    test.each([
        ["every outcome", exampleReport()],
        ["nothing judged", exampleReport({ verdicts: [] })],
        ["the size of the real pack", realSizeReport(40)],
    ])("it is valid by the schema of Jenkins: %s", (_, report) => {
        expect(isValid(renderJunit(report))).toBe("");
    });

    test("the counts are those of the totals", () => {
        const xml = renderJunit(single);
        const { blocking, byOutcome } = totalsOf(single.verdicts);
        const tests = single.verdicts.length;
        expect(valueAt(xml, "count(//testcase)")).toBe(`${tests}`);
        expect(valueAt(xml, "/testsuites/@tests")).toBe(`${tests}`);
        expect(valueAt(xml, "count(//failure)")).toBe(`${blocking}`);
        expect(valueAt(xml, "/testsuites/@failures")).toBe(`${blocking}`);
        expect(valueAt(xml, "sum(//testsuite/@skipped)")).toBe(`${tests - blocking - byOutcome.passed}`);
        expect(valueAt(xml, "count(//testcase[not(*)])")).toBe(`${byOutcome.passed}`);
    });

    test("two faults of a policy on a resource are one test that tells both", () => {
        const xml = renderJunit(exampleReport());
        expect(valueAt(xml, "count(//testcase)")).toBe("9");
        const failure = `//testcase[@name="aws:rds/instance:Instance hrms-database"]/failure`;
        expect(valueAt(xml, `count(${failure})`)).toBe("1");
        expect(valueAt(xml, `${failure}/@type`)).toBe("mandatory");
        expect(valueAt(xml, failure)).toMatch(
            /^The subnet is public\.[^]*\npubliclyAccessible is not false\./,
        );
        expect(valueAt(xml, failure)).toContain(DATABASE);
    });

    test("only what stops the update fails; the rest is skipped and says why", () => {
        const xml = renderJunit(exampleReport());
        const skipped = (name: string) =>
            valueAt(xml, `//testcase[contains(@name, "${name}")]/skipped/@message`);
        expect(skipped("hrms-media")).toMatch(/^advisory: No access log\./);
        expect(skipped("hrms-static")).toMatch(/^UNDETERMINED: policy\.document .* and is judged after it\./);
        expect(skipped("hrms-replica")).toMatch(/^DEVIATION DEV-007 until 2026-12-01/);
        expect(valueAt(xml, `//testcase[contains(@name, "hrms-cache")]/failure/@message`)).toMatch(
            /^UNDETERMINED/,
        );
    });

    test("a suite has the severity and the checklist's line of its policy", () => {
        const property = (name: string) =>
            valueAt(
                renderJunit(single),
                `//testsuite[@name="storage-logged"]//property[@name="${name}"]/@value`,
            );
        expect([property("severity"), property("checklist")]).toEqual([
            "medium",
            "monitoring.logging.rotation",
        ]);
    });

    test("a suite tells when and by what it was judged, and what the stack changed of its policy", () => {
        const suite = `//testsuite[@name="database-not-public"]//property`;
        const property = (name: string) =>
            valueAt(renderJunit(exampleReport()), `${suite}[@name="${name}"]/@value`);
        expect(
            ["time", "pulumi", "policy pack", "setting openTo", "deviation DEV-007"].map(property),
        ).toEqual([
            "2026-11-23 14:05 UTC",
            "3.250.0",
            "0.1.0",
            '["198.51.100.0/24"] instead of []',
            DEVIATION.reason,
        ]);
    });

    test("a hostile text stays the text, and what XML can't hold becomes a mark", () => {
        const verdicts = [failed(database, CACHE, HOSTILE), failed(database, `${BUCKET}${HOSTILE}`, "x")];
        const xml = renderJunit(exampleReport({ verdicts }));
        expect(isValid(xml)).toBe("");
        expect(valueAt(xml, `//testcase[contains(@name, "hrms-cache")]/failure/@message`)).toContain(
            HOSTILE_MARKED,
        );
        expect(valueAt(xml, `//testcase[contains(@name, "hrms-media")]/@name`)).toContain(HOSTILE_MARKED);
        expect(valueAt(xml, "count(//failure)")).toBe("2");
    });
});
