/** Reports of what the policies said: for CI, for code scanning, for the pull request, and for people. */
import * as fs from "node:fs";
import * as path from "node:path";
import { renderHtml } from "./html";
import { renderJunit } from "./junit";
import { renderMarkdown } from "./markdown";
import type { PolicyReport } from "./model";
import { renderSarif } from "./sarif";

export { describePolicies, type PolicyInfo } from "./describe";
export { SEVERITIES } from "./findings";
export type { PolicyReport } from "./model";

const FORMATS: Readonly<Record<string, (report: PolicyReport) => string>> = {
    "policy.junit.xml": renderJunit,
    "policy.sarif": renderSarif,
    "policy.md": renderMarkdown,
    "policy.html": renderHtml,
};

/** Writes the report in every format and returns the files. */
export function writeReports(out: string, report: PolicyReport): string[] {
    fs.mkdirSync(out, { recursive: true });
    return Object.entries(FORMATS).map(([name, render]) => {
        const file = path.join(out, name);
        fs.writeFileSync(file, render(report));
        return file;
    });
}
