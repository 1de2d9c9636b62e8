/** Debian's root directories, made from its packages by mmdebstrap. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../system/run";
import { SOURCES, SUITE, type Suite } from "./sources";

export interface Tree {
    readonly packages: readonly string[];
    /** @defaultValue - the hosts' */
    readonly suite?: Suite;
    /** How much of Debian is installed. @defaultValue - apt and what is essential */
    readonly variant?: "apt" | "extract";
    /** Changes after the packages are installed: lines for mmdebstrap's `--customize-hook`. */
    readonly hooks?: readonly string[];
}

/** Installs the packages and what they depend on into an empty folder. Rejects with mmdebstrap's output if it fails. */
export async function makeTree(root: string, tree: Tree): Promise<void> {
    const { packages, suite = SUITE, variant = "apt", hooks = [] } = tree;
    await mmdebstrap([
        `--variant=${variant}`,
        // A mirror that lags has an outdated list of unstable's packages.
        ...(suite === SUITE ? [] : ['--aptopt=Acquire::Check-Valid-Until "false"']),
        ...hooks.map((hook) => `--customize-hook=${hook}`),
        ...installing(packages, suite, root),
    ]);
    chmodSync(root, 0o755);
}

/** Asks apt whether the hosts' Debian has these packages. Downloads only the lists. Rejects with apt's answer if not. */
export async function tryInstalling(
    packages: readonly string[],
    architecture: "amd64" | "arm64",
): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "hrms-packages-"));
    try {
        const trial = ["--simulate", "--variant=extract", `--architectures=${architecture}`];
        await mmdebstrap([...trial, ...installing(packages, SUITE, join(folder, "root"))]);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

const installing = (packages: readonly string[], suite: Suite, root: string): string[] => [
    ...['--aptopt=Acquire::Languages "none"', '--aptopt=APT::Install-Recommends "false"'],
    ...[`--include=${packages.join()}`, suite, root],
    ...SOURCES[suite].map((source) => `deb ${source} main`),
];

async function mmdebstrap(args: readonly string[]): Promise<void> {
    const { code, stdout, stderr } = await run("mmdebstrap", args);
    if (code !== 0) {
        throw new Error(`mmdebstrap ${args.join(" ")}: exit ${code}\n${stderr || stdout}`);
    }
}
