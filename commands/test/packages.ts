/** The Debian packages that the tests need: installed, asked for, or named. */
import { spawnSync } from "node:child_process";
import { createInterface } from "node:readline/promises";
import { installCommand } from "../../system/missing";

/** What a machine allows. */
export interface Machine {
    readonly hasApt: boolean;
    readonly isRoot: boolean;
    /** Whether `CI` is set. */
    readonly isCi: boolean;
    readonly isTerminal: boolean;
}

export type Decision = "install" | "ask" | "tell";

/** Nobody can answer a question without a terminal, and whoever started the tests wants them to run. */
export function decide({ hasApt, isRoot, isCi, isTerminal }: Machine): Decision {
    if (!hasApt || !isRoot) return "tell";
    return isTerminal && !isCi ? "ask" : "install";
}

/**
 * Installs the missing packages if this machine allows it and the person agrees; otherwise prints the command that does.
 * @throws Error if apt-get fails
 */
export async function preparePackages(
    missing: readonly string[],
    decision: Decision = decide(thisMachine()),
): Promise<void> {
    if (missing.length === 0) return;
    console.log(`The tests need Debian packages that are not installed: ${missing.join(", ")}.`);
    if (decision === "install" || (decision === "ask" && (await agreed()))) {
        install(missing);
    } else {
        console.log(`Tests that need them are skipped. To run them, install the packages as root:`);
        console.log(`  apt-get update && ${installCommand(missing)}`);
    }
}

const thisMachine = (): Machine => ({
    hasApt: spawnSync("apt-get", ["--version"]).status === 0,
    isRoot: process.getuid?.() === 0,
    isCi: Boolean(process.env.CI),
    isTerminal: process.stdin.isTTY && process.stdout.isTTY,
});

async function agreed(): Promise<boolean> {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question("Install them now? [Y/n] ");
    terminal.close();
    return /^(y|yes|)$/i.test(answer.trim());
}

function install(packages: readonly string[]): void {
    apt(["update", "-qq"]);
    // Ubuntu has no package for Chromium, for example. Its suite says so.
    const offered = packages.filter((name) => spawnSync("apt-cache", ["show", name]).status === 0);
    const others = packages.filter((name) => !offered.includes(name));
    if (others.length > 0) console.log(`This release has no package ${others.join(", ")}.`);
    if (offered.length > 0) apt(["install", "-y", "-qq", "--no-install-recommends", ...offered]);
}

function apt(args: readonly string[]): void {
    console.log(`apt-get ${args.join(" ")}`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const { status, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8" });
    if (status !== 0) throw new Error(`apt-get ${args[0] ?? ""} failed: ${stderr.trim()}`);
}
