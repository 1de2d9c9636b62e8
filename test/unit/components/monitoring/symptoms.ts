/** What is reported while something fails, by failure: the metrics that differ from normal. */
import type { FailureName } from "../../../../components/monitoring/failures";
import type { Metrics, Watched } from "../../../../simulator/alarms/replay";
import type { Sample } from "../../../../simulator/alarms/statistics";

/** Either what is reported instead, or made from what is usual for this metric and others of its namespace. */
type Reported =
    | readonly Sample[]
    | ((usual: readonly Sample[], other: (name: string) => readonly Sample[]) => readonly Sample[]);

/** By namespace and name, and perhaps the value of a dimension. */
type Symptom = Readonly<Record<string, Reported>>;

const is = (value: number): readonly Sample[] => [[value, 1]];
const SILENT: readonly Sample[] = [];
const GIB = 1024 ** 3;

/** Every request of people fails or is slow; the health checks do not notice. */
const allRequests = (usual: readonly Sample[], value: number): readonly Sample[] =>
    usual.map(([seconds, count]) => (seconds < 0.1 ? [seconds, count] : [value, count]));

const counters = (...names: string[]): Symptom =>
    Object.fromEntries(names.map((name) => [`HRMS/prod ${name}`, is(40)]));

export const SYMPTOMS: Readonly<Partial<Record<FailureName, Symptom>>> = {
    siteUnreachable: { "AWS/Route53 HealthCheckStatus": is(0) },
    noHost: { "AWS/ApplicationELB HealthyHostCount": is(0) },
    loadBalancerFails: { "AWS/ApplicationELB HTTPCode_ELB_5XX_Count": [[1, 15]] },
    // Every fifth request.
    applicationFails: {
        "AWS/ApplicationELB HTTPCode_Target_5XX_Count": (_, other) =>
            other("RequestCount").map(([value, count]) => [value, Math.floor(count / 5)]),
    },
    applicationSlow: { "AWS/ApplicationELB TargetResponseTime": (usual) => allRequests(usual, 6) },
    errorsLogged: counters("ApplicationErrors", "UnhandledExceptions", "NginxServerErrors"),
    connectionsRejected: { "AWS/ApplicationELB RejectedConnectionCount": is(1) },
    staticFilesFail: { "AWS/CloudFront 5xxErrorRate": is(50) },
    certificateNotRenewed: {
        "AWS/CertificateManager DaysToExpiry": (usual) => usual.map(([, count]) => [29, count]),
    },
    hostUnhealthy: { "AWS/ApplicationELB UnHealthyHostCount": is(1) },
    hostsMissing: { "AWS/AutoScaling GroupInServiceInstances": is(0) },
    machineBroken: { "AWS/EC2 StatusCheckFailed": is(1) },
    hostsBusy: { "AWS/EC2 CPUUtilization": is(95) },
    hostsFull: { "HRMS mem_used_percent": is(95), "HRMS disk_used_percent": is(90) },
    hostsSilent: { "HRMS mem_used_percent": SILENT, "HRMS disk_used_percent": SILENT },
    natExhausted: { "AWS/NATGateway ErrorPortAllocation": is(3) },
    natHostDown: { "AWS/EC2 StatusCheckFailed": SILENT },
    natHostBusy: { "AWS/EC2 CPUUtilization": is(95) },
    workersDead: { "HRMS Workers": is(0) },
    workersUncounted: { "HRMS Workers": SILENT, "HRMS Beats": SILENT, "HRMS QueueLength": SILENT },
    beatDead: { "HRMS Beats": is(0) },
    queueStuck: { "HRMS QueueLength": is(3) },
    queueFull: { "AWS/ElastiCache DatabaseMemoryUsagePercentage": is(80) },
    queueEvicts: { "AWS/ElastiCache Evictions": is(2) },
    cacheFull: {
        "AWS/ElastiCache DatabaseMemoryUsagePercentage": is(95),
        "AWS/ElastiCache Evictions": is(500),
    },
    redisBusy: { "AWS/ElastiCache EngineCPUUtilization": is(90) },
    redisSilent: { "AWS/ElastiCache EngineCPUUtilization": SILENT },
    redisConnectionsLeak: { "AWS/ElastiCache CurrConnections": is(6000) },
    redisLags: { "AWS/ElastiCache ReplicationLag": is(30) },
    databaseStopped: { "AWS/RDS CPUUtilization": SILENT, "AWS/RDS NetworkReceiveThroughput": SILENT },
    databaseBusy: { "AWS/RDS CPUUtilization": is(95), "AWS/RDS FreeableMemory": is(0.05 * GIB) },
    databaseDiskSlow: {
        "AWS/RDS ReadLatency": is(0.05),
        "AWS/RDS WriteLatency": is(0.05),
        "AWS/RDS DiskQueueDepth": is(40),
    },
    databaseConnectionsUsedUp: { "AWS/RDS DatabaseConnections": is(600) },
    databaseStorageLow: { "AWS/RDS FreeStorageSpace": is(1.5 * GIB) },
    databaseStorageFull: { "AWS/RDS FreeStorageSpace": is(0.5 * GIB) },
    databaseCreditsUsedUp: { "AWS/RDS CPUCreditBalance": is(2) },
    mailBounces: { "AWS/SES Reputation.BounceRate": is(0.07), "AWS/SES Reputation.ComplaintRate": is(0.002) },
    backupFailsInVault: { "AWS/Backup NumberOfBackupJobsFailed": is(1) },
    backupMissing: { "AWS/Backup NumberOfBackupJobsCompleted": SILENT },
    databaseBackupMissing: { "AWS/Backup NumberOfBackupJobsCompleted RDS": SILENT },
    copyMissing: { "AWS/Backup NumberOfCopyJobsCompleted": SILENT },
    restoreTestMissing: { "AWS/Backup NumberOfRestoreJobsCompleted": SILENT },
    attack: {
        "AWS/WAFV2 BlockedRequests": [[1, 200]],
        ...counters("FailedLogins", "PermissionDenied"),
    },
    accountTampered: counters("RootUse", "ConsoleLoginsWithoutMfa", "KeyDeletions", "TrailChanges"),
    accountChanged: counters(
        ...["UnauthorizedCalls", "ConsoleLoginFailures", "ConfigChanges", "IamPolicyChanges"],
        ...["BucketPolicyChanges", "PublicAccessChanges", "SecurityGroupChanges", "NetworkAclChanges"],
        ...["GatewayChanges", "RouteChanges", "VpcChanges"],
    ),
    alertNotDelivered: { "AWS/SNS NumberOfNotificationsFailed": is(3) },
    eventNotDelivered: { "AWS/Events FailedInvocations": is(1) },
};

const keysOf = ({ namespace, name, dimensions }: Watched): string[] => [
    ...Object.values(dimensions).map((value) => `${namespace} ${name} ${value}`),
    `${namespace} ${name}`,
];

/** The metrics with a symptom from one minute until before another one. */
export const failing =
    (usual: Metrics, symptom: Symptom, from: number, until: number): Metrics =>
    (metric, minute) => {
        const key = keysOf(metric).find((one) => one in symptom);
        const reported = key === undefined ? undefined : symptom[key];
        if (reported === undefined || minute < from || minute >= until) {
            return usual(metric, minute);
        }
        const other = (name: string): readonly Sample[] => usual({ ...metric, name }, minute);
        return typeof reported === "function" ? reported(usual(metric, minute), other) : reported;
    };
