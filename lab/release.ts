/** Releases of the projects that hosts in tests run, built as everybody builds them, and kept between tests. */
import { createHash, type Hash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { buildRelease as build, INGREDIENTS } from "../release/build";
import { OWN_ARCHITECTURE } from "../release/builder";
import type { BuildOptions } from "../release/state";
import { cacheFolder, keepFolder } from "../system/cache";

export interface Release {
    /** SHA-256 of the archive. */
    readonly id: string;
    readonly archive: string;
    /** Static files by their path below the folder. */
    readonly static: string;
}

export interface Project {
    /** Folder that contains requirements.txt. */
    readonly folder: string;
    /** Folder inside that one that contains manage.py. @defaultValue - the same */
    readonly projectFolder?: string;
    readonly settingsModule: string;
    readonly staticUrl: string;
}

/** Hosts' tests are about hosts. `test/host/machines/releases.test.ts` is about the checks. */
export const UNCHECKED = "built for a test of hosts";

/** Builds a release of the project, or returns the one already built from the same files. */
export async function buildRelease({ folder, staticUrl, ...settings }: Project): Promise<Release> {
    const options: BuildOptions = {
        folder,
        revision: "folder",
        architecture: OWN_ARCHITECTURE,
        settings,
        environment: {},
        staticUrl,
        without: Object.fromEntries(
            ["fit", "secrets", "vulnerabilities", "migrations", "tests", "deployment", "sbom"].map((step) => [
                step,
                UNCHECKED,
            ]),
        ),
    };
    const hash = createHash("sha256").update(JSON.stringify({ ...options, folder: "" }));
    for (const tree of [folder, ...INGREDIENTS]) {
        hashTree(tree, hash);
    }
    const place = join(cacheFolder("releases"), hash.digest("hex").slice(0, 16));
    await keepFolder(place, (empty) => build(options, empty));
    const archive = readdirSync(place).find((name) => name.endsWith(".tar.gz")) ?? "";
    const id = archive.replace(".tar.gz", "");
    return { id, archive: join(place, archive), static: join(place, `${id}.static`) };
}

/** Hashes paths below the folder and contents, so that every checkout of the same files gives the same hash. */
function hashTree(folder: string, hash: Hash): void {
    if (statSync(folder).isFile()) {
        hash.update(readFileSync(folder));
        return;
    }
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((file) => !file.includes("/__pycache__/"))
        .sort();
    for (const file of files) {
        hash.update(`${relative(folder, file)}\n`).update(readFileSync(file));
    }
}
