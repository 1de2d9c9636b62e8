import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../checklist/items";
import type { Settings } from "../config";
import { logGroup } from "./internal/log-group";
import type { Keys } from "./keys";
import type { Network } from "./network";
import type { Secrets } from "./secrets";

/**
 * The last minor version of each engine. Redis ends at 7.1 on ElastiCache. If AWS upgraded to a newer minor version than
 * this one, the program would look like a downgrade, which replaces the group.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 */
const ENGINES = {
    redis: { version: "7.1", family: "redis7", parameters: "parameters" },
    valkey: { version: "8.2", family: "valkey8", parameters: "parameters-valkey" },
} as const satisfies Record<
    Settings["cacheEngine"],
    {
        readonly version: string;
        readonly family: string;
        /** End of the logical name of its parameter group. */
        readonly parameters: string;
    }
>;

interface Purpose {
    readonly what: string;
    /** What happens when memory is full. */
    readonly eviction: "allkeys-lru" | "noeviction";
    /** Days to keep a daily snapshot. */
    readonly snapshotDays: number;
    /** Weekly, UTC, at least an hour. The groups have different days, outside {@link SNAPSHOT_WINDOW}. */
    readonly maintenanceWindow: string;
}

const QUEUE: Purpose = {
    what: "Celery's queue",
    // Celery loses messages and bindings when the broker evicts keys: a full queue must refuse instead.
    // https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html
    eviction: "noeviction",
    snapshotDays: 7,
    maintenanceWindow: "mon:03:30-mon:04:30",
};

const CACHE: Purpose = {
    what: "Django's cache",
    eviction: "allkeys-lru",
    // It refills from the database. One snapshot costs nothing, and Security Hub asks for it (ElastiCache.1).
    snapshotDays: 1,
    maintenanceWindow: "tue:03:30-tue:04:30",
};

/** A cache that shares its group with the queue follows the queue's eviction policy. */
const CACHE_AND_QUEUE: Purpose = { ...QUEUE, what: "Django's cache and Celery's queue" };

/** Daily, UTC, at least an hour. */
const SNAPSHOT_WINDOW = "02:00-03:00";

const LOGS = ["slow-log", "engine-log"] as const;

export interface CacheArgs extends Pick<
    Settings,
    "stack" | "cacheEngine" | "cacheNodeType" | "cacheReplicas" | "cacheSeparateQueue" | "logRetentionDays"
> {
    readonly keys: Keys;
    readonly network: Network;
    readonly secrets: Secrets;
}

/**
 * ElastiCache for Django's cache and Celery's queue: two groups, because a cache must evict keys and a queue must not, or
 * one group that never evicts. Cluster mode stays off, because Celery cannot work across slots
 * (https://github.com/celery/celery/issues/9019).
 *
 * Clients log in with an AUTH token, not as users of a user group. One token works with both Redis and Valkey, but a user
 * group belongs to one engine and would block a change of engine. A new token is added beside the old one (ROTATE), so
 * that no client is rejected.
 *
 * AWS upgrades from redis to valkey in place and keeps the data, the endpoint and the token. From valkey to redis, Pulumi
 * replaces the groups and the tasks in the queue are lost, so stop the workers first. Turning `cacheSeparateQueue` on or
 * off changes the queue's address, so drain the queue first.
 *
 * No SNS topic: ElastiCache cannot publish to an encrypted one
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html); alarms watch the groups.
 * Cost: nodes by the hour, one and its replicas for each group; snapshots beyond one by the GiB; logs.
 */
export class Cache extends pulumi.ComponentResource {
    static readonly covers = [
        "setup.server.software",
        "performance.application.caching",
    ] as const satisfies readonly ChecklistId[];

    /** Host name of the primary node of Django's cache. */
    readonly endpoint: pulumi.Output<string>;
    /** Host name of Celery's queue; the same as `endpoint` without a separate queue. */
    readonly queueEndpoint: pulumi.Output<string>;
    /** Port of both, TLS only. */
    readonly port = 6379;
    /** The replication groups; no `queue` without a separate one. */
    readonly groups: {
        readonly cache: aws.elasticache.ReplicationGroup;
        readonly queue?: aws.elasticache.ReplicationGroup;
    };

    constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:data:Cache", name, {}, opts);

        const subnets = new aws.elasticache.SubnetGroup(
            `${name}-subnets`,
            { description: "Isolated subnets", subnetIds: args.network.isolatedSubnetIds },
            { parent: this },
        );
        const logs = LOGS.map((type) => ({
            logType: type,
            logFormat: "json",
            destinationType: "cloudwatch-logs",
            destination: logGroup(
                `${name}-${type}`,
                `/hrms/${args.stack}/cache/${type}`,
                { retentionDays: args.logRetentionDays, keyArn: args.keys.logs.arn },
                { parent: this },
            ).name,
        }));
        const group = (groupName: string, purpose: Purpose): aws.elasticache.ReplicationGroup =>
            this.replicationGroup(groupName, purpose, subnets, logs, args);

        this.groups = args.cacheSeparateQueue
            ? { cache: group(name, CACHE), queue: group(`${name}-queue`, QUEUE) }
            : { cache: group(name, CACHE_AND_QUEUE) };
        this.endpoint = this.groups.cache.primaryEndpointAddress;
        this.queueEndpoint = (this.groups.queue ?? this.groups.cache).primaryEndpointAddress;
        this.registerOutputs({ endpoint: this.endpoint, queueEndpoint: this.queueEndpoint, port: this.port });
    }

    private replicationGroup(
        name: string,
        purpose: Purpose,
        subnets: aws.elasticache.SubnetGroup,
        logs: pulumi.Input<aws.types.input.elasticache.ReplicationGroupLogDeliveryConfiguration>[],
        { cacheEngine, cacheNodeType, cacheReplicas, keys, network, secrets }: CacheArgs,
    ): aws.elasticache.ReplicationGroup {
        const engine = ENGINES[cacheEngine];
        const parameters = this.parameterGroups(name, purpose)[cacheEngine];
        return new aws.elasticache.ReplicationGroup(
            name,
            {
                description: purpose.what,
                engine: cacheEngine,
                engineVersion: engine.version,
                autoMinorVersionUpgrade: true,
                parameterGroupName: parameters.name,
                clusterMode: "disabled",
                nodeType: cacheNodeType,
                numCacheClusters: 1 + cacheReplicas,
                automaticFailoverEnabled: cacheReplicas > 0,
                multiAzEnabled: cacheReplicas > 0,
                port: this.port,
                subnetGroupName: subnets.name,
                securityGroupIds: [network.securityGroups.cache],
                transitEncryptionEnabled: true,
                transitEncryptionMode: "required",
                authToken: secrets.cacheAuthToken,
                authTokenUpdateStrategy: "ROTATE",
                atRestEncryptionEnabled: true,
                kmsKeyId: keys.database.arn,
                snapshotRetentionLimit: purpose.snapshotDays,
                snapshotWindow: SNAPSHOT_WINDOW,
                maintenanceWindow: purpose.maintenanceWindow,
                logDeliveryConfigurations: logs,
                // A bigger node or a new engine waits for the maintenance window: it costs a failover.
                applyImmediately: false,
            },
            { parent: this },
        );
    }

    /**
     * One for each engine, used or not: until the maintenance window, ElastiCache keeps the former engine and does not let
     * go of its parameter group. They cost nothing.
     * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteCacheParameterGroup.html
     */
    private parameterGroups(
        name: string,
        purpose: Purpose,
    ): Record<Settings["cacheEngine"], aws.elasticache.ParameterGroup> {
        const groupOf = (engine: Settings["cacheEngine"]): aws.elasticache.ParameterGroup =>
            new aws.elasticache.ParameterGroup(
                `${name}-${ENGINES[engine].parameters}`,
                {
                    family: ENGINES[engine].family,
                    description: "HRMS",
                    parameters: [{ name: "maxmemory-policy", value: purpose.eviction }],
                },
                // Another description would be another group, and the one in use cannot be deleted.
                { parent: this, ignoreChanges: ["description"] },
            );
        return { redis: groupOf("redis"), valkey: groupOf("valkey") };
    }
}
