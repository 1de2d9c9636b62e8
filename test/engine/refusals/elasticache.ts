import * as aws from "@pulumi/aws";
import { subnetA, subnetB } from "./support/fixtures";
import { casesOf, clash } from "./support/table";

const group = (name: string): aws.elasticache.ReplicationGroupArgs => ({
    replicationGroupId: name,
    description: "cache",
    engine: "redis",
    engineVersion: "7.1",
    nodeType: "cache.t4g.small",
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    transitEncryptionEnabled: true,
    atRestEncryptionEnabled: true,
    authToken: "correct-horse-battery",
    snapshotWindow: "01:00-02:00",
    maintenanceWindow: "sun:02:30-sun:03:30",
    parameterGroupName: "default.redis7",
});

const user = (name: string): aws.elasticache.UserArgs => ({
    userId: name,
    userName: name,
    engine: "redis",
    accessString: "on ~app:* +@all -@dangerous",
    passwords: ["correct-horse-battery"],
});

export const cases = [
    ...casesOf(aws.elasticache.ReplicationGroup, group, [
        ["elasticache-replication-group-id", { replicationGroupId: "a".repeat(41) }, "(at most 40)"],
        [
            "elasticache-replication-group-id",
            { replicationGroupId: "hrms_cache" },
            "ReplicationGroupId is not a valid identifier",
        ],
        ["elasticache-auth-token-form", { authToken: "correct@horse@battery" }, "Invalid AuthToken provided"],
        ["elasticache-auth-token-form", { authToken: "short" }, "16 to 128 printable ASCII characters"],
        [
            "elasticache-auth-token-without-tls",
            { transitEncryptionEnabled: false },
            "AuthToken can only be specified when TransitEncryptionEnabled is true",
        ],
        ["elasticache-auth-token-and-users", { userGroupIds: ["people"] }, "conflicts with auth_token"],
        [
            "elasticache-failover-needs-replica",
            { numCacheClusters: 1 },
            "number_cache_clusters must be greater than 1",
        ],
        [
            "elasticache-multi-az-needs-failover",
            { automaticFailoverEnabled: false },
            "automatic_failover_enabled must be true if multi_az_enabled is true",
        ],
        [
            "elasticache-zones-count",
            { preferredCacheClusterAzs: ["eu-central-1a"] },
            "one zone for each of the 2 cache clusters, got 1",
        ],
        ["elasticache-engine-version-unknown", { engineVersion: "7.9" }, "Cannot find version 7.9 for redis"],
        [
            "elasticache-node-type-unknown",
            { nodeType: "cache.t9.micro" },
            "The specified cache node type cache.t9.micro is not supported",
        ],
        [
            "elasticache-parameter-group-family",
            { parameterGroupName: "default.redis6.x" },
            "Expected a parameter group of family redis7 but found one of family redis6.x",
        ],
        ["elasticache-snapshot-window", { snapshotWindow: "01:00-01:30" }, "be at least 60 minutes"],
        [
            "elasticache-maintenance-window",
            { maintenanceWindow: "sun:02:30" },
            'the format of "ddd:hh24:mi-ddd:hh24:mi"',
        ],
        ["elasticache-windows-overlap", { maintenanceWindow: "sun:01:30-sun:02:30" }, "must not overlap"],
        ["elasticache-snapshot-retention", { snapshotRetentionLimit: 36 }, "range (0 - 35), got 36"],
        [
            "elasticache-subnet-group-missing",
            { subnetGroupName: "no-such-group" },
            "The cache subnet group 'no-such-group' does not exist",
        ],
        [
            "elasticache-key-without-encryption",
            { atRestEncryptionEnabled: false, kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1" },
            "only if AtRestEncryptionEnabled is true",
        ],
        [
            "elasticache-log-delivery",
            {
                logDeliveryConfigurations: [
                    {
                        destination: "logs",
                        destinationType: "cloudwatch-logs",
                        logFormat: "csv",
                        logType: "slow-log",
                    },
                ],
            },
            "expected logFormat to be one of [json, text], got csv",
        ],
    ]),
    clash(
        "elasticache-replication-group-taken",
        aws.elasticache.ReplicationGroup,
        group,
        "ReplicationGroupAlreadyExists",
    ),
    ...casesOf(
        aws.elasticache.ParameterGroup,
        () => ({ family: "redis7", parameters: [{ name: "maxmemory-policy", value: "noeviction" }] }),
        [
            [
                "elasticache-parameter-group-name",
                { name: "hrms_cache" },
                "The parameter CacheParameterGroupName is not a valid identifier",
            ],
            [
                "elasticache-parameter-group-family-unknown",
                { family: "redis9" },
                "expected family to be one of",
            ],
            [
                "elasticache-parameter",
                { parameters: [{ name: "maxmemory-police", value: "noeviction" }] },
                "maxmemory-police does not exist or is not modifiable",
            ],
            [
                "elasticache-parameter",
                { parameters: [{ name: "maxmemory-policy", value: "no-eviction" }] },
                "Invalid value no-eviction for parameter maxmemory-policy",
            ],
        ],
    ),
    ...casesOf(aws.elasticache.SubnetGroup, () => ({ subnetIds: [subnetA().id, subnetB().id] }), [
        [
            "elasticache-subnet-group-name",
            { name: "hrms_cache" },
            "CacheSubnetGroupName must contain only alphanumeric characters and hyphens",
        ],
        ["elasticache-subnet-group-subnets", { subnetIds: ["subnet-0123456789abcdef0"] }, "InvalidSubnet"],
    ]),
    ...casesOf(aws.elasticache.User, user, [
        ["elasticache-user-id", { userId: "app_user" }, "The parameter UserId is not a valid identifier"],
        ["elasticache-user-engine", { engine: "memcached" }, "expected engine to be one of"],
        [
            "elasticache-access-string",
            { accessString: "~* +@all" },
            "The access string must begin with on or off",
        ],
        [
            "elasticache-user-password-length",
            { passwords: ["short"] },
            "Passwords length must be between 16-128 characters.",
        ],
        [
            "elasticache-user-password-count",
            { passwords: ["a".repeat(16), "b".repeat(16), "c".repeat(16)] },
            "A user can have at most two passwords, got 3",
        ],
    ]),
    ...casesOf(aws.elasticache.UserGroup, (name) => ({ userGroupId: name, engine: "valkey" }), [
        [
            "elasticache-user-group-id",
            { userGroupId: "9lives" },
            "The parameter UserGroupId is not a valid identifier",
        ],
        ["elasticache-user-group-engine", { engine: "memcached" }, "expected engine to be one of"],
        [
            "elasticache-user-group-default",
            (name) => ({
                engine: "redis",
                userIds: [new aws.elasticache.User(`${name}-user`, user(`${name}-user`)).userId],
            }),
            "DefaultUserRequired",
        ],
    ]),
];
