import { existsSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The folder where downloads and builds of one kind are kept between checkouts. `HRMS_CACHE` moves all of them. */
export function cacheFolder(kind: string, env: NodeJS.ProcessEnv = process.env): string {
    const base = set(env.XDG_CACHE_HOME) ?? path.join(homedir(), ".cache");
    return path.join(set(env.HRMS_CACHE) ?? path.join(base, "django-hrms-on-aws"), kind);
}

/** A variable with an empty value counts as not set. */
const set = (value: string | undefined): string | undefined => (value === "" ? undefined : value);

/**
 * Creates the folder if it does not exist. `make` fills an empty folder, which is then renamed in one step, so that an
 * interruption leaves nothing half done. If several processes want the same folder, one makes it and the others wait.
 * Rejects with what `make` throws.
 */
export async function keepFolder(folder: string, make: (empty: string) => unknown): Promise<void> {
    const lock = `${folder}.maker`;
    while (!existsSync(folder)) {
        if (claim(lock)) {
            try {
                await makeUnlessThere(folder, make);
            } finally {
                rmSync(lock, { force: true });
            }
        } else {
            await sleep(200);
        }
    }
}

/** Checks once more, because the process that held the lock before may just have made the folder. */
async function makeUnlessThere(folder: string, make: (empty: string) => unknown): Promise<void> {
    if (existsSync(folder)) {
        return;
    }
    const partial = `${folder}.${process.pid}`;
    try {
        mkdirSync(partial, { recursive: true });
        await make(partial);
        renameSync(partial, folder);
    } finally {
        rmSync(partial, { recursive: true, force: true });
    }
}

/** Whether this process holds the lock now. The lock is a link to its owner's process id, and void once that process has ended. */
function claim(lock: string): boolean {
    mkdirSync(path.dirname(lock), { recursive: true });
    try {
        symlinkSync(String(process.pid), lock);
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
            throw error;
        }
    }
    try {
        process.kill(Number(readlinkSync(lock)), 0);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ESRCH") {
            rmSync(lock, { force: true });
        }
    }
    return false;
}
