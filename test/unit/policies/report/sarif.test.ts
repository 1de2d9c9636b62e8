import { readFileSync } from "node:fs";
import { join } from "node:path";
import addFormats from "ajv-formats";
import Ajv from "ajv-draft-04";
import { exceptionsOf, sentenceOf } from "../../../../policies/report/context";
import { renderSarif } from "../../../../policies/report/sarif";
import type { PolicyReport } from "../../../../policies/report/model";
import {
    backwards,
    CACHE,
    cache,
    database,
    DATABASE,
    DEVIATION,
    deviated,
    exampleReport,
    failed,
    HOSTILE,
    policyNamed,
    SETTING,
} from "./example";
import { realSizeReport } from "./real-size";

const schema = join(__dirname, "../../../fixtures/reports/sarif-2.1.0-rtm.5.json");
// Without the `u` flag: a pattern of the schema has a bracket that is right only then.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")) as object);

/** The members of a log that are tested here. */
interface Log {
    readonly runs: readonly {
        readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
        readonly automationDetails: { readonly id: string };
        readonly invocations: readonly { readonly toolExecutionNotifications: readonly object[] }[];
        readonly results: readonly Result[];
    }[];
}
interface Rule {
    readonly id: string;
    readonly helpUri?: string;
    readonly shortDescription: { readonly text: string };
    readonly defaultConfiguration: { readonly level: string };
    readonly properties: { readonly "security-severity": string; readonly tags: readonly string[] };
}
interface Result {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly kind: string;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: readonly object[];
    readonly partialFingerprints: Readonly<Record<string, string>>;
    readonly suppressions?: readonly object[];
}

function onlyRun(report: PolicyReport): Log["runs"][number] {
    const [run, ...more] = (JSON.parse(renderSarif(report)) as Log).runs;
    if (!run || more.length > 0) throw new Error("The log has not one run.");
    return run;
}

/** The run of a log that is valid by the schema. */
function runOf(report: PolicyReport): Log["runs"][number] {
    validate(JSON.parse(renderSarif(report)));
    expect(validate.errors ?? []).toEqual([]);
    return onlyRun(report);
}

