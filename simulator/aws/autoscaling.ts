import { Account, ExistingResource, Properties, Refusal, ResourceType, Source } from "../resource-type";
import {
    blocksAt,
    isSet,
    listAt,
    numberAt,
    refusal,
    refuseMissing,
    refuseOther,
    refuseRange,
    refuseTaken,
    refuseTakenWithin,
    refuseText,
    shown,
    textAt,
    valueAt,
} from "../checks";
import { LAUNCH_TEMPLATE } from "./ec2/instances";
import { architectureFault } from "./ec2/machines";
import { refuseMissingSubnets, SUBNET } from "./ec2/network";
import { TARGET_GROUP } from "./lb/target-groups";

const GROUP = "aws:autoscaling/group:Group";
const docs = (call: string): Source =>
    `https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_${call}.html`;

/** Whether the template has the version: `$Default`, `$Latest` or an existing number. */
function hasVersion(template: ExistingResource, version: unknown): boolean {
    const latest = numberAt(template.outputs, "latestVersion") ?? 1;
    return (
        typeof version !== "string" ||
        ["$Default", "$Latest"].includes(version) ||
        (/^\d+$/.test(version) && Number(version) >= 1 && Number(version) <= latest)
    );
}

const templateOf = (inputs: Properties, account: Account): ExistingResource | undefined => {
    const [block] = [
        ...blocksAt(inputs, "launchTemplate"),
        ...blocksAt(inputs, "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification"),
    ];
    const name = ["id", "name", "launchTemplateId", "launchTemplateName"]
        .map((key) => textAt(block ?? {}, key))
        .find((text) => text !== undefined);
    return name === undefined ? undefined : account.find(name, LAUNCH_TEMPLATE);
};

