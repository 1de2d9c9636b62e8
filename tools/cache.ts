import { existsSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Where downloads and builds of a kind are kept between checkouts; `HRMS_CACHE` puts all of them elsewhere. */
export function cacheFolder(kind: string, env: NodeJS.ProcessEnv = process.env): string {
    const base = env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache");
    return path.join(env.HRMS_CACHE ?? path.join(base, "django-hrms-on-aws"), kind);
}

/**
 * Makes sure that the folder is there: `make` fills an empty one, which takes the folder's place in one step, so
 * that an interrupted one leaves nothing half. Where several processes want the same folder, one makes it and the others
 * wait. Rejects with what `make` throws.
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

/** Looks once more: whoever held the lock before may just have made the folder. */
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

/** Whether the lock is ours now. It is a link to the number of its owner, and void when that process has ended. */
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