test("what is to be looked at is a result, with a level by what it means for the update", () => {
    const { results, tool } = runOf(exampleReport());
    expect(results.map(({ ruleId, kind, level }) => `${ruleId} ${kind} ${level}`)).toEqual([
        "database-not-public fail error",
        "database-not-public fail error",
        "cache-encrypted fail error",
        "storage-logged fail note",
        "storage-logged open none",
        "cache-encrypted fail warning",
        "database-not-public fail warning",
    ]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
});

test("a rule has its severity as a score and its line of the checklist as a tag", () => {
    const [first, second, third, fourth] = runOf(exampleReport()).tool.driver.rules;
    expect([first, second, third, fourth].map((rule) => rule?.properties["security-severity"])).toEqual([
        "8.0",
        "3.0",
        "9.5",
        "5.5",
    ]);
    expect(fourth?.properties.tags).toEqual([
        "security",
        "monitoring.logging.rotation",
        "checkov:CKV_AWS_17",
        "fsbp:RDS.2",
    ]);
    expect([third?.defaultConfiguration.level, fourth?.defaultConfiguration.level]).toEqual([
        "error",
        "note",
    ]);
});

test("rules link to the policy's page where the repository is known, at the commit", () => {
    const uriWith = (changes: Partial<PolicyReport>) =>
        runOf(exampleReport(changes)).tool.driver.rules.find(({ id }) => id === database.name)?.helpUri;
    const repository = "https://github.com/example/hrms";
    expect(uriWith({})).toBeUndefined();
    expect(uriWith({ repository, commit: "abc" })).toBe(
        "https://github.com/example/hrms/blob/abc/policies/reference.md#database-not-public",
    );
});

test("a result points at the line of the program, else at the rule, and names the resource", () => {
    const { results } = runOf(exampleReport());
    const at = (uri: string, startLine: number, name: string) => ({
        physicalLocation: { artifactLocation: { uri }, region: { startLine, startColumn: 1 } },
        logicalLocations: [expect.objectContaining({ name }) as unknown],
    });
    expect(results[0]?.locations).toEqual([at("components/database/instance.ts", 42, "hrms-database")]);
    expect(results[2]?.locations).toEqual([at("policies/rules/database.ts", 12, "hrms-cache")]);
});

test("a deviated fault is suppressed, with who accepted it, until when and why; nothing else is", () => {
    const { results } = runOf(exampleReport());
    expect(results.flatMap(({ suppressions = [] }) => suppressions)).toEqual([
        {
            kind: "external",
            status: "accepted",
            justification:
                `DEV-007, approved by Grace Example until 2026-12-01: ${DEVIATION.reason} ` +
                `Instead: ${DEVIATION.compensatingControl ?? ""}`,
        },
    ]);
});

test("fingerprints tell faults, resources and policies apart", () => {
    const verdicts = [
        failed(database, DATABASE, "one"),
        failed(database, DATABASE, "two"),
        failed(database, CACHE, "one"),
        failed(cache, DATABASE, "one"),
    ];
    const { results } = runOf(exampleReport({ verdicts }));
    const prints = results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
    expect(new Set(prints).size).toBe(4);
});

test("a fingerprint stays when a line moves, or when a deviation comes, is prolonged or goes", () => {
    const printWith = (changes: Partial<PolicyReport>) =>
        runOf(exampleReport(changes)).results.map(({ partialFingerprints }) => partialFingerprints);
    const prolonged = { ...DEVIATION, expiresOn: "2027-01-15" };
    const plain = printWith({ verdicts: [failed(database, DATABASE, "It is open")] });
    expect(printWith({ verdicts: [deviated(database, DATABASE, "It is open")] })).toEqual(plain);
    expect(
        printWith({
            verdicts: [deviated(database, DATABASE, "It is open", prolonged)],
            deviations: [prolonged],
            locationOf: () => ({ file: "index.ts", line: 1 }),
        }),
    ).toEqual(plain);
});

test("a text with braces holds no placeholder", () => {
    const { results } = runOf(exampleReport({ verdicts: [failed(database, DATABASE, HOSTILE)] }));
    expect(results[0]?.message.text).toContain("{{0}} {{{{title}}}}");
    expect(results[0]?.message.text.replace(/\{\{|\}\}/g, "")).not.toMatch(/[{}]/);
});

test("each stack and stage is a category of its own", () => {
    expect(runOf(exampleReport({ stage: "deployed" })).automationDetails.id).toBe(
        "policies/prod/deployed/2026-11-23",
    );
});

test("GitHub's limits: of too many results the gravest are kept, and the log says so", () => {
    const verdicts = Array.from({ length: 25_003 }, (_, index) =>
        failed(database, DATABASE, `fault ${index}`, index < 4 ? "advisory" : "mandatory"),
    );
    const wordy = policyNamed(database.name, {
        requires: "x".repeat(2000),
        equivalents: Array.from({ length: 30 }, (_, index) => `tool:${index}`),
    });
    // Without the schema: that would take long for so many.
    const { results, invocations, tool } = onlyRun(exampleReport({ verdicts, policies: [wordy] }));
    expect(results).toHaveLength(25_000);
    expect(results.filter(({ level }) => level === "error")).toHaveLength(24_999);
    expect(JSON.stringify(invocations[0]?.toolExecutionNotifications)).toContain("3 results");
    expect(tool.driver.rules[0]?.properties.tags).toHaveLength(20);
    expect(tool.driver.rules[0]?.shortDescription.text).toHaveLength(1024);
});

test("the real pack at its real size is valid; equal input gives equal output", () => {
    const report = realSizeReport(40);
    expect(runOf(report).results).toHaveLength(
        report.verdicts.filter(({ outcome }) => outcome !== "passed").length,
    );
    expect(renderSarif(backwards(exampleReport()))).toBe(renderSarif(exampleReport()));
});

test("the run tells when it was judged, by what, and under which exceptions", () => {
    const log = JSON.parse(renderSarif(exampleReport())) as { readonly runs: readonly unknown[] };
    expect(log.runs).toMatchObject([
        {
            invocations: [{ endTimeUtc: "2026-11-23T14:05:59Z" }],
            tool: { driver: { semanticVersion: "0.1.0" } },
            properties: {
                pulumi: "3.250.0",
                exceptions: exceptionsOf(exampleReport()).map(sentenceOf),
                settings: [SETTING],
            },
        },
    ]);
});
