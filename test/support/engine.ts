import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEngine } from "../../engine";

/** What the workers read: the engine's folder, or why there is none. */
export type Answer = { readonly folder: string } | { readonly failure: string };

/**
 * Finds or builds the engine once, which takes minutes on a new machine. Suites that need none run meanwhile; the others
 * wait for the answer in a file (jest/engine-environment.js). `HRMS_ENGINE_BIN` names another engine.
 */
export default function prepareEngine(): void {
    if (process.env.HRMS_ENGINE_BIN !== undefined) return;
    const folder = mkdtempSync(join(tmpdir(), "hrms-engine-answer-"));
    process.on("exit", () => {
        rmSync(folder, { recursive: true, force: true });
    });
    const file = join(folder, "answer.json");
    process.env.HRMS_ENGINE_ANSWER = file;
    void answer().then((found) => {
        writeFileSync(`${file}.partial`, JSON.stringify(found));
        renameSync(`${file}.partial`, file);
    });
}

async function answer(): Promise<Answer> {
    try {
        return { folder: (await findEngine()).folder };
    } catch (error) {
        return { failure: (error as Error).message };
    }
}