const group: ResourceType = {
    token: GROUP,
    required: ["maxSize", "minSize"],
    replaceOn: ["name", "namePrefix"],
    defaults: {
        healthCheckType: "EC2",
        healthCheckGracePeriod: 300,
        defaultCooldown: 300,
        metricsGranularity: "1Minute",
    },
    refusals: [
        refuseText("autoscaling-group-name", docs("CreateAutoScalingGroup"), "name", {
            min: 1,
            max: 255,
            pattern: /^[^:]*$/,
            message: "ValidationError: the name of a group must have at most 255 characters and no colon",
        }),
        refuseTaken("autoscaling-group-taken", docs("CreateAutoScalingGroup"), "name", {
            code: "AlreadyExists",
            what: "AutoScalingGroup by this name already exists - A group with the name",
        }),
        refusal("autoscaling-group-sizes", docs("CreateAutoScalingGroup"), (inputs) => {
            const [min, max] = [numberAt(inputs, "minSize"), numberAt(inputs, "maxSize")];
            const desired = numberAt(inputs, "desiredCapacity");
            if (min !== undefined && max !== undefined && min > max) {
                return {
                    property: "minSize",
                    message: `ValidationError: Max bound, ${max}, must be greater than or equal to min bound, ${min}`,
                };
            }
            return desired !== undefined &&
                ((min !== undefined && desired < min) || (max !== undefined && desired > max))
                ? {
                      property: "desiredCapacity",
                      message: `ValidationError: Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`,
                  }
                : undefined;
        }),
        refusal("autoscaling-group-template", docs("CreateAutoScalingGroup"), (inputs, account) => {
            if (
                !["launchTemplate", "mixedInstancesPolicy", "launchConfiguration"].some((property) =>
                    isSet(inputs, property),
                )
            ) {
                return {
                    property: "launchTemplate",
                    message:
                        "ValidationError: Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter",
                };
            }
            const id = textAt(inputs, "launchTemplate.id") ?? textAt(inputs, "launchTemplate.name");
            const template = templateOf(inputs, account);
            if (id !== undefined && template === undefined) {
                return {
                    property: "launchTemplate.id",
                    message: `ValidationError: You must use a valid fully-formed launch template. The specified launch template, with template ID ${id}, does not exist`,
                };
            }
            const version = valueAt(inputs, "launchTemplate.version");
            return template === undefined || hasVersion(template, version)
                ? undefined
                : {
                      property: "launchTemplate.version",
                      message: `ValidationError: You must use a valid fully-formed launch template. Could not find the specified version ${shown(version)} for the launch template with ID ${template.id}`,
                  };
        }),
        refusal(
            "autoscaling-group-architecture",
            "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-launch-template.html",
            (inputs, account) => {
                const template = templateOf(inputs, account);
                const types = blocksAt(inputs, "mixedInstancesPolicy.launchTemplate.overrides").map(
                    (override) => textAt(override, "instanceType"),
                );
                const message = types
                    .map((type) =>
                        architectureFault(type, textAt(template?.inputs ?? {}, "imageId"), account),
                    )
                    .find((fault) => fault !== undefined);
                return message === undefined
                    ? undefined
                    : {
                          property: "mixedInstancesPolicy",
                          message: `ValidationError: You must use a valid fully-formed launch template. ${message}`,
                      };
            },
        ),
        refuseMissingSubnets("autoscaling-group-subnet-missing", "vpcZoneIdentifiers"),
        refusal("autoscaling-group-nowhere", docs("CreateAutoScalingGroup"), (inputs) =>
            ["vpcZoneIdentifiers", "availabilityZones"].some((property) => isSet(inputs, property))
                ? undefined
                : {
                      property: "vpcZoneIdentifiers",
                      message: "ValidationError: At least one Availability Zone or VPC Subnet is required",
                  },
        ),
        refusal("autoscaling-group-target-missing", docs("CreateAutoScalingGroup"), (inputs, account) => {
            const missing = listAt(inputs, "targetGroupArns").find(
                (arn) => account.find(shown(arn), TARGET_GROUP) === undefined,
            );
            return missing === undefined
                ? undefined
                : {
                      property: "targetGroupArns",
                      message: `ValidationError: Provided Target Group '${shown(missing)}' may not be valid. Please ensure it exists and try again`,
                  };
        }),
        refusal("autoscaling-group-target-vpc", docs("AttachLoadBalancerTargetGroups"), (inputs, account) => {
            const vpcs = listAt(inputs, "vpcZoneIdentifiers").map(
                (id) => account.find(shown(id), SUBNET)?.inputs.vpcId,
            );
            const stray = listAt(inputs, "targetGroupArns").find((arn) => {
                const vpcId = account.find(shown(arn), TARGET_GROUP)?.inputs.vpcId;
                return (
                    typeof vpcId === "string" && vpcs.some((own) => typeof own === "string" && own !== vpcId)
                );
            });
            return stray === undefined
                ? undefined
                : {
                      property: "targetGroupArns",
                      message: `ValidationError: The target group ${shown(stray)} is not in the VPC of the group's subnets`,
                  };
        }),
        refuseOther("autoscaling-group-health-check", docs("CreateAutoScalingGroup"), "healthCheckType", [
            "EC2",
            "ELB",
            "EBS",
            "VPC_LATTICE",
        ]),
        refusal("autoscaling-group-lifetime", docs("CreateAutoScalingGroup"), (inputs) => {
            const seconds = numberAt(inputs, "maxInstanceLifetime");
            return seconds === undefined || seconds === 0 || (seconds >= 86_400 && seconds <= 31_536_000)
                ? undefined
                : {
                      property: "maxInstanceLifetime",
                      message: `expected max_instance_lifetime to be 0 or in the range (86400 - 31536000), got ${seconds}`,
                  };
        }),
        refusal("autoscaling-group-maintenance", docs("InstanceMaintenancePolicy"), (inputs) => {
            const [min, max] = ["minHealthyPercentage", "maxHealthyPercentage"].map((name) =>
                numberAt(inputs, `instanceMaintenancePolicy.${name}`),
            );
            const fits =
                min === undefined ||
                max === undefined ||
                (min === -1 && max === -1) ||
                (min >= 0 && min <= 100 && max >= 100 && max <= 200 && max - min <= 100);
            return fits
                ? undefined
                : {
                      property: "instanceMaintenancePolicy",
                      message: `ValidationError: MinHealthyPercentage must be 0 to 100, MaxHealthyPercentage 100 to 200, and their difference at most 100, got ${min} and ${max}`,
                  };
        }),
    ],
    create: ({ inputs, hex, arn }) => {
        const name = textAt(inputs, "name") ?? "";
        const uuid = [8, 4, 4, 4, 12].map((digits, at) => hex(digits, `uuid${at}`)).join("-");
        return {
            id: name,
            outputs: {
                arn: arn("autoscaling", `autoScalingGroup:${uuid}:autoScalingGroupName/${name}`),
                desiredCapacity: inputs.desiredCapacity ?? inputs.minSize,
            },
        };
    },
};

