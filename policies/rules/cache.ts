import { hasOwnKey } from "../aws/own-key";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { adviceIf, faultIf, isSet, surely } from "../verdict";

export const redisEncrypted = resourcePolicy({
    name: "redis-encrypted",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "Redis is encrypted in transit and at rest.",
    otherwise: "Sessions cross the network in plain text, and anyone who reads one can act as that person.",
    remedy: "Set transitEncryptionEnabled and atRestEncryptionEnabled to true, and leave transitEncryptionMode at required.",
    equivalents: [
        "checkov:CKV_AWS_29",
        "checkov:CKV_AWS_30",
        "fsbp:ElastiCache.4",
        "fsbp:ElastiCache.5",
        "cdk-nag:AEC3",
        "trivy:AWS-0045",
        "trivy:AWS-0051",
    ],
    rules: [
        on(types.replicationGroup, ({ props }) => [
            ...faultIf("transitEncryptionEnabled is not true", () => props.transitEncryptionEnabled !== true),
            ...faultIf(
                "transitEncryptionMode is not required",
                () => (props.transitEncryptionMode ?? "required") !== "required",
            ),
            ...faultIf("atRestEncryptionEnabled is not true", () => props.atRestEncryptionEnabled !== true),
        ]),
        on(types.cacheCluster, ({ props }) =>
            faultIf(
                "A cluster outside a replication group can't be encrypted at rest",
                () => !isSet(props, "replicationGroupId") && props.engine !== "memcached",
            ),
        ),
    ],
});

export const memcachedIsEncrypted = resourcePolicy({
    name: "memcached-is-encrypted",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "deny",
    requires: "Memcached accepts only encrypted connections.",
    otherwise: "Sessions cross the network in plain text, and anyone who reads one can act as that person.",
    remedy: "Set transitEncryptionEnabled to true, and configure Django to connect with TLS.",
    rules: [
        on(types.cacheCluster, ({ props }) =>
            faultIf(
                "transitEncryptionEnabled is not true",
                () => props.engine === "memcached" && props.transitEncryptionEnabled !== true,
            ),
        ),
    ],
});

export const serverlessCacheIsRestricted = resourcePolicy({
    name: "serverless-cache-is-restricted",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "Serverless caches require a user, and have their own security groups, key and snapshots.",
    otherwise: "Every process in the default security group can read sessions and add tasks to the queue.",
    remedy: "Set userGroupId, securityGroupIds, kmsKeyId, and snapshotRetentionLimit to 1 or more.",
    rules: [
        on(types.serverlessCache, ({ props }) => [
            ...faultIf(
                "userGroupId is not set",
                // Memcached has no users.
                () => props.engine !== "memcached" && !isSet(props, "userGroupId"),
            ),
            ...faultIf("securityGroupIds is not set", () => !isSet(props, "securityGroupIds")),
            ...adviceIf("kmsKeyId is not set, or is AWS's own key", () => !hasOwnKey(props, "kmsKeyId")),
            ...adviceIf(
                "snapshotRetentionLimit is 0 or left out",
                () => props.engine !== "memcached" && (props.snapshotRetentionLimit ?? 0) === 0,
            ),
        ]),
    ],
});

export const redisRequiresAuth = resourcePolicy({
    name: "redis-requires-auth",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "Redis requires a password or a user.",
    otherwise: "Every process that reaches the port can read sessions and add tasks to the queue.",
    remedy: "Set authToken to a generated password, or userGroupIds.",
    equivalents: ["checkov:CKV_AWS_31", "fsbp:ElastiCache.6", "cdk-nag:AEC6"],
    rules: [
        on(types.replicationGroup, ({ props }) =>
            faultIf(
                "Neither authToken nor userGroupIds is set",
                () => !isSet(props, "authToken") && !isSet(props, "userGroupIds"),
            ),
        ),
    ],
});

export const brokerIsNoCluster = resourcePolicy({
    name: "broker-is-no-cluster",
    checklist: "process.tools.queue-workers",
    severity: "high",
    onUnknown: "deny",
    requires: "Redis runs without cluster mode.",
    // https://github.com/celery/celery/issues/9019
    otherwise:
        "Celery can't use keys in several slots, so workers fail with CROSSSLOT and no payslip is sent.",
    remedy:
        "Set clusterMode to disabled, leave out numNodeGroups or set it to 1, and use a parameter group without " +
        "cluster-enabled. For more capacity, use a larger node.",
    rules: [
        on(types.replicationGroup, ({ props }) => [
            ...faultIf("clusterMode is enabled", () => props.clusterMode === "enabled"),
            ...faultIf("numNodeGroups is more than 1", () => (props.numNodeGroups ?? 1) > 1),
            // The name of AWS's own group shows its mode. The policy judges a group of the stack separately.
            ...faultIf("parameterGroupName is a group with cluster mode", () =>
                surely(() => /^default\..*\.cluster\.on$/.test(props.parameterGroupName ?? "")),
            ),
        ]),
        on(types.cacheParameterGroup, ({ props }) =>
            faultIf(
                "The parameter cluster-enabled is yes",
                () =>
                    props.parameters?.some(
                        ({ name, value }) => name === "cluster-enabled" && value === "yes",
                    ) ?? false,
            ),
        ),
    ],
});
