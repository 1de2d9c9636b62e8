import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { backupSchedule } from "./schedule";

export interface PlansArgs extends Pick<
    Settings,
    | "backupRetentionDays"
    | "databaseBackupWindow"
    | "databaseMaintenanceWindow"
    | "rpoHours"
    | "rtoHours"
    | "stack"
> {
    readonly vault: aws.backup.Vault;
    /** The vault for second copies. Undefined if there are none. */
    readonly copies: aws.backup.Vault | undefined;
    readonly role: aws.iam.Role;
    readonly databaseArn: pulumi.Input<string>;
    readonly mediaBucketArn: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html */
const MAX_CONTINUOUS_DAYS = 35;

/** Minutes. A job fails if it has not started within one hour or not finished within eight. */
const WINDOWS = { startWindow: 60, completionWindow: 8 * 60 };

/**
 * Snapshots of everything, as often as the recovery point objective requires, with copies in the second region. The
 * uploads also have a continuous backup, which can be restored to any second.
 *
 * RDS itself provides the database's point-in-time recovery. A continuous backup by AWS Backup would change the instance's
 * retention and window, and every later `pulumi up` would change them back.
 */
export function backupPlans(name: string, args: PlansArgs, opts: pulumi.CustomResourceOptions): void {
    const { stack, vault, copies, databaseArn, mediaBucketArn } = args;
    const plan = (
        planName: string,
        physicalName: string,
        rule: Omit<aws.types.input.backup.PlanRule, "targetVaultName">,
        resources: pulumi.Input<string>[],
    ): void => {
        const made = new aws.backup.Plan(
            planName,
            {
                name: physicalName,
                // The objective that the plan serves, where people and AWS Backup's reports look for it.
                tags: { RecoveryPointHours: String(args.rpoHours), RecoveryTimeHours: String(args.rtoHours) },
                rules: [
                    {
                        ...rule,
                        ...WINDOWS,
                        targetVaultName: vault.name,
                        scheduleExpressionTimezone: "Etc/UTC",
                    },
                ],
            },
            opts,
        );
        new aws.backup.Selection(
            `${planName}-selection`,
            { name: physicalName, planId: made.id, iamRoleArn: args.role.arn, resources },
            opts,
        );
    };
    const lifecycle = { deleteAfter: args.backupRetentionDays };
    plan(
        name,
        `hrms-${stack}`,
        {
            ruleName: `every-${args.rpoHours}-hours`,
            schedule: backupSchedule(args),
            lifecycle,
            copyActions: copies && [{ destinationVaultArn: copies.arn, lifecycle }],
        },
        [databaseArn, mediaBucketArn],
    );
    plan(
        `${name}-media`,
        `hrms-${stack}-media`,
        {
            ruleName: "continuous",
            schedule: "cron(30 12 * * ? *)",
            enableContinuousBackup: true,
            lifecycle: { deleteAfter: MAX_CONTINUOUS_DAYS },
        },
        [mediaBucketArn],
    );
}
