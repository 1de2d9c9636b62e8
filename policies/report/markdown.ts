/** Renders the verdicts as a comment on a pull request. What stops the update comes first, and everything fits. */
import { type Deviation, isExpired, noticeOf } from "../deviations/register";
import { totalsOf } from "./verdict";
import { exceptionsOf, factsOf, sentenceOf } from "./context";
import { labelOf, OUTCOMES, type Standing } from "../outcomes";
import { type Finding, findingsOf } from "./findings";
import { code, escape, line, table } from "./markdown-text";
import { conclusionOf, counted, deviationsOf, policyUrl, type PolicyReport } from "./model";

/** GitHub allows 65,536 characters in a comment. The rest is room for what CI adds. */
const MOST_CHARACTERS = 60_000;

/** Room for headings and closing words in addition to the rows. */
const FRAME = 400;

interface Section {
    readonly title: string;
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly folded?: boolean;
}

/** The first line is a mark, so that CI can find and update its own comment. */
export function renderMarkdown(report: PolicyReport): string {
    const findings = findingsOf(report);
    const of = (standing: Standing) => findings.filter((finding) => finding.standing === standing);
    const row = (finding: Finding) => faultRow(report, finding);
    const faults = ["Policy", "Resource", "What is wrong", "Remedy"];
    const sections: Section[] = [
        { title: labelOf("blocking"), head: faults, rows: of("blocking").map(row) },
        { title: "Advice", head: faults, rows: of("advisory").map(row) },
        {
            title: "Deviations",
            head: ["Id", "Policy", "Resource", "Until", "Approved by", "Reason"],
            rows: deviationRows(report, of("deviated")),
        },
        { title: labelOf("not in this stack"), head: faults, rows: of("not in this stack").map(row) },
        {
            title: `${labelOf("existing")}, listed in the baseline`,
            head: faults,
            rows: of("existing").map(row),
            folded: true,
        },
        {
            title: `${labelOf("undetermined")} in the preview, judged after the update`,
            head: ["Policy", "Resource", "What is not known yet"],
            rows: of("undetermined").map((finding) => row(finding).slice(0, 3)),
            folded: true,
        },
        {
            title: "What this stack changed",
            head: ["Policy", "Setting", "Default", "Value"],
            rows: report.settings.map(({ policy, setting, default: byDefault, value }) => [
                code(policy),
                escape(setting),
                code(byDefault),
                code(value),
            ]),
            folded: true,
        },
    ];
    const intro = [
        `<!-- policy-report:${report.stack.replace(/[<>]/g, "")} -->`,
        `### ${headline(report)}`,
        contextOf(report),
        totalsTable(report),
        ...exceptionsOf(report).map((exception) => `- ${escape(sentenceOf(exception))}`),
    ].join("\n\n");
    let left = MOST_CHARACTERS - intro.length;
    const shown = sections
        .filter(({ rows }) => rows.length > 0)
        .map((section) => {
            const text = render(section, left - FRAME * sections.length);
            left -= text.length;
            return text;
        });
    return `${[intro, ...shown].join("\n\n")}\n`;
}

function headline(report: PolicyReport): string {
    const { blocks, text } = conclusionOf(report);
    return `${blocks ? "❌" : "✅"} ${text}: ${escape(report.title)}, ${escape(report.stack)}`;
}

const contextOf = (report: PolicyReport): string =>
    factsOf(report)
        .map(([term, fact]) => `${term}: ${escape(fact)}`)
        .join(" · ");

function totalsTable({ verdicts }: PolicyReport): string {
    const { blocking, byOutcome } = totalsOf(verdicts);
    return table(["blocking" as const, ...OUTCOMES].map(labelOf), [
        [blocking, ...OUTCOMES.map((outcome) => byOutcome[outcome])].map(String),
    ]);
}

function faultRow(
    report: PolicyReport,
    { policy, resource, fault, note, verdict, source }: Finding,
): string[] {
    const url = policyUrl(report, policy.name);
    const name = code(policy.name);
    const place = source ? `<br>${code(`${source.file}:${source.line}`)}` : "";
    const level = `${policy.severity}${verdict.outcome === "undetermined" ? ", undetermined" : ""}`;
    return [
        `${url === undefined ? name : `[${name}](${encodeURI(url)})`}<br>${level}`,
        `${resourceCell(resource)}${place}`,
        escape([`${fault}.`, note].join(" ").trim()),
        escape(policy.remedy),
    ];
}

/** Deviations that lower a fault, deviations that lower none, and lowered faults whose deviation is not in the register. */
function deviationRows(report: PolicyReport, deviated: readonly Finding[]): string[][] {
    const registered = deviationsOf(report);
    const unregistered = deviated.filter(({ deviation }) => !deviation || !registered.includes(deviation));
    return [
        ...registered.map((deviation) => {
            const { id, policy, resource, approvedBy, reason } = deviation;
            const faults = deviated.filter(({ verdict }) => verdict.deviation === id);
            const lowers = faults.map(({ fault }) => `${fault}.`).join(" ") || "lowers none";
            return [
                escape(id),
                code(policy),
                resource ? resourceCell(resource) : "every resource",
                expiry(deviation, report.date),
                escape(approvedBy),
                `${escape(reason)}<br>Fault: ${escape(lowers)}`,
            ];
        }),
        ...unregistered.map(({ verdict, policy, resource, fault }) => [
            escape(verdict.deviation ?? ""),
            code(policy.name),
            resourceCell(resource),
            "**not in the register**",
            "",
            escape(fault),
        ]),
    ];
}

function expiry(deviation: Deviation, today: string): string {
    const { expiresOn } = deviation;
    if (isExpired(deviation, today)) return `${expiresOn}, **expired**`;
    const left = noticeOf(deviation, today);
    return left === undefined ? expiresOn : `${expiresOn}, **${counted(left, "day")} left**`;
}

const resourceCell = ({ type, name }: Finding["resource"]): string => `${code(type)}<br>${code(name)}`;

/** As many rows as fit, with a count of the others. */
function render({ title, head, rows, folded = false }: Section, room: number): string {
    let used = 0;
    const fitting = rows.filter((row) => (used += line(row).length + 1) <= room);
    const more = rows.length - fitting.length;
    const parts = [
        ...(fitting.length > 0 ? [table(head, fitting)] : []),
        ...(more > 0 ? [`…and ${more} more in the artifact of this run.`] : []),
    ];
    return folded
        ? [`<details>\n<summary>${title} (${rows.length})</summary>`, ...parts, "</details>"].join("\n\n")
        : [`#### ${title} (${rows.length})`, ...parts].join("\n\n");
}
