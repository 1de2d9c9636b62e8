import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, isSet, surely } from "../verdict";

export const redisEncrypted = resourcePolicy({
    name: "redis-encrypted",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "Redis is encrypted on the wire and at rest.",
    otherwise: "Sessions cross the network in plain text, and whoever reads one is logged in as that person.",
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
                "A cluster of its own can't be encrypted at rest: use a replication group",
                () => !isSet(props, "replicationGroupId") && props.engine !== "memcached",
            ),
        ),
    ],
});

export const redisRequiresAuth = resourcePolicy({
    name: "redis-requires-auth",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "Redis asks for a password or a user.",
    otherwise: "Every process that reaches the port reads sessions and puts tasks into the queue.",
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
    otherwise: "Celery can't use keys in several slots: workers fail with CROSSSLOT, and no payslip is sent.",
    remedy:
        "Set clusterMode to disabled and numNodeGroups to 1 or not at all, and use a parameter group without " +
        "cluster-enabled; grow by a bigger node.",
    rules: [
        on(types.replicationGroup, ({ props }) => [
            ...faultIf("clusterMode is enabled", () => props.clusterMode === "enabled"),
            ...faultIf("numNodeGroups is more than 1", () => (props.numNodeGroups ?? 1) > 1),
            // AWS's own groups tell by their names; a group of the stack is judged itself.
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
