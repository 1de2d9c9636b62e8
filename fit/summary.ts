/** What a project is made of, in a few lines. */
import type { Project } from "./facts";
import { andList } from "./remedies";
import { wsgiPath } from "./settings";

export function summary(project: Project): string[] {
    const [settings] = project.of("settings-module");
    const [requirements] = project.of("requirements");
    const many = project.of("requirement").length;
    return [
        `settings      ${settings?.module === "" || settings === undefined ? "none found" : settings.module}`,
        `serves        ${wsgiPath(project) ?? "nothing that Gunicorn can serve"}`,
        `requirements  ${requirements === undefined ? "none found" : `${many} in ${requirements.file}`}`,
        `in background ${background(project)}`,
        `passwords at  ${andList([...new Set(project.of("login").map(({ path }) => path))].sort()) || "no path found"}`,
    ];
}

function background(project: Project): string {
    const celery = project.of("celery-app").map(({ module }) => `Celery (${module})`);
    const beats = project.of("beat-entry").map(({ name, seconds }) => `${name}${every(seconds)}`);
    const schedulers = project.of("apscheduler").length > 0 ? ["APScheduler"] : [];
    const jobs = project.of("job").map(({ seconds }) => `a job${every(seconds)}`);
    const others = project.of("other-queue").map(({ queue }) => queue);
    return andList([...celery, ...beats, ...schedulers, ...jobs, ...others]) || "nothing";
}

const UNITS = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
    [1, "s"],
] as const;

/** An interval in the largest unit that fits. */
function every(seconds: number | null): string {
    if (seconds === null) return "";
    const [size, unit] = UNITS.find(([each]) => seconds % each === 0) ?? ([1, "s"] as const);
    return ` every ${seconds / size} ${unit}`;
}
