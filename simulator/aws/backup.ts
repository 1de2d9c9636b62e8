import { Refusal, ResourceType, Source } from "../resource-type";
import {
    fault,
    isSet,
    numberAt,
    refusal,
    refuseMissing,
    refuseOther,
    refuseRange,
    refuseTaken,
    refuseText,
    textAt,
    textsAt,
} from "../checks";
import { planRefusals } from "./checks/backup-plan";
import { mixedToken, uuid } from "./checks/ids";
import { statementsOf } from "./checks/policy-document";
import { isCron } from "./checks/schedule";

const API = "https://docs.aws.amazon.com/aws-backup/latest/devguide";
const VAULT = "aws:backup/vault:Vault";
const PLAN = "aws:backup/plan:Plan";
const TESTING_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";

const vault: ResourceType = {
    token: VAULT,
    replaceOn: ["name", "kmsKeyArn", "region"],
    autoName: { property: "name", maxLength: 50 },
    refusals: [
        refuseText("backup-vault-name", `${API}/API_CreateBackupVault.html`, "name", {
            pattern: /^[a-zA-Z0-9\-_]{2,50}$/,
            message:
                "InvalidParameterValueException: Vault name must have 2 to 50 letters, digits, hyphens and underscores",
        }),
        refuseTaken("backup-vault-taken", `${API}/API_CreateBackupVault.html`, "name", {
            code: "AlreadyExistsException",
            what: "Backup vault with the name",
        }),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.name),
        outputs: { arn: arn("backup", `backup-vault:${String(inputs.name)}`), recoveryPoints: 0 },
    }),
};

/** Looks in the region only, because a vault in another region can have the same name. */
const refuseMissingVault = (id: string): Refusal =>
    refusal(id, `${API}/API_DescribeBackupVault.html`, (inputs, account, { region }) => {
        const name = textAt(inputs, "backupVaultName");
        const isThere = account
            .all(VAULT)
            .some((other) => other.inputs.name === name && other.region === region);
        return name === undefined || isThere
            ? undefined
            : fault(
                  "backupVaultName",
                  `ResourceNotFoundException: The backup vault '${name}' does not exist in ${region}`,
              );
    });

/** The ID of everything that belongs to a vault is the name of the vault. */
const ofVault: Pick<ResourceType, "create"> = {
    create: ({ inputs, arn }) => ({
        id: String(inputs.backupVaultName),
        outputs: { backupVaultArn: arn("backup", `backup-vault:${String(inputs.backupVaultName)}`) },
    }),
};

const vaultPolicy: ResourceType = {
    token: "aws:backup/vaultPolicy:VaultPolicy",
    required: ["backupVaultName", "policy"],
    replaceOn: ["backupVaultName", "region"],
    refusals: [
        refuseMissingVault("backup-policy-vault"),
        refusal("backup-policy-json", `${API}/API_PutBackupVaultAccessPolicy.html`, (inputs) => {
            const policy = textAt(inputs, "policy");
            return policy === undefined || statementsOf(policy)
                ? undefined
                : fault("policy", "InvalidParameterValueException: The provided policy is not valid JSON");
        }),
        refusal("backup-policy-action", `${API}/create-a-vault-access-policy.html`, (inputs) => {
            const actions = (statementsOf(textAt(inputs, "policy") ?? "") ?? []).flatMap(
                (statement) => statement.actions,
            );
            const foreign = actions.find((action) => !/^(backup:|\*$)/i.test(action));
            return foreign === undefined
                ? undefined
                : fault(
                      "policy",
                      `InvalidParameterValueException: The specified policy cannot be added to the vault due to cross-service action: ${foreign}`,
                  );
        }),
    ],
    ...ofVault,
};

const vaultLockConfiguration: ResourceType = {
    token: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    required: ["backupVaultName"],
    replaceOn: ["backupVaultName", "changeableForDays", "maxRetentionDays", "minRetentionDays", "region"],
    refusals: [
        refuseMissingVault("backup-lock-vault"),
        refusal("backup-lock-retention", `${API}/API_PutBackupVaultLockConfiguration.html`, (inputs) => {
            const min = numberAt(inputs, "minRetentionDays") ?? 1;
            const max = numberAt(inputs, "maxRetentionDays") ?? 36500;
            return min >= 1 && max <= 36500 && min <= max
                ? undefined
                : fault(
                      "minRetentionDays",
                      `InvalidParameterValueException: Retention must satisfy 1 <= MinRetentionDays <= MaxRetentionDays <= 36500, got ${min} and ${max}`,
                  );
        }),
        refuseRange(
            "backup-lock-changeable",
            `${API}/API_PutBackupVaultLockConfiguration.html`,
            "changeableForDays",
            { min: 3, max: 36500, message: "InvalidParameterValueException" },
        ),
    ],
    ...ofVault,
};

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultNotifications.html */
const VAULT_EVENTS = [
    "BACKUP_JOB_STARTED",
    "BACKUP_JOB_COMPLETED",
    "BACKUP_JOB_SUCCESSFUL",
    "BACKUP_JOB_FAILED",
    "BACKUP_JOB_EXPIRED",
    "RESTORE_JOB_STARTED",
    "RESTORE_JOB_COMPLETED",
    "RESTORE_JOB_SUCCESSFUL",
    "RESTORE_JOB_FAILED",
    "COPY_JOB_STARTED",
    "COPY_JOB_SUCCESSFUL",
    "COPY_JOB_FAILED",
    "RECOVERY_POINT_MODIFIED",
    "BACKUP_PLAN_CREATED",
    "BACKUP_PLAN_MODIFIED",
    "S3_BACKUP_OBJECT_FAILED",
    "S3_RESTORE_OBJECT_FAILED",
    "CONTINUOUS_BACKUP_INTERRUPTED",
    "RECOVERY_POINT_INDEX_COMPLETED",
    "RECOVERY_POINT_INDEX_DELETED",
    "RECOVERY_POINT_INDEXING_FAILED",
];

