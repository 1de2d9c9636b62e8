import { spawn } from "node:child_process";
import { once } from "node:events";
import {
    existsSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepFolder } from "../../../system/cache";

let base: string;
let folder: string;
beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "hrms-cache-test-"));
    folder = join(base, "kind", "key");
});
afterEach(() => {
    rmSync(base, { recursive: true });
});

/** Another process that wants the folder; each that makes it says so in `made`. */
async function anotherProcess(): Promise<void> {
    const program = `
        import { appendFileSync, writeFileSync } from "node:fs";
        import { setTimeout } from "node:timers/promises";
        import { keepFolder } from ${JSON.stringify(require.resolve("../../../system/cache"))};
        void keepFolder(process.env.FOLDER!, async (empty) => {
            appendFileSync(process.env.MADE!, "made\\n");
            await setTimeout(500);
            writeFileSync(empty + "/content", "whole");
        });`;
    const file = join(base, "program.ts");
    writeFileSync(file, program);
    const child = spawn(process.execPath, ["--import", createRequire(__filename).resolve("tsx"), file], {
        env: { ...process.env, FOLDER: folder, MADE: join(base, "made") },
        stdio: "inherit",
    });
    expect(await once(child, "exit")).toEqual([0, null]);
}

test("of several processes one makes the folder, and the others wait for it", async () => {
    await Promise.all([anotherProcess(), anotherProcess(), anotherProcess()]);
    expect(readFileSync(join(base, "made"), "utf8")).toBe("made\n");
    expect(readFileSync(join(folder, "content"), "utf8")).toBe("whole");
    expect(readdirSync(join(base, "kind"))).toEqual(["key"]);
});

test("a folder that is there is not made again", async () => {
    const made = jest.fn();
    await keepFolder(folder, made);
    await keepFolder(folder, made);
    expect(made).toHaveBeenCalledTimes(1);
});

test("a failure leaves nothing, and the next one begins anew", async () => {
    const failing = keepFolder(folder, (empty) => {
        writeFileSync(join(empty, "half"), "");
        throw new Error("the disk is full");
    });
    await expect(failing).rejects.toThrow("the disk is full");
    expect(readdirSync(join(base, "kind"))).toEqual([]);
    await keepFolder(folder, (empty) => {
        writeFileSync(join(empty, "whole"), "");
    });
    expect(readdirSync(folder)).toEqual(["whole"]);
});

test("whoever was killed while making it keeps nobody waiting", async () => {
    const child = spawn("true");
    await once(child, "exit");
    await keepFolder(join(base, "kind", "other"), () => undefined);
    symlinkSync(String(child.pid), `${folder}.maker`);
    await keepFolder(folder, () => undefined);
    expect(existsSync(folder)).toBe(true);
});