const refuseMissingGroup = (id: string): Refusal =>
    refuseMissing(id, docs("PutScalingPolicy"), "autoscalingGroupName", {
        tokens: [GROUP],
        code: "ValidationError",
        what: "Auto Scaling group",
    });

const policy: ResourceType = {
    token: "aws:autoscaling/policy:Policy",
    required: ["autoscalingGroupName"],
    replaceOn: ["autoscalingGroupName", "name"],
    defaults: { policyType: "SimpleScaling", enabled: true },
    refusals: [
        refuseMissingGroup("autoscaling-policy-group-missing"),
        refuseOther("autoscaling-policy-type", docs("PutScalingPolicy"), "policyType", [
            "SimpleScaling",
            "StepScaling",
            "TargetTrackingScaling",
            "PredictiveScaling",
        ]),
        refusal("autoscaling-policy-configuration", docs("PutScalingPolicy"), (inputs) => {
            const needed: Readonly<Record<string, string>> = {
                SimpleScaling: "adjustmentType",
                StepScaling: "stepAdjustments",
                TargetTrackingScaling: "targetTrackingConfiguration",
                PredictiveScaling: "predictiveScalingConfiguration",
            };
            const type = inputs.policyType ?? "SimpleScaling";
            const property = typeof type === "string" ? needed[type] : undefined;
            return property === undefined || isSet(inputs, property)
                ? undefined
                : {
                      property,
                      message: `ValidationError: ${property} is required for policy type ${shown(type)}`,
                  };
        }),
        refusal("autoscaling-policy-resource-label", docs("PredefinedMetricSpecification"), (inputs) => {
            const [metric] = blocksAt(inputs, "targetTrackingConfiguration.predefinedMetricSpecification");
            const label = valueAt(metric ?? {}, "resourceLabel");
            const wrong =
                typeof label === "string" &&
                !/^app\/[^/]+\/[0-9a-f]+\/targetgroup\/[^/]+\/[0-9a-f]+$/.test(label);
            return metric?.predefinedMetricType === "ALBRequestCountPerTarget" &&
                (label === undefined || wrong)
                ? {
                      property: "targetTrackingConfiguration",
                      message: `ValidationError: The resource label must have the form app/<load balancer name>/<id>/targetgroup/<target group name>/<id>, got ${shown(label)}`,
                  }
                : undefined;
        }),
    ],
    create: ({ inputs, hex, arn }) => {
        const name = textAt(inputs, "name") ?? "";
        return {
            id: name,
            outputs: {
                arn: arn(
                    "autoscaling",
                    `scalingPolicy:${hex(32)}:autoScalingGroupName/${textAt(inputs, "autoscalingGroupName") ?? ""}:policyName/${name}`,
                ),
            },
        };
    },
};

