/** Reports of the policies' verdicts: for CI, for code scanning, for the pull request, and for people. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type Baseline, findingOf, isAccepted } from "../baseline";
import { version } from "../package.json";
import { describeTypesWithoutRule, type TypedResource } from "../judged-types";
import type { Pack } from "../pack";
import { parseUrn } from "../urn";
import { changedSettings } from "./changed-settings";
import { exceptionsOf, factsOf, sentenceOf } from "./context";
import { describePolicies } from "./describe";
import { renderHtml } from "./html";
import { renderJunit } from "./junit";
import { renderMarkdown } from "./markdown";
import type { PolicyReport } from "./model";
import { renderSarif } from "./sarif";
import { isBlocking, summarize } from "./verdict";

export { describePolicies, type PolicyInfo } from "./describe";
export { SEVERITIES } from "./findings";
export { renderMarkdown } from "./markdown";
export type { PolicyReport } from "./model";

const FORMATS: Readonly<Record<string, (report: PolicyReport) => string>> = {
    "policy.junit.xml": renderJunit,
    "policy.sarif": renderSarif,
    "policy.md": renderMarkdown,
    "policy.html": renderHtml,
};

/** Builds the report of a pack and its verdicts, for the renderers. */
export function reportOf(
    { policies, config, register, baseline }: Pack,
    { engine, resources, ...judged }: Judged,
): PolicyReport {
    return {
        ...judged,
        date: register.today,
        coverage: describeTypesWithoutRule(resources),
        versions: { engine, pack: version },
        policies: describePolicies(policies, config),
        settings: changedSettings(policies, config),
        deviations: register.deviations,
        baseline,
    };
}

/** What a report needs to know about the run. */
type Judged = Pick<
    PolicyReport,
    "title" | "stack" | "stage" | "judgedAt" | "commit" | "repository" | "verdicts" | "locationOf"
> & {
    /** Version of Pulumi, e.g. `3.250.0`. */
    readonly engine?: string;
    /** All resources that were judged. */
    readonly resources: readonly TypedResource[];
};

/** The findings that stop the update with their messages, for a terminal. */
export function renderBlocking({ verdicts }: PolicyReport): string[] {
    return verdicts
        .filter(isBlocking)
        .map(({ policy, urn, message = "" }) => `✗ ${policy}: ${resourceOf(urn)}\n  ${message}`);
}

function resourceOf(urn: string): string {
    const { type, name } = parseUrn(urn);
    return `${type} ${name}`;
}

/** The totals, the versions and the exceptions, for a terminal. */
export function renderSummary(report: PolicyReport): string {
    return [
        `${summarize(report.verdicts)}.`,
        factsOf(report)
            .map(([term, fact]) => `${term}: ${fact}`)
            .join(" · "),
        ...exceptionsOf(report).map((exception) => `- ${sentenceOf(exception)}`),
    ].join("\n");
}

/** A baseline of what stops the update now and what the current baseline covers; see policies/baseline.ts. */
export function baselineFor({ verdicts, policies }: PolicyReport): Baseline {
    return verdicts
        .filter((verdict) => isBlocking(verdict) || verdict.outcome === "existing")
        .filter(({ policy }) => isAccepted(policy))
        .map(({ policy: name, urn, message = "" }) => {
            const displayName = policies.find((policy) => policy.name === name)?.requires;
            return findingOf({ name, displayName }, urn, message);
        });
}

/** Writes the report in every format and returns the files. */
export function writeReports(out: string, report: PolicyReport): string[] {
    fs.mkdirSync(out, { recursive: true });
    return Object.entries(FORMATS).map(([name, render]) => {
        const file = path.join(out, name);
        fs.writeFileSync(file, render(report));
        return file;
    });
}
