/**
 * The verdicts as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), for code scanning.
 * What passed is not in it: SARIF tells of what is to be looked at.
 */
import { createHash } from "node:crypto";
import { version } from "../../../policies/package.json";
import type { PolicyInfo } from "./describe";
import { type Finding, findingsOf, type Standing } from "./findings";
import { compare, counted, policyUrl, type PolicyReport } from "./model";
import type { Source } from "../sources";

/** GitHub rejects more: https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit */
const MOST = { results: 25_000, tags: 20, description: 1024 };

/** GitHub's bands: over 9 is critical, from 7 high, from 4 medium, below low. */
const SCORES = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0" } as const;

/**
 * What stops the update is an error. What can't be told yet is `open`, and then the level has to be `none` (3.27.10). A
 * fault that is signed for keeps the level of an advice: its suppression says the rest.
 */
const KINDS: Readonly<Record<Exclude<Standing, "passed">, "fail" | "open">> = {
    blocking: "fail",
    advisory: "fail",
    undetermined: "open",
    deviated: "fail",
};

export function renderSarif(report: PolicyReport): string {
    const rules = [...report.policies].sort((one, other) => compare(one.name, other.name));
    const ruleIndex = new Map(rules.map(({ name }, index) => [name, index]));
    const all = findingsOf(report).filter(({ standing }) => standing !== "passed");
    // In this order what is cut off is the least grave.
    const shown = all.slice(0, MOST.results);
    const run = {
        tool: {
            driver: {
                name: "django-hrms-policies",
                semanticVersion: version,
                rules: rules.map((policy) => ruleOf(report, policy)),
            },
        },
        // One category for each stack and stage: uploads of one category replace each other.
        automationDetails: { id: `policies/${report.stack}/${report.stage}/${report.date}` },
        columnKind: "utf16CodeUnits",
        invocations: [
            { executionSuccessful: true, toolExecutionNotifications: noticeOf(all.length - shown.length) },
        ],
        results: shown.map((finding) => ({
            ruleIndex: ruleIndex.get(finding.policy.name),
            ...resultOf(finding),
        })),
        properties: { title: report.title, stack: report.stack, stage: report.stage, commit: report.commit },
    };
    const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    return `${JSON.stringify(log, undefined, 2)}\n`;
}

function noticeOf(left: number): object[] {
    const text = `${counted(left, "result")} of the least gravity left out: more than ${MOST.results} are not taken.`;
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
            text: [requires, otherwise, remedy, item, `See policies/README.md#${name}.`].join("\n"),
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

/** Braces are placeholders in a message, unless doubled (3.11.5). */
const literal = (text: string): string => text.replace(/[{}]/g, "$&$&");

const physical = ({ file, line }: Source): object => ({
    artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
    region: { startLine: line, startColumn: 1 },
});

/**
 * Of the policy, the resource and the fault, without who signed for it until when: an alert stays the same one when a
 * line moves, or when a deviation comes or goes. GitHub compares `primaryLocationLineHash` alone, and keeps a given one.
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
