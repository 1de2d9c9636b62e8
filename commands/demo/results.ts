import * as fs from "node:fs";
import * as path from "node:path";
import type { Coverage } from "../../checklist/coverage";
import { writeChecklist } from "../write-checklist";
import { draw } from "../../reports/drawing";
import type { EngineEvent } from "../../engine/events";
import type { Deployment } from "../../engine/deployment";

export interface Results {
    readonly deployment: Deployment;
    readonly events: readonly EngineEvent[];
    readonly evidence: Coverage;
    /** The date of the run, `YYYY-MM-DD`. */
    readonly date: string;
}

/** Writes the demo's results and returns the names of the files. */
export function writeResults(out: string, { deployment, events, evidence, date }: Results): string[] {
    fs.mkdirSync(out, { recursive: true });
    const contents = {
        "stack.json": `${JSON.stringify(deployment, undefined, 2)}\n`,
        "events.json": `${JSON.stringify(events, undefined, 1)}\n`,
        "architecture.svg": draw(deployment),
    };
    const written = Object.entries(contents).map(([name, content]) => {
        const file = path.join(out, name);
        fs.writeFileSync(file, content);
        return file;
    });
    return [...written, ...writeChecklist(out, evidence, date)];
}
