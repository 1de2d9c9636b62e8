/** A Debian root directory of its own, entered with systemd-nspawn. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { enter } from "../../debian/nspawn";
import { DEBIAN } from "../../debian/sources";
import { makeTree } from "../../debian/tree";
import { cacheFolder, keepFolder } from "../../system/cache";
import type { Progress } from "../../system/progress";
import type { Finished } from "../../system/run";
import { RECIPE, TOOLS, type Builder } from "./contents";

export async function nspawnBuilder(
    name: string,
    packages: readonly string[],
    shown: Progress,
): Promise<Omit<Builder, "description">> {
    const root = join(cacheFolder("builders"), name);
    await keepFolder(root, (empty) => makeRoot(empty, packages, shown));
    removeOutdated(name);
    const downloads = cacheFolder("builder-downloads");
    mkdirSync(downloads, { recursive: true });
    return { run: (script, work) => runIn(root, downloads, script, work) };
}

async function makeRoot(root: string, packages: readonly string[], shown: Progress): Promise<void> {
    shown.report(`Making a builder from ${packages.length} packages of ${DEBIAN.primary.hostname}`);
    await makeTree(root, { packages });
    for (const folder of ["build", "cache"]) {
        mkdirSync(join(root, folder));
    }
    cpSync(RECIPE, join(root, "opt/recipe"), { recursive: true });
    const program = ["env", `TOOLS=${TOOLS}`, "sh", "/opt/recipe/prepare.sh"];
    const { code, stderr } = await enter(program, { root, readOnly: false });
    if (code !== 0) {
        throw new Error(`The builder could not be made: ${stderr}`);
    }
}

/** Removes builders from before last month. Nobody builds with one for that long. */
function removeOutdated(name: string): void {
    const [year = 0, month = 0] = name.split("-").map(Number);
    const lastMonth = new Date(Date.UTC(year, month - 2)).toISOString().slice(0, 7);
    const folder = cacheFolder("builders");
    for (const other of existsSync(folder) ? readdirSync(folder) : []) {
        if (/^\d{4}-\d{2}-/.test(other) && other.slice(0, 7) < lastMonth) {
            rmSync(join(folder, other), { recursive: true, force: true });
        }
    }
}

/** Downloads stay between builds. Temporary files are on disk, because they can be larger than memory. */
async function runIn(root: string, downloads: string, script: string, work: string): Promise<Finished> {
    const temporary = join(work, "temporary");
    mkdirSync(temporary, { recursive: true });
    const folders = { "/build": work, "/cache": downloads, "/tmp": temporary };
    return enter(["sh", "/build/recipe/run.sh", script], { root, readOnly: true, folders });
}
