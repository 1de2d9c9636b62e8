/** Work besides requests: what hosts run of it, and what nobody would run. */
import { setTo } from "../remedies";
import { rule, type Rule } from "../rule";
import { celeryElsewhere, celeryQueues, WORKED_OFF, packageOf } from "../settings";

export const BACKGROUND: readonly Rule[] = [
    rule({
        id: "celery-elsewhere",
        severity: "warning",
        of: "celery-app",
        when: (fact, project) => celeryElsewhere(project) === fact,
        what: ({ module, variable }) => `Celery's application is ${module}:${variable}.`,
        consequence: (_, project) =>
            `Without a setting, hosts look for it in ${packageOf(project) ?? "the WSGI application's package"} and its celery.py: no worker starts.`,
        fix: ({ module, variable }) => setTo("celeryApplication", `${module}:${variable}`),
    }),
    rule({
        id: "celery-queue",
        severity: "warning",
        of: "celery-queue",
        when: ({ queue }) => queue !== "celery",
        what: ({ queue }) => `Tasks go to the queue ${queue}.`,
        consequence: "Without a setting, workers take tasks from the queue celery only: these wait for ever.",
        fix: (_, project) => setTo("celeryQueues", celeryQueues(project)),
    }),
    rule({
        id: "other-queue",
        severity: "warning",
        of: "other-queue",
        when: ({ queue }) => !WORKED_OFF.includes(queue),
        what: ({ queue }) => `The project uses ${queue}.`,
        consequence: "Hosts do not run it. Its jobs are queued, and nobody works them off.",
        fix: "Move the jobs to Celery (@shared_task), or to APScheduler if they only run at certain times.",
    }),
    rule({
        id: "thread-at-start",
        severity: "warning",
        of: "thread",
        when: ({ when }) => when !== "call",
        what: "A thread starts when the application does.",
        consequence:
            "It runs in every process of every host, several times at once, and dies without a trace.",
        fix: "Make it a task of Celery's beat or a job of APScheduler, which run on one host.",
    }),
    rule({
        id: "thread-in-request",
        severity: "info",
        of: "thread",
        when: ({ when }) => when === "call",
        what: "The code starts a thread.",
        consequence:
            "It is lost without a trace when the process is replaced, at each release and about every thousand requests.",
        fix: "Make it a task of Celery if it must not be lost.",
    }),
];
