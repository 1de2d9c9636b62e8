/** One policy on the page, with its purpose and its verdicts. */
import type { PolicyInfo } from "../describe";
import { ALL_WORDS, cssClassOf, isWordFor, type Standing, STANDINGS } from "../../outcomes";
import type { Finding } from "../findings";
import { deviationsOf, policyUrl, type PolicyReport } from "../model";
import { html, type Markup } from "./markup";

export function policySection(
    report: PolicyReport,
    policy: PolicyInfo,
    findings: readonly Finding[],
): Markup {
    const { name, severity, checklist, requires } = policy;
    const told = findings.filter(({ standing }) => standing !== "passed");
    const passed = findings.filter(({ standing }) => standing === "passed");
    const open = findings.some(({ standing }) => standing === "blocking") ? html` open` : undefined;
    return html`<details
        class="policy"
        id="${name}"
        data-severity="${severity}"
        data-section="${checklist.section}"
        ${open}
    >
        <summary>
            <span class="severity ${severity}">${severity}</span>
            <span class="what"><code>${name}</code> <span>${requires}</span></span>
            <span class="counts">${lowered(report, name)}${countsOf(findings)}</span>
        </summary>
        ${told.length > 0 ? table(told, "What is wrong") : undefined}
        <div class="about">${about(report, policy)}</div>
        ${passed.length > 0 ? passes(passed) : undefined}
    </details> `;
}

const passes = (passed: readonly Finding[]): Markup =>
    html`<details class="passes">
        <summary>${passed.length} passed</summary>
        ${table(passed)}
    </details>`;

/** A policy that a deviation lowers as a whole shows it, even without findings. */
const lowered = (report: PolicyReport, policy: string): Markup[] =>
    deviationsOf(report)
        .filter((deviation) => deviation.policy === policy && deviation.resource === undefined)
        .map(({ id, expiresOn }) => html`${badge("deviated", `lowered by ${id} until ${expiresOn}`)} `);

function countsOf(findings: readonly Finding[]): Markup[] {
    const present = STANDINGS.map((standing) => ({
        standing,
        count: findings.filter((finding) => finding.standing === standing).length,
    })).filter(({ count }) => count > 0);
    if (present.length === 0) return [html`<span class="badge none">nothing to judge</span>`];
    return present.map(({ standing, count }) => html`${badge(standing, `${count} ${standing}`)} `);
}

export const badge = (standing: Standing, text: string): Markup =>
    html`<span class="badge ${cssClassOf(standing)}">${text}</span>`;

function about(report: PolicyReport, policy: PolicyInfo): Markup {
    const { otherwise, remedy, checklist, equivalents, level, onUnknown, deviable, source, name } = policy;
    const unknown =
        onUnknown === "deny"
            ? "a value that the preview does not know stops the update"
            : "a value that the preview does not know is judged after the update";
    const url = policyUrl(report, name);
    const rows: readonly (readonly [string, Markup])[] = [
        ["Why", html`${otherwise}`],
        ["Remedy", html`${remedy}`],
        [
            "Checklist",
            html`${checklist.section} › ${checklist.subsection} › ${checklist.text}
                <code>${checklist.id}</code>`,
        ],
        ["Level", html`${level}; ${unknown}${deviable ? "" : "; no deviations allowed"}`],
        ...report.settings
            .filter(({ policy: changed }) => changed === name)
            .map(
                ({ setting, default: byDefault, value }) =>
                    [
                        "Set by the stack",
                        html`${setting}: <code>${value}</code> instead of <code>${byDefault}</code>`,
                    ] as const,
            ),
        ["Same check in", html`${equivalents.join(", ") || "no other tool"}`],
        [
            "Rule",
            html`<code>${source.file}:${source.line}</code
                >${url === undefined ? undefined : html` · <a href="${url}">about it</a>`}`,
        ],
    ];
    return html`<dl>
        ${rows.map(
            ([term, content]) =>
                html`<dt>${term}</dt>
                    <dd>${content}</dd>`,
        )}
    </dl>`;
}

/** Passes have no message, so their tables have no column for it. */
function table(findings: readonly Finding[], column?: string): Markup {
    return html`<table>
        <thead>
            <tr>
                <th>Outcome</th>
                <th>Resource</th>
                ${column === undefined ? undefined : html`<th>${column}</th>`}
                <th>Source</th>
            </tr>
        </thead>
        <tbody>
            ${findings.map((finding) => row(finding, column !== undefined))}
        </tbody>
    </table>`;
}

function row(
    { verdict, standing, resource, fault, note, deviation, source }: Finding,
    speaks: boolean,
): Markup {
    const words = ALL_WORDS.filter((word) => isWordFor(word, verdict));
    const signed = deviation && html` <a class="signed" href="#${deviation.id}">${deviation.id}</a>`;
    const said = html`<td>${fault}.${note === "" ? "" : ` ${note}`}${signed}</td>`;
    const place = source ? html`<code>${source.file}:${source.line}</code>` : undefined;
    return html`<tr class="finding" data-outcome="${words.join(", ")}">
        <td>${badge(standing, standing)}</td>
        <td title="${verdict.urn}"><span class="type">${resource.type}</span> <b>${resource.name}</b></td>
        ${speaks ? said : undefined}
        <td>${place}</td>
    </tr> `;
}
