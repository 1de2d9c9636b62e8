/**
 * How long things can take, in seconds. Two settings say what the application needs; everything that waits for it
 * follows. Each waits longer than what it waits for, so that the one nearest to the fault answers and logs it.
 */
import type { Settings } from "../config";
import { maxWorkerHosts } from "./background";

export type LimitSettings = Pick<
    Settings,
    "backgroundTasks" | "requestSeconds" | "taskSeconds" | "webMaxHosts" | "workerMaxHosts"
>;

export interface Limits {
    /** Gunicorn replaces a worker that answers nothing for so long. Also what running requests get at a stop. */
    readonly gunicorn: number;
    /** Nginx waits so long for Gunicorn, including the time that a request waits for a free worker. */
    readonly proxy: number;
    /** The load balancer waits so long for Nginx; afterwards it answers 504. */
    readonly loadBalancer: number;
    /** The load balancer leaves requests so long to a host that leaves. */
    readonly deregistration: number;
    /** Nginx keeps idle connections so long: the load balancer closes them first, so no request meets a closed one. */
    readonly keepAlive: number;
    /** A worker of Nginx finishes requests for so long, after a reload has replaced it or Nginx is stopped. */
    readonly nginxShutdown: number;
    /** systemd kills Nginx so long after a stop. */
    readonly nginxStop: number;
    /** systemd kills the web service so long after a stop. */
    readonly webStop: number;
    /** systemd kills Celery's worker so long after a stop. */
    readonly workerStop: number;
    /** The group terminates a host so long after it has begun to drain. */
    readonly drain: number;
    /** Systems Manager ends the patching of one host so long after its start. */
    readonly patch: number;
    /** Hours of the weekly window in which the patching of a host can start, one after the other. */
    readonly patchStartHours: number;
    /** Hours at the end of the window in which no further host starts: as long as one host can take. */
    readonly patchCutoffHours: number;
}

/** A request waits at most so long for a free Gunicorn worker. */
const QUEUE_SECONDS = 15;
/** What a layer adds to the one below, so that the lower one answers first. */
const STEP_SECONDS = 5;
/** For Gunicorn and systemd to end processes that have finished their work. */
const EXIT_SECONDS = 10;
/** Celery ends a task at its limit and still has to report that, close connections, and stop its pool. */
const REPORT_SECONDS = 60;
/** Until a host notices that it drains, and until it has told its group that it is done. */
const NOTICE_SECONDS = 60;
/** For Debian's updates over a slow mirror. */
const UPDATE_SECONDS = 1280;
/** What updates usually take. */
const USUAL_UPDATE_SECONDS = 300;

/** The limits that follow from the settings. */
export function limitsOf(settings: LimitSettings): Limits {
    const { requestSeconds, taskSeconds, webMaxHosts } = settings;
    const workerHosts = maxWorkerHosts(settings);
    const proxy = requestSeconds + QUEUE_SECONDS;
    const loadBalancer = proxy + STEP_SECONDS;
    const nginxStop = loadBalancer + EXIT_SECONDS;
    const webStop = requestSeconds + EXIT_SECONDS;
    const workerStop = taskSeconds + REPORT_SECONDS;
    // A host restarts its services one after the other, and hosts are patched one after the other.
    const [web, worker] = [webStop + nginxStop, workerStop];
    const perWebHost = USUAL_UPDATE_SECONDS + web + (workerHosts === 0 ? worker : 0);
    const perWorkerHost = USUAL_UPDATE_SECONDS + worker;
    const patch = UPDATE_SECONDS + web + worker;
    return {
        gunicorn: requestSeconds,
        proxy,
        loadBalancer,
        deregistration: loadBalancer,
        keepAlive: loadBalancer + QUEUE_SECONDS,
        nginxShutdown: loadBalancer,
        nginxStop,
        webStop,
        workerStop,
        drain: Math.max(webStop, workerStop) + NOTICE_SECONDS,
        patch,
        patchStartHours: hours(webMaxHosts * perWebHost + workerHosts * perWorkerHost),
        patchCutoffHours: hours(patch),
    };
}

const hours = (seconds: number): number => Math.ceil(seconds / 3600);

interface Maximum {
    /** The setting that is too large. */
    readonly setting: "requestSeconds" | "taskSeconds";
    /** What must not exceed it. */
    readonly of: (limits: Limits) => number;
    readonly most: number;
    /** A clause for a message, around the value and the maximum. */
    readonly says: (value: number, most: number) => string;
}

/** What AWS accepts. */
export const MAXIMA: readonly Maximum[] = [
    {
        // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html allows 4000
        // for the idle timeout, and for the delay of deregistration
        // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html less.
        setting: "requestSeconds",
        of: ({ deregistration }) => deregistration,
        most: 3600,
        says: (value, most) =>
            `the load balancer would let requests of a leaving host finish for ${value} seconds, and AWS allows ${most}`,
    },
    {
        // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html
        setting: "taskSeconds",
        of: ({ drain }) => drain,
        most: 7200,
        says: (value, most) =>
            `a host that is replaced would wait ${value} seconds for its tasks, and a lifecycle hook of Auto Scaling waits ${most}`,
    },
    {
        // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateMaintenanceWindow.html
        setting: "taskSeconds",
        of: ({ patchStartHours, patchCutoffHours }) => patchStartHours + patchCutoffHours,
        most: 24,
        says: (value, most) =>
            `patching the fleet, one host after the other, can take ${value} hours, and a maintenance window lasts ${most}`,
    },
];
