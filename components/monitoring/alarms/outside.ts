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
    name: "alert-not-delivered",
    concern: "Security",
    severity: "critical",
    metric: { expression: 'SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName)', over: {} },
    is: ">",
    threshold: 0,
    minutes: 5,
    datapoints: [1, 1],
    missing: "notBreaching",
    why: "An event that should have alerted people, such as a threat or a failed backup, did not reach its topic.",
    runbook: "alert-not-delivered",
};

export interface BackupTargets {
    readonly vaultName: pulumi.Input<string>;
    /** Hours between two backups, at most. */
    readonly longestGapHours: number;
}

/** A job can wait an hour and run for several more before the next backup is really missing. */
const GRACE_HOURS = 4;

/** Alarms on a backup that fails and, worse, on one that never starts and so never fails. */
export function backupAlarms({ vaultName, longestGapHours }: BackupTargets): Alarm[] {
    const metric = (name: string): Metric => ({
        namespace: "AWS/Backup",
        name,
        statistic: "Sum",
        dimensions: { BackupVaultName: vaultName },
    });
    const hours = longestGapHours + GRACE_HOURS;
    return [
        {
            name: "backup-failed",
            concern: "Backup",
            severity: "warning",
            metric: metric("NumberOfBackupJobsFailed"),
            is: ">",
            threshold: 0,
            minutes: 60,
            datapoints: [1, 1],
            missing: "notBreaching",
            why: "A backup failed; the next one may still come in time.",
            runbook: "backup-failed",
        },
        {
            name: "backup-missing",
            concern: "Backup",
            severity: "critical",
            metric: metric("NumberOfBackupJobsCompleted"),
            is: "<",
            threshold: 1,
            minutes: 60,
            datapoints: [hours, hours],
            missing: "breaching",
            why: `No backup has been completed for ${hours} hours, so the recovery point objective is missed.`,
            runbook: "backup-failed",
        },
    ];
}
