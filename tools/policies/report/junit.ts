/** The verdicts as JUnit XML, which every CI shows: a suite for each policy, in it a test for each resource. */
import { totalsOf } from "../verdict";
import { type Finding, findingsOf, grouped, type Standing } from "./findings";
import { compare, type PolicyReport } from "./model";
import { element, text } from "./xml";

/**
 * A test fails where the update is stopped, and nowhere else: CI fails by the gate, not by its report. What else is not
 * passed is skipped and says why. Advice could also be a passed test with output, but viewers (GitLab, Jenkins, GitHub's
 * summaries) count that as passed and fold the output away, while they count and list what is skipped.
 */
const RESULTS: Readonly<Record<Standing, "failure" | "skipped" | undefined>> = {
    blocking: "failure",
    advisory: "skipped",
    undetermined: "skipped",
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

/** All that one policy says of one resource, the gravest first. */
type Test = readonly Finding[];

function testsOf(findings: readonly Finding[]): Test[] {
    return grouped(findings, ({ verdict }) => verdict.urn)
        .sort(([one], [other]) => compare(one, other))
        .map(([, test]) => test);
}

function suite({ stack, stage }: PolicyReport, [first]: readonly Finding[], tests: readonly Test[]): string {
    if (!first) return "";
    const { name, severity, level, checklist } = first.policy;
    // A test can't have properties by the schema; these are the same for all tests of a policy anyway.
    const properties = { severity, level, checklist: checklist.id, stack, stage };
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

/** A deviation and an undetermined value say themselves what they are. */
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
