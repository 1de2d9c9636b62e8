import type { Settings } from "../config";
import { instanceType } from "../config/instance-types";

/** Web hosts serve requests, worker hosts work off Celery's queue; without worker hosts the web hosts do both. */
export type HostRole = "web" | "worker";

export interface Tuning {
    /** Gunicorn processes, each of which serves one request at a time; 0 on worker hosts. */
    readonly workers: number;
    /** Celery processes; 0 on web hosts beside worker hosts. */
    readonly concurrency: number;
    /** MiB that all Gunicorn processes may take together before the kernel stops one. */
    readonly webMemoryMib: number;
    /** Connections to the database that the host opens at most. */
    readonly databaseConnections: number;
    /** Requests a minute above which another web host is started. */
    readonly requestsPerMinute: number;
    /** Tasks waiting in the queue, for each worker host, above which another one is started. */
    readonly queuedTasks: number;
}

/** For Debian, Nginx and the agents. */
const RESERVED_MIB = 512;
/**
 * A Gunicorn process of a large Django HRMS with its libraries, pandas among them. An estimate with room: the sample
 * HRMS takes 54 (test/host/machines/released.test.ts measures it).
 */
export const MIB_PER_WORKER = 300;
/** A Celery process. An estimate with room, too: the sample HRMS takes 45 to 65. */
export const MIB_PER_TASK = 180;
/**
 * Pages of Django are work for the processor: on the list of `npm run bench -- host` it is Python for three quarters of
 * the time. Then a processor serves most, and most evenly, with just enough processes that one works while another
 * waits for the database. See docs/adr/0011-synchronous-gunicorn.md.
 */
const WORKERS_PER_VCPU = 2;
/** "4-12 worker processes" serve hundreds of requests a second: https://docs.gunicorn.org/en/stable/design.html */
const MAX_WORKERS = 12;
/** 50 ms of processor time for a request, at 60 % load. An estimate; `ALBRequestCountPerTarget` counts by the minute. */
const REQUESTS_PER_MINUTE_AND_VCPU = (60_000 / 50) * 0.6;
/** At 5 s a task, one that has just arrived waits a minute. */
const QUEUED_TASKS_PER_PROCESS = 12;
/** `manage.py`, the beat and the health check, one each. */
const OTHER_CONNECTIONS = 3;

/** The numbers that follow from an instance type of `config/instance-types.ts`. Throws for any other one. */
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
    const workers = isWeb ? Math.max(2, Math.min(WORKERS_PER_VCPU * vcpus, MAX_WORKERS, fitting)) : 0;
    return {
        workers,
        concurrency,
        webMemoryMib,
        databaseConnections: workers + concurrency + OTHER_CONNECTIONS,
        requestsPerMinute: vcpus * REQUESTS_PER_MINUTE_AND_VCPU,
        queuedTasks: concurrency * QUEUED_TASKS_PER_PROCESS,
    };
}

type FleetSettings = Pick<
    Settings,
    "backgroundTasks" | "webInstanceType" | "webMaxHosts" | "workerInstanceType" | "workerMaxHosts"
>;

/** The tuning of a role's hosts. The one process of a scheduler takes the room that Celery's would have. */
export function tuneRole(settings: FleetSettings, role: HostRole): Tuning {
    const worksOffQueue =
        settings.backgroundTasks !== "none" && (role === "worker" || settings.workerMaxHosts === 0);
    return tune(settings[`${role}InstanceType`], role, worksOffQueue);
}

/**
 * Connections that the whole fleet opens at most: every host, one more of each role while hosts are replaced, and
 * twice that while a release runs beside the one it follows.
 */
export function fleetConnections(settings: FleetSettings): number {
    const ofRole = (role: HostRole, hosts: number): number =>
        hosts === 0 ? 0 : (hosts + 1) * tuneRole(settings, role).databaseConnections;
    return 2 * (ofRole("web", settings.webMaxHosts) + ofRole("worker", settings.workerMaxHosts));
}
