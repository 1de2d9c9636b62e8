/** A build in progress: what its steps share. */
import { join } from "node:path";
import { SETTINGS, type Settings } from "../config";
import { CHECKOUT } from "../system/checkout";
import type { Progress } from "../system/progress";
import type { BuilderKind } from "./builders/choice";
import type { KeptLock } from "./kept-lock";
import type { Omitted } from "./left-out";
import type { Source } from "./source";
import type { VulnerabilityCheck } from "./vulnerabilities";

/** The steps of a build, in order; steps.ts says what each does. */
export const STEP_NAMES = [
    ...(["source", "fit", "contents", "secrets", "lock", "vulnerabilities", "wheels", "frontend"] as const),
    ...(["migrations", "tests", "deployment", "static", "sbom", "archive"] as const),
] as const;
export type StepName = (typeof STEP_NAMES)[number];

/** The settings of the stack that a build needs too. */
export const BUILD_SETTINGS = [
    "projectFolder",
    "settingsModule",
    "wsgiApplication",
    "architecture",
    "debianPackages",
] as const;
export type BuildSettings = Pick<Settings, (typeof BUILD_SETTINGS)[number]>;

/** Where the requirements are: paths in the project. */
export interface Requirements {
    readonly file: string;
    /** uv.lock, poetry.lock or Pipfile.lock; "" if there is none. */
    readonly lock: string;
}

export interface BuildOptions {
    /** The project's folder. */
    readonly folder: string;
    /** A commit of its repository, or "folder" for the files as they are. */
    readonly revision: string;
    readonly architecture: Settings["architecture"];
    /** What is not given is what `fit` proposes, or the setting's default. */
    readonly settings: Partial<Omit<BuildSettings, "architecture">>;
    /** The project's own variables during the build. */
    readonly environment: Readonly<Record<string, string>>;
    /** Where the stack serves static files. */
    readonly staticUrl: string;
    /** Steps to leave out, with the reasons. */
    readonly without: Readonly<Partial<Record<StepName, string>>>;
    /** @defaultValue - the first kind that this machine can have */
    readonly builder?: BuilderKind;
    /** Groups of requirements besides the main one: of PEP 735, of Poetry, or Pipenv's categories. @defaultValue [] */
    readonly groups?: readonly string[];
    /** The packages of an earlier release, in place of newly locked ones. */
    readonly lock?: KeptLock;
    /** @defaultValue - asks OSV, and goes on if it cannot be reached */
    readonly vulnerabilities?: VulnerabilityCheck;
    /** Whether `fit` asks the index of packages. @defaultValue true */
    readonly index?: boolean;
}

/** Leaves out examples of .env files, and fails with the paths of real ones. Hosts run it again. */
export const CLEANER = join(CHECKOUT, "host/root/opt/hrms/bin/clean-release");

export class Build {
    source: Source = { commit: "", mergedInto: "", uncommitted: [] };
    omitted: Omitted = {};
    /** Folders of the project that Node builds. */
    frontEnds: readonly string[] = [];
    requirements: Requirements = { file: "requirements.txt", lock: "" };
    private proposed: Partial<BuildSettings> = {};

    constructor(
        readonly options: BuildOptions,
        /** Folder of the build; in the builder, /build. */
        readonly work: string,
        readonly shown: Progress,
    ) {}

    get app(): string {
        return join(this.work, "app");
    }

    get settings(): BuildSettings {
        const { architecture, settings } = this.options;
        const defaults = Object.fromEntries(
            BUILD_SETTINGS.map((name) => [name, SETTINGS[name].defaultFor("production")]),
        ) as unknown as BuildSettings;
        const given = Object.entries(settings).filter(([, value]) => value !== undefined);
        return { ...defaults, ...this.proposed, ...Object.fromEntries(given), architecture };
    }

    /** What the project itself says. */
    propose(settings: Readonly<Record<string, unknown>>, requirements: Requirements | undefined): void {
        const known = Object.entries(settings).filter(([name]) =>
            BUILD_SETTINGS.some((each) => each === name),
        );
        this.proposed = Object.fromEntries(known);
        if (requirements !== undefined) {
            const folder = requirements.file.replace(/[^/]*$/, "");
            const { file, lock } = requirements;
            this.requirements = { file, lock: lock === "" || lock.includes("/") ? lock : folder + lock };
        }
    }
}
