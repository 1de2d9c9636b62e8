/** The packages of an earlier release, to build with the same ones again. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Fault } from "./fault";

const LOCK = z.object({
    release: z.string().regex(/^[0-9a-f]{64}$/),
    lock: z.array(z.string()).min(1),
    repositories: z.array(z.string()),
    buildRequirements: z.record(z.string().regex(/^[a-z0-9-]+$/), z.array(z.string())),
});

/** What a release's record says of its packages. */
export type KeptLock = z.infer<typeof LOCK>;

/** @throws Fault if the file is no record of a release */
export function readLock(file: string): KeptLock {
    const read = LOCK.safeParse(parsed(readFileSync(file, "utf8")));
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new Fault({
        what: `${file} is no record of a release: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}.`,
        fix: "name the <sha>.json that release build wrote beside the archive",
    });
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** Writes it as lock.sh reads it, into the folder of the build. */
export function writeLock({ lock, repositories, buildRequirements }: KeptLock, work: string): void {
    const folder = join(work, "kept");
    mkdirSync(join(folder, "build-requirements"), { recursive: true });
    const write = (name: string, lines: readonly string[]): void => {
        writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(""));
    };
    write("locked.txt", lock);
    write("repositories.txt", repositories);
    for (const [name, lines] of Object.entries(buildRequirements)) {
        write(`build-requirements/${name}.txt`, lines);
    }
}
