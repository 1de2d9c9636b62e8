/** Where releases are built: on Debian 13 of the hosts' architecture, with compilers, because hosts have none. */
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../config";
import { enter } from "../debian/nspawn";
import { DEBIAN, SUITE } from "../debian/sources";
import { makeTree } from "../debian/tree";
import { cacheFolder, keepFolder } from "../system/cache";
import { whyMissing } from "../system/missing";
import type { Progress } from "../system/progress";
import type { Finished } from "../system/run";
import { UV_VERSION } from "../system/uv";
import { Fault } from "./fault";

/** Runs scripts of the recipe. */
export interface Builder {
    /** For reports: what it is and what it was made from. */
    readonly description: string;
    /** Runs a script of /build/recipe as root with the work folder at /build. A failing script is not an error. */
    run(script: string, work: string): Promise<Finished>;
}

/** The files of the recipe; in the builder, at /build/recipe. */
export const RECIPE = join(__dirname, "recipe");

/** What building Python packages needs, including the database driver. */
export const BUILD_PACKAGES = [
    ...["python3-dev", "python3-venv", "python3-pip", "default-libmysqlclient-dev", "pkg-config"],
    "build-essential",
];

const PACKAGES = [
    ...BUILD_PACKAGES,
    ...["brotli", "ca-certificates", "libmariadb3", "mariadb-server", "tzdata"],
];

/** Python programs of a build. They are not part of a release. */
const TOOLS = [`uv==${UV_VERSION}`, "detect-secrets==1.5.0", "cyclonedx-bom==7.5.0"];

export type BuilderSettings = Pick<Settings, "architecture" | "debianPackages">;

/** What each kind of builder needs of this machine. */
interface Machine {
    readonly platform: NodeJS.Platform;
    readonly arch: string;
    /** Whether this process is root. */
    readonly isRoot: boolean;
    /** Why programs are missing; undefined if none is. */
    readonly missing: string | undefined;
}

const thisMachine = (): Machine => ({
    platform: process.platform,
    arch: process.arch,
    isRoot: process.getuid?.() === 0,
    missing: whyMissing({ "systemd-nspawn": "systemd-container", mmdebstrap: "mmdebstrap" }),
});

/** What Node calls the hosts' processors. */
const NODE_ARCH = { arm64: "arm64", x86_64: "x64" } as const;

/** The hosts' architecture that this machine can build for. */
export const OWN_ARCHITECTURE: Settings["architecture"] = process.arch === "arm64" ? "arm64" : "x86_64";

/** Why this machine cannot build releases for the architecture; undefined if it can. */
export function whyNoBuilder(
    architecture: Settings["architecture"],
    machine: Machine = thisMachine(),
): string | undefined {
    if (machine.platform !== "linux") return "building takes Linux";
    if (machine.arch !== NODE_ARCH[architecture]) {
        return `hosts are ${architecture} (hrms:architecture), and this machine's processor is not`;
    }
    return machine.isRoot ? machine.missing : "building takes root, for systemd-nspawn";
}

/**
 * The builder that this machine has. The first call for these packages makes it, which takes minutes.
 * @throws Fault if this machine has none
 */
export async function findBuilder(settings: BuilderSettings, shown: Progress): Promise<Builder> {
    const why = whyNoBuilder(settings.architecture);
    if (why !== undefined) {
        throw new Fault({
            what: `This machine cannot build the release: ${why}.`,
            fix:
                "run it as root on Linux with systemd-nspawn and mmdebstrap, on the hosts' architecture; on GitHub, " +
                `the runner ${settings.architecture === "arm64" ? "ubuntu-24.04-arm" : "ubuntu-24.04"} has one. --architecture x86_64 builds for x86_64 hosts.`,
        });
    }
    const packages = [...new Set([...PACKAGES, ...settings.debianPackages])].sort();
    const prepare = ["prepare.sh", "with-database.sh"].map((file) =>
        readFileSync(join(RECIPE, file), "utf8"),
    );
    const recipe = JSON.stringify([packages, TOOLS, prepare]);
    const hash = createHash("sha256").update(recipe).digest("hex").slice(0, 12);
    const root = join(cacheFolder("builders"), hash);
    await keepFolder(root, (empty) => makeBuilder(empty, packages, shown));
    const downloads = cacheFolder("builder-downloads");
    mkdirSync(downloads, { recursive: true });
    return {
        description: `systemd-nspawn with Debian ${SUITE}, ${settings.architecture}`,
        run: (script, work) => runIn(root, downloads, script, work),
    };
}

async function makeBuilder(root: string, packages: readonly string[], shown: Progress): Promise<void> {
    shown.report(`Making a builder from ${packages.length} packages of ${DEBIAN.primary.hostname}`);
    await makeTree(root, { packages });
    for (const folder of ["build", "cache"]) {
        mkdirSync(join(root, folder));
    }
    cpSync(RECIPE, join(root, "opt/recipe"), { recursive: true });
    const program = ["env", `PINNED=${TOOLS.join(" ")}`, "sh", "/opt/recipe/prepare.sh"];
    const { code, stderr } = await enter(program, { root, readOnly: false });
    if (code !== 0) {
        throw new Error(`The builder could not be made: ${stderr}`);
    }
}

/** Downloads stay between builds. Temporary files are on disk, because they can be larger than memory. */
async function runIn(root: string, downloads: string, script: string, work: string): Promise<Finished> {
    const temporary = join(work, "temporary");
    mkdirSync(temporary, { recursive: true, mode: 0o1777 });
    const folders = { "/build": work, "/cache": downloads, "/tmp": temporary };
    try {
        return await enter(["sh", `/build/recipe/${script}`], { root, readOnly: true, folders });
    } finally {
        rmSync(temporary, { recursive: true, force: true });
    }
}
