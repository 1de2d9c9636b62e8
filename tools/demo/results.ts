import * as fs from "node:fs";
import * as path from "node:path";
import { draw } from "../drawing";
import type { EngineEvent } from "../events";
import type { Deployment } from "./summary";

/** Writes what the demo found and returns the files. */
export function writeResults(
    out: string,
    { deployment, events }: { deployment: Deployment; events: readonly EngineEvent[] },
): string[] {
    fs.mkdirSync(out, { recursive: true });
    const contents = {
        "stack.json": `${JSON.stringify(deployment, undefined, 2)}\n`,
        "events.json": `${JSON.stringify(events, undefined, 1)}\n`,
        "architecture.svg": draw(deployment),
    };
    return Object.entries(contents).map(([name, content]) => {
        const file = path.join(out, name);
        fs.writeFileSync(file, content);
        return file;
    });
}
