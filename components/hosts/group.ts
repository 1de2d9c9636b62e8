import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { groupName, LAUNCHING_HOOK, TERMINATING_HOOK } from "../../host/bundle";
import type { HostRole } from "../../host/tuning";
import type { Edge } from "../edge";
import type { Keys } from "../keys";
import type { Network } from "../network";

export interface GroupArgs {
    readonly stack: string;
    readonly minHosts: number;
    readonly maxHosts: number;
    readonly maxHostLifetimeDays: number;
    readonly template: aws.ec2.LaunchTemplate;
    readonly keys: Keys;
    readonly network: Network;
    readonly edge: Edge;
    /** Connections to the database that a host opens at most. */
    readonly databaseConnections: number;
    /** Tags of the group and its hosts. */
    readonly tags: Readonly<Record<string, string>>;
    readonly dependsOn: readonly pulumi.Resource[];
}

/** From launch to the end of `bin/setup`: upgrades, a reboot for a new kernel, packages. Then another one is tried. */
const SETUP_SECONDS = 900;
/** Longer than `TimeoutStopSec` of the units, which Celery's tasks in progress have. */
const DRAIN_SECONDS = 420;
/** Until Gunicorn's processes are loaded and the load balancer has seen two good answers. */
const WARM_UP_SECONDS = 120;

const DAY_SECONDS = 86_400;

/** By this the policy `connections-fit-the-database` knows what the group may ask of the database. */
const CONNECTIONS_TAG = "hrms:database-connections-per-host";

/** The group's own metrics that alarms and scaling read; each is free. */
const METRICS = [
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupMaxSize",
    "GroupMinSize",
    "GroupPendingInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
] as const;

/**
 * The Auto Scaling Group of a role, spread over the private subnets.
 *
 * It launches one numbered version of its template, the newest at creation, and Pulumi leaves that number alone
 * after that: a changed template reaches hosts by `Rollout` alone, which watches alarms and can go back.
 * Until then a host that replaces another boots the fleet's own version, not an untried one. The provider's
 * `instanceRefresh` block is left out because it moves the group to the new version before it starts, so that its
 * rollback "returns" to the bad one: https://github.com/hashicorp/terraform-provider-aws/issues/34189
 * The number of hosts is the scaling policies' to set, so it is not among the arguments.
 */
export function hostGroup(
    name: string,
    role: HostRole,
    args: GroupArgs,
    opts: pulumi.CustomResourceOptions,
): aws.autoscaling.Group {
    const isWeb = role === "web";
    const { keys, template, tags } = args;
    const group = new aws.autoscaling.Group(
        name,
        {
            name: groupName(args.stack, role),
            minSize: args.minHosts,
            maxSize: args.maxHosts,
            vpcZoneIdentifiers: args.network.privateSubnetIds,
            launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
            // The only role that may use the key of the hosts' volumes; by any other, no host would start.
            serviceLinkedRoleArn: keys.autoScalingRoleArn,
            targetGroupArns: isWeb ? [args.edge.targetGroup.arn] : [],
            // A web host that answers nothing is replaced; EC2 would only notice a dead machine.
            healthCheckType: isWeb ? "ELB" : "EC2",
            healthCheckGracePeriod: WARM_UP_SECONDS,
            defaultInstanceWarmup: WARM_UP_SECONDS,
            // Replacing starts the new host first, one at a time.
            instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
            maxInstanceLifetime: args.maxHostLifetimeDays * DAY_SECONDS,
            // Of the older templates first, so that scaling in never takes away what a refresh has brought.
            terminationPolicies: ["OldestLaunchTemplate", "OldestInstance"],
            enabledMetrics: [...METRICS],
            // Here and not as a resource of its own, for that would come after the first hosts. Pulumi changes it
            // only together with the group's creation. A host that is not set up in time is given up.
            initialLifecycleHooks: [
                {
                    name: LAUNCHING_HOOK,
                    lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
                    heartbeatTimeout: SETUP_SECONDS,
                    defaultResult: "ABANDON",
                },
            ],
            // An `up` that ends well although no host has ever come up would tell a lie.
            waitForCapacityTimeout: `${(2 * SETUP_SECONDS) / 60}m`,
            tags: [
                ...Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
                {
                    key: CONNECTIONS_TAG,
                    value: String(args.databaseConnections),
                    propagateAtLaunch: false,
                },
            ],
        },
        { ...opts, ignoreChanges: ["launchTemplate.version"], dependsOn: [...args.dependsOn] },
    );
    new aws.autoscaling.LifecycleHook(
        `${name}-drain`,
        {
            name: TERMINATING_HOOK,
            autoscalingGroupName: group.name,
            lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
            heartbeatTimeout: DRAIN_SECONDS,
            // A host that no longer answers goes all the same.
            defaultResult: "CONTINUE",
        },
        opts,
    );
    return group;
}
