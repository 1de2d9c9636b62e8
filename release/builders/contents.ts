/** What every builder has: packages of Debian, pinned tools, and what they were made by. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finished } from "../../system/run";
import { UV_VERSION } from "../../system/uv";

/** Runs scripts of the recipe. */
export interface Builder {
    /** For reports: what it is and what it was made from. */
    readonly description: string;
    /** Runs a script of /build/recipe as root with the work folder at /build. A failing script is not an error. */
    run(script: string, work: string): Promise<Finished>;
}

/** The files of the recipe; in the builder, at /build/recipe. */
export const RECIPE = join(__dirname, "../recipe");

/** What building Python packages needs, including the database driver. */
export const BUILD_PACKAGES = [
    ...["python3-dev", "python3-venv", "python3-pip", "default-libmysqlclient-dev", "pkg-config"],
    "build-essential",
];

export const PACKAGES: readonly string[] = [
    ...BUILD_PACKAGES,
    ...["ca-certificates", "esbuild", "git", "jpegoptim", "libmariadb3", "mariadb-server", "pigz", "tzdata"],
];

/** Python programs of a build. They are not part of a release. */
export const TOOLS = [
    ...[`uv==${UV_VERSION}`, "build==1.6.1", "unearth==0.19.0"],
    ...["Brotli==1.2.1", "pyoxipng==9.1.1"],
    ...["detect-secrets==1.5.0", "pip-audit==2.10.1", "cyclonedx-bom==7.5.0"],
].join(" ");

/** The scripts that make a builder. A builder of other scripts is another one. */
const MAKERS = ["install.sh", "prepare.sh", "with-database.sh"];

/** Debian's updates reach builders at the start of each month, when all are made anew. */
export const monthOf = (date: Date): string => date.toISOString().slice(0, 7);

/** The name of the builder that has these packages of Debian, such as "2026-11-0123456789ab". */
export function builderName(packages: readonly string[], now: Date): string {
    const makers = MAKERS.map((file) => readFileSync(join(RECIPE, file), "utf8"));
    const hash = createHash("sha256").update(JSON.stringify([packages, TOOLS, makers]));
    return `${monthOf(now)}-${hash.digest("hex").slice(0, 12)}`;
}