const vaultNotifications: ResourceType = {
    token: "aws:backup/vaultNotifications:VaultNotifications",
    required: ["backupVaultEvents", "backupVaultName", "snsTopicArn"],
    replaceOn: ["backupVaultEvents", "backupVaultName", "snsTopicArn", "region"],
    refusals: [
        refuseMissingVault("backup-notifications-vault"),
        refuseOther(
            "backup-notifications-event",
            `${API}/API_PutBackupVaultNotifications.html`,
            "backupVaultEvents",
            VAULT_EVENTS,
        ),
    ],
    ...ofVault,
};

const plan: ResourceType = {
    token: PLAN,
    required: ["rules"],
    replaceOn: ["name", "region"],
    refusals: planRefusals,
    create: (resource) => {
        const id = uuid(resource);
        return {
            id,
            outputs: {
                arn: resource.arn("backup", `backup-plan:${id}`),
                version: mixedToken(resource, 32, JSON.stringify(resource.inputs)),
            },
        };
    },
    update: (resource) => ({ version: mixedToken(resource, 32, JSON.stringify(resource.inputs)) }),
    refuseDelete: {
        when: "it has selections",
        source: `${API}/API_DeleteBackupPlan.html`,
        find: ({ id }, account) =>
            account.all("aws:backup/selection:Selection").some(({ inputs }) => inputs.planId === id)
                ? "InvalidRequestException: Related backup plan selections must be deleted prior to backup plan deletion"
                : undefined,
    },
};

const ROLE = /^arn:aws:iam::\d{12}:role\/.+$/;

const selection: ResourceType = {
    token: "aws:backup/selection:Selection",
    required: ["iamRoleArn", "planId"],
    replaceOn: [
        "conditions",
        "iamRoleArn",
        "name",
        "notResources",
        "planId",
        "resources",
        "selectionTags",
        "region",
    ],
    autoName: { property: "name", maxLength: 50 },
    refusals: [
        refuseText("backup-selection-name", `${API}/API_BackupSelection.html`, "name", {
            pattern: /^[a-zA-Z0-9\-_.]{1,50}$/,
            message:
                "InvalidParameterValueException: Selection name must have 1 to 50 letters, digits, hyphens, underscores and periods",
        }),
        refuseMissing("backup-selection-plan", `${API}/API_CreateBackupSelection.html`, "planId", {
            tokens: [PLAN],
            code: "ResourceNotFoundException",
            what: "backup plan",
        }),
        refuseText("backup-selection-role", `${API}/API_BackupSelection.html`, "iamRoleArn", {
            pattern: ROLE,
            message: "InvalidParameterValueException: Invalid IAM role ARN",
        }),
        refusal("backup-selection-empty", `${API}/API_BackupSelection.html`, (inputs) =>
            ["resources", "selectionTags", "conditions", "notResources"].some(
                (property) => isSet(inputs, property) && JSON.stringify(inputs[property]) !== "[]",
            )
                ? undefined
                : fault(
                      "resources",
                      "InvalidParameterValueException: A selection must name resources by ARN or by tag",
                  ),
        ),
        refusal("backup-selection-resource", `${API}/API_BackupSelection.html`, (inputs) => {
            const wrong = textsAt(inputs, "resources").find((arn) => !/^(\*|arn:aws[a-z-]*:.+)$/.test(arn));
            return wrong === undefined
                ? undefined
                : fault("resources", `InvalidParameterValueException: Invalid ARN: ${wrong}`);
        }),
    ],
    create: (resource) => ({ id: uuid(resource), outputs: {} }),
};

/** Names that Pulumi generates contain a hyphen, which is not allowed here, so the program must set the name. */
const TESTING_NAME = /^[a-zA-Z0-9_]{1,50}$/;
const testingName = (id: string, source: Source): Refusal =>
    refuseText(id, source, "name", {
        pattern: TESTING_NAME,
        message:
            "ValidationException: the name must have 1 to 50 letters, digits and underscores, and no hyphen",
    });

