import { type Mutations, on } from "./mutation";

const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup hrms-cache";
const QUEUE = "hrms-cache-queue";

export const cache: readonly Mutations[] = [
    on(CACHE, {
        "cache: plain connections": {
            set: { transitEncryptionEnabled: false },
            violates: ["redis-encrypted"],
        },
        "cache: allows plain connections too": {
            set: { transitEncryptionMode: "preferred" },
            violates: ["redis-encrypted"],
        },
        "cache: no password": { set: { authToken: undefined }, violates: ["redis-requires-auth"] },
        "cache: Redis 6.2": { set: { engineVersion: "6.2" }, violates: ["database-engine-is-supported"] },
        "cache: a security group by its id": {
            set: { securityGroupIds: ["sg-0123456789abcdef0"] },
            violates: ["cache-ingress-only-from-app"],
        },
        "cache: AWS's key": { set: { kmsKeyId: undefined }, violates: ["data-encrypted-with-own-key"] },
        "cache: no failover": {
            set: { automaticFailoverEnabled: false },
            violates: ["cache-fails-over"],
        },
        "cache: one node": { set: { numCacheClusters: 1 }, violates: ["cache-fails-over"] },
        "cache: refuses new keys when full, and has no snapshots": {
            set: { snapshotRetentionLimit: 0 },
            refers: { parameterGroupName: ["hrms-cache-queue-parameters"] },
            // A program with faults refers to both groups, and one of them evicts keys.
            alone: true,
            violates: ["queue-is-backed-up"],
        },
        "cache: two shards": { set: { numNodeGroups: 2 }, violates: ["broker-is-no-cluster"] },
    }),
    on(QUEUE, {
        "queue: not encrypted": {
            set: { atRestEncryptionEnabled: false },
            violates: ["redis-encrypted"],
        },
        "queue: encryption left to AWS's default": {
            set: { atRestEncryptionEnabled: undefined },
            violates: ["redis-encrypted"],
        },
        "queue: no password": { set: { authToken: "" }, violates: ["redis-requires-auth"] },
        "queue: cluster mode": { set: { clusterMode: "enabled" }, violates: ["broker-is-no-cluster"] },
        "queue: parameters for cluster mode": {
            set: { parameterGroupName: "default.redis7.cluster.on" },
            violates: ["broker-is-no-cluster"],
        },
        "queue: in one zone": { set: { multiAzEnabled: false }, violates: ["cache-fails-over"] },
        "queue: no snapshots": {
            set: { snapshotRetentionLimit: 0 },
            violates: ["queue-is-backed-up"],
        },
        "queue: any version": {
            set: { engineVersion: undefined },
            violates: ["database-engine-is-supported"],
        },
    }),
    on("hrms-cache-queue-parameters", {
        "queue: a parameter for cluster mode": {
            set: { parameters: [{ name: "cluster-enabled", value: "yes" }] },
            violates: ["broker-is-no-cluster"],
        },
    }),
];
