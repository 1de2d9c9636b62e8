/** Whether a Django project will run on these hosts: reads it without running any of it, and asks the index of packages. */
import type { Architecture } from "./architecture";
import { readProject, type Project } from "./facts";
import type { Result } from "./print";
import { hostRequirements, resolve } from "./resolve";
import { Uv } from "./resolve/uv";
import { findingsOf } from "./rule";
import { RULES } from "./rules";
import { commands } from "./settings";
import { summary } from "./summary";

export interface ExamineOptions {
    /** Whether the index of packages is asked. */
    readonly index: boolean;
    readonly architecture: Architecture;
    /** Told what is being done. */
    readonly report: (text: string) => void;
}

export interface Examined {
    readonly project: Project;
    readonly result: Result;
}

/** The whole command takes less than a minute. */
const INDEX_MS = 45_000;

/** @throws Error if there is no Python that can read the project */
export async function examine(folder: string, options: ExamineOptions): Promise<Examined> {
    options.report("Reading the project");
    const read = await readProject(folder);
    const project = options.index ? await withIndex(read, options) : read;
    return { project, result: judge(project) };
}

/** What the facts mean. */
export const judge = (project: Project): Result => ({
    findings: findingsOf(RULES, project),
    summary: summary(project),
    settings: commands(project),
});

async function withIndex(project: Project, { architecture, report }: ExamineOptions): Promise<Project> {
    if (project.of("requirement").length === 0) return project;
    const until = Date.now() + INDEX_MS;
    report("Looking for uv");
    const uv = await Uv.find({ architecture });
    if (typeof uv === "string") {
        const [file] = project.of("requirements");
        return project.with([{ kind: "unchecked", file: file?.file ?? "", line: 0, why: uv }]);
    }
    return project.with(await resolve(project, uv, { hosts: hostRequirements(), until, report }));
}
