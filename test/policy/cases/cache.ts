import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";
import { redisScene } from "../sound";

const cacheFirewall = fixture(types.securityGroup, { description: "Cache" })();
const cacheCluster = fixture(
    types.cacheCluster,
    { engineVersion: "7.1" },
    { references: { securityGroupIds: [cacheFirewall] } },
);
const parameterGroup = fixture(types.cacheParameterGroup);
const EVICTION = { name: "maxmemory-policy", value: "noeviction" };
const memcachedFirewall = fixture(types.securityGroup, { description: "Cache" })();
const memcached = fixture(
    types.cacheCluster,
    { engine: "memcached", transitEncryptionEnabled: true },
    { references: { securityGroupIds: [memcachedFirewall] } },
);
const serverless = fixture(types.serverlessCache, {
    engine: "valkey",
    userGroupId: UNKNOWN,
    securityGroupIds: [UNKNOWN],
    kmsKeyId: UNKNOWN,
    snapshotRetentionLimit: 7,
});

export const cases: CaseTable = {
    "redis-encrypted": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "an encrypted replication group": redisScene({ transitEncryptionMode: "required" }),
            "a member of a replication group": [cacheCluster({ replicationGroupId: UNKNOWN })],
            "Memcached, which another policy judges": [
                cacheCluster({ engine: "memcached", transitEncryptionEnabled: true }),
                cacheFirewall,
            ],
        },
        violating: {
            "a group that is not encrypted in transit": redisScene({ transitEncryptionEnabled: false }),
            "a group that is not encrypted at rest": redisScene({ atRestEncryptionEnabled: false }),
            "optional TLS": redisScene({ transitEncryptionMode: "preferred" }),
            "a cluster outside a replication group": [cacheCluster({ engine: "redis" }), cacheFirewall],
        },
        omitted: {
            transitEncryptionEnabled: ["fail", ...redisScene({ transitEncryptionEnabled: undefined })],
            atRestEncryptionEnabled: ["fail", ...redisScene({ atRestEncryptionEnabled: undefined })],
            transitEncryptionMode: ["pass", ...redisScene()],
        },
        unknown: {
            transitEncryptionEnabled: ["undetermined", ...redisScene({ transitEncryptionEnabled: UNKNOWN })],
        },
    },
    "redis-requires-auth": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a password": redisScene(),
            "a user group": redisScene({ authToken: undefined, userGroupIds: [UNKNOWN] }),
        },
        violating: {
            "an empty password": redisScene({ authToken: "" }),
            "an empty list of user groups": redisScene({ authToken: undefined, userGroupIds: [] }),
        },
        omitted: { authToken: ["fail", ...redisScene({ authToken: undefined })] },
        unknown: { authToken: ["pass", ...redisScene({ authToken: UNKNOWN })] },
    },
    "broker-is-no-cluster": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a group without cluster mode": redisScene({ clusterMode: "disabled", numNodeGroups: 1 }),
            "AWS's default parameter group": redisScene({ parameterGroupName: "default.redis7" }),
            "a parameter group of the stack": [parameterGroup({ parameters: [EVICTION] })],
            "a parameter group that sets cluster-enabled to no": [
                parameterGroup({ parameters: [{ name: "cluster-enabled", value: "no" }] }),
            ],
        },
        violating: {
            "cluster mode": redisScene({ clusterMode: "enabled" }),
            "two shards": redisScene({ numNodeGroups: 2 }),
            "AWS's parameter group for cluster mode": redisScene({
                parameterGroupName: "default.redis7.cluster.on",
            }),
            "a parameter group that sets cluster-enabled to yes": [
                parameterGroup({ parameters: [EVICTION, { name: "cluster-enabled", value: "yes" }] }),
            ],
        },
        omitted: {
            "any of these settings": ["pass", ...redisScene()],
            parameters: ["pass", parameterGroup()],
        },
        unknown: {
            numNodeGroups: ["undetermined", ...redisScene({ numNodeGroups: UNKNOWN })],
            "the parameter group": ["pass", ...redisScene({ parameterGroupName: UNKNOWN })],
            "the parameter's value": [
                "undetermined",
                parameterGroup({ parameters: [{ name: "cluster-enabled", value: UNKNOWN }] }),
            ],
        },
    },
    "memcached-is-encrypted": {
        is: ["mandatory", "medium", "deny"],
        compliant: { "an encrypted cluster": [memcached(), memcachedFirewall] },
        violating: {
            "an unencrypted cluster": [memcached({ transitEncryptionEnabled: false }), memcachedFirewall],
        },
        omitted: {
            transitEncryptionEnabled: [
                "fail",
                memcached({ transitEncryptionEnabled: undefined }),
                memcachedFirewall,
            ],
        },
        unknown: {
            transitEncryptionEnabled: [
                "undetermined",
                memcached({ transitEncryptionEnabled: UNKNOWN }),
                memcachedFirewall,
            ],
        },
    },
    "serverless-cache-is-restricted": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            Valkey: [serverless()],
            Memcached: [
                serverless({
                    engine: "memcached",
                    userGroupId: undefined,
                    snapshotRetentionLimit: undefined,
                }),
            ],
        },
        violating: { "an empty list of security groups": [serverless({ securityGroupIds: [] })] },
        omitted: {
            userGroupId: ["fail", serverless({ userGroupId: undefined })],
            securityGroupIds: ["fail", serverless({ securityGroupIds: undefined })],
        },
        unknown: { userGroupId: ["pass", serverless({ userGroupId: UNKNOWN })] },
        advised: {
            "AWS's own key": [serverless({ kmsKeyId: undefined })],
            "a cache without snapshots": [serverless({ snapshotRetentionLimit: 0 })],
        },
    },
};
