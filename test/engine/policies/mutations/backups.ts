import { type Mutations, on } from "./mutation";

const COVERS = "backup-plan-covers-data at hrms-database";
const OBJECTIVES = "backup-plan-meets-objectives";
const COPIED = "backup-is-copied-elsewhere";
const LOCK = "backup-vault-is-locked";
const OTHER_DATABASE = ["arn:aws:rds:eu-central-1:123456789012:db:other"];

const MEDIA = "hrms-storage-media";

const plans: readonly Mutations[] = [
    on("hrms-backup-plan", {
        "backup: every 8 hours": {
            set: { "rules.0.schedule": "cron(0 4,12,20 * * ? *)" },
            violates: [`${OBJECTIVES} at hrms-database`, `${OBJECTIVES} at ${MEDIA}`],
        },
        "backup: never on Sundays": {
            set: { "rules.0.schedule": "cron(0 4,10,16,22 ? * MON-SAT *)" },
            violates: [`${OBJECTIVES} at hrms-database`, `${OBJECTIVES} at ${MEDIA}`],
        },
        "backup: kept for 34 days": {
            set: { "rules.0.lifecycle.deleteAfter": 34 },
            violates: [`${OBJECTIVES} at hrms-database`, `${OBJECTIVES} at ${MEDIA}`],
        },
    }),
    on("hrms-backup-plan", {
        "backup copy: kept for two days": {
            set: { "rules.0.copyActions.0.lifecycle.deleteAfter": 2 },
            violates: [`${OBJECTIVES} at hrms-database`, `${OBJECTIVES} at ${MEDIA}`],
        },
        "backup copy: missing": {
            set: { "rules.0.copyActions": [] },
            violates: [`${COPIED} at hrms-database`, `${COPIED} at ${MEDIA}`],
        },
        "backup copy: within the region": {
            set: {
                "rules.0.copyActions.0.destinationVaultArn":
                    "arn:aws:backup:eu-central-1:123456789012:backup-vault:other",
            },
            violates: [`${COPIED} at hrms-database`, `${COPIED} at ${MEDIA}`],
        },
    }),
    on("hrms-backup-plan-media", {
        "backup of uploads: kept for two days": {
            set: { "rules.0.lifecycle.deleteAfter": 2 },
            violates: [`${OBJECTIVES} at ${MEDIA}`],
        },
        "backup of uploads: once a year": {
            set: { "rules.0.schedule": "cron(30 12 1 1 ? *)" },
            violates: [`${OBJECTIVES} at ${MEDIA}`],
        },
        "backup of uploads: once a day, and not continuous": {
            set: { "rules.0.enableContinuousBackup": false },
            violates: [`${OBJECTIVES} at ${MEDIA}`],
        },
    }),
    on("hrms-backup-plan-selection", {
        "backup: another database": {
            alone: true,
            set: { resources: OTHER_DATABASE },
            // Only this plan copies backups, including those of the uploads.
            violates: [COVERS, `${COPIED} at ${MEDIA}`],
        },
        "backup: everything except the database": {
            refers: { notResources: ["aws:rds/instance:Instance hrms-database"] },
            violates: [COVERS],
        },
        "backup: a selection for another plan": {
            alone: true,
            set: { planId: "00000000-0000-0000-0000-000000000000" },
            violates: [COVERS, `${COPIED} at ${MEDIA}`],
        },
        "backup: no selection": { removed: true, violates: [COVERS, `${COPIED} at ${MEDIA}`] },
    }),
];

const vaults: readonly Mutations[] = [
    on("aws:backup/vault:Vault hrms-backup", {
        "backup: encrypted with AWS's key": {
            set: { kmsKeyArn: undefined },
            violates: ["backup-vault-encrypted-with-own-key"],
        },
        "backup: Pulumi may replace the vault": {
            options: { protect: false },
            violates: ["data-is-protected"],
        },
    }),
    on("hrms-backup-copy", {
        "backup copy: Pulumi may delete the vault with its backups": {
            set: { forceDestroy: true },
            violates: [LOCK],
        },
        "backup copy: encrypted with AWS's key": {
            set: { kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:alias/aws/backup" },
            violates: ["backup-vault-encrypted-with-own-key"],
        },
    }),
    on("hrms-backup-lock", {
        "backup: a lock without minRetentionDays": {
            set: { minRetentionDays: undefined },
            violates: [`${LOCK} at hrms-backup`],
        },
        "backup: no lock": { removed: true, violates: [`${LOCK} at hrms-backup`] },
    }),
    on("hrms-backup-copy-lock", {
        "backup copy: the lock of another vault": {
            set: { backupVaultName: "other" },
            violates: [`${LOCK} at hrms-backup-copy`],
        },
    }),
];

const trials = on("hrms-backup-restore-test-database", {
    "restore test: another database": {
        set: { protectedResourceArns: OTHER_DATABASE },
        violates: ["backup-restore-is-tested at hrms-database"],
    },
    "restore test: a selection for another plan": {
        set: { restoreTestingPlanName: "other" },
        violates: ["backup-restore-is-tested at hrms-database"],
    },
    "restore test: uploads only": { removed: true, violates: ["backup-restore-is-tested at hrms-database"] },
});

const added = on("aws:ebs/volume:Volume archive", {
    "backup: a forgotten disk": {
        added: { availabilityZone: "eu-central-1a", size: 100, encrypted: true },
        violates: ["backup-plan-covers-data"],
    },
});

export const backups: readonly Mutations[] = [added, ...plans, ...vaults, trials];
