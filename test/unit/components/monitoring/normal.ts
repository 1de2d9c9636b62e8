/** What a stack that is well reports to CloudWatch, minute by minute, in companies of several sizes. */
import type { Metrics, Watched } from "../../../../simulator/alarms/replay";
import type { Sample } from "../../../../simulator/alarms/statistics";

export const HOUR = 60;
export const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** How a company uses its HRMS. Minute 0 is midnight. */
export interface Company {
    /** Requests of people in a minute of working hours, and of the rest. */
    readonly requests: number;
    readonly requestsAtNight: number;
    /** Shares of the requests that take more than three seconds, and that end in an error. */
    readonly slow: number;
    readonly failing: number;
    /** Percent of processor time in working hours. */
    readonly load: number;
    /** Tasks that arrive at once at ten o'clock. */
    readonly tasksAtTen: number;
}

/** The quietest, the usual and the busiest that must set off no alarm. */
export const COMPANIES = {
    "a small office": {
        ...{ requests: 4, requestsAtNight: 0.2, slow: 0.02, failing: 0.01 },
        ...{ load: 5, tasksAtTen: 10 },
    },
    "a small company": {
        ...{ requests: 40, requestsAtNight: 1, slow: 0.008, failing: 0.005 },
        ...{ load: 20, tasksAtTen: 100 },
    },
    "a large company": {
        ...{ requests: 1500, requestsAtNight: 50, slow: 0.005, failing: 0.002 },
        ...{ load: 50, tasksAtTen: 1000 },
    },
    "payday in a large company": {
        ...{ requests: 5000, requestsAtNight: 300, slow: 0.008, failing: 0.004 },
        ...{ load: 75, tasksAtTen: 8000 },
    },
} as const satisfies Readonly<Record<string, Company>>;

type Signal = (minute: number, metric: Watched) => readonly Sample[];

const always =
    (value: number): Signal =>
    () => [[value, 1]];
const nothing: Signal = () => [];
/** A value every few minutes. */
const every =
    (minutes: number, value: number, offset = 0): Signal =>
    (minute) =>
        modulo(minute, minutes) === offset ? [[value, 1]] : [];
const modulo = (minute: number, length: number): number => ((minute % length) + length) % length;

/** How many whole things of a rate fall into a minute, so that a fifth is one every five minutes. */
const wholeIn = (rate: number, minute: number): number =>
    Math.floor((minute + 1) * rate) - Math.floor(minute * rate);

const count = (number: number): readonly Sample[] => (number > 0 ? [[1, number]] : []);

/** Route 53's health checkers, in a minute. They are never slow, and never see an error. */
const CHECKS = 15;

/** The weekly restore test starts at 5 on Tuesdays; it takes longer in every second week. */
const restoreTest: Signal = (minute) => {
    const at = 2 * DAY + 6 * HOUR + (modulo(Math.floor(minute / WEEK), 2) === 0 ? 0 : 2 * HOUR);
    return modulo(minute, WEEK) === at ? [[1, 1]] : [];
};

