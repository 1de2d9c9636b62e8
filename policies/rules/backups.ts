import { longestGapHours } from "../aws/backup-schedule";
import { type PlanRule, plansFor } from "../aws/backup-plans";
import { hasOwnKey } from "../aws/own-key";
import { on, resourcePolicy, stackPolicy, type Subject } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import { integer, texts } from "../settings";
import type { Resource, Stack } from "../stack";
import { decide, faultIf, type Findings, surely } from "../verdict";

/** What cannot be made again from code. Each of them needs a place in a backup plan. */
type Judge<S> = (subject: Subject<object>, stack: Stack, settings: S) => Findings;

/** The same judgement for everything that holds data; which buckets do is told by words in their names. */
function onData<S extends { readonly bucketWords: readonly string[] }>(judge: Judge<S>) {
    return [
        on(types.databaseInstance, judge),
        on(types.databaseCluster, judge),
        on(types.volume, judge),
        on(types.fileSystem, judge),
        on(types.instance, (instance, stack: Stack, settings: S) =>
            // The root disk is made from the image. Left out, the list is unknown during a preview.
            surely(() => (instance.props.ebsBlockDevices ?? []).length > 0)
                ? judge(instance, stack, settings)
                : [],
        ),
        on(types.bucket, (bucket, stack: Stack, settings: S) =>
            settings.bucketWords.some((word) => bucket.name.toLowerCase().includes(word))
                ? judge(bucket, stack, settings)
                : [],
        ),
    ];
}

const bucketWords = texts(
    "Words in the names of buckets that hold what people upload",
    ["media", "upload", "document", "attachment"],
    "^[a-z0-9-]+$",
);

export const planCoversData = stackPolicy({
    name: "backup-plan-covers-data",
    checklist: "backup.application.files",
    severity: "high",
    onUnknown: "deny",
    requires: "A backup plan selects every database, data disk, file system and bucket of uploads.",
    otherwise: "What nobody thought of, payslips and contracts among it, is in no vault when it is needed.",
    remedy: "Add the resource's ARN to the resources of an aws.backup.Selection, or a tag that one selects by.",
    equivalents: [
        "checkov:CKV2_AWS_8",
        "checkov:CKV2_AWS_9",
        "checkov:CKV2_AWS_18",
        "fsbp:RDS.26",
        "fsbp:EC2.28",
    ],
    settings: { bucketWords },
    rules: onData((subject, stack) =>
        faultIf(
            "No backup plan of the stack selects the resource",
            () => plansFor(subject, stack).length === 0,
        ),
    ),
});

export const planMeetsObjectives = stackPolicy({
    name: "backup-plan-meets-objectives",
    checklist: "backup.recovery.rpo",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Backups are made as often as the recovery point objective asks for, and kept as long as was promised.",
    otherwise:
        "More work is lost than anyone agreed to, or the backup from before the fault is gone already.",
    remedy:
        "Give the plan's rule a schedule with gaps no wider than rpoHours (6, unless the stack says otherwise) or " +
        "enableContinuousBackup, and lifecycle.deleteAfter no less than retentionDays (35, unless it says otherwise).",
    equivalents: ["checkov:CKV_AWS_166"],
    settings: {
        bucketWords,
        rpoHours: integer("Hours of work that may be lost: the widest gap between two backups", 6, {
            minimum: 1,
            maximum: 24,
        }),
        retentionDays: integer("Days that backups are kept at least", 35, { minimum: 7, maximum: 3650 }),
    },
    rules: onData((subject, stack, { rpoHours, retentionDays }: Objectives) =>
        decide(() => {
            const rules = plansFor(subject, stack).flatMap(({ props }) => props.rules);
            if (rules.length === 0) return [];
            return [
                ...faultIf(
                    "No rule of the resource's plans backs it up as often as rpoHours",
                    () => !rules.some((rule) => isOftenEnough(rule, rpoHours)),
                ),
                ...faultIf(
                    "No rule of the resource's plans keeps backups for retentionDays",
                    () => !rules.some((rule) => (rule.lifecycle?.deleteAfter ?? Infinity) >= retentionDays),
                ),
            ];
        }),
    ),
});

