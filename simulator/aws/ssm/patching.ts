import { Properties, Refusal, ResourceType, Source } from "../../resource-type";
import {
    blocksAt,
    listAt,
    numberAt,
    refusal,
    refuseMissing,
    refuseOther,
    refuseRange,
    refuseText,
    same,
    shown,
    textAt,
} from "../../checks";
import { uuid } from "../checks/ids";
import { refuseMissingDocument, refuseSchedule, refuseShare } from "./documents";

const BASELINE = "aws:ssm/patchBaseline:PatchBaseline";
const WINDOW = "aws:ssm/maintenanceWindow:MaintenanceWindow";
const TARGET = "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget";
const docs = (call: string): Source =>
    `https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_${call}.html`;

const SYSTEMS = [
    "ALMA_LINUX",
    "AMAZON_LINUX",
    "AMAZON_LINUX_2",
    "AMAZON_LINUX_2022",
    "AMAZON_LINUX_2023",
    "CENTOS",
    "DEBIAN",
    "MACOS",
    "ORACLE_LINUX",
    "RASPBIAN",
    "REDHAT_ENTERPRISE_LINUX",
    "ROCKY_LINUX",
    "SUSE",
    "UBUNTU",
    "WINDOWS",
];
/** The filters for patches of Debian and Ubuntu. */
const DEBIAN_FILTERS = ["PRODUCT", "PRIORITY", "SECTION"];

const refuseName = (id: string, call: string): Refusal =>
    refuseText(id, docs(call), "name", {
        min: 3,
        max: 128,
        pattern: /^[a-zA-Z0-9_.-]+$/,
        message: "ValidationException: a name must have 3 to 128 characters of a-z, A-Z, 0-9 and _.-",
    });

const approvalRules = (inputs: Properties): Properties[] => blocksAt(inputs, "approvalRules");

const baseline: ResourceType = {
    token: BASELINE,
    autoName: { property: "name", maxLength: 128 },
    replaceOn: ["operatingSystem"],
    defaults: {
        operatingSystem: "WINDOWS",
        approvedPatchesComplianceLevel: "UNSPECIFIED",
        rejectedPatchesAction: "ALLOW_AS_DEPENDENCY",
    },
    refusals: [
        refuseName("ssm-baseline-name", "CreatePatchBaseline"),
        refuseOther("ssm-baseline-system", docs("CreatePatchBaseline"), "operatingSystem", SYSTEMS),
        refusal("ssm-baseline-delay", docs("PatchRule"), (inputs) => {
            const days = approvalRules(inputs)
                .map((rule) => numberAt(rule, "approveAfterDays"))
                .find((value) => value !== undefined && (value < 0 || value > 360));
            return days === undefined
                ? undefined
                : {
                      property: "approvalRules",
                      message: `ValidationException: approveAfterDays must be from 0 to 360, got ${days}`,
                  };
        }),
        refusal("ssm-baseline-filter", docs("PatchFilter"), (inputs) => {
            const keys = approvalRules(inputs)
                .flatMap((rule) => blocksAt(rule, "patchFilters"))
                .map((filter) => textAt(filter, "key"));
            const bad = keys.find((key) => key !== undefined && !DEBIAN_FILTERS.includes(key));
            return bad !== undefined &&
                ["DEBIAN", "UBUNTU", "RASPBIAN"].includes(shown(inputs.operatingSystem))
                ? {
                      property: "approvalRules",
                      message: `ValidationException: ${bad} is not a patch filter for ${shown(inputs.operatingSystem)}. Valid filters are ${DEBIAN_FILTERS.join(", ")}`,
                  }
                : undefined;
        }),
    ],
    create: ({ hex, arn, inputs }) => {
        const id = `pb-${hex(17)}`;
        return {
            id,
            outputs: { arn: arn("ssm", `patchbaseline/${id}`), json: JSON.stringify({ Name: inputs.name }) },
        };
    },
    refuseDelete: {
        when: "a patch group uses it",
        source: docs("DeletePatchBaseline"),
        find: ({ id }, account) =>
            account.all("aws:ssm/patchGroup:PatchGroup").some(({ inputs }) => inputs.baselineId === id)
                ? `ResourceInUseException: Cannot delete baseline ${id}: it is registered for a patch group`
                : undefined,
    },
};

const patchGroup: ResourceType = {
    token: "aws:ssm/patchGroup:PatchGroup",
    required: ["baselineId", "patchGroup"],
    replaceOn: ["baselineId", "patchGroup"],
    refusals: [
        refuseMissing(
            "ssm-patch-group-baseline-missing",
            docs("RegisterPatchBaselineForPatchGroup"),
            "baselineId",
            { tokens: [BASELINE], code: "DoesNotExistException", what: "patch baseline" },
        ),
        refusal(
            "ssm-patch-group-taken",
            docs("RegisterPatchBaselineForPatchGroup"),
            (inputs, account, { token }) => {
                const systemOf = (id: unknown): unknown =>
                    account.find(shown(id), BASELINE)?.inputs.operatingSystem;
                const taken = account
                    .all(token)
                    .some(
                        (other) =>
                            same(other.inputs.patchGroup, inputs.patchGroup) &&
                            same(systemOf(other.inputs.baselineId), systemOf(inputs.baselineId)),
                    );
                return taken
                    ? {
                          property: "patchGroup",
                          message: `AlreadyExistsException: Patch Group baseline already has a baseline registered for this operating system: ${shown(inputs.patchGroup)}`,
                      }
                    : undefined;
            },
        ),
    ],
    create: ({ inputs }) => ({
        id: `${textAt(inputs, "patchGroup") ?? ""},${textAt(inputs, "baselineId") ?? ""}`,
        outputs: {},
    }),
};

