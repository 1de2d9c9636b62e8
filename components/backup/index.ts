import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Alerts } from "../alerts";
import type { Database } from "../database";
import { eventAlert, type EventAlert } from "../internal/event-alert";
import { trustService } from "../internal/iam";
import type { Keys } from "../keys";
import type { Storage } from "../storage";
import { backupPlans } from "./plans";
import { restoreTesting } from "./restore-testing";
import { longestGapHours } from "./schedule";
import { backupVault } from "./vault";

const FAILED = ["FAILED", "ABORTED", "EXPIRED"];

/**
 * Backup and copy jobs have a state and name what they save. A restore has a status and names the recovery point instead; a
 * failed backup has none. https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
const FAILURES: readonly (EventAlert & { readonly suffix: string })[] = [
    {
        suffix: "-failed",
        description: "A backup or copy failed",
        pattern: {
            source: ["aws.backup"],
            "detail-type": ["Backup Job State Change", "Copy Job State Change"],
            detail: { state: FAILED },
        },
        message: "<type> in <region> failed for <resource>: <reason>",
        parts: {
            type: "$.detail-type",
            region: "$.region",
            resource: "$.detail.resourceArn",
            reason: "$.detail.statusMessage",
        },
    },
    {
        suffix: "-restore-failed",
        description: "A restore or restore test failed",
        pattern: {
            source: ["aws.backup"],
            "detail-type": ["Restore Job State Change"],
            detail: { status: FAILED },
        },
        message: "A restore in <region> failed for recovery point <point>: <reason>",
        parts: { region: "$.region", point: "$.resources[0]", reason: "$.detail.statusMessage" },
    },
];

export interface BackupArgs extends Pick<
    Settings,
    | "awsAccountId"
    | "backupRegion"
    | "backupRetentionDays"
    | "backupVaultLock"
    | "databaseBackupWindow"
    | "databaseMaintenanceWindow"
    | "deletionProtection"
    | "rpoHours"
    | "rtoHours"
    | "stack"
> {
    readonly keys: Keys;
    readonly alerts: Alerts;
    readonly database: Database;
    readonly storage: Storage;
}

/** AWS's managed policies for AWS Backup's role. */
const MANAGED_POLICIES = [
    "service-role/AWSBackupServiceRolePolicyForBackup",
    "service-role/AWSBackupServiceRolePolicyForRestores",
    "AWSBackupServiceRolePolicyForS3Backup",
    "AWSBackupServiceRolePolicyForS3Restore",
];

/**
 * Backups of the database and the uploads in a locked vault, with a second copy in another region and a weekly restore
 * test. Releases and settings need no backup, because both can be built again from Git.
 *
 * The selections name ARNs, so AWS Backup also covers a service that the account has not opted in to.
 * Cost: storage by the GiB, twice with a second region, and the restore tests.
 */
export class Backup extends pulumi.ComponentResource {
    static readonly covers = [
        "preparation.database.backup-strategy",
        "backup.database.automated",
        "backup.database.retention",
        "backup.database.encryption",
        "backup.database.restore-tested",
        "backup.application.files",
        "operations.ongoing.backup-verification",
    ] as const satisfies readonly ChecklistId[];

    /** Name of the vault in the stack's region. */
    readonly vaultName: pulumi.Output<string>;
    /** ARN of the vault of the second copies; undefined without `backupRegion`. */
    readonly copyVaultArn: pulumi.Output<string> | undefined;
    /** The longest time between two backups, in hours. */
    readonly longestGapHours: number;
    /** The recovery point objective, in hours. */
    readonly rpoHours: number;
    /** The recovery time objective, in hours. */
    readonly rtoHours: number;

    constructor(name: string, args: BackupArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:backup:Backup", name, {}, opts);
        this.longestGapHours = longestGapHours(args);
        this.rpoHours = args.rpoHours;
        this.rtoHours = args.rtoHours;

        const vault = backupVault(name, { ...args, keyArn: args.keys.backup.arn }, { parent: this });
        const copies = this.createCopyVault(name, args);
        const role = this.createRole(name, args);
        backupPlans(
            `${name}-plan`,
            {
                ...args,
                vault,
                copies,
                role,
                databaseArn: args.database.arn,
                mediaBucketArn: args.storage.media.arn,
            },
            { parent: this },
        );
        restoreTesting(
            `${name}-restore-test`,
            {
                stack: args.stack,
                vault,
                role,
                databaseArn: args.database.arn,
                databaseSubnetGroup: args.database.instance.dbSubnetGroupName,
                mediaBucketArn: args.storage.media.arn,
            },
            { parent: this },
        );
        this.alert(name, args, vault);

        this.vaultName = vault.name;
        this.copyVaultArn = copies?.arn;
        this.registerOutputs({
            vaultName: this.vaultName,
            copyVaultArn: this.copyVaultArn,
            rpoHours: this.rpoHours,
            rtoHours: this.rtoHours,
        });
    }

    private createCopyVault(name: string, args: BackupArgs): aws.backup.Vault | undefined {
        const { backupCopyArn } = args.keys;
        return args.backupRegion === undefined || backupCopyArn === undefined
            ? undefined
            : backupVault(
                  `${name}-copy`,
                  { ...args, keyArn: backupCopyArn, inRegion: args.backupRegion },
                  { parent: this },
              );
    }

    private createRole(name: string, { awsAccountId }: BackupArgs): aws.iam.Role {
        const role = new aws.iam.Role(
            `${name}-role`,
            {
                description: "AWS Backup makes and restores backups",
                assumeRolePolicy: trustService("backup.amazonaws.com", { onlyForAccount: awsAccountId }),
            },
            { parent: this },
        );
        for (const policy of MANAGED_POLICIES) {
            new aws.iam.RolePolicyAttachment(
                `${name}-role-${policy.replace(/^.*AWSBackupServiceRolePolicyFor/, "").toLowerCase()}`,
                { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
                { parent: this },
            );
        }
        return role;
    }

    /** A failed job reports why. A job that never starts reports nothing, so the monitoring has an alarm for it. */
    private alert(name: string, { alerts }: BackupArgs, vault: aws.backup.Vault): void {
        for (const { suffix, ...alert } of FAILURES) {
            eventAlert(`${name}${suffix}`, alert, alerts.warning.arn, { parent: this });
        }
        // A bucket's backup counts as completed even if it skipped objects. Only these notifications report it.
        new aws.backup.VaultNotifications(
            `${name}-skipped-objects`,
            {
                backupVaultName: vault.name,
                snsTopicArn: alerts.warning.arn,
                backupVaultEvents: ["S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED"],
            },
            { parent: this, dependsOn: [alerts] },
        );
    }
}
