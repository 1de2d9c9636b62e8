/** A container of Debian's own image, with Docker or Podman. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../config";
import { authorities, authorityVariables } from "../../debian/authorities";
import { SUITE } from "../../debian/sources";
import type { Progress } from "../../system/progress";
import { run } from "../../system/run";
import { RECIPE, TOOLS, type Builder } from "./contents";
import type { Engine } from "./machine";

const IMAGE = `docker.io/library/debian:${SUITE}`;
const PLATFORMS = { arm64: "linux/arm64", x86_64: "linux/amd64" } as const;
/** Downloads stay between builds. The engine keeps them, because the users of a container own them. */
const DOWNLOADS = "hrms-builder-downloads";

interface ContainerArgs {
    readonly engine: Engine;
    readonly name: string;
    readonly packages: readonly string[];
    readonly architecture: Settings["architecture"];
    readonly shown: Progress;
}

export async function containerBuilder(args: ContainerArgs): Promise<Omit<Builder, "description">> {
    const { engine, name } = args;
    const image = `hrms-builder:${name}`;
    if (spawnSync(engine, ["image", "inspect", image]).status !== 0) {
        await makeImage(image, args);
    }
    return {
        run: (script, work) => {
            mkdirSync(join(work, "temporary"), { recursive: true });
            return run(engine, [
                ...["run", "--rm", "--pull=never", "--read-only", ...OPEN, ...trust()],
                ...mount(work, "/build"),
                ...["--mount", `type=volume,source=${DOWNLOADS},target=/cache`],
                ...[...mount(join(work, "temporary"), "/tmp"), image, "sh", "/build/recipe/run.sh", script],
            ]);
        },
    };
}

/** SELinux would keep containers from the work folder. */
const OPEN = ["--security-opt", "label=disable"];

const mount = (source: string, target: string, ...options: readonly string[]): string[] => [
    "--mount",
    [`type=bind,source=${source},target=${target}`, ...options].join(),
];

/** The image has no authorities, and installing Debian's writes to their usual place. */
const AUTHORITIES = "/opt/authorities.crt";
const trust = (): string[] => [
    ...mount(authorities(), AUTHORITIES, "readonly"),
    ...Object.entries(authorityVariables(AUTHORITIES)).flatMap(([name, file]) => [
        "--env",
        `${name}=${file}`,
    ]),
];

/** Makes it in a container, because building an image could not mount this machine's authorities. */
async function makeImage(
    image: string,
    { engine, name, packages, architecture, shown }: ContainerArgs,
): Promise<void> {
    shown.report(`Making a builder from ${packages.length} packages in ${IMAGE}`);
    const container = `hrms-builder-${name}-${process.pid}`;
    try {
        await succeed(engine, [
            ...["run", "--name", container, "--platform", PLATFORMS[architecture], ...OPEN],
            ...mount(RECIPE, "/opt/recipe", "readonly"),
            ...trust(),
            ...["--env", `PACKAGES=${packages.join(" ")}`, "--env", `TOOLS=${TOOLS}`],
            ...[IMAGE, "sh", "/opt/recipe/install.sh"],
        ]);
        await succeed(engine, ["commit", container, image]);
    } finally {
        await run(engine, ["rm", "--force", container]);
    }
}

async function succeed(engine: Engine, args: readonly string[]): Promise<void> {
    const { code, stdout, stderr } = await run(engine, args);
    if (code !== 0) {
        throw new Error(`The builder could not be made with ${engine}: ${stderr || stdout}`);
    }
}
