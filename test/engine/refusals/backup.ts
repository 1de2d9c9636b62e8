import * as aws from "@pulumi/aws";
import { allow, casesOf, clash, once } from "./support/table";

const vault = once(() => new aws.backup.Vault("shared").name);
const ROLE = "arn:aws:iam::123456789012:role/backup";
const TOPIC = "arn:aws:sns:eu-central-1:123456789012:backups";
const NO_VAULT = { backupVaultName: "no-such-vault" };
const NO_VAULT_MESSAGE = "The backup vault 'no-such-vault' does not exist";

type Rule = aws.types.input.backup.PlanRule;
const rule = (change: Partial<Rule> = {}): Rule => ({
    ruleName: "daily",
    targetVaultName: vault(),
    schedule: "cron(0 3 * * ? *)",
    lifecycle: { coldStorageAfter: 30, deleteAfter: 120 },
    ...change,
});
const rules =
    (change: Partial<Rule>): (() => Partial<aws.backup.PlanArgs>) =>
    () => ({ rules: [rule(change)] });

const plan = once(() => new aws.backup.Plan("shared", { rules: [rule()] }).id);
const testingName = (name: string): string => name.replaceAll("-", "_");

const testingPlan = (name: string): aws.backup.RestoreTestingPlanArgs => ({
    name: testingName(name),
    scheduleExpression: "cron(0 5 ? * MON *)",
    recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: ["*"],
        recoveryPointTypes: ["SNAPSHOT", "CONTINUOUS"],
        selectionWindowDays: 30,
    },
});
const selectedPoints = {
    algorithm: "LATEST_WITHIN_WINDOW",
    includeVaults: ["*"],
    recoveryPointTypes: ["SNAPSHOT"],
};
const sharedTestingPlan = once(() => new aws.backup.RestoreTestingPlan("shared", testingPlan("shared")).name);

const vaults = [
    ...casesOf(aws.backup.Vault, () => ({}), [
        ["backup-vault-name", { name: "hrms.vault" }, "Vault name must have 2 to 50 letters"],
    ]),
    clash(
        "backup-vault-taken",
        aws.backup.Vault,
        (name) => ({ name }),
        "AlreadyExistsException: Backup vault",
    ),
    ...casesOf(
        aws.backup.VaultPolicy,
        () => ({
            backupVaultName: vault(),
            policy: allow({ AWS: "arn:aws:iam::123456789012:root" }, "backup:CopyIntoBackupVault"),
        }),
        [
            ["backup-policy-vault", NO_VAULT, NO_VAULT_MESSAGE],
            ["backup-policy-json", { policy: "{}" }, "The provided policy is not valid JSON"],
            [
                "backup-policy-action",
                { policy: allow("*", "s3:GetObject") },
                "cross-service action: s3:GetObject",
            ],
        ],
    ),
    ...casesOf(
        aws.backup.VaultLockConfiguration,
        () => ({
            backupVaultName: vault(),
            minRetentionDays: 7,
            maxRetentionDays: 365,
            changeableForDays: 3,
        }),
        [
            ["backup-lock-vault", NO_VAULT, NO_VAULT_MESSAGE],
            ["backup-lock-retention", { minRetentionDays: 400 }, "got 400 and 365"],
            ["backup-lock-changeable", { changeableForDays: 2 }, "range (3 - 36500), got 2"],
        ],
    ),
    ...casesOf(
        aws.backup.VaultNotifications,
        () => ({ backupVaultName: vault(), snsTopicArn: TOPIC, backupVaultEvents: ["BACKUP_JOB_FAILED"] }),
        [
            ["backup-notifications-vault", NO_VAULT, NO_VAULT_MESSAGE],
            ["backup-notifications-event", { backupVaultEvents: ["BACKUP_FAILED"] }, "got BACKUP_FAILED"],
        ],
    ),
];

