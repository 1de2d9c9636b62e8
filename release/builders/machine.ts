/** What this machine has that builders need. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Settings } from "../../config";
import { whyMissing } from "../../system/missing";
import { PACKAGES } from "./contents";

type Architecture = Settings["architecture"];

export interface Machine {
    readonly platform: NodeJS.Platform;
    readonly architecture: Architecture | undefined;
    /** Whether this process is root. */
    readonly isRoot: boolean;
    /** Why systemd-nspawn cannot run; undefined if it can. */
    readonly missing: string | undefined;
    /** The architectures that the engines of containers have, where an engine answers. */
    readonly engines: Readonly<Partial<Record<Engine, Architecture>>>;
    /** Debian's name for its version, such as "trixie"; "" elsewhere. */
    readonly debian: string;
    /** Packages of a builder that this machine does not have, if it is a Debian. */
    readonly lacks: readonly string[];
}

export type Engine = "docker" | "podman";

const NODE: Readonly<Partial<Record<string, Architecture>>> = { arm64: "arm64", x64: "x86_64" };
const GO: Readonly<Partial<Record<string, Architecture>>> = { arm64: "arm64", amd64: "x86_64" };

/** The hosts' architecture that this machine can build for. */
export const OWN_ARCHITECTURE: Architecture = NODE[process.arch] ?? "x86_64";

let known: Machine | undefined;

/** Asks once. An engine that does not answer costs seconds. */
export const thisMachine = (): Machine => (known ??= asked());

function asked(): Machine {
    const release = readText("/etc/os-release");
    const debian = /^ID=debian$/m.test(release) ? (/^VERSION_CODENAME=(\w+)$/m.exec(release)?.[1] ?? "") : "";
    return {
        platform: process.platform,
        architecture: NODE[process.arch],
        isRoot: process.getuid?.() === 0,
        missing:
            whyMissing({ "systemd-nspawn": "systemd-container", mmdebstrap: "mmdebstrap" }) ?? whyNoMounts(),
        engines: { docker: engine("docker", DOCKER), podman: engine("podman", PODMAN) },
        debian,
        lacks: debian === "" ? [] : lacking(PACKAGES),
    };
}

const DOCKER = ["version", "--format", "{{.Server.Os}}/{{.Server.Arch}}"];
const PODMAN = ["info", "--format", "{{.Host.OS}}/{{.Host.Arch}}"];

function engine(program: Engine, args: readonly string[]): Architecture | undefined {
    const { status, stdout } = spawnSync(program, args, { encoding: "utf8", timeout: 10_000 });
    const [, architecture = ""] = status === 0 ? (/^linux\/(\w+)$/.exec(stdout.trim()) ?? []) : [];
    return GO[architecture];
}

/** Root of a container often may not mount anything. */
function whyNoMounts(): string | undefined {
    if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
    const { status } = spawnSync("unshare", ["--mount", "true"]);
    return status === 0 ? undefined : "this container may not mount anything";
}

/** Which of these packages a Debian does not have. */
export function lacking(names: readonly string[]): string[] {
    const format = "--showformat=${Package} ${db:Status-Status}\n";
    const { stdout } = spawnSync("dpkg-query", ["--show", format, ...names], { encoding: "utf8" });
    const known = stdout.split("\n");
    return names.filter((name) => !known.includes(`${name} installed`));
}

function readText(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
        return "";
    }
}
