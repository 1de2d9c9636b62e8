/** `npx hrms fit PATH`: reads the project, asks the index about its requirements, and prints what will not work. */
import { progress } from "../../system/progress";
import type { Architecture } from "./architecture";
import { readProject, type Project } from "./facts";
import { COLOURED, PLAIN, report, type Result } from "./print";
import { hostRequirements, resolve } from "./resolve";
import { Uv } from "./resolve/uv";
import { findingsOf } from "./rule";
import { RULES } from "./rules";
import { commands } from "./settings";
import { summary } from "./summary";

interface FitOptions {
    readonly json: boolean;
    /** Whether the index of packages is asked. */
    readonly index: boolean;
    readonly architecture: Architecture;
}

/** The whole command takes less than a minute. */
const INDEX_MS = 45_000;

/** Prints the findings. Returns the exit code: 1 if the project will not run. */
export async function fit(folder: string, options: FitOptions): Promise<number> {
    const shown = progress();
    shown.report("Reading the project");
    const project = await readProject(folder);
    const result = judge(options.index ? await withIndex(project, options, shown.report) : project);
    shown.done(`Read ${folder}`);
    const style = process.stdout.isTTY && !process.env.NO_COLOR ? COLOURED : PLAIN;
    console.log(options.json ? JSON.stringify(result, null, 2) : `\n${report(result, style)}`);
    return result.findings.some(({ severity }) => severity === "error") ? 1 : 0;
}

/** What the facts mean. */
export const judge = (project: Project): Result => ({
    findings: findingsOf(RULES, project),
    summary: summary(project),
    settings: commands(project),
});

async function withIndex(
    project: Project,
    { architecture }: FitOptions,
    report: (text: string) => void,
): Promise<Project> {
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
