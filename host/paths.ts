import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What editors, file managers and Python leave in a folder: hidden files, backups, compiled modules. */
const LEFT_BEHIND = /(^|\/)(\.|__pycache__\/)|~$/;

/**
 * Paths of the files below a folder, relative to it, in the same order on every machine. Hidden files and other leftovers
 * do not count: they would change the bundle, and a changed bundle replaces hosts. Throws an Error if a file is a
 * symbolic link: a checkout on Windows, and many an archive, turn it into a text file that holds the link's target.
 */
export function filesBelow(folder: string): string[] {
    const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
        (path) => !LEFT_BEHIND.test(path),
    );
    const links = paths.filter((path) => lstatSync(join(folder, path)).isSymbolicLink());
    if (links.length > 0) {
        throw new Error(
            `symbolic links in ${folder}: ${links.join(", ")}; replace each with a copy of its target`,
        );
    }
    return paths.filter((path) => lstatSync(join(folder, path)).isFile()).sort();
}