const plans = [
    ...casesOf(aws.backup.Plan, () => ({ rules: [rule()] }), [
        ["backup-rule-name", rules({ ruleName: "every day" }), "Rule name must have 1 to 50 letters"],
        [
            "backup-rule-names-twice",
            () => ({ rules: [rule(), rule()] }),
            'Rule names must be unique in a backup plan: "daily"',
        ],
        [
            "backup-rule-schedule",
            rules({ schedule: "cron(0 3 * * * *)" }),
            "Invalid schedule expression: cron(0 3 * * * *)",
        ],
        ["backup-rule-schedule", rules({ schedule: "0 3 * * *" }), "Invalid schedule expression: 0 3 * * *"],
        [
            "backup-lifecycle-cold-storage",
            rules({ lifecycle: { coldStorageAfter: 30, deleteAfter: 90 } }),
            "DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays, got 90 and 30",
        ],
        [
            "backup-continuous-retention",
            rules({ enableContinuousBackup: true, lifecycle: { deleteAfter: 36 } }),
            "Continuous backups can be kept for 1 to 35 days, got 36",
        ],
        ["backup-windows", rules({ startWindow: 60, completionWindow: 90 }), "got 60 and 90"],
        [
            "backup-rule-vault",
            rules({ targetVaultName: "no-such-vault" }),
            "Backup vault no-such-vault does not exist in eu-central-1",
        ],
    ]),
    ...casesOf(
        aws.backup.Selection,
        () => ({
            planId: plan(),
            iamRoleArn: ROLE,
            selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "daily" }],
        }),
        [
            ["backup-selection-name", { name: "all databases" }, "Selection name must have 1 to 50 letters"],
            [
                "backup-selection-plan",
                { planId: "11111111-1111-4111-8111-111111111111" },
                "The backup plan '11111111-1111-4111-8111-111111111111' does not exist",
            ],
            ["backup-selection-role", { iamRoleArn: "backup" }, "Invalid IAM role ARN"],
            [
                "backup-selection-empty",
                { selectionTags: [] },
                "A selection must name resources by ARN or by tag",
            ],
            ["backup-selection-resource", { resources: ["my-database"] }, "Invalid ARN: my-database"],
        ],
    ),
];

const restoreTesting = [
    ...casesOf(aws.backup.RestoreTestingPlan, testingPlan, [
        [
            "backup-testing-plan-name",
            { name: "hrms-restore" },
            "1 to 50 letters, digits and underscores, and no hyphen",
        ],
        ["backup-testing-schedule", { scheduleExpression: "rate(7 days)" }, "Invalid schedule expression"],
        [
            "backup-testing-cron",
            { scheduleExpression: "cron(0 5 * * MON *)" },
            "Invalid cron expression: cron(0 5 * * MON *)",
        ],
        [
            "backup-testing-algorithm",
            { recoveryPointSelection: { ...selectedPoints, algorithm: "LATEST" } },
            "got LATEST",
        ],
        [
            "backup-testing-point-type",
            { recoveryPointSelection: { ...selectedPoints, recoveryPointTypes: ["DAILY"] } },
            "got DAILY",
        ],
        [
            "backup-testing-vaults",
            { recoveryPointSelection: { ...selectedPoints, includeVaults: ["main"] } },
            'must contain vault ARNs or "*", got main',
        ],
        [
            "backup-testing-window",
            { recoveryPointSelection: { ...selectedPoints, selectionWindowDays: 366 } },
            "range (1 - 365), got 366",
        ],
        ["backup-testing-start-window", { startWindowHours: 169 }, "range (1 - 168), got 169"],
    ]),
    ...casesOf(
        aws.backup.RestoreTestingSelection,
        (name) => ({
            name: testingName(name),
            restoreTestingPlanName: sharedTestingPlan(),
            iamRoleArn: ROLE,
            protectedResourceType: "RDS",
            protectedResourceArns: ["*"],
            validationWindowHours: 4,
        }),
        [
            ["backup-testing-selection-name", { name: "rds-restore" }, "and no hyphen"],
            ["backup-testing-resource-type", { protectedResourceType: "MySQL" }, "got MySQL"],
            [
                "backup-testing-resources",
                { protectedResourceArns: undefined },
                "either ProtectedResourceArns or ProtectedResourceConditions, got neither",
            ],
            ["backup-testing-validation-window", { validationWindowHours: 200 }, "range (1 - 168), got 200"],
            [
                "backup-testing-selection-plan",
                { restoreTestingPlanName: "no_such_plan" },
                "The restore testing plan 'no_such_plan' does not exist",
            ],
        ],
    ),
];

export const cases = [...vaults, ...plans, ...restoreTesting];
