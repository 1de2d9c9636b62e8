import type { Severity } from "../alerts";

/** What notices a failure and alerts people. */
export type Detector =
    /** Alarms or composites of the table. `*` stands for the number of a node. */
    | { readonly alarms: readonly string[] }
    /** Logical names of rules for events, or subscriptions to them. */
    | { readonly events: readonly string[] }
    /** No resource of the stack: who notices it instead. */
    | { readonly otherwise: string };

/** A failure that people must hear of. */
export interface Failure {
    /** In the words of whoever is called. */
    readonly failure: string;
    readonly severity: Severity;
    /** Minutes from the first symptom to the alert, at most. Events take as long as the service that sends them. */
    readonly minutes: number;
    readonly by: Detector;
}

const HOUR = 60;
const DAY = 24 * HOUR;

const alarms = (...names: string[]): Detector => ({ alarms: names });
const onHosts = (...names: string[]): Detector =>
    alarms(...names.flatMap((name) => [`web-${name}`, `worker-${name}`]));
const events = (...names: string[]): Detector => ({ events: names });

/**
 * Every failure that the stack promises to notice, with how soon. A test replays each one against the alarms, and demands
 * that each alarm is here.
 */
export const FAILURES = {
    siteUnreachable: {
        failure: "People cannot reach the site: DNS, TLS or the region",
        severity: "critical",
        minutes: 5,
        by: alarms("website-unreachable"),
    },
    noHost: {
        failure: "No web host is healthy",
        severity: "critical",
        minutes: 3,
        by: alarms("service-down", "no-healthy-host"),
    },
    loadBalancerFails: {
        failure: "The load balancer cannot pass requests on",
        severity: "critical",
        minutes: 5,
        by: alarms("service-down", "load-balancer-errors"),
    },
    applicationFails: {
        failure: "Pages end in errors of the application",
        severity: "critical",
        minutes: 15,
        by: alarms("service-degraded", "application-errors-rate"),
    },
    applicationSlow: {
        failure: "Pages take more than three seconds",
        severity: "critical",
        minutes: 20,
        by: alarms("service-degraded", "response-time"),
    },
    errorsLogged: {
        failure: "The application or Nginx logs many errors",
        severity: "warning",
        minutes: 6,
        by: alarms("application-errors", "unhandled-exceptions", "nginx-errors"),
    },
    connectionsRejected: {
        failure: "The load balancer has no connections left",
        severity: "critical",
        minutes: 6,
        by: alarms("rejected-connections"),
    },
    staticFilesFail: {
        failure: "Style sheets and scripts do not arrive",
        severity: "critical",
        minutes: 16,
        by: alarms("static-files-errors"),
    },
    certificateNotRenewed: {
        failure: "A certificate was not renewed; thirty days are left",
        severity: "critical",
        minutes: 2 * DAY,
        by: alarms("certificate-expiry", "cdn-certificate-expiry"),
    },
    hostUnhealthy: {
        failure: "A web host fails its health check and is not replaced",
        severity: "warning",
        minutes: 11,
        by: alarms("unhealthy-hosts"),
    },
    hostsMissing: {
        failure: "Fewer hosts than set are in service",
        severity: "critical",
        minutes: 16,
        by: onHosts("hosts-missing"),
    },
    machineBroken: {
        failure: "EC2's check of a host fails",
        severity: "warning",
        minutes: 11,
        by: onHosts("status-check"),
    },
    hostsBusy: {
        failure: "Hosts are short of processor time",
        severity: "warning",
        minutes: 16,
        by: onHosts("cpu"),
    },
    hostsFull: {
        failure: "Hosts are short of memory or disk",
        severity: "warning",
        minutes: 16,
        by: onHosts("memory", "disk"),
    },
    hostsSilent: {
        failure: "The agent on hosts has stopped reporting",
        severity: "warning",
        minutes: 30,
        by: onHosts("memory", "disk"),
    },
    natExhausted: {
        failure: "The NAT gateway has no ports left",
        severity: "warning",
        minutes: 6,
        by: alarms("nat-ports"),
    },
    natHostDown: {
        failure: "The NAT host is down",
        severity: "critical",
        minutes: 8,
        by: alarms("nat-status-check"),
    },
    natHostBusy: {
        failure: "The NAT host is short of processor time",
        severity: "warning",
        minutes: 16,
        by: alarms("nat-cpu"),
    },
    workersDead: {
        failure: "No worker takes tasks",
        severity: "critical",
        minutes: 11,
        by: alarms("workers-missing"),
    },
    workersUncounted: {
        failure: "Nobody counts workers and tasks: Redis or all hosts are in trouble",
        severity: "critical",
        minutes: 13,
        by: alarms("workers-missing"),
    },
    beatDead: {
        failure: "No beat starts tasks by the clock",
        severity: "critical",
        minutes: 11,
        by: alarms("beat-missing"),
    },
    queueStuck: {
        failure: "Tasks wait, and none is done",
        severity: "critical",
        minutes: 40,
        by: alarms("queue-stuck"),
    },
    queueFull: {
        failure: "The queue's Redis is nearly full",
        severity: "critical",
        minutes: 16,
        by: alarms("queue-*-memory"),
    },
    queueEvicts: {
        failure: "The queue's Redis throws out tasks",
        severity: "warning",
        minutes: 16,
        by: alarms("queue-*-evictions"),
    },
    cacheFull: {
        failure: "The cache is full and throws out entries",
        severity: "warning",
        minutes: 16,
        by: alarms("cache-*-memory", "cache-*-evictions"),
    },
    redisBusy: {
        failure: "Redis is short of processor time",
        severity: "warning",
        minutes: 16,
        by: alarms("cache-*-cpu", "queue-*-cpu"),
    },
    redisSilent: {
        failure: "A node of Redis has stopped reporting",
        severity: "warning",
        minutes: 30,
        by: alarms("cache-*-cpu", "queue-*-cpu"),
    },
    redisConnectionsLeak: {
        failure: "Hosts open connections to Redis without end",
        severity: "warning",
        minutes: 16,
        by: alarms("cache-*-connections", "queue-*-connections"),
    },
    redisLags: {
        failure: "A replica of Redis lags behind",
        severity: "warning",
        minutes: 16,
        by: alarms("cache-*-replication-lag", "queue-*-replication-lag"),
    },
    databaseStopped: {
        failure: "The database is stopped, deleted or out of order",
        severity: "critical",
        minutes: 11,
        by: alarms("database-silent"),
    },
    databaseEvent: {
        failure: "RDS reports that the database failed, or that its storage is low",
        severity: "critical",
        minutes: 5,
        by: events("db-events-critical"),
    },
    databaseBusy: {
        failure: "The database is short of processor time or memory",
        severity: "warning",
        minutes: 16,
        by: alarms("database-cpu", "database-memory"),
    },
    databaseDiskSlow: {
        failure: "The database's disk is slow",
        severity: "warning",
        minutes: 16,
        by: alarms("database-read-latency", "database-write-latency", "database-disk-queue"),
    },
    databaseConnectionsUsedUp: {
        failure: "Nearly all connections to the database are taken",
        severity: "critical",
        minutes: 6,
        by: alarms("database-connections"),
    },
    databaseStorageLow: {
        failure: "The database's storage is low and has not grown",
        severity: "warning",
        minutes: 31,
        by: alarms("database-storage-low"),
    },
    databaseStorageFull: {
        failure: "The database's storage is nearly full",
        severity: "critical",
        minutes: 6,
        by: alarms("database-storage-full"),
    },
    databaseCreditsUsedUp: {
        failure: "A burstable database has no CPU credits left",
        severity: "warning",
        minutes: HOUR + 5,
        by: alarms("database-cpu-credits"),
    },
    mailBounces: {
        failure: "Too much mail bounces or is called spam",
        severity: "warning",
        minutes: HOUR + 12,
        by: alarms("email-bounces", "email-complaints"),
    },
    backupFails: {
        failure: "A backup, a copy or a restore test fails",
        severity: "warning",
        minutes: 5,
        by: events("backup-failed"),
    },
    backupFailsInVault: {
        failure: "The vault counts a failed backup",
        severity: "warning",
        minutes: HOUR,
        by: alarms("backup-failed"),
    },
    backupMissing: {
        failure: "No backup is made",
        severity: "critical",
        minutes: 12 * HOUR + 30,
        by: alarms("backup-missing", "database-backup-missing"),
    },
    databaseBackupMissing: {
        failure: "The database is not backed up, while the uploads are",
        severity: "critical",
        minutes: 12 * HOUR + 30,
        by: alarms("database-backup-missing"),
    },
    copyMissing: {
        failure: "No backup is copied to the second region",
        severity: "warning",
        minutes: 21 * HOUR,
        by: alarms("backup-copy-missing"),
    },
    restoreTestMissing: {
        failure: "The weekly restore test does not run",
        severity: "warning",
        minutes: 9 * DAY + 5 * HOUR,
        by: alarms("restore-test-missing"),
    },
    attack: {
        failure: "The firewall blocks many requests, or somebody tries passwords",
        severity: "warning",
        minutes: 6,
        by: alarms("firewall-blocks", "failed-logins", "permission-denied"),
    },
    accountTampered: {
        failure:
            "Somebody used the root user, logged in without a second factor, or touched the trail or a key",
        severity: "critical",
        minutes: 6,
        by: alarms("root-used", "login-without-mfa", "key-disabled", "trail-changed"),
    },
    accountChanged: {
        failure: "Somebody changed permissions, networks or records, or was refused",
        severity: "warning",
        minutes: 6,
        by: alarms(
            ...["unauthorized-calls", "console-login-failed", "config-changed", "iam-changed"],
            ...["bucket-policy-changed", "public-access-changed", "security-group-changed"],
            ...["network-acl-changed", "gateway-changed", "route-changed", "vpc-changed"],
        ),
    },
    alertNotDelivered: {
        failure: "A critical alert does not reach a contact",
        severity: "warning",
        minutes: 6,
        by: alarms("alert-not-delivered", "global-alert-not-delivered"),
    },
    eventNotDelivered: {
        failure: "EventBridge cannot deliver an event to the topics",
        severity: "critical",
        minutes: 10,
        by: alarms("event-not-delivered"),
    },
    contactUnconfirmed: {
        failure: "A contact has not confirmed, so that SNS sends it nothing",
        severity: "warning",
        minutes: DAY,
        by: { otherwise: "`npx hrms alerts --test` names the contact and ends with an error" },
    },
    rolloutFailed: {
        failure: "A changed machine does not reach the hosts, or is rolled back",
        severity: "critical",
        minutes: HOUR,
        by: { otherwise: "`pulumi up` waits for the rollout and fails with its reason" },
    },
} as const satisfies Readonly<Record<string, Failure>>;

export type FailureName = keyof typeof FAILURES;
