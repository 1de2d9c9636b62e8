import * as aws from "@pulumi/aws";
import { casesOf, clash, once } from "./table";

const NAME_MESSAGE = 'ValidationException: a name has 3 to 128 of a-z, A-Z, 0-9 and _.-: "my window"';
const NO_WINDOW = { windowId: "mw-0123456789abcdef0" };
const WINDOW_MESSAGE = "DoesNotExistException: The maintenance window 'mw-0123456789abcdef0' does not exist";

const approval = (rule: object): { approvalRules: object[] } => ({
    approvalRules: [
        { approveAfterDays: 7, patchFilters: [{ key: "PRIORITY", values: ["Required"] }], ...rule },
    ],
});
const baseline = (): aws.ssm.PatchBaselineArgs => ({
    operatingSystem: "DEBIAN",
    ...(approval({}) as Pick<aws.ssm.PatchBaselineArgs, "approvalRules">),
});
const sharedBaseline = once(() => new aws.ssm.PatchBaseline("shared", baseline()));

const window = (): aws.ssm.MaintenanceWindowArgs => ({
    schedule: "cron(0 3 ? * SUN *)",
    scheduleTimezone: "Europe/Berlin",
    duration: 3,
    cutoff: 1,
});
const sharedWindow = once(() => new aws.ssm.MaintenanceWindow("shared", window()));

const content = (schemaVersion: string): string =>
    JSON.stringify({ schemaVersion, description: "Patches", mainSteps: [] });
const document = (): aws.ssm.DocumentArgs => ({ documentType: "Command", content: content("2.2") });

const task = (): aws.ssm.MaintenanceWindowTaskArgs => ({
    windowId: sharedWindow().id,
    taskType: "RUN_COMMAND",
    taskArn: "AWS-RunPatchBaseline",
    maxConcurrency: "1",
    maxErrors: "50%",
});

