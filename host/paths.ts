import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What editors, file managers and Python leave in a folder: hidden files, backups, compiled modules. */
const LEFT_BEHIND = /(^|\/)(\.|__pycache__\/)|~$/;

/**
 * Paths of the files below a folder, relative to it, in the same order on every machine. Links to files count as
 * files. Hidden files and other leftovers do not: they would change the bundle, and a changed bundle replaces hosts.
 */
export function filesBelow(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => !LEFT_BEHIND.test(path) && statSync(join(folder, path)).isFile())
        .sort();
}
