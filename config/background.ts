/** What can work in the background: one row for each kind, with the units of hosts that do it. */
interface Kind {
    /** Files below `etc/systemd/system`. A unit that one host of the fleet runs is started by `on-one-host`. */
    readonly units: readonly string[];
    /** Whether it starts as many processes as a host has room for. */
    readonly pool?: true;
    /** Whether its tasks wait in a queue in Redis, and if so, which hosts take them. */
    readonly queue?: "everyHost" | "oneHost";
    /** Whether one host of the fleet starts tasks by the clock, under a lease. */
    readonly clock?: true;
}

/** Counts for alarms and for scaling; one host of the fleet does. Its table of kinds is hrms_host/background.py. */
const COUNTING = "hrms-queue-length";

export const BACKGROUND = {
    /** Celery's worker on every host, and beat on one. */
    celery: { units: ["hrms-worker", "hrms-beat", COUNTING], pool: true, queue: "everyHost", clock: true },
    /** APScheduler that the project starts in its web processes: it runs in a process of its own, on one host. */
    scheduler: { units: ["hrms-scheduler", COUNTING], clock: true },
    /** APScheduler in a management command (`hrms:schedulerCommand`), on one host. */
    apschedulerCommand: { units: ["hrms-tasks-apscheduler", COUNTING], clock: true },
    /** The cluster of django-q2, on every host. */
    djangoQ: { units: ["hrms-tasks-django-q", COUNTING], pool: true, queue: "everyHost" },
    /** The consumer of Huey, on one host, because each consumer would start the periodic tasks. */
    huey: { units: ["hrms-tasks-huey", COUNTING], pool: true, queue: "oneHost" },
    /** The workers of django-rq, and its scheduler, on every host. */
    rq: { units: ["hrms-tasks-rq", "hrms-tasks-rq-scheduler", COUNTING], pool: true, queue: "everyHost" },
} as const satisfies Readonly<Record<string, Kind>>;

export type BackgroundKind = keyof typeof BACKGROUND;

export const BACKGROUND_KINDS = Object.keys(BACKGROUND) as [BackgroundKind, ...BackgroundKind[]];

const row = (kind: BackgroundKind): Kind => BACKGROUND[kind];

/** How many of these kinds share the memory of a host. */
export const poolsOf = (kinds: readonly BackgroundKind[]): number =>
    kinds.filter((kind) => row(kind).pool).length;

/** Whether any of these kinds has a queue. */
export const haveQueue = (kinds: readonly BackgroundKind[]): boolean => kinds.some((kind) => row(kind).queue);

/** Whether a second host takes tasks of a queue as well. */
export const queueScales = (kinds: readonly BackgroundKind[]): boolean =>
    kinds.some((kind) => row(kind).queue === "everyHost");

/** Whether any of these kinds starts tasks by the clock. */
export const haveClock = (kinds: readonly BackgroundKind[]): boolean => kinds.some((kind) => row(kind).clock);

/** Part of the settings, which are built on this table. */
interface WorkerSettings {
    readonly backgroundTasks: readonly BackgroundKind[];
    readonly workerMaxHosts: number;
}

/** Worker hosts at most: none without work in the background. Then, and with 0, web hosts are the only ones. */
export const maxWorkerHosts = ({ backgroundTasks, workerMaxHosts }: WorkerSettings): number =>
    backgroundTasks.length > 0 ? workerMaxHosts : 0;