export const cases = [
    ...casesOf(aws.ssm.Parameter, (name) => ({ name: `/hrms/${name}`, type: "String", value: "release-1" }), [
        [
            "ssm-parameter-name",
            { name: "/hrms/release name" },
            "ValidationException: a parameter's name has up to 15 levels",
        ],
        [
            "ssm-parameter-reserved",
            { name: "/aws/release" },
            'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive): "/aws/release"',
        ],
        [
            "ssm-parameter-type",
            { type: "Text" },
            "expected type to be one of [String, StringList, SecureString], got Text",
        ],
        [
            "ssm-parameter-value",
            { value: undefined },
            "one of value, insecureValue and valueWo must be specified, and not empty",
        ],
        [
            "ssm-parameter-size",
            { value: "x".repeat(4_097) },
            "ValidationException: Standard tier parameters support a maximum parameter value of 4096 characters",
        ],
        [
            "ssm-parameter-key",
            { keyId: "alias/hrms" },
            "ValidationException: KeyId is for parameters of type SecureString",
        ],
        [
            "ssm-parameter-key-missing",
            { type: "SecureString", keyId: "alias/gone" },
            "InvalidKeyId: The KMS key 'alias/gone' does not exist",
        ],
    ]),
    clash(
        "ssm-parameter-taken",
        aws.ssm.Parameter,
        () => ({ name: "/hrms/taken", type: "String", value: "1" }),
        "ParameterAlreadyExists: The parameter /hrms/taken already exists",
    ),
    ...casesOf(aws.ssm.PatchBaseline, baseline, [
        ["ssm-baseline-name", { name: "my window" }, NAME_MESSAGE],
        [
            "ssm-baseline-system",
            { operatingSystem: "DEBIAN_13" },
            "expected operatingSystem to be one of [ALMA_LINUX,",
        ],
        [
            "ssm-baseline-delay",
            approval({ approveAfterDays: 400 }),
            "ValidationException: approveAfterDays is from 0 to 360, got 400",
        ],
        [
            "ssm-baseline-filter",
            approval({ patchFilters: [{ key: "CLASSIFICATION", values: ["Security"] }] }),
            "ValidationException: CLASSIFICATION is not a patch filter of DEBIAN: PRODUCT, PRIORITY, SECTION",
        ],
    ]),
    ...casesOf(aws.ssm.PatchGroup, (name) => ({ baselineId: sharedBaseline().id, patchGroup: name }), [
        [
            "ssm-patch-group-baseline-missing",
            { baselineId: "pb-0123456789abcdef0" },
            "DoesNotExistException: The patch baseline 'pb-0123456789abcdef0' does not exist",
        ],
    ]),
    clash(
        "ssm-patch-group-taken",
        aws.ssm.PatchGroup,
        () => ({ baselineId: sharedBaseline().id, patchGroup: "taken" }),
        "AlreadyExistsException: Patch Group baseline already has a baseline registered for this operating system: taken",
    ),
    ...casesOf(aws.ssm.MaintenanceWindow, window, [
        ["ssm-window-name", { name: "my window" }, NAME_MESSAGE],
        [
            "ssm-window-schedule",
            { schedule: "0 3 * * SUN" },
            "ValidationException: Invalid schedule expression, expected cron(...), rate(...) or at(...): 0 3 * * SUN",
        ],
        ["ssm-window-duration", { duration: 25 }, "expected duration to be in the range (1 - 24), got 25"],
        [
            "ssm-window-cutoff",
            { duration: 24, cutoff: 24 },
            "expected cutoff to be in the range (0 - 23), got 24",
        ],
        [
            "ssm-window-cutoff-duration",
            { cutoff: 3 },
            "ValidationException: Cutoff (3) must be less than duration (3), both in hours",
        ],
        [
            "ssm-window-zone",
            { scheduleTimezone: "Europe/Frankfurt" },
            "ValidationException: Invalid time zone, expected an IANA name such as Europe/Berlin: Europe/Frankfurt",
        ],
    ]),
    ...casesOf(
        aws.ssm.MaintenanceWindowTarget,
        () => ({
            windowId: sharedWindow().id,
            resourceType: "INSTANCE",
            targets: [{ key: "tag:PatchGroup", values: ["web"] }],
        }),
        [
            ["ssm-window-target-window-missing", NO_WINDOW, WINDOW_MESSAGE],
            [
                "ssm-window-target-type",
                { resourceType: "INSTANCES" },
                "expected resourceType to be one of [INSTANCE, RESOURCE_GROUP], got INSTANCES",
            ],
            [
                "ssm-window-target-key",
                { targets: [{ key: "PatchGroup", values: ["web"] }] },
                "a target's key is InstanceIds, tag:<name>, tag-key or resource-groups:Name: PatchGroup",
            ],
        ],
    ),
    ...casesOf(aws.ssm.MaintenanceWindowTask, task, [
        ["ssm-window-task-window-missing", NO_WINDOW, WINDOW_MESSAGE],
        [
            "ssm-window-task-type",
            { taskType: "COMMAND" },
            "expected taskType to be one of [AUTOMATION, LAMBDA, RUN_COMMAND, STEP_FUNCTIONS], got COMMAND",
        ],
        [
            "ssm-window-task-document-missing",
            { taskArn: "hrms-patch" },
            "InvalidDocument: Document with name hrms-patch does not exist",
        ],
        [
            "ssm-window-task-target-missing",
            { targets: [{ key: "WindowTargetIds", values: ["01234567-0123-0123-0123-0123456789ab"] }] },
            "DoesNotExistException: Maintenance window target 01234567-0123-0123-0123-0123456789ab does not exist",
        ],
        [
            "ssm-window-task-concurrency",
            { maxConcurrency: "one" },
            'ValidationException: maxConcurrency is a number or a percentage: "one"',
        ],
        [
            "ssm-window-task-errors",
            { maxErrors: "150%" },
            'ValidationException: maxErrors is a number or a percentage: "150%"',
        ],
    ]),
    ...casesOf(aws.ssm.Document, document, [
        ["ssm-document-name", { name: "AWS-Patch" }, "and does not begin with aws, amazon or amzn"],
        [
            "ssm-document-format",
            { documentFormat: "XML" },
            "expected documentFormat to be one of [JSON, YAML, TEXT], got XML",
        ],
        [
            "ssm-document-content",
            { content: "schemaVersion: '2.2'" },
            "InvalidDocumentContent: JSON not well-formed",
        ],
        [
            "ssm-document-schema",
            { content: content("0.3") },
            "InvalidDocumentSchemaVersion: a Command document has schema 1.2 or 2.0 or 2.2, got 0.3",
        ],
    ]),
    clash(
        "ssm-document-taken",
        aws.ssm.Document,
        () => ({ ...document(), name: "taken" }),
        "DocumentAlreadyExists: Document with name taken already exists",
    ),
    ...casesOf(
        aws.ssm.Association,
        () => ({
            name: "AWS-GatherSoftwareInventory",
            scheduleExpression: "rate(12 hours)",
            maxErrors: "10%",
        }),
        [
            [
                "ssm-association-document-missing",
                { name: "hrms-inventory" },
                "InvalidDocument: Document with name hrms-inventory does not exist",
            ],
            [
                "ssm-association-schedule",
                { scheduleExpression: "rate(1 hours)" },
                "ValidationException: Invalid schedule expression, expected cron(...), rate(...) or at(...): rate(1 hours)",
            ],
            [
                "ssm-association-name",
                { associationName: "my association" },
                "ValidationException: an association's name has 3 to 128",
            ],
            [
                "ssm-association-severity",
                { complianceSeverity: "URGENT" },
                "expected complianceSeverity to be one of [UNSPECIFIED, LOW, MEDIUM, HIGH, CRITICAL], got URGENT",
            ],
            [
                "ssm-association-concurrency",
                { maxConcurrency: "0%" },
                'ValidationException: maxConcurrency is a number or a percentage: "0%"',
            ],
            [
                "ssm-association-errors",
                { maxErrors: "some" },
                'ValidationException: maxErrors is a number or a percentage: "some"',
            ],
        ],
    ),
];
