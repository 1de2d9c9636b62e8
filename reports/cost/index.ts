/** Estimates of the monthly cost, as files: `cost.json` for programs, `cost.md` for people. */
import * as fs from "node:fs";
import * as path from "node:path";
import { markdown } from "./markdown";
import type { CostReport } from "./report";

export type { CostReport } from "./report";

/** The format of `cost.json`. A change that readers cannot cope with raises it. */
const VERSION = 1;

export interface CostFile extends CostReport {
    readonly version: typeof VERSION;
    readonly currency: "USD";
}

export const json = (report: CostReport): string =>
    `${JSON.stringify({ version: VERSION, currency: "USD", ...report } satisfies CostFile, undefined, 2)}\n`;

/**
 * Reads a `cost.json`.
 * @throws Error if it is none
 */
export function readCostFile(text: string): CostFile {
    let read: Partial<CostFile>;
    try {
        read = JSON.parse(text) as Partial<CostFile>;
    } catch (error) {
        throw new Error(`it is not JSON: ${(error as Error).message}`, { cause: error });
    }
    if (read.version !== VERSION || !Array.isArray(read.stacks)) {
        throw new Error(`it is no estimate of version ${VERSION}, as npx hrms cost --json prints it`);
    }
    return read as CostFile;
}

/** Writes both files, and returns their names. */
export function writeCost(out: string, report: CostReport): string[] {
    fs.mkdirSync(out, { recursive: true });
    return Object.entries({ "cost.json": json(report), "cost.md": markdown(report) }).map(
        ([name, content]) => {
            const file = path.join(out, name);
            fs.writeFileSync(file, content);
            return file;
        },
    );
}
