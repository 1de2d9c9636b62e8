/** The deviations on the page, with the reason, the approver and the last day. */
import { type Deviation, isExpired, noticeOf } from "../../deviations/register";
import type { Finding } from "../findings";
import { counted, deviationsOf, type PolicyReport } from "../model";
import { html, type Markup } from "./markup";

export function deviationsSection(report: PolicyReport, findings: readonly Finding[]): Markup {
    const deviations = deviationsOf(report);
    const cards = deviations.map((deviation) =>
        card(
            deviation,
            report.date,
            findings.filter(({ verdict }) => verdict.deviation === deviation.id),
        ),
    );
    const none = html`<p class="nothing">This stack has no deviations.</p>`;
    return html`<section id="deviations">
        <h2>Deviations</h2>
        ${cards.length > 0 ? cards : none}
    </section>`;
}

function card(deviation: Deviation, today: string, findings: readonly Finding[]): Markup {
    const { id, policy, resource, reason, compensatingControl, requestedBy, approvedBy, approvedOn, ticket } =
        deviation;
    const lowers = findings.map(({ fault }) => `${fault}.`).join(" ");
    const rows: readonly (readonly [string, string])[] = [
        ["Fault", lowers || "Lowers none"],
        ["Reason", reason],
        ["What protects instead", compensatingControl ?? "Nothing"],
        ["Requested by", requestedBy],
        ["Approved by", `${approvedBy} on ${approvedOn}`],
        // As text, because the register can contain any kind of URL.
        ...(ticket === undefined ? [] : [["Ticket", ticket] as const]),
    ];
    return html`<article class="deviation" id="${id}">
        <h3>${id} ${expiry(deviation, today)}</h3>
        <p>
            <a href="#${policy}"><code>${policy}</code></a> ·
            ${
                resource
                    ? html`<span class="type">${resource.type}</span> <b>${resource.name}</b>`
                    : html`<b>every resource</b>`
            }
        </p>
        <dl>
            ${rows.map(
                ([term, text]) =>
                    html`<dt>${term}</dt>
                        <dd>${text}</dd>`,
            )}
        </dl>
    </article> `;
}

function expiry(deviation: Deviation, today: string): Markup {
    const { expiresOn } = deviation;
    if (isExpired(deviation, today)) return html`<span class="badge blocking">expired on ${expiresOn}</span>`;
    const left = noticeOf(deviation, today);
    return left === undefined
        ? html`<span class="badge deviated">until ${expiresOn}</span>`
        : html`<span class="badge advisory">until ${expiresOn}, ${counted(left, "day")} left</span>`;
}
