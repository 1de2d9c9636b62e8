import * as aws from "@pulumi/aws";
import { casesOf, clash, once } from "../support/table";

const NAME_MESSAGE =
    'ValidationException: a name must have 3 to 128 characters of a-z, A-Z, 0-9 and _.-: "my window"';

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

const task = (): aws.ssm.MaintenanceWindowTaskArgs => ({
    windowId: sharedWindow().id,
    taskType: "RUN_COMMAND",
    taskArn: "AWS-RunPatchBaseline",
    maxConcurrency: "1",
    maxErrors: "50%",
});

export const cases = [
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
            "ValidationException: approveAfterDays must be from 0 to 360, got 400",
        ],
        [
            "ssm-baseline-filter",
            approval({ patchFilters: [{ key: "CLASSIFICATION", values: ["Security"] }] }),
            "ValidationException: CLASSIFICATION is not a patch filter for DEBIAN. Valid filters are PRODUCT, PRIORITY, SECTION",
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
                "tag-key, resource-groups:Name or resource-groups:ResourceTypeFilters, got PatchGroup",
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
            'ValidationException: maxConcurrency must be a number or a percentage from 1% to 100%: "one"',
        ],
        [
            "ssm-window-task-errors",
            { maxErrors: "150%" },
            'ValidationException: maxErrors must be a number or a percentage from 1% to 100%: "150%"',
        ],
    ]),
];
