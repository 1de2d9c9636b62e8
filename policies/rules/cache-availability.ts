import { missingStandby, standby } from "../aws/standby";
import { on, resourcePolicy, stackPolicy } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import type { Values } from "../settings";
import { faultIf, isSet } from "../verdict";

export const cacheFailsOver = resourcePolicy({
    name: "cache-fails-over",
    checklist: "process.tools.queue-workers",
    severity: "medium",
    onUnknown: "deny",
    requires: "Redis has a replica in another availability zone that takes over automatically.",
    otherwise:
        "When the only node fails, everyone is logged out, and no task runs until AWS replaces the node.",
    remedy:
        "Set numCacheClusters to 2 or more, automaticFailoverEnabled and multiAzEnabled to true. A small stack without " +
        "a replica says in insteadOfStandby what happens when its only node fails.",
    equivalents: ["fsbp:ElastiCache.3"],
    settings: standby,
    rules: [
        on(types.replicationGroup, ({ props }, settings: Values<typeof standby>) => {
            const missing = missingStandby(settings);
            // A secondary of a global datastore takes these settings from the primary.
            if (isSet(props, "globalReplicationGroupId")) return [];
            const hasReplica = () =>
                (props.numCacheClusters ?? 1) > 1 || (props.replicasPerNodeGroup ?? 0) > 0;
            return [
                ...missing("The group has no replica", () => !hasReplica()),
                ...faultIf(
                    "automaticFailoverEnabled is not true",
                    () => hasReplica() && props.automaticFailoverEnabled !== true,
                ),
                ...faultIf("multiAzEnabled is not true", () => hasReplica() && props.multiAzEnabled !== true),
            ];
        }),
    ],
});

export const queueIsBackedUp = stackPolicy({
    name: "queue-is-backed-up",
    checklist: "process.tools.queue-workers",
    severity: "medium",
    level: "advisory",
    onUnknown: "deny",
    requires: "Redis takes a snapshot every day, unless it is a cache that evicts keys when it is full.",
    otherwise:
        "If the group is lost, the waiting tasks are lost too, and nobody knows which payslips were not sent.",
    remedy:
        "Set snapshotRetentionLimit to 1 or more. If the group is only a cache, give it a parameter group of the stack with a " +
        "maxmemory-policy that evicts, such as allkeys-lru.",
    equivalents: ["fsbp:ElastiCache.1"],
    rules: [
        on(types.replicationGroup, (group, stack) =>
            faultIf(
                "snapshotRetentionLimit is 0 or left out",
                () =>
                    !(
                        stack.gives(group, "snapshotRetentionLimit") &&
                        (group.props.snapshotRetentionLimit ?? 0) > 0
                    ) && !stack.referred(group, "parameterGroupName", types.cacheParameterGroup).some(evicts),
            ),
        ),
    ],
});

/** AWS's own groups evict only keys that expire, and the keys of a queue do not expire. */
function evicts({ props }: { readonly props: Props<typeof types.cacheParameterGroup> }): boolean {
    return (props.parameters ?? []).some(
        ({ name, value }) => name === "maxmemory-policy" && value !== "noeviction",
    );
}
