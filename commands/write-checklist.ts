/** The checklist's report as files. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Coverage } from "../checklist/coverage";
import { renderJson, renderMarkdown } from "../checklist/report";

/** @param date - of the evidence, `YYYY-MM-DD`. @returns the files' paths */
export function writeChecklist(out: string, evidence: Coverage, date: string): string[] {
    fs.mkdirSync(out, { recursive: true });
    const contents = {
        "checklist.json": renderJson(evidence, date),
        "checklist.md": renderMarkdown(evidence, date),
    };
    return Object.entries(contents).map(([name, content]) => {
        const file = path.join(out, name);
        fs.writeFileSync(file, content);
        return file;
    });
}
