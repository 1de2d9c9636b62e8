/** Which builder a machine can have. */
import type { Settings } from "../../config";
import { SUITE } from "../../debian/sources";
import { installCommand } from "../../system/missing";
import type { Engine, Machine } from "./machine";

/** From the first choice to the last. */
export const BUILDER_KINDS = ["nspawn", "docker", "podman", "here"] as const;
export type BuilderKind = (typeof BUILDER_KINDS)[number];

type Architecture = Settings["architecture"];
type Why = (machine: Machine, architecture: Architecture) => string | undefined;

const NAMES: Readonly<Record<BuilderKind, string>> = {
    nspawn: "systemd-nspawn",
    docker: "Docker",
    podman: "Podman",
    here: "This machine itself",
};

const otherProcessor: Why = (machine, architecture) =>
    machine.architecture === architecture ? undefined : `the processor is not ${architecture}`;

const engine =
    (name: Engine): Why =>
    ({ engines }, architecture) => {
        const own = engines[name];
        if (own === undefined) return "it does not answer";
        return own === architecture ? undefined : `its processor is ${own}`;
    };

/** Why a machine cannot have a builder of each kind; undefined if it can. */
const WHY_NOT: Readonly<Record<BuilderKind, Why>> = {
    nspawn: (machine, architecture) => {
        if (machine.platform !== "linux") return "it takes Linux";
        return otherProcessor(machine, architecture) ?? (machine.isRoot ? machine.missing : "it takes root");
    },
    docker: engine("docker"),
    podman: engine("podman"),
    here: (machine, architecture) => {
        if (machine.debian !== SUITE) return `it is not Debian 13 (${SUITE})`;
        const why = otherProcessor(machine, architecture) ?? (machine.isRoot ? undefined : "it takes root");
        if (why !== undefined || machine.lacks.length === 0) return why;
        return `packages are missing; run: ${installCommand(machine.lacks)}`;
    },
};

/**
 * The first builder that the machine can have, or a line for each kind that says why not.
 * @param kinds those to choose from
 */
export function chooseBuilder(
    architecture: Architecture,
    machine: Machine,
    kinds: readonly BuilderKind[] = BUILDER_KINDS,
): BuilderKind | { readonly why: readonly string[] } {
    const why: string[] = [];
    for (const kind of kinds) {
        const reason = WHY_NOT[kind](machine, architecture);
        if (reason === undefined) return kind;
        why.push(`${NAMES[kind]}: ${reason}`);
    }
    return { why };
}
