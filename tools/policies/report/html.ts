/** The verdicts as one page that needs nothing else: no request, no script but its own, readable without that too. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { checklist } from "../../../checklist";
import { totalsOf } from "../verdict";
import type { PolicyInfo } from "./describe";
import { type Finding, findingsOf, SEVERITIES } from "./findings";
import { compare, conclusionOf, counted, type PolicyReport } from "./model";
import { deviationsSection } from "./page/deviations";
import { escapeHtml, html, type Markup } from "./page/markup";
import { FACETS, policySection } from "./page/policy";

export function renderHtml(report: PolicyReport): string {
    const findings = findingsOf(report);
    const style = asset("style.css");
    const script = asset("script.js");
    return fill(asset("template.html"), {
        // The page runs its own script and style, and nothing that got into it otherwise.
        policy: escapeHtml(
            `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`,
        ),
        style: `<style>${style}</style>`,
        script: `<script>${script}</script>`,
        title: html`${report.title}: ${report.stack}`.text,
        header: header(report).text,
        filters: filters(report).text,
        policies: policies(report, findings)
            .map(({ text }) => text)
            .join(""),
        deviations: deviationsSection(report, findings).text,
    });
}

const asset = (name: string): string => fs.readFileSync(path.join(__dirname, "page", name), "utf8");

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** In one pass, so that what is filled in is not looked through again. Throws where the template names what is not there. */
function fill(template: string, parts: Readonly<Record<string, string>>): string {
    return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
        const part = parts[name];
        if (part === undefined)
            throw new Error(
                `page/template.html wants {{${name}}}; there is ${Object.keys(parts).join(", ")}.`,
            );
        return part;
    });
}

function header(report: PolicyReport): Markup {
    const { policies, resources } = totalsOf(report.verdicts);
    const { blocks, text } = conclusionOf(report);
    const facts: readonly (readonly [string, string])[] = [
        ["Stack", report.stack],
        ["Stage", report.stage],
        ["Date", report.date],
        ...(report.commit === undefined ? [] : [["Commit", report.commit.slice(0, 12)] as const]),
        ["Judged", `${counted(resources, "resource")} by ${policies} policies`],
    ];
    return html`<h1>${report.title}</h1>
        <p class="verdict ${blocks ? "blocking" : "passed"}">${text}</p>
        <dl class="facts">
            ${facts.map(
                ([term, fact]) =>
                    html`<div>
                        <dt>${term}</dt>
                        <dd>${fact}</dd>
                    </div>`,
            )}
        </dl>`;
}

/** The totals, which filter too. Their counts are those of `totalsOf`. */
function filters({ verdicts, policies }: PolicyReport): Markup {
    const outcomes = Object.entries(FACETS).map(([name, holds]) =>
        chip("outcome", name, html`<b>${verdicts.filter(holds).length}</b> ${name}`),
    );
    const severities = SEVERITIES.map((severity) => chip("severity", severity, html`${severity}`));
    const used = new Set(policies.map((policy) => policy.checklist.section));
    const sections = [...new Set(checklist.map(({ section }) => section))].filter((section) =>
        used.has(section),
    );
    return html`<fieldset>
            <legend>Outcome</legend>
            ${outcomes}
        </fieldset>
        <fieldset class="interactive">
            <legend>Severity</legend>
            ${severities}
        </fieldset>
        <div class="interactive search">
            <label
                >Checklist
                <select name="section">
                    <option value="">all sections</option>
                    ${sections.map((section) => html`<option>${section}</option>`)}
                </select></label
            >
            <label
                >Text
                <input type="search" name="text" placeholder="policy, resource, fault" autocomplete="off"
            /></label>
            <button type="reset">Show all</button><output aria-live="polite"></output>
        </div>`;
}

const chip = (name: string, value: string, label: Markup): Markup =>
    html`<label class="chip ${value}">
        <input type="checkbox" name="${name}" value="${value}" />
        <span>${label}</span>
    </label>`;

/** Those with the gravest findings first, those with none last. */
function policies(report: PolicyReport, findings: readonly Finding[]): Markup[] {
    const place = (policy: PolicyInfo): number => {
        const first = findings.findIndex((finding) => finding.policy.name === policy.name);
        return first < 0 ? findings.length : first;
    };
    return [...report.policies]
        .sort((one, other) => place(one) - place(other) || compare(one.name, other.name))
        .map((policy) =>
            policySection(
                report,
                policy,
                findings.filter((finding) => finding.policy.name === policy.name),
            ),
        );
}