const window: ResourceType = {
    token: WINDOW,
    required: ["cutoff", "duration", "schedule"],
    autoName: { property: "name", maxLength: 128 },
    replaceOn: [],
    defaults: { enabled: true, allowUnassociatedTargets: false },
    refusals: [
        refuseName("ssm-window-name", "CreateMaintenanceWindow"),
        refuseSchedule("ssm-window-schedule", "schedule", "CreateMaintenanceWindow"),
        refuseRange("ssm-window-duration", docs("CreateMaintenanceWindow"), "duration", { min: 1, max: 24 }),
        refuseRange("ssm-window-cutoff", docs("CreateMaintenanceWindow"), "cutoff", { min: 0, max: 23 }),
        refusal("ssm-window-cutoff-duration", docs("CreateMaintenanceWindow"), (inputs) => {
            const [cutoff, duration] = [numberAt(inputs, "cutoff"), numberAt(inputs, "duration")];
            return cutoff !== undefined && duration !== undefined && cutoff >= duration
                ? {
                      property: "cutoff",
                      message: `ValidationException: Cutoff (${cutoff}) must be less than duration (${duration}), both in hours`,
                  }
                : undefined;
        }),
        refusal("ssm-window-zone", docs("CreateMaintenanceWindow"), (inputs) => {
            const zone = textAt(inputs, "scheduleTimezone");
            return zone === undefined || isTimeZone(zone)
                ? undefined
                : {
                      property: "scheduleTimezone",
                      message: `ValidationException: Invalid time zone, expected an IANA name such as Europe/Berlin: ${zone}`,
                  };
        }),
    ],
    create: ({ hex }) => ({ id: `mw-${hex(17)}`, outputs: {} }),
};

function isTimeZone(name: string): boolean {
    try {
        new Intl.DateTimeFormat("en", { timeZone: name });
        return true;
    } catch {
        return false;
    }
}

const refuseMissingWindow = (id: string): Refusal =>
    refuseMissing(id, docs("RegisterTargetWithMaintenanceWindow"), "windowId", {
        tokens: [WINDOW],
        code: "DoesNotExistException",
        what: "maintenance window",
    });

const target: ResourceType = {
    token: TARGET,
    required: ["resourceType", "targets", "windowId"],
    replaceOn: ["resourceType", "windowId"],
    refusals: [
        refuseMissingWindow("ssm-window-target-window-missing"),
        refuseOther("ssm-window-target-type", docs("RegisterTargetWithMaintenanceWindow"), "resourceType", [
            "INSTANCE",
            "RESOURCE_GROUP",
        ]),
        refusal("ssm-window-target-key", docs("Target"), (inputs) => {
            const bad = blocksAt(inputs, "targets")
                .map((one) => textAt(one, "key"))
                .find(
                    (key) =>
                        key !== undefined &&
                        !/^(InstanceIds|tag:.+|tag-key|resource-groups:(Name|ResourceTypeFilters))$/.test(
                            key,
                        ),
                );
            return bad === undefined
                ? undefined
                : {
                      property: "targets",
                      message: `ValidationException: the key of a target must be InstanceIds, tag:<name>, tag-key, resource-groups:Name or resource-groups:ResourceTypeFilters, got ${bad}`,
                  };
        }),
    ],
    create: (resource) => ({ id: uuid(resource), outputs: {} }),
};

const task: ResourceType = {
    token: "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
    required: ["taskArn", "taskType", "windowId"],
    autoName: { property: "name", maxLength: 128 },
    replaceOn: ["taskType", "windowId"],
    refusals: [
        refuseMissingWindow("ssm-window-task-window-missing"),
        refuseOther("ssm-window-task-type", docs("RegisterTaskWithMaintenanceWindow"), "taskType", [
            "AUTOMATION",
            "LAMBDA",
            "RUN_COMMAND",
            "STEP_FUNCTIONS",
        ]),
        refusal(
            "ssm-window-task-document-missing",
            docs("RegisterTaskWithMaintenanceWindow"),
            (inputs, account, resource) =>
                ["RUN_COMMAND", "AUTOMATION"].includes(shown(inputs.taskType))
                    ? refuseMissingDocument("", "taskArn").find(inputs, account, resource)
                    : undefined,
        ),
        refusal(
            "ssm-window-task-target-missing",
            docs("RegisterTaskWithMaintenanceWindow"),
            (inputs, account) => {
                const ids = blocksAt(inputs, "targets")
                    .filter((one) => one.key === "WindowTargetIds")
                    .flatMap((one) => listAt(one, "values"));
                const missing = ids.find((id) => account.find(shown(id), TARGET) === undefined);
                return missing === undefined
                    ? undefined
                    : {
                          property: "targets",
                          message: `DoesNotExistException: Maintenance window target ${shown(missing)} does not exist`,
                      };
            },
        ),
        refuseShare("ssm-window-task-concurrency", "maxConcurrency", "RegisterTaskWithMaintenanceWindow"),
        refuseShare("ssm-window-task-errors", "maxErrors", "RegisterTaskWithMaintenanceWindow"),
    ],
    create: (resource) => {
        const id = uuid(resource);
        return { id, outputs: { windowTaskId: id, arn: resource.arn("ssm", `windowtask/${id}`) } };
    },
};

export const types = [baseline, patchGroup, window, target, task];
