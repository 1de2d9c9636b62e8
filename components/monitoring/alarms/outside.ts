import type * as pulumi from "@pulumi/pulumi";
import type { Alarm, Metric } from "../alarm";

/** SES counts bounces and complaints for the whole account. Too many of them stop the account's sending. */
export const EMAIL_ALARMS: readonly Alarm[] = [
    {
        name: "email-bounces",
        concern: "E-mail",
        severity: "warning",
        metric: { namespace: "AWS/SES", name: "Reputation.BounceRate", statistic: "Maximum" },
        is: ">",
        // SES puts an account under review at 5 % and stops it at 10 %.
        // https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-bounce-rate.html
        threshold: 0.05,
        minutes: 60,
        datapoints: [1, 1],
        missing: "ignore",
        why: "More than 5 % of the e-mail bounces; at 10 % SES stops sending.",
        runbook: "e-mail-bounces",
    },
    {
        name: "email-complaints",
        concern: "E-mail",
        severity: "warning",
        metric: { namespace: "AWS/SES", name: "Reputation.ComplaintRate", statistic: "Maximum" },
        is: ">",
        // Review at 0.1 %, stop at 0.5 %.
        threshold: 0.001,
        minutes: 60,
        datapoints: [1, 1],
        missing: "ignore",
        why: "More than one receiver in a thousand calls the e-mail spam; at 0.5 % SES stops sending.",
        runbook: "e-mail-bounces",
    },
];

/**
 * All rules of the region in one query, because the metric exists only for a rule that has failed.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export const EVENT_ALARM: Alarm = {
    name: "event-not-delivered",
    concern: "Alerts",
    severity: "critical",
    metric: { expression: 'SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName)', over: {} },
    is: ">",
    threshold: 0,
    minutes: 5,
    datapoints: [1, 1],
    missing: "notBreaching",
    why: "An event that should have alerted people, such as a threat or a failed backup, did not reach its topic.",
    runbook: "event-not-delivered",
};

export interface BackupTargets {
    readonly vaultName: pulumi.Input<string>;
    /** Name of the vault of the second copies. Undefined if there are none. */
    readonly copyVaultName: pulumi.Input<string> | undefined;
    /** Hours between two backups, at most. */
    readonly longestGapHours: number;
}

/** A job can wait an hour and run for several more before the next backup is really missing. */
const GRACE_HOURS = 4;

/** A copy into another region can take this much longer. */
const COPY_HOURS = 8;

/**
 * Alarms on a backup, a copy or a restore test that fails and, worse, on one that never starts and so never fails.
 * AWS Backup reports counts above zero only, by vault or by type of resource. Copies count for the vault that they go to.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
export function backupAlarms({ vaultName, copyVaultName, longestGapHours }: BackupTargets): Alarm[] {
    const metric = (name: string, dimensions: Metric["dimensions"]): Metric => ({
        namespace: "AWS/Backup",
        name,
        statistic: "Sum",
        dimensions,
    });
    const inVault = { BackupVaultName: vaultName };
    const ofDatabases = { ResourceType: "RDS" };
    /** Before the first job there is no metric, and nothing is missing yet. */
    const missing = (
        row: Pick<Alarm, "name" | "severity" | "metric" | "why">,
        hours: number,
        each = 1,
    ): Alarm => ({
        concern: "Backup",
        is: "<",
        threshold: 1,
        minutes: each * 60,
        datapoints: [hours / each, hours / each],
        missing: "alert",
        runbook: "backup-failed",
        ...row,
    });
    const hours = longestGapHours + GRACE_HOURS;
    return [
        {
            name: "backup-failed",
            concern: "Backup",
            severity: "warning",
            metric: metric("NumberOfBackupJobsFailed", inVault),
            is: ">",
            threshold: 0,
            minutes: 60,
            datapoints: [1, 1],
            missing: "notBreaching",
            why: "A backup failed; the next one may still come in time.",
            runbook: "backup-failed",
        },
        missing(
            {
                name: "backup-missing",
                severity: "critical",
                metric: metric("NumberOfBackupJobsCompleted", inVault),
                why: `No backup has been completed for ${hours} hours, so the recovery point objective is missed.`,
            },
            hours,
        ),
        // The uploads' backups would hide that the database has none. Other databases of the account count, too.
        missing(
            {
                name: "database-backup-missing",
                severity: "critical",
                metric: metric("NumberOfBackupJobsCompleted", ofDatabases),
                why: `No backup of the database has been completed for ${hours} hours, whatever else was backed up.`,
            },
            hours,
        ),
        ...(copyVaultName
            ? [
                  missing(
                      {
                          name: "backup-copy-missing",
                          severity: "warning",
                          metric: metric("NumberOfCopyJobsCompleted", { BackupVaultName: copyVaultName }),
                          why: `No backup has reached the second region for ${hours + COPY_HOURS} hours.`,
                      },
                      hours + COPY_HOURS,
                  ),
              ]
            : []),
        // CloudWatch looks at more days than these seven, so a test that starts some hours later in the week is in time.
        missing(
            {
                name: "restore-test-missing",
                severity: "warning",
                metric: metric("NumberOfRestoreJobsCompleted", ofDatabases),
                why: "No restore test of the database has been completed for a week, so nobody knows whether the backups are of use.",
            },
            7 * 24,
            24,
        ),
    ];
}
