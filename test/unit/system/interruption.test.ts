import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CHECKOUT } from "../../../system/checkout";
import { removeTemporaryFolder, temporaryFolder } from "../../../system/interruption";
import { until } from "../../../system/until";

/** Careful work in a process of its own: it says that it has begun, and ends two seconds after it was interrupted. */
const WORK = `
const { carefully } = require(${JSON.stringify(join(CHECKOUT, "system/interruption.ts"))});
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
void carefully(async (isInterrupted) => {
    console.log("begun");
    while (!isInterrupted()) await sleep(20);
    await sleep(2000);
    console.log("finished");
});
`;

async function interrupted(times: number): Promise<{ said: string; code: number | null }> {
    const folder = temporaryFolder("careful");
    const file = join(folder, "work.cjs");
    writeFileSync(file, WORK);
    const child = spawn(process.execPath, ["--import", createRequire(__filename).resolve("tsx"), file]);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
    await until("the work begins", () => said.includes("begun"), 60);
    for (let time = 0; time < times; time++) {
        child.kill("SIGINT");
        await sleep(1200);
    }
    await until("the work ends", () => child.exitCode !== null, 60);
    removeTemporaryFolder(folder);
    return { said, code: child.exitCode };
}

test("the first Ctrl-C lets careful work finish", async () => {
    const { said, code } = await interrupted(1);
    expect(said).toMatch(/begun[^]*Press Ctrl-C again[^]*finished/);
    expect(code).toBe(130);
});

test("the second one ends it at once", async () => {
    const { said, code } = await interrupted(2);
    expect(said).not.toContain("finished");
    expect(code).toBe(130);
});
