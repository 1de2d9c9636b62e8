/** Builds a release: an archive named by its SHA-256, with a record of how it was made. */
import { createHash } from "node:crypto";
import {
    copyFileSync,
    cpSync,
    createReadStream,
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    renameSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { CHECKOUT } from "../system/checkout";
import { removeTemporaryFolder, temporaryFolder } from "../system/interruption";
import { progress } from "../system/progress";
import { builderKind, findBuilder, RECIPE, type Builder } from "./builder";
import { environment, indexVariables } from "./environment";
import { pipsIndexes, type Indexes } from "./indexes";
import { writeLock } from "./kept-lock";
import { NODE_PACKAGES } from "./front-ends";
import type { Omitted } from "./left-out";
import { shownNotes } from "./notes";
import type { Source } from "./source";
import { Build, CLEANER, type BuildOptions, type BuildSettings } from "./state";
import { STEPS, type Step } from "./steps";

/** How a step went. A build that does not pass has no record. */
interface Outcome {
    readonly step: string;
    readonly outcome: "passed" | "left out" | "not checked";
    readonly seconds: number;
    readonly notes: readonly string[];
}

/** What is written beside the archive, as `<sha>.json`. */
export interface ReleaseRecord {
    readonly format: 1;
    /** SHA-256 of the archive, its name, and the value of hrms:release. */
    readonly release: string;
    /** When the build ended, as ISO 8601. */
    readonly built: string;
    readonly builder: string;
    readonly source: Source;
    readonly settings: BuildSettings;
    readonly leftOut: Omitted;
    /** Indexes of packages besides PyPI, without passwords. */
    readonly indexes: readonly string[];
    /** Requirements with their hashes, as locked: what the index had. */
    readonly lock: readonly string[];
    /** Requirements from git by commit, with the hashes of their wheels. */
    readonly repositories: readonly string[];
    /** What packages without a wheel were built with, by their names. */
    readonly buildRequirements: Readonly<Record<string, readonly string[]>>;
    readonly steps: readonly Outcome[];
}

export interface Release {
    readonly id: string;
    readonly archive: string;
    /** Static files by their path below the folder. */
    readonly static: string;
    readonly record: string;
}

/** Files of hosts that a build needs. */
const DJANGO = join(CHECKOUT, "host/root/opt/hrms/django");

/** Which files decide what a build makes, besides the project and its options. */
export const INGREDIENTS: readonly string[] = [RECIPE, DJANGO, CLEANER];

/**
 * Builds a release into an empty folder: `<sha>.tar.gz`, `<sha>.json`, `<sha>.sbom.json` and `<sha>.static/`.
 * @param tell gets what each step found, in lines
 * @throws Fault for what people can change, from the first step that does not pass
 */
export async function buildRelease(
    options: BuildOptions,
    into: string,
    tell: (note: string) => void = () => undefined,
): Promise<Release> {
    const shown = progress();
    // Says that there is none before anything starts.
    builderKind(options);
    const folder = temporaryFolder("release");
    // Nobody else on this machine gets into the outer folder. Users of the builder get into the inner one.
    const work = join(folder, "build");
    mkdirSync(work, { mode: 0o755 });
    try {
        return await new Run(new Build(options, work, shown), into, tell).toTheEnd();
    } finally {
        removeTemporaryFolder(folder);
    }
}

class Run {
    private readonly outcomes: Outcome[] = [];
    private builder: Builder | undefined;
    private indexes: Indexes = { main: "", extra: [], netrc: "" };

    constructor(
        private readonly build: Build,
        private readonly into: string,
        private readonly tell: (note: string) => void,
    ) {}

    async toTheEnd(): Promise<Release> {
        mkdirSync(this.build.app);
        for (const step of STEPS) {
            await this.take(step);
        }
        return this.keep();
    }

    private async take(step: Step): Promise<void> {
        const { options, shown } = this.build;
        const reason = options.without[step.name];
        if (reason !== undefined) {
            this.outcomes.push({ step: step.name, outcome: "left out", seconds: 0, notes: [reason] });
            return;
        }
        const run = "run" in step ? step.run : await this.inBuilder(step);
        shown.report(step.does);
        const start = performance.now();
        const found = await run(this.build);
        const seconds = Math.round((performance.now() - start) / 100) / 10;
        const { notes: said, notChecked } = "notes" in found ? found : { notes: found };
        const notes = notChecked === undefined ? said : [notChecked, ...said];
        this.outcomes.push({
            step: step.name,
            outcome: notChecked === undefined ? "passed" : "not checked",
            seconds,
            notes,
        });
        shown.done(`${step.does}: ${seconds} s`);
        shownNotes(notes).forEach((note) => {
            this.tell(`    ${note}`);
        });
    }

    /** Makes the builder first, if there is none: that takes minutes, once, and is in no step's time. */
    private async inBuilder({ script, notes, explain }: Extract<Step, { script: string }>) {
        const builder = (this.builder ??= await this.prepare());
        return async (build: Build) => {
            const finished = await builder.run(script, build.work);
            if (finished.code !== 0) {
                throw explain(finished, build);
            }
            return notes(finished.stdout, build);
        };
    }

    private async prepare(): Promise<Builder> {
        const { build } = this;
        const { architecture, debianPackages } = build.settings;
        const node = build.frontEnds.length === 0 ? [] : NODE_PACKAGES;
        const packages = [...debianPackages, ...node];
        const kind = build.options.builder;
        const wanted = { architecture, debianPackages: packages, builder: kind };
        const builder = await findBuilder(wanted, build.shown);
        build.shown.done(`Builder: ${builder.description}`);
        cpSync(RECIPE, join(build.work, "recipe"), { recursive: true });
        cpSync(DJANGO, join(build.work, "django"), {
            recursive: true,
            filter: (path) => !path.endsWith("__pycache__"),
        });
        const write = (name: string, text: string): void => {
            writeFileSync(join(build.work, name), text, { mode: 0o600 });
        };
        this.indexes = await pipsIndexes();
        write("environment", environment(build));
        write("indexes", indexVariables(this.indexes));
        write("front-ends", build.frontEnds.map((folder) => `${folder}\n`).join(""));
        write("netrc", this.indexes.netrc);
        if (build.options.lock !== undefined) writeLock(build.options.lock, build.work);
        return builder;
    }

    private async keep(): Promise<Release> {
        const { build, into, outcomes } = this;
        mkdirSync(into, { recursive: true });
        const archive = join(build.work, "archive");
        const id = await sha256(archive);
        const at = (ending: string): string => join(into, id + ending);
        const record: ReleaseRecord = {
            format: 1,
            release: id,
            built: new Date().toISOString(),
            builder: this.builder?.description ?? "",
            source: build.source,
            settings: build.settings,
            leftOut: build.omitted,
            indexes: [this.indexes.main, ...this.indexes.extra].filter((url) => url !== ""),
            lock: linesOf(join(build.work, "locked.txt")),
            repositories: linesOf(join(build.work, "repositories.txt")),
            buildRequirements: buildRequirements(join(build.work, "build-requirements")),
            steps: outcomes,
        };
        copyFileSync(archive, at(".tar.gz.partial"));
        renameSync(at(".tar.gz.partial"), at(".tar.gz"));
        moveFolder(join(build.work, "release/static"), at(".static"));
        const sbom = join(build.work, "sbom.json");
        if (existsSync(sbom)) {
            copyFileSync(sbom, at(".sbom.json"));
        }
        writeFileSync(at(".json"), `${JSON.stringify(record, null, 2)}\n`);
        return { id, archive: at(".tar.gz"), static: at(".static"), record: at(".json") };
    }
}

/** Renames it; to another disk, or over an earlier release of the same files, it copies. */
function moveFolder(from: string, to: string): void {
    try {
        renameSync(from, to);
    } catch (error) {
        if (!["EXDEV", "ENOTEMPTY"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
        cpSync(from, to, { recursive: true });
    }
}

const linesOf = (file: string): string[] =>
    readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "");

/** Each file has the lock of the package that it is named after. */
const buildRequirements = (folder: string): Record<string, string[]> =>
    Object.fromEntries(
        readdirSync(folder)
            .sort()
            .map((name) => [name.replace(/\.txt$/, ""), linesOf(join(folder, name))]),
    );

async function sha256(file: string): Promise<string> {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(file)) {
        hash.update(chunk as Buffer);
    }
    return hash.digest("hex");
}
