import { type Mutations, on } from "./mutation";

const COVERS = "backup-plan-covers-data at hrms-database";
const OBJECTIVES = "backup-plan-meets-objectives";
const LOCK = "backup-vault-is-locked";
const OTHER_DATABASE = ["arn:aws:rds:eu-central-1:123456789012:db:other"];

const plans: readonly Mutations[] = [
    on("hrms-backup-plan", {
        "backup: every 8 hours": {
            set: { "rules.0.schedule": "cron(0 4,12,20 * * ? *)" },
            violates: [`${OBJECTIVES} at hrms-database`],
        },
        "backup: not on Sundays": {
            set: { "rules.0.schedule": "cron(0 4,10,16,22 ? * MON-SAT *)" },
            violates: [`${OBJECTIVES} at hrms-database`],
        },
        "backup: kept 34 days": {
            set: { "rules.0.lifecycle.deleteAfter": 34 },
            violates: [`${OBJECTIVES} at hrms-database`],
        },
    }),
    on("hrms-backup-plan-selection", {
        "backup: another database": { set: { resources: OTHER_DATABASE }, violates: [COVERS] },
        "backup: all but the database": {
            refers: { notResources: ["aws:rds/instance:Instance hrms-database"] },
            violates: [COVERS],
        },
        "backup: selected for another plan": {
            set: { planId: "00000000-0000-0000-0000-000000000000" },
            violates: [COVERS],
        },
        "backup: nothing selected": { removed: true, violates: [COVERS] },
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
        "backup copy: the vault is emptied to be deleted": { set: { forceDestroy: true }, violates: [LOCK] },
        "backup copy: encrypted with AWS's key": {
            set: { kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:alias/aws/backup" },
            violates: ["backup-vault-encrypted-with-own-key"],
        },
    }),
    on("hrms-backup-lock", {
        "backup: the lock has no least time": {
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
    "restore test: of another plan": {
        set: { restoreTestingPlanName: "other" },
        violates: ["backup-restore-is-tested at hrms-database"],
    },
    "restore test: uploads only": { removed: true, violates: ["backup-restore-is-tested at hrms-database"] },
});

const added = on("aws:ebs/volume:Volume archive", {
    "backup: a disk that nobody thought of": {
        added: { availabilityZone: "eu-central-1a", size: 100, encrypted: true },
        violates: ["backup-plan-covers-data"],
    },
});

export const backups: readonly Mutations[] = [added, ...plans, ...vaults, trials];
