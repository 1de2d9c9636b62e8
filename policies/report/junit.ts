/** Renders the verdicts as JUnit XML, which every CI shows: a suite for each policy with a test for each resource. */
import { totalsOf } from "./verdict";
import type { Standing } from "../outcomes";
import { type Finding, findingsOf, grouped } from "./findings";
import { factsOf } from "./context";
import { compare, deviationsOf, type PolicyReport } from "./model";
import { element, text } from "./xml";

/**
 * A test fails only if the finding stops the update, so the report and the gate agree. Every other finding is a skipped
 * test with a reason. Advice could also be a passed test with output, but viewers (GitLab, Jenkins, GitHub's summaries)
 * count that as passed and hide the output, while they count and list skipped tests.
 */
const RESULTS: Readonly<Record<Standing, "failure" | "skipped" | undefined>> = {
    blocking: "failure",
    advisory: "skipped",
    undetermined: "skipped",
    "not in this stack": "skipped",
    existing: "skipped",
    deviated: "skipped",
    passed: undefined,
};

export function renderJunit(report: PolicyReport): string {
    const suites = grouped(findingsOf(report), ({ policy }) => policy.name)
        .sort(([one], [other]) => compare(one, other))
        .map(([, findings]) => ({ findings, tests: testsOf(findings) }));
    const name = `${report.title}: ${report.stack}, ${report.stage}, ${report.date}`;
    const tests = suites.flatMap((suite) => suite.tests);
    const { tests: all, failures, errors } = countsOf(tests);
    return [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        element(
            "testsuites",
            { name, tests: all, failures, errors },
            ...suites.map(({ findings, tests }) => suite(report, findings, tests)),
            "\n",
        ),
        "\n",
    ].join("");
}

/** All findings of one policy on one resource, the most severe first. */
type Test = readonly Finding[];

function testsOf(findings: readonly Finding[]): Test[] {
    return grouped(findings, ({ verdict }) => verdict.urn)
        .sort(([one], [other]) => compare(one, other))
        .map(([, test]) => test);
}

function suite(report: PolicyReport, [first]: readonly Finding[], tests: readonly Test[]): string {
    if (!first) return "";
    const { name, severity, level, checklist } = first.policy;
    // The schema allows no properties on a test, and these are the same for all tests of a policy.
    const properties = {
        severity,
        level,
        checklist: checklist.id,
        ...Object.fromEntries(factsOf(report).map(([term, fact]) => [term.toLowerCase(), fact])),
        ...Object.fromEntries(
            deviationsOf(report)
                .filter(({ policy }) => policy === name)
                .map(({ id, reason }) => [`deviation ${id}`, reason]),
        ),
        ...Object.fromEntries(
            report.settings
                .filter(({ policy }) => policy === name)
                .map(({ setting, default: byDefault, value }) => [
                    `setting ${setting}`,
                    `${value} instead of ${byDefault}`,
                ]),
        ),
    };
    return `\n${element(
        "testsuite",
        { name, ...countsOf(tests) },
        "\n",
        element(
            "properties",
            {},
            ...Object.entries(properties).map(([key, value]) => element("property", { name: key, value })),
        ),
        ...tests.map(testcase),
        "\n",
    )}`;
}

function testcase(test: Test): string {
    const [worst] = test;
    if (!worst) return "";
    const { policy, resource, standing, verdict } = worst;
    const result = RESULTS[standing];
    const attributes = { classname: policy.name, name: `${resource.type} ${resource.name}` };
    if (result === undefined) return `\n${element("testcase", attributes)}`;
    const said = test.map(messageOf).filter((message) => message !== "");
    const [message = standing] = said;
    const type = result === "failure" ? (verdict.level ?? "mandatory") : standing;
    return `\n${element("testcase", attributes, element(result, { type, message }, text([...said, verdict.urn].join("\n"))))}`;
}

/** The messages of a deviation and of an undetermined value already say what they are. */
function messageOf({ standing, verdict: { message = "" } }: Finding): string {
    return standing === "advisory" ? `advisory: ${message}` : message;
}

function countsOf(tests: readonly Test[]): Record<"tests" | "failures" | "errors" | "skipped", number> {
    const { blocking, byOutcome } = totalsOf(tests.flatMap(([worst]) => worst?.verdict ?? []));
    return {
        tests: tests.length,
        failures: blocking,
        errors: 0,
        skipped: tests.length - blocking - byOutcome.passed,
    };
}
