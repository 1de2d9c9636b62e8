import * as pulumi from "@pulumi/pulumi";
import type { Alarm, Metric } from "../alarm";

export interface CacheGroup {
    /** `queue`: the group holds Celery's messages, alone or together with the cache. */
    readonly role: "cache" | "queue";
    readonly replicationGroupId: pulumi.Input<string>;
    readonly replicas: number;
}

/**
 * The alarms of a replication group, node by node, because its metrics exist per node and any node can be the primary.
 * With cluster mode off, the nodes are named `<group>-001` and so on.
 */
export function cacheAlarms({ role, replicationGroupId, replicas }: CacheGroup): Alarm[] {
    return Array.from({ length: replicas + 1 }, (_, index) => {
        const number = String(index + 1).padStart(3, "0");
        const node = pulumi.interpolate`${replicationGroupId}-${number}`;
        return nodeAlarms(role, `${role}-${number}`, node, replicas > 0);
    }).flat();
}

function nodeAlarms(
    role: CacheGroup["role"],
    prefix: string,
    node: pulumi.Input<string>,
    isReplicated: boolean,
): Alarm[] {
    const metric = (name: string, statistic: Metric["statistic"]): Metric => ({
        namespace: "AWS/ElastiCache",
        name,
        statistic,
        dimensions: { CacheClusterId: node },
    });
    const cache = (
        alarm: Pick<Alarm, "name" | "metric" | "is" | "threshold" | "why"> & Partial<Alarm>,
    ): Alarm => ({
        concern: "Cache and queue",
        severity: "warning",
        minutes: 5,
        datapoints: [3, 3],
        missing: "notBreaching",
        runbook: "cache-or-queue-overloaded",
        ...alarm,
        name: `${prefix}-${alarm.name}`,
    });
    return [
        cache({
            name: "cpu",
            metric: metric("EngineCPUUtilization", "Average"),
            is: ">",
            threshold: 80,
            missing: "breaching",
            why: `The single thread of ${prefix} is busy, or the node does not report.`,
        }),
        role === "queue"
            ? cache({
                  name: "memory",
                  severity: "critical",
                  metric: metric("DatabaseMemoryUsagePercentage", "Maximum"),
                  is: ">",
                  threshold: 75,
                  why: `${prefix} is three quarters full; when it is full, it refuses new tasks.`,
              })
            : cache({
                  name: "memory",
                  metric: metric("DatabaseMemoryUsagePercentage", "Maximum"),
                  is: ">",
                  threshold: 90,
                  why: `${prefix} is nearly full and will evict entries.`,
              }),
        cache({
            name: "evictions",
            metric: metric("Evictions", "Sum"),
            is: ">",
            threshold: role === "queue" ? 0 : 1000,
            why:
                role === "queue"
                    ? `${prefix} throws out entries, which it must never do: tasks are lost.`
                    : `${prefix} throws out entries before their time; people may be logged out.`,
        }),
        cache({
            name: "connections",
            metric: metric("CurrConnections", "Maximum"),
            is: ">",
            threshold: 5000,
            why: `${prefix} has far more connections than the hosts should need. They probably leak.`,
        }),
        ...(isReplicated
            ? [
                  cache({
                      name: "replication-lag",
                      metric: metric("ReplicationLag", "Maximum"),
                      is: ">",
                      threshold: 10,
                      why: `${prefix} lags more than 10 seconds behind; a failover would lose that much.`,
                  }),
              ]
            : []),
    ];
}