interface Objectives {
    readonly bucketWords: readonly string[];
    readonly rpoHours: number;
    readonly retentionDays: number;
}

/** A continuous backup can be restored to the second. Without a schedule, AWS starts one a day. */
function isOftenEnough({ enableContinuousBackup, schedule }: PlanRule, rpoHours: number): boolean {
    const gap = longestGapHours(schedule ?? "rate(1 day)") ?? Infinity;
    return enableContinuousBackup === true || gap <= rpoHours;
}

export const vaultEncrypted = resourcePolicy({
    name: "backup-vault-encrypted-with-own-key",
    checklist: "backup.database.encryption",
    severity: "high",
    onUnknown: "deny",
    requires: "Backup vaults encrypt with a KMS key of your own.",
    otherwise: "Nobody can say who may read the backups of the payroll, nor copy them to another account.",
    remedy: "Set kmsKeyArn to a key of the stack.",
    equivalents: ["checkov:CKV_AWS_166", "fsbp:Backup.1"],
    rules: [
        on(types.backupVault, ({ props }) =>
            faultIf("kmsKeyArn is not set, or a key of AWS's own", () => !hasOwnKey(props, "kmsKeyArn")),
        ),
    ],
});

export const vaultLocked = stackPolicy({
    name: "backup-vault-is-locked",
    checklist: "backup.database.automated",
    severity: "high",
    onUnknown: "deny",
    requires: "Backup vaults are locked, and never emptied to be deleted.",
    otherwise: "Whoever takes over the account deletes the backups first, and asks for ransom then.",
    remedy: "Add an aws.backup.VaultLockConfiguration with minRetentionDays for the vault, and leave forceDestroy off.",
    rules: [
        on(types.backupVault, (vault, stack) => [
            ...faultIf(
                "No VaultLockConfiguration of the vault sets minRetentionDays",
                () =>
                    !stack
                        .referring(types.backupVaultLock, "backupVaultName", vault)
                        .some(({ props }) => (props.minRetentionDays ?? 0) > 0),
            ),
            ...faultIf("forceDestroy is on", () => vault.props.forceDestroy ?? false),
        ]),
    ],
});

export const restoreTested = stackPolicy({
    name: "backup-restore-is-tested",
    checklist: "backup.database.restore-tested",
    severity: "medium",
    level: "advisory",
    onUnknown: "deny",
    requires: "Backups are restored on trial, by schedule.",
    otherwise: "That a backup can't be restored shows on the day when the database is gone.",
    remedy: "Add an aws.backup.RestoreTestingPlan and an aws.backup.RestoreTestingSelection for the database.",
    rules: [
        on(types.rootStack, (_, stack) => {
            if (stack.all(types.backupPlan).length === 0) return [];
            return faultIf(
                "No RestoreTestingPlan with a RestoreTestingSelection is in the stack",
                () => trialsOf(stack).length === 0,
            );
        }),
        on(types.databaseInstance, judgeTrial),
        on(types.databaseCluster, judgeTrial),
    ],
});

/** The selections of what is restored on trial, each of a plan of the stack. */
function trialsOf(stack: Stack) {
    return stack
        .all(types.restoreTestingPlan)
        .flatMap((plan) => stack.referring(types.restoreTestingSelection, "restoreTestingPlanName", plan));
}

/** That nothing at all is restored is said of the stack. */
function judgeTrial(database: Resource, stack: Stack): Findings {
    const trials = trialsOf(stack);
    const restores = (trial: (typeof trials)[number]) =>
        stack.refersTo(trial, "protectedResourceArns", database) || surely(() => selectsEvery(trial.props));
    return faultIf(
        "No RestoreTestingSelection restores the database",
        () => trials.length > 0 && !trials.some(restores),
    );
}

/** A selection without ARNs goes by tags, or takes every resource of its type. */
function selectsEvery({
    protectedResourceType,
    protectedResourceArns = ["*"],
}: Props<typeof types.restoreTestingSelection>): boolean {
    return ["RDS", "Aurora"].includes(protectedResourceType) && protectedResourceArns.includes("*");
}
