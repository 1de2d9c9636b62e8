/**
 * The verdicts as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), for code scanning.
 * It leaves out what passed, because SARIF lists what needs attention.
 */
import { createHash } from "node:crypto";
import { exceptionsOf, factsOf, sentenceOf } from "./context";
import type { PolicyInfo } from "./describe";
import type { Standing } from "../outcomes";
import { type Finding, findingsOf } from "./findings";
import { compare, counted, policyUrl, type PolicyReport } from "./model";
import type { Source } from "./sources";

/** GitHub rejects more: https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit */
const MOST = { results: 25_000, tags: 20, description: 1024 };

/** GitHub's bands: above 9 is critical, from 7 high, from 4 medium, and below that low. */
const SCORES = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0" } as const;

/**
 * A finding that stops the update is an error. An undetermined value is `open`, which requires the level `none`
 * (3.27.10). A fault with a signature has the level of advice, and its suppression says the rest.
 */
const KINDS: Readonly<Record<Exclude<Standing, "passed">, "fail" | "open">> = {
    blocking: "fail",
    advisory: "fail",
    undetermined: "open",
    "not in this stack": "open",
    existing: "fail",
    deviated: "fail",
};

export function renderSarif(report: PolicyReport): string {
    const rules = [...report.policies].sort((one, other) => compare(one.name, other.name));
    const ruleIndex = new Map(rules.map(({ name }, index) => [name, index]));
    const all = findingsOf(report).filter(({ standing }) => standing !== "passed");
    // In this order, the limit cuts off the least severe results.
    const shown = all.slice(0, MOST.results);
    const run = {
        tool: {
            driver: {
                name: "django-hrms-policies",
                semanticVersion: report.versions.pack,
                rules: rules.map((policy) => ruleOf(report, policy)),
            },
        },
        // One category per stack and stage, because a new upload replaces the last one of its category.
        automationDetails: { id: `policies/${report.stack}/${report.stage}/${report.date}` },
        columnKind: "utf16CodeUnits",
        invocations: [
            {
                executionSuccessful: true,
                endTimeUtc: report.judgedAt,
                toolExecutionNotifications: noticeOf(all.length - shown.length),
            },
        ],
        results: shown.map((finding) => ({
            ruleIndex: ruleIndex.get(finding.policy.name),
            ...resultOf(finding),
        })),
        properties: {
            title: report.title,
            ...Object.fromEntries(factsOf(report).map(([term, fact]) => [term.toLowerCase(), fact])),
            exceptions: exceptionsOf(report).map(sentenceOf),
            settings: report.settings,
        },
    };
    const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    return `${JSON.stringify(log, undefined, 2)}\n`;
}

function noticeOf(left: number): object[] {
    const text = `${counted(left, "result")} of the lowest severity left out, because GitHub accepts at most ${MOST.results}.`;
    return left > 0 ? [{ level: "warning", message: { text } }] : [];
}

function ruleOf(report: PolicyReport, policy: PolicyInfo): object {
    const { name, requires, otherwise, remedy, checklist, equivalents, level, severity } = policy;
    const item = `Checklist: ${checklist.section} / ${checklist.subsection}: ${checklist.text} (${checklist.id})`;
    return {
        id: name,
        name,
        shortDescription: { text: requires.slice(0, MOST.description) },
        fullDescription: { text: `${requires} ${otherwise}`.slice(0, MOST.description) },
        helpUri: policyUrl(report, name),
        help: {
            text: [requires, otherwise, remedy, item, `See policies/reference.md#${name}.`].join("\n"),
            markdown: [`**${requires}** ${otherwise}`, `**Remedy.** ${remedy}`, item].join("\n\n"),
        },
        defaultConfiguration: { level: level === "mandatory" ? "error" : adviceLevel(policy) },
        properties: {
            "security-severity": SCORES[severity],
            tags: ["security", checklist.id, ...equivalents].slice(0, MOST.tags),
        },
    };
}

const adviceLevel = ({ severity }: PolicyInfo): "warning" | "note" =>
    severity === "critical" || severity === "high" ? "warning" : "note";

function resultOf(finding: Finding): object {
    const { verdict, standing, policy, resource, fault, note, source } = finding;
    const kind = standing === "passed" ? "pass" : KINDS[standing];
    const about = `${fault} (${resource.type} ${resource.name}).`;
    return {
        ruleId: policy.name,
        kind,
        level: kind === "fail" ? (standing === "blocking" ? "error" : adviceLevel(policy)) : "none",
        message: { text: literal([about, note, policy.remedy].filter((part) => part !== "").join(" ")) },
        locations: [
            {
                physicalLocation: physical(source ?? policy.source),
                logicalLocations: [
                    { name: resource.name, fullyQualifiedName: verdict.urn, kind: "resource" },
                ],
            },
        ],
        partialFingerprints: fingerprints(finding),
        ...(standing === "deviated" && { suppressions: [suppression(finding)] }),
    };
}

/** Doubles braces, because single braces are placeholders in a message (3.11.5). */
const literal = (text: string): string => text.replace(/[{}]/g, "$&$&");

const physical = ({ file, line }: Source): object => ({
    artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
    region: { startLine: line, startColumn: 1 },
});

/**
 * A hash of the policy, the resource and the fault, without the deviation. So an alert stays the same when a line moves
 * or a deviation changes. GitHub compares only `primaryLocationLineHash`, and keeps the one that we set.
 */
function fingerprints({ verdict, policy, fault }: Finding): Record<string, string> {
    const hash = createHash("sha256").update([policy.name, verdict.urn, fault].join("\n")).digest("hex");
    return { "policyResourceFault/v1": hash, primaryLocationLineHash: `${hash.slice(0, 16)}:1` };
}

/** GitHub's code scanning does not read suppressions; other viewers do. */
function suppression({ deviation, verdict: { message = "" } }: Finding): object {
    if (!deviation) return { kind: "external", status: "accepted", justification: message };
    const { id, reason, compensatingControl, approvedBy, expiresOn } = deviation;
    const instead = compensatingControl === undefined ? "" : ` Instead: ${compensatingControl}`;
    const justification = `${id}, approved by ${approvedBy} until ${expiresOn}: ${reason}${instead}`;
    return { kind: "external", status: "accepted", justification };
}