const restoreTestingPlan: ResourceType = {
    token: TESTING_PLAN,
    required: ["recoveryPointSelection", "scheduleExpression"],
    replaceOn: ["name", "region"],
    defaults: { scheduleExpressionTimezone: "Etc/UTC", startWindowHours: 24 },
    refusals: [
        testingName("backup-testing-plan-name", `${API}/API_RestoreTestingPlanForCreate.html`),
        refuseText(
            "backup-testing-schedule",
            `${API}/API_RestoreTestingPlanForCreate.html`,
            "scheduleExpression",
            { pattern: /^cron\(/, message: "InvalidParameterValueException: Invalid schedule expression" },
        ),
        refusal("backup-testing-cron", `${API}/API_RestoreTestingPlanForCreate.html`, (inputs) => {
            const schedule = textAt(inputs, "scheduleExpression") ?? "";
            return !schedule.startsWith("cron(") || isCron(schedule)
                ? undefined
                : fault(
                      "scheduleExpression",
                      `InvalidParameterValueException: Invalid cron expression: ${schedule}`,
                  );
        }),
        refuseOther(
            "backup-testing-algorithm",
            `${API}/API_RestoreTestingRecoveryPointSelection.html`,
            "recoveryPointSelection.algorithm",
            ["LATEST_WITHIN_WINDOW", "RANDOM_WITHIN_WINDOW"],
        ),
        refuseOther(
            "backup-testing-point-type",
            `${API}/API_RestoreTestingRecoveryPointSelection.html`,
            "recoveryPointSelection.recoveryPointTypes",
            ["CONTINUOUS", "SNAPSHOT"],
        ),
        refusal("backup-testing-vaults", `${API}/API_RestoreTestingRecoveryPointSelection.html`, (inputs) => {
            const wrong = textsAt(inputs, "recoveryPointSelection.includeVaults").find(
                (arn) => !/^(\*|arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:.+)$/.test(arn),
            );
            return wrong === undefined
                ? undefined
                : fault(
                      "recoveryPointSelection.includeVaults",
                      `InvalidParameterValueException: IncludeVaults must contain vault ARNs or "*", got ${wrong}`,
                  );
        }),
        refuseRange(
            "backup-testing-window",
            `${API}/API_RestoreTestingRecoveryPointSelection.html`,
            "recoveryPointSelection.selectionWindowDays",
            { min: 1, max: 365 },
        ),
        refuseRange(
            "backup-testing-start-window",
            `${API}/API_RestoreTestingPlanForCreate.html`,
            "startWindowHours",
            { min: 1, max: 168 },
        ),
    ],
    create: (resource) => ({
        id: String(resource.inputs.name),
        outputs: {
            arn: resource.arn(
                "backup",
                `restore-testing-plan:${String(resource.inputs.name)}-${uuid(resource)}`,
            ),
        },
    }),
    refuseDelete: {
        when: "it has selections",
        source: `${API}/API_DeleteRestoreTestingPlan.html`,
        find: ({ inputs }, account) =>
            account
                .all("aws:backup/restoreTestingSelection:RestoreTestingSelection")
                .some(({ inputs: other }) => other.restoreTestingPlanName === inputs.name)
                ? "InvalidRequestException: Restore testing plan has associated selections. Delete the selections first"
                : undefined,
    },
};

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html */
const TESTED = ["Aurora", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "Neptune", "RDS", "S3"];

const restoreTestingSelection: ResourceType = {
    token: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
    required: ["iamRoleArn", "protectedResourceType", "restoreTestingPlanName"],
    replaceOn: ["name", "protectedResourceType", "restoreTestingPlanName", "region"],
    refusals: [
        testingName("backup-testing-selection-name", `${API}/API_RestoreTestingSelectionForCreate.html`),
        refuseOther(
            "backup-testing-resource-type",
            `${API}/restore-testing.html`,
            "protectedResourceType",
            TESTED,
        ),
        refusal("backup-testing-resources", `${API}/API_RestoreTestingSelectionForCreate.html`, (inputs) => {
            const given = ["protectedResourceArns", "protectedResourceConditions"].filter((property) =>
                isSet(inputs, property),
            );
            return given.length === 1
                ? undefined
                : fault(
                      "protectedResourceArns",
                      `ValidationException: A selection must have either ProtectedResourceArns or ProtectedResourceConditions, got ${given.length === 0 ? "neither" : "both"}`,
                  );
        }),
        refuseRange(
            "backup-testing-validation-window",
            `${API}/API_RestoreTestingSelectionForCreate.html`,
            "validationWindowHours",
            { min: 1, max: 168 },
        ),
        refuseMissing(
            "backup-testing-selection-plan",
            `${API}/API_CreateRestoreTestingSelection.html`,
            "restoreTestingPlanName",
            { tokens: [TESTING_PLAN], code: "ResourceNotFoundException", what: "restore testing plan" },
        ),
    ],
    create: ({ inputs }) => ({
        id: `${String(inputs.name)}:${String(inputs.restoreTestingPlanName)}`,
        outputs: {},
    }),
};

export const types: readonly ResourceType[] = [
    vault,
    vaultPolicy,
    vaultLockConfiguration,
    vaultNotifications,
    plan,
    selection,
    restoreTestingPlan,
    restoreTestingSelection,
];