/** What is reported of each metric, by namespace and name. */
function signals(company: Company): Readonly<Record<string, Signal>> {
    const isWork = (minute: number): boolean => {
        const hour = modulo(minute, DAY) / HOUR;
        return hour >= 8 && hour < 18;
    };
    const rate = (minute: number): number => (isWork(minute) ? company.requests : company.requestsAtNight);
    const load: Signal = (minute) => [[isWork(minute) ? company.load : 3, 1]];
    const people = (minute: number): number => wholeIn(rate(minute), minute);
    const waiting: Signal = (minute) => {
        const since = modulo(minute, DAY) - 10 * HOUR;
        // Workers need an hour for all of them. In between, the beat sends a few tasks every quarter of an hour.
        const left = since >= 0 ? Math.max(0, Math.ceil(company.tasksAtTen * (1 - since / HOUR))) : 0;
        return [[left > 0 ? left : modulo(minute, 15) === 0 ? 3 : 0, 1]];
    };
    const answers = (minute: number): readonly Sample[] => {
        const slow = wholeIn(rate(minute) * company.slow, minute);
        const fast = Math.max(0, people(minute) - slow);
        return [
            [0.02, CHECKS],
            ...(fast > 0 ? [[0.3, fast] as const] : []),
            ...(slow > 0 ? [[5, slow] as const] : []),
        ];
    };
    return {
        "AWS/ApplicationELB HealthyHostCount": always(2),
        "AWS/ApplicationELB UnHealthyHostCount": (minute) => [[modulo(minute, DAY) < 4 ? 1 : 0, 1]],
        "AWS/ApplicationELB RequestCount": (minute) => count(CHECKS + people(minute)),
        "AWS/ApplicationELB TargetResponseTime": answers,
        "AWS/ApplicationELB HTTPCode_Target_5XX_Count": (minute) =>
            count(wholeIn(rate(minute) * company.failing, minute)),
        "AWS/ApplicationELB HTTPCode_ELB_5XX_Count": (minute) => count(modulo(minute, 90) === 0 ? 2 : 0),
        "AWS/ApplicationELB RejectedConnectionCount": nothing,
        "AWS/Route53 HealthCheckStatus": always(1),
        "AWS/CloudFront 5xxErrorRate": (minute) => (people(minute) > 0 ? [[0.1, 1]] : []),
        "AWS/CertificateManager DaysToExpiry": every(DAY / 2, 60),
        "AWS/WAFV2 BlockedRequests": (minute) => count(modulo(minute, 7) === 0 ? 5 : 0),
        "AWS/AutoScaling GroupInServiceInstances": (minute) => [[modulo(minute, DAY) < 6 ? 3 : 2, 1]],
        "AWS/EC2 StatusCheckFailed": always(0),
        "AWS/EC2 CPUUtilization": (minute, metric) => (modulo(minute, 5) === 0 ? load(minute, metric) : []),
        "HRMS mem_used_percent": always(65),
        "HRMS disk_used_percent": always(40),
        "HRMS QueueLength": waiting,
        "HRMS Workers": always(2),
        // The lease moves to another host.
        "HRMS Beats": (minute) => [[modulo(minute, 6 * HOUR) === 100 ? 0 : 1, 1]],
        "AWS/NATGateway ErrorPortAllocation": always(0),
        "AWS/RDS CPUUtilization": load,
        "AWS/RDS NetworkReceiveThroughput": always(20_000),
        "AWS/RDS FreeStorageSpace": always(60 * 1024 ** 3),
        "AWS/RDS FreeableMemory": always(1.5 * 1024 ** 3),
        "AWS/RDS DatabaseConnections": always(60),
        "AWS/RDS ReadLatency": always(0.001),
        "AWS/RDS WriteLatency": always(0.002),
        "AWS/RDS DiskQueueDepth": always(0.5),
        "AWS/RDS CPUCreditBalance": every(5, 200),
        "AWS/ElastiCache EngineCPUUtilization": (minute) => [[isWork(minute) ? company.load / 2 : 1, 1]],
        "AWS/ElastiCache DatabaseMemoryUsagePercentage": always(40),
        "AWS/ElastiCache Evictions": always(0),
        "AWS/ElastiCache CurrConnections": always(200),
        "AWS/ElastiCache ReplicationLag": always(0.2),
        "AWS/SES Reputation.BounceRate": every(15, 0.01),
        "AWS/SES Reputation.ComplaintRate": every(15, 0.0002),
        "AWS/Backup NumberOfBackupJobsCompleted": every(6 * HOUR, 1, 2 * HOUR + 40),
        "AWS/Backup NumberOfBackupJobsFailed": nothing,
        "AWS/Backup NumberOfCopyJobsCompleted": every(6 * HOUR, 1, 4 * HOUR + 10),
        "AWS/Backup NumberOfRestoreJobsCompleted": restoreTest,
        "AWS/SNS NumberOfNotificationsFailed": nothing,
        "AWS/Events FailedInvocations": nothing,
        "HRMS/prod ApplicationErrors": (minute) =>
            count(wholeIn(rate(minute) * company.failing * 0.1, minute)),
        "HRMS/prod NginxServerErrors": (minute) =>
            count(wholeIn(rate(minute) * company.failing * 0.1, minute)),
        // Counters of events that do not happen.
        "HRMS/prod": (minute) => (modulo(minute, 3) === 0 ? [[0, 20]] : []),
    };
}

/** Throws for a metric that nobody has described, because a replay of it would prove nothing. */
export function normal(company: Company): Metrics {
    const table = signals(company);
    return (metric, minute) => {
        const key = `${metric.namespace} ${metric.name}`;
        const signal = table[key] ?? table[metric.namespace];
        if (!signal) {
            throw new Error(
                `an alarm watches ${key}: say in ${__filename} what it reports while all is well`,
            );
        }
        return signal(minute, metric);
    };
}
