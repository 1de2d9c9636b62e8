import * as aws from "@pulumi/aws";
import { closedSubnetA, launchTemplate, subnetA, subnetB, targetGroup } from "./support/fixtures";
import { casesOf, clash, once } from "./support/table";

const NO_TARGET = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/gone/0123456789abcdef";
const NO_GROUP = { autoscalingGroupName: "gone" };
const GROUP_MESSAGE = "ValidationError: The Auto Scaling group 'gone' does not exist";

const group = (): aws.autoscaling.GroupArgs => ({
    minSize: 2,
    maxSize: 4,
    desiredCapacity: 2,
    vpcZoneIdentifiers: [subnetA().id, subnetB().id],
    launchTemplate: { id: launchTemplate().id, version: "1" },
    healthCheckType: "ELB",
    instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
});
const mixed = (instanceType: string): aws.autoscaling.GroupArgs["mixedInstancesPolicy"] => ({
    launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: launchTemplate().id },
        overrides: [{ instanceType }],
    },
});

const shared = once(() => new aws.autoscaling.Group("shared", group()));
const tracking = (specification: object): Partial<aws.autoscaling.PolicyArgs> => ({
    targetTrackingConfiguration: {
        targetValue: 50,
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization", ...specification },
    },
});

export const cases = [
    ...casesOf(aws.autoscaling.Group, group, [
        [
            "autoscaling-group-name",
            { name: "web:1" },
            "ValidationError: the name of a group must have at most 255 characters and no colon",
        ],
        [
            "autoscaling-group-sizes",
            { minSize: 5 },
            "ValidationError: Max bound, 4, must be greater than or equal to min bound, 5",
        ],
        [
            "autoscaling-group-sizes",
            { desiredCapacity: 1 },
            "ValidationError: Desired capacity:1 must be between the specified min size:2 and max size:4",
        ],
        [
            "autoscaling-group-template",
            { launchTemplate: undefined },
            "ValidationError: Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter",
        ],
        [
            "autoscaling-group-template",
            { launchTemplate: { id: "lt-0123456789abcdef0" } },
            "The specified launch template, with template ID lt-0123456789abcdef0, does not exist",
        ],
        [
            "autoscaling-group-template",
            () => ({ launchTemplate: { id: launchTemplate().id, version: "7" } }),
            "Could not find the specified version 7 for the launch template with ID lt-",
        ],
        [
            "autoscaling-group-architecture",
            () => ({ launchTemplate: undefined, mixedInstancesPolicy: mixed("m7i.large") }),
            "The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64' of the specified AMI",
        ],
        [
            "autoscaling-group-subnet-missing",
            { vpcZoneIdentifiers: ["subnet-0123456789abcdef0"] },
            "InvalidSubnetID.NotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist",
        ],
        [
            "autoscaling-group-nowhere",
            { vpcZoneIdentifiers: undefined },
            "ValidationError: At least one Availability Zone or VPC Subnet is required",
        ],
        [
            "autoscaling-group-target-missing",
            { targetGroupArns: [NO_TARGET] },
            `ValidationError: Provided Target Group '${NO_TARGET}' may not be valid`,
        ],
        [
            "autoscaling-group-target-vpc",
            () => ({ vpcZoneIdentifiers: [closedSubnetA().id], targetGroupArns: [targetGroup().arn] }),
            "is not in the VPC of the group's subnets",
        ],
        [
            "autoscaling-group-health-check",
            { healthCheckType: "ALB" },
            "expected healthCheckType to be one of [EC2, ELB, EBS, VPC_LATTICE], got ALB",
        ],
        [
            "autoscaling-group-lifetime",
            { maxInstanceLifetime: 3_600 },
            "expected max_instance_lifetime to be 0 or in the range (86400 - 31536000), got 3600",
        ],
        [
            "autoscaling-group-maintenance",
            { instanceMaintenancePolicy: { minHealthyPercentage: 50, maxHealthyPercentage: 200 } },
            "and their difference at most 100, got 50 and 200",
        ],
    ]),
    clash(
        "autoscaling-group-taken",
        aws.autoscaling.Group,
        () => ({ ...group(), name: "taken" }),
        "AlreadyExists: AutoScalingGroup by this name already exists - A group with the name taken already exists",
    ),
    ...casesOf(
        aws.autoscaling.Policy,
        () => ({ autoscalingGroupName: shared().name, policyType: "TargetTrackingScaling", ...tracking({}) }),
        [
            ["autoscaling-policy-group-missing", NO_GROUP, GROUP_MESSAGE],
            [
                "autoscaling-policy-type",
                { policyType: "TargetTracking" },
                "expected policyType to be one of [SimpleScaling, StepScaling, TargetTrackingScaling, PredictiveScaling], got TargetTracking",
            ],
            [
                "autoscaling-policy-configuration",
                { targetTrackingConfiguration: undefined },
                "ValidationError: targetTrackingConfiguration is required for policy type TargetTrackingScaling",
            ],
            [
                "autoscaling-policy-resource-label",
                tracking({ predefinedMetricType: "ALBRequestCountPerTarget", resourceLabel: "app/web" }),
                "The resource label must have the form app/<load balancer name>/<id>/targetgroup/<target group name>/<id>, got app/web",
            ],
        ],
    ),
    ...casesOf(
        aws.autoscaling.LifecycleHook,
        () => ({
            autoscalingGroupName: shared().name,
            lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
            heartbeatTimeout: 900,
            defaultResult: "ABANDON",
        }),
        [
            ["autoscaling-hook-group-missing", NO_GROUP, GROUP_MESSAGE],
            [
                "autoscaling-hook-timeout",
                { heartbeatTimeout: 10 },
                "expected heartbeatTimeout to be in the range (30 - 7200), got 10",
            ],
            [
                "autoscaling-hook-transition",
                { lifecycleTransition: "launching" },
                "expected lifecycleTransition to be one of [autoscaling:EC2_INSTANCE_LAUNCHING, autoscaling:EC2_INSTANCE_TERMINATING], got launching",
            ],
            [
                "autoscaling-hook-result",
                { defaultResult: "FAIL" },
                "expected defaultResult to be one of [CONTINUE, ABANDON], got FAIL",
            ],
        ],
    ),
    ...casesOf(
        aws.autoscaling.Schedule,
        (name) => ({
            autoscalingGroupName: shared().name,
            scheduledActionName: name,
            recurrence: "0 7 * * MON-FRI",
            minSize: 3,
        }),
        [
            ["autoscaling-schedule-group-missing", NO_GROUP, GROUP_MESSAGE],
            [
                "autoscaling-schedule-recurrence",
                { recurrence: "cron(0 7 ? * MON-FRI *)" },
                "ValidationError: Given recurrence string: cron(0 7 ? * MON-FRI *) is invalid",
            ],
            [
                "autoscaling-schedule-nothing",
                { minSize: undefined },
                "ValidationError: At least one of MinSize, MaxSize and DesiredCapacity is required",
            ],
        ],
    ),
    clash(
        "autoscaling-schedule-taken",
        aws.autoscaling.Schedule,
        () => ({ autoscalingGroupName: shared().name, scheduledActionName: "taken", minSize: 1 }),
        "AlreadyExists: scheduled action taken already exists",
    ),
];
