/** Where releases are built: on Debian 13 of the hosts' architecture, with compilers, because hosts have none. */
import type { Settings } from "../config";
import { SUITE } from "../debian/sources";
import type { Progress } from "../system/progress";
import { chooseBuilder, type BuilderKind } from "./builders/choice";
import { containerBuilder } from "./builders/container";
import { builderName, PACKAGES, type Builder } from "./builders/contents";
import { ownBuilder } from "./builders/here";
import { lacking, thisMachine } from "./builders/machine";
import { nspawnBuilder } from "./builders/nspawn";
import { Fault } from "./fault";

export { BUILD_PACKAGES, RECIPE, type Builder } from "./builders/contents";
export { OWN_ARCHITECTURE } from "./builders/machine";

type Architecture = Settings["architecture"];

export interface BuilderSettings extends Pick<Settings, "architecture" | "debianPackages"> {
    /** @defaultValue - the first that this machine can have */
    readonly builder?: BuilderKind;
}

/** Machines of each architecture that have systemd-nspawn, Docker or both. */
const RUNNERS: Readonly<Record<Architecture, string>> = {
    arm64: "the GitHub runner ubuntu-24.04-arm, or AWS CodeBuild with ARM_CONTAINER and privileged mode",
    x86_64: "the GitHub runner ubuntu-24.04, or AWS CodeBuild with LINUX_CONTAINER and privileged mode",
};

/** Why this machine cannot build releases for the architecture; undefined if it can. */
export function whyNoBuilder(architecture: Architecture): string | undefined {
    const chosen = chooseBuilder(architecture, thisMachine());
    return typeof chosen === "string" ? undefined : chosen.why.join("; ");
}

/** @throws Fault if this machine cannot have a builder, or not the one that is wanted */
export function builderKind({ architecture, builder }: Omit<BuilderSettings, "debianPackages">): BuilderKind {
    const chosen = chooseBuilder(architecture, thisMachine(), builder === undefined ? undefined : [builder]);
    if (typeof chosen === "string") return chosen;
    throw new Fault({
        what: ["This machine cannot build the release:", ...chosen.why.map((line) => `    ${line}`)].join(
            "\n",
        ),
        fix:
            `install one of them, or build on ${RUNNERS[architecture]}. ` +
            `--architecture ${architecture === "arm64" ? "x86_64" : "arm64"} builds for such hosts (hrms:architecture).`,
    });
}

/**
 * The builder that this machine has. The first call for these packages makes it, which takes minutes.
 * @throws Fault if this machine has none
 */
export async function findBuilder(settings: BuilderSettings, shown: Progress): Promise<Builder> {
    const kind = builderKind(settings);
    const { architecture } = settings;
    const packages = [...new Set([...PACKAGES, ...settings.debianPackages])].sort();
    const name = builderName(packages, new Date());
    const [is, builder] = await made(kind, { name, packages, architecture, shown });
    return { ...builder, description: `${is} with Debian ${SUITE}, ${architecture}` };
}

interface Wanted {
    readonly name: string;
    readonly packages: readonly string[];
    readonly architecture: Architecture;
    readonly shown: Progress;
}

async function made(
    kind: BuilderKind,
    wanted: Wanted,
): Promise<[is: string, builder: Omit<Builder, "description">]> {
    const { name, packages, shown } = wanted;
    switch (kind) {
        case "nspawn":
            return ["systemd-nspawn", await nspawnBuilder(name, packages, shown)];
        case "here":
            return ["this machine", await ownBuilder(name, lacking(packages))];
        case "docker":
        case "podman":
            return [kind, await containerBuilder({ ...wanted, engine: kind })];
    }
}
