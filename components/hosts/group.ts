import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { groupName, LAUNCHING_HOOK, TERMINATING_HOOK } from "../../host/bundle";
import type { HostRole } from "../../config/tuning";
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
    /** The most database connections that a host opens. */
    readonly databaseConnections: number;
    /** The longest that a host's requests and tasks need to finish. */
    readonly drainSeconds: number;
    /** Tags of the group and its hosts. */
    readonly tags: Readonly<Record<string, string>>;
    readonly dependsOn: readonly pulumi.Resource[];
}

/** From launch to the end of `setup`: upgrades, a reboot for a new kernel, packages. Then the group tries another host. */
const SETUP_SECONDS = 900;
/** Until Gunicorn's processes have loaded and two health checks of the load balancer have passed. */
const WARM_UP_SECONDS = 120;

const DAY_SECONDS = 86_400;

/** Tells the policy `connections-fit-the-database` how many connections each host of the group can open. */
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
 * It launches one numbered version of its template: at creation the newest one. Pulumi ignores that number afterwards.
 * Only `Rollout` moves hosts to a changed template, because it watches alarms and can roll back. Until then a
 * replacement host boots the version of the fleet, not an untested one. The provider's
 * `instanceRefresh` block is left out because it moves the group to the new version before it starts, so that its
 * rollback "returns" to the bad one: https://github.com/hashicorp/terraform-provider-aws/issues/34189
 * There is no argument for the number of hosts because the scaling policies set it.
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
            // Only this role can use the key of the hosts' volumes. With any other, no host starts.
            serviceLinkedRoleArn: keys.autoScalingRoleArn,
            targetGroupArns: isWeb ? [args.edge.targetGroup.arn] : [],
            // Replaces a web host that does not answer. EC2's own check notices only a dead machine.
            healthCheckType: isWeb ? "ELB" : "EC2",
            healthCheckGracePeriod: WARM_UP_SECONDS,
            defaultInstanceWarmup: WARM_UP_SECONDS,
            // Starts the new host first, one at a time.
            instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
            maxInstanceLifetime: args.maxHostLifetimeDays * DAY_SECONDS,
            // Oldest template first, so that scaling in never removes hosts that a refresh has brought.
            terminationPolicies: ["OldestLaunchTemplate", "OldestInstance"],
            enabledMetrics: [...METRICS],
            // Not a separate resource, because that would be created after the first hosts. It cannot change later.
            // A host that is not set up in time is terminated.
            initialLifecycleHooks: [
                {
                    name: LAUNCHING_HOOK,
                    lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
                    heartbeatTimeout: SETUP_SECONDS,
                    defaultResult: "ABANDON",
                },
            ],
            // `pulumi up` must not succeed if no host ever starts.
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
        {
            ...opts,
            ignoreChanges: ["launchTemplate.version"],
            dependsOn: [...args.dependsOn],
            // The last hosts finish what they do. The provider's own limit is ten minutes.
            customTimeouts: { delete: `${Math.ceil(args.drainSeconds / 60) + 10}m` },
        },
    );
    new aws.autoscaling.LifecycleHook(
        `${name}-drain`,
        {
            name: TERMINATING_HOOK,
            autoscalingGroupName: group.name,
            lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
            heartbeatTimeout: args.drainSeconds,
            // A host that no longer answers is terminated anyway.
            defaultResult: "CONTINUE",
        },
        // Deleted before the group, it would let the group end its hosts in the middle of their tasks.
        { ...opts, deletedWith: group },
    );
    return group;
}
