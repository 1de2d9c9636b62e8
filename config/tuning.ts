import type { Settings } from "../config";
import { maxWorkerHosts, poolsOf, type BackgroundKind } from "./background";
import { instanceType } from "./instance-types";

/** Web hosts serve requests, worker hosts run Celery's tasks. Without worker hosts, web hosts do both. */
export type HostRole = "web" | "worker";

export interface Tuning {
    /** Gunicorn processes; each serves one request at a time. 0 on worker hosts. */
    readonly workers: number;
    /** Processes that work in the background; 0 on web hosts if there are worker hosts. */
    readonly concurrency: number;
    /** MiB that all Gunicorn processes together can use before the kernel stops one, those of a starting release included. */
    readonly webMemoryMib: number;
    /**
     * Whether a release can start with all of its processes beside the one that serves (`both`). On a smaller host
     * (`turns`) it starts with one, and gets the others when the former release has ended.
     */
    readonly memory: "both" | "turns";
    /** MiB that all processes of a kind of background work together can use before the kernel stops one. */
    readonly taskMemoryMib: number;
    /** The most database connections that the host opens. */
    readonly databaseConnections: number;
    /** Requests per minute above which another web host starts. */
    readonly requestsPerMinute: number;
    /** Waiting tasks per worker host above which another one starts. */
    readonly queuedTasks: number;
}

/** For Debian, Nginx and the agents. */
const RESERVED_MIB = 512;
/**
 * A Gunicorn process of a large Django HRMS with its libraries, including pandas. A generous estimate: the sample HRMS
 * uses 54 (test/host/machines/cases/release.ts measures it).
 */
export const MIB_PER_WORKER = 300;
/** A Celery process. Also a generous estimate: the sample HRMS uses 45 to 65. */
export const MIB_PER_TASK = 180;
/** A report can take much more than other tasks. A host that also serves pages keeps the rest for them. */
const SHARED_TASK_MEMORY = 1 / 4;
/**
 * Django pages need processor time: on the list page of `npm run bench -- host`, Python takes three quarters of it. A
 * processor then serves the most requests, at the most even speed, with just enough processes that one works while
 * another waits for the database. See docs/adr/0011-synchronous-gunicorn.md.
 */
const WORKERS_PER_VCPU = 2;
/** "4-12 worker processes" serve hundreds of requests a second: https://docs.gunicorn.org/en/stable/design.html */
const MAX_WORKERS = 12;
/** An estimate: 50 ms of processor time per request, at 60 % load. `ALBRequestCountPerTarget` counts per minute. */
const REQUESTS_PER_MINUTE_AND_VCPU = (60_000 / 50) * 0.6;
/** At 5 s per task, a new task waits one minute. */
const QUEUED_TASKS_PER_PROCESS = 12;
/** One each for `manage.py`, the beat and `bin/watch`. */
const OTHER_CONNECTIONS = 3;

/** The numbers that follow from an instance type. Throws if `config/instance-types.ts` does not have the type. */
export function tune(type: string, role: HostRole, worksOffQueue: boolean): Tuning {
    const size = instanceType(type);
    if (!size) {
        throw new Error(`${type} is not an instance type of config/instance-types.ts`);
    }
    const { vcpus, memoryMib } = size;
    const isWeb = role === "web";
    const shared = Math.max(1, Math.floor(vcpus / 2));
    const concurrency = worksOffQueue ? (isWeb ? shared : vcpus) : 0;
    const webMemoryMib = memoryMib - RESERVED_MIB - concurrency * MIB_PER_TASK;
    const fitting = Math.floor(webMemoryMib / MIB_PER_WORKER);
    // One less than there is room for: the first process of the next release.
    const workers = isWeb ? Math.max(2, Math.min(WORKERS_PER_VCPU * vcpus, MAX_WORKERS, fitting - 1)) : 0;
    return {
        workers,
        concurrency,
        webMemoryMib,
        memory: 2 * workers <= fitting ? "both" : "turns",
        taskMemoryMib: isWeb
            ? Math.max(memoryMib * SHARED_TASK_MEMORY, 2 * concurrency * MIB_PER_TASK)
            : memoryMib - RESERVED_MIB,
        databaseConnections: workers + concurrency + OTHER_CONNECTIONS,
        requestsPerMinute: vcpus * REQUESTS_PER_MINUTE_AND_VCPU,
        queuedTasks: concurrency * QUEUED_TASKS_PER_PROCESS,
    };
}

type FleetSettings = Pick<
    Settings,
    "backgroundTasks" | "webInstanceType" | "webMaxHosts" | "workerInstanceType" | "workerMaxHosts"
>;

/** The tuning of a role's hosts. A scheduler's one process uses the memory reserved for Celery. */
export function tuneRole(settings: FleetSettings, role: HostRole): Tuning {
    const worksOffQueue =
        settings.backgroundTasks.length > 0 && (role === "worker" || maxWorkerHosts(settings) === 0);
    return tune(settings[`${role}InstanceType`], role, worksOffQueue);
}

/**
 * Migrations run on worker hosts. An attacker who breaks in through a request lands on a web host and can then read and
 * write rows, but cannot drop tables or read the superuser's password. Without worker hosts, web hosts run migrations.
 * No host can read the database's master secret.
 */
export function runsMigrations(
    settings: Pick<Settings, "backgroundTasks" | "workerMaxHosts">,
    role: HostRole,
): boolean {
    return role === "worker" || maxWorkerHosts(settings) === 0;
}

/** Processes of each kind of background work that has several: they share what a host has room for. */
export const processesOf = ({ concurrency }: Tuning, kinds: readonly BackgroundKind[]): number =>
    Math.max(1, Math.floor(concurrency / Math.max(1, poolsOf(kinds))));

/**
 * The most database connections that the fleet opens: every host, one more of each role while hosts are replaced, and
 * twice that while a release runs beside the previous one.
 */
export function fleetConnections(settings: FleetSettings): number {
    const ofRole = (role: HostRole, hosts: number): number =>
        hosts === 0 ? 0 : (hosts + 1) * tuneRole(settings, role).databaseConnections;
    return 2 * (ofRole("web", settings.webMaxHosts) + ofRole("worker", maxWorkerHosts(settings)));
}
