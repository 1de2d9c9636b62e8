import { Properties, Refusal } from "../../resource-type";
import {
    blocksAt,
    fault,
    isSet,
    listAt,
    numberAt,
    refusal,
    refuseMissing,
    refuseRange,
    refuseTaken,
    refuseText,
    textAt,
    valueAt,
} from "../../checks";
import { familyOf, hasVersion, NODE_TYPE } from "./elasticache-engines";
import { dailyWindow, refuseOverlap, weeklyWindow } from "./windows";

const CREATE =
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html";
const AUTH = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html";

const isTrue = (inputs: Properties, property: string): boolean => valueAt(inputs, property) === true;
const engineOf = (inputs: Properties): string => textAt(inputs, "engine") ?? "redis";

/** The number of replicas, or undefined if it is not known. */
function replicas(inputs: Properties): number | undefined {
    const clusters = numberAt(inputs, "numCacheClusters");
    const given = ["numCacheClusters", "replicasPerNodeGroup", "nodeGroupConfigurations"].filter((property) =>
        isSet(inputs, property),
    );
    return given.length === 0
        ? 0
        : clusters === undefined
          ? numberAt(inputs, "replicasPerNodeGroup")
          : clusters - 1;
}

/** No message repeats a token. */
const authentication: readonly Refusal[] = [
    refusal("elasticache-auth-token-form", AUTH, (inputs) => {
        const token = textAt(inputs, "authToken");
        return token === undefined || /^[!#-.0-?A-~]{16,128}$/.test(token)
            ? undefined
            : fault(
                  "authToken",
                  "InvalidParameterValue: Invalid AuthToken provided. It must have 16 to 128 printable ASCII characters other than '/', '\"', '@' and space",
              );
    }),
    refusal("elasticache-auth-token-without-tls", AUTH, (inputs) =>
        isSet(inputs, "authToken") && valueAt(inputs, "transitEncryptionEnabled") !== true
            ? fault(
                  "transitEncryptionEnabled",
                  "InvalidParameterCombination: AuthToken can only be specified when TransitEncryptionEnabled is true",
              )
            : undefined,
    ),
    refusal("elasticache-auth-token-and-users", AUTH, (inputs) =>
        isSet(inputs, "authToken") && listAt(inputs, "userGroupIds").length > 0
            ? fault("userGroupIds", '"user_group_ids": conflicts with auth_token')
            : undefined,
    ),
];

const availability: readonly Refusal[] = [
    refusal("elasticache-failover-needs-replica", CREATE, (inputs) =>
        isTrue(inputs, "automaticFailoverEnabled") && (replicas(inputs) ?? 1) < 1
            ? fault(
                  "automaticFailoverEnabled",
                  "if automatic_failover_enabled is true, number_cache_clusters must be greater than 1",
              )
            : undefined,
    ),
    refusal(
        "elasticache-multi-az-needs-failover",
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
        (inputs) =>
            isTrue(inputs, "multiAzEnabled") && valueAt(inputs, "automaticFailoverEnabled") !== true
                ? fault(
                      "automaticFailoverEnabled",
                      "automatic_failover_enabled must be true if multi_az_enabled is true",
                  )
                : undefined,
    ),
    refusal("elasticache-zones-count", CREATE, (inputs) => {
        const zones = valueAt(inputs, "preferredCacheClusterAzs");
        const nodes = numberAt(inputs, "numCacheClusters");
        return Array.isArray(zones) && nodes !== undefined && zones.length !== nodes
            ? fault(
                  "preferredCacheClusterAzs",
                  `InvalidParameterValue: PreferredCacheClusterAZs must have one zone for each of the ${nodes} cache clusters, got ${zones.length}`,
              )
            : undefined;
    }),
];

const engine: readonly Refusal[] = [
    refusal(
        "elasticache-engine-version-unknown",
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html",
        (inputs) => {
            const version = textAt(inputs, "engineVersion");
            return version === undefined || hasVersion(engineOf(inputs), version)
                ? undefined
                : fault(
                      "engineVersion",
                      `InvalidParameterCombination: Cannot find version ${version} for ${engineOf(inputs)}`,
                  );
        },
    ),
    refusal(
        "elasticache-node-type-unknown",
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html",
        (inputs) => {
            const type = textAt(inputs, "nodeType");
            return type === undefined || NODE_TYPE.test(type)
                ? undefined
                : fault(
                      "nodeType",
                      `InvalidParameterValue: The specified cache node type ${type} is not supported`,
                  );
        },
    ),
    refusal(
        "elasticache-parameter-group-family",
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.html",
        (inputs, account) => {
            const name = textAt(inputs, "parameterGroupName");
            const version = textAt(inputs, "engineVersion");
            if (name === undefined || version === undefined) {
                return undefined;
            }
            const group = account.find(name, "aws:elasticache/parameterGroup:ParameterGroup");
            const family = group
                ? textAt(group.inputs, "family")
                : /^default\.(\w+?(\.\w)?)(\.cluster\.on)?$/.exec(name)?.[1];
            const expected = familyOf(engineOf(inputs), version);
            return family === undefined || family === expected
                ? undefined
                : fault(
                      "parameterGroupName",
                      `InvalidParameterCombination: Expected a parameter group of family ${expected} but found one of family ${family}`,
                  );
        },
    ),
];

const windows: readonly Refusal[] = [
    refusal("elasticache-snapshot-window", CREATE, (inputs) => {
        const text = textAt(inputs, "snapshotWindow");
        const window = dailyWindow(text ?? "");
        return text === undefined || (window && window.length >= 60)
            ? undefined
            : fault(
                  "snapshotWindow",
                  `InvalidParameterValue: The snapshot window must satisfy the format of "hh24:mi-hh24:mi" and be at least 60 minutes long: "${text}"`,
              );
    }),
    refusal("elasticache-maintenance-window", CREATE, (inputs) => {
        const text = textAt(inputs, "maintenanceWindow");
        const window = weeklyWindow(text ?? "");
        return text === undefined || (window && window.length >= 60)
            ? undefined
            : fault(
                  "maintenanceWindow",
                  `InvalidParameterValue: The maintenance window must satisfy the format of "ddd:hh24:mi-ddd:hh24:mi" and be at least 60 minutes long: "${text}"`,
              );
    }),
    refuseOverlap(
        "elasticache-windows-overlap",
        CREATE,
        "snapshotWindow",
        "InvalidParameterValue: The snapshot window and the maintenance window must not overlap.",
    ),
    refuseRange("elasticache-snapshot-retention", CREATE, "snapshotRetentionLimit", { min: 0, max: 35 }),
];

const LOG_CHOICES: Readonly<Record<string, readonly string[]>> = {
    destinationType: ["cloudwatch-logs", "kinesis-firehose"],
    logFormat: ["json", "text"],
    logType: ["slow-log", "engine-log"],
};

export const replicationGroupRefusals: readonly Refusal[] = [
    refuseText("elasticache-replication-group-id", CREATE, "replicationGroupId", {
        max: 40,
        pattern: /^[A-Za-z](-?[A-Za-z0-9])*$/,
        message:
            "InvalidParameterValue: The parameter ReplicationGroupId is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens (at most 40); and must not end with a hyphen or contain two consecutive hyphens",
    }),
    refuseTaken("elasticache-replication-group-taken", CREATE, "replicationGroupId", {
        code: "ReplicationGroupAlreadyExists",
        what: "Replication group",
    }),
    ...authentication,
    ...availability,
    ...engine,
    ...windows,
    refuseMissing("elasticache-subnet-group-missing", CREATE, "subnetGroupName", {
        tokens: ["aws:elasticache/subnetGroup:SubnetGroup"],
        code: "CacheSubnetGroupNotFoundFault",
        what: "cache subnet group",
    }),
    refusal("elasticache-key-without-encryption", CREATE, (inputs) =>
        isSet(inputs, "kmsKeyId") && valueAt(inputs, "atRestEncryptionEnabled") !== true
            ? fault(
                  "kmsKeyId",
                  "InvalidParameterCombination: KmsKeyId can be specified only if AtRestEncryptionEnabled is true",
              )
            : undefined,
    ),
    refusal(
        "elasticache-log-delivery",
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_LogDeliveryConfigurationRequest.html",
        (inputs) => {
            for (const block of blocksAt(inputs, "logDeliveryConfigurations")) {
                for (const [property, allowed] of Object.entries(LOG_CHOICES)) {
                    const value = textAt(block, property);
                    if (value !== undefined && !allowed.includes(value)) {
                        return fault(
                            "logDeliveryConfigurations",
                            `InvalidParameterValue: expected ${property} to be one of [${allowed.join(", ")}], got ${value}`,
                        );
                    }
                }
            }
            return undefined;
        },
    ),
];
