import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, isSet } from "../verdict";

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