const lifecycleHook: ResourceType = {
    token: "aws:autoscaling/lifecycleHook:LifecycleHook",
    required: ["autoscalingGroupName", "lifecycleTransition"],
    replaceOn: ["autoscalingGroupName", "name"],
    refusals: [
        refuseMissingGroup("autoscaling-hook-group-missing"),
        refuseRange("autoscaling-hook-timeout", docs("PutLifecycleHook"), "heartbeatTimeout", {
            min: 30,
            max: 7_200,
        }),
        refuseOther("autoscaling-hook-transition", docs("PutLifecycleHook"), "lifecycleTransition", [
            "autoscaling:EC2_INSTANCE_LAUNCHING",
            "autoscaling:EC2_INSTANCE_TERMINATING",
        ]),
        refuseOther("autoscaling-hook-result", docs("PutLifecycleHook"), "defaultResult", [
            "CONTINUE",
            "ABANDON",
        ]),
    ],
    create: ({ inputs }) => ({
        id: textAt(inputs, "name") ?? "",
        outputs: {
            defaultResult: inputs.defaultResult ?? "ABANDON",
            heartbeatTimeout: inputs.heartbeatTimeout ?? 3600,
        },
    }),
};

const CRON_BOUNDS = [
    [0, 59],
    [0, 23],
    [1, 31],
    [1, 12],
    [0, 7],
] as const;

/** Whether the text has the five fields of Unix cron, with numbers or names. https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html */
function isUnixCron(text: string): boolean {
    const fields = text.trim().split(/\s+/);
    return (
        fields.length === CRON_BOUNDS.length &&
        CRON_BOUNDS.every(([min, max], at) =>
            (fields[at] ?? "").split(",").every((part) => {
                const [span = "", step] = part.split("/");
                const ends = span === "*" ? [] : span.split("-");
                const isEnd = (end: string): boolean =>
                    /^[A-Za-z]{3}$/.test(end) ||
                    (/^\d+$/.test(end) && Number(end) >= min && Number(end) <= max);
                return (
                    ends.length <= 2 && ends.every(isEnd) && (step === undefined || /^[1-9]\d*$/.test(step))
                );
            }),
        )
    );
}

const schedule: ResourceType = {
    token: "aws:autoscaling/schedule:Schedule",
    required: ["autoscalingGroupName", "scheduledActionName"],
    replaceOn: ["autoscalingGroupName", "scheduledActionName"],
    refusals: [
        refuseMissingGroup("autoscaling-schedule-group-missing"),
        refusal("autoscaling-schedule-recurrence", docs("PutScheduledUpdateGroupAction"), (inputs) => {
            const text = textAt(inputs, "recurrence");
            return text === undefined || isUnixCron(text)
                ? undefined
                : {
                      property: "recurrence",
                      message: `ValidationError: Given recurrence string: ${text} is invalid`,
                  };
        }),
        refusal("autoscaling-schedule-nothing", docs("PutScheduledUpdateGroupAction"), (inputs) =>
            ["minSize", "maxSize", "desiredCapacity"].some((property) => isSet(inputs, property))
                ? undefined
                : {
                      property: "minSize",
                      message:
                          "ValidationError: At least one of MinSize, MaxSize and DesiredCapacity is required",
                  },
        ),
        refuseTakenWithin(
            "autoscaling-schedule-taken",
            docs("PutScheduledUpdateGroupAction"),
            { property: "scheduledActionName", parent: "autoscalingGroupName" },
            (name) => `AlreadyExists: scheduled action ${name} already exists`,
        ),
    ],
    create: ({ inputs, hex, arn }) => {
        const name = textAt(inputs, "scheduledActionName") ?? "";
        return {
            id: name,
            outputs: {
                arn: arn(
                    "autoscaling",
                    `scheduledUpdateGroupAction:${hex(32)}:autoScalingGroupName/${textAt(inputs, "autoscalingGroupName") ?? ""}:scheduledActionName/${name}`,
                ),
            },
        };
    },
};

export const types = [group, policy, lifecycleHook, schedule];
