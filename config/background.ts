/** What can work in the background: one row for each kind, with the units of hosts that do it. */
interface Kind {
    /** Files below `etc/systemd/system`. A unit that one host of the fleet runs is started by `on-one-host`. */
    readonly units: readonly string[];
    /** Whether it starts as many processes as a host has room for. */
    readonly pool?: true;
}

export const BACKGROUND = {
    /** Celery's worker on every host, and beat on one. */
    celery: { units: ["hrms-worker", "hrms-beat", "hrms-queue-length"], pool: true },
    /** APScheduler that the project starts in its web processes: it runs in a process of its own, on one host. */
    scheduler: { units: ["hrms-scheduler"] },
    /** APScheduler in a management command (`hrms:schedulerCommand`), on one host. */
    apschedulerCommand: { units: ["hrms-tasks-apscheduler"] },
    /** The cluster of django-q2, on every host. */
    djangoQ: { units: ["hrms-tasks-django-q"], pool: true },
    /** The consumer of Huey, on one host, because each consumer would start the periodic tasks. */
    huey: { units: ["hrms-tasks-huey"], pool: true },
    /** The workers of django-rq, and its scheduler, on every host. */
    rq: { units: ["hrms-tasks-rq", "hrms-tasks-rq-scheduler"], pool: true },
} as const satisfies Readonly<Record<string, Kind>>;

export type BackgroundKind = keyof typeof BACKGROUND;

export const BACKGROUND_KINDS = Object.keys(BACKGROUND) as [BackgroundKind, ...BackgroundKind[]];

/** How many of these kinds share the memory of a host. */
export const poolsOf = (kinds: readonly BackgroundKind[]): number =>
    kinds.filter((kind) => "pool" in BACKGROUND[kind]).length;

/** Part of the settings, which are built on this table. */
interface WorkerSettings {
    readonly backgroundTasks: readonly BackgroundKind[];
    readonly workerMaxHosts: number;
}

/** Worker hosts at most: none without work in the background. Then, and with 0, web hosts are the only ones. */
export const maxWorkerHosts = ({ backgroundTasks, workerMaxHosts }: WorkerSettings): number =>
    backgroundTasks.length > 0 ? workerMaxHosts : 0;
