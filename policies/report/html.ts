/** Renders the verdicts as a self-contained page: no requests, no other scripts, and readable without JavaScript. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { checklist } from "../checklist";
import { ALL_WORDS, colorRules, cssClassOf, isWordFor } from "../outcomes";
import type { PolicyInfo } from "./describe";
import { type Finding, findingsOf, SEVERITIES } from "./findings";
import { compare, type PolicyReport } from "./model";
import { deviationsSection } from "./page/deviations";
import { header } from "./page/header";
import { escapeHtml, html, type Markup } from "./page/markup";
import { policySection } from "./page/policy";
import { settingsSection } from "./page/settings";

export function renderHtml(report: PolicyReport): string {
    const findings = findingsOf(report);
    const style = [asset("style.css"), colorRules(), asset("media.css")].join("\n");
    const script = asset("script.js");
    return fill(asset("template.html"), {
        // The page runs only its own script and style, even if something else gets into it.
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
        settings: settingsSection(report).text,
    });
}

const asset = (name: string): string => fs.readFileSync(path.join(__dirname, "page", name), "utf8");

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** Fills the template in one pass, so that inserted text is not replaced again. Throws if a part is missing. */
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

/** The totals, which are also filters. Their counts come from `totalsOf`. */
function filters({ verdicts, policies }: PolicyReport): Markup {
    const outcomes = ALL_WORDS.map((word) => {
        const count = verdicts.filter((verdict) => isWordFor(word, verdict)).length;
        // An outcome that did not occur has no color, so a page without faults has no red.
        const look = count === 0 ? "none" : cssClassOf(word);
        return chip("outcome", word, html`<b>${count}</b> ${word}`, look);
    });
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

const chip = (name: string, value: string, label: Markup, look = ""): Markup =>
    html`<label class="chip ${look}">
        <input type="checkbox" name="${name}" value="${value}" />
        <span>${label}</span>
    </label>`;

/** The policies with the most severe findings first, and those without findings last. */
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
