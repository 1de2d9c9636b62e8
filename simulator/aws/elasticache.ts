import { PlannedResource, Properties, ResourceType } from "../resource-type";
import {
    blocksAt,
    listAt,
    numberAt,
    refuseMissing,
    refuseOther,
    refuseText,
    refusal,
    textAt,
} from "../checks";
import { inAnyOrder, inSmallLetters, lower } from "../canonical";
import { FAMILIES, latestVersion, parameterFault } from "./checks/elasticache-engines";
import { lowerToken } from "./checks/ids";
import { shortRegion } from "./checks/region-names";
import { refuseWhileUsed } from "./checks/in-use";
import { createSubnetGroup, lostZone } from "./checks/subnets";
import { replicationGroupRefusals } from "./checks/replication-group";

const REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const API = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference";
const PROVIDER =
    "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elasticache/replication_group.go";
const RBAC = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html";

const nodesOf = ({ inputs }: PlannedResource): number =>
    numberAt(inputs, "numCacheClusters") ??
    (numberAt(inputs, "numNodeGroups") ?? 1) * ((numberAt(inputs, "replicasPerNodeGroup") ?? 0) + 1);

/** The outputs that depend on the inputs of a replication group. */
function following(resource: PlannedResource, id: string): Properties {
    const { inputs } = resource;
    const version = textAt(inputs, "engineVersion") ?? latestVersion(textAt(inputs, "engine") ?? "redis");
    const nodes = nodesOf(resource);
    return {
        engineVersionActual: version.split(".").length > 2 ? version : `${version}.0`,
        memberClusters: Array.from({ length: nodes }, (_, at) => `${id}-${String(at + 1).padStart(3, "0")}`),
        numCacheClusters: nodes,
    };
}

function endpoints(resource: PlannedResource, id: string): Properties {
    const { inputs, region } = resource;
    const domain = `${lowerToken(resource, 6, "endpoint")}.${shortRegion(region)}.cache.amazonaws.com`;
    if ((numberAt(inputs, "numNodeGroups") ?? 1) > 1) {
        return {
            configurationEndpointAddress: `clustercfg.${id}.${domain}`,
            primaryEndpointAddress: "",
            readerEndpointAddress: "",
        };
    }
    const [primary, reader] =
        inputs.transitEncryptionEnabled === true
            ? [`master.${id}.${domain}`, `replica.${id}.${domain}`]
            : [`${id}.${domain.replace(".", ".ng.0001.")}`, `${id}-ro.${domain.replace(".", ".ng.0001.")}`];
    return {
        configurationEndpointAddress: "",
        primaryEndpointAddress: primary,
        readerEndpointAddress: reader,
    };
}

const SMALL = ["maintenanceWindow", "replicationGroupId", "engine"].map((property) =>
    inSmallLetters(property, PROVIDER),
);

const replicationGroup: ResourceType = {
    token: REPLICATION_GROUP,
    required: ["description"],
    // As in PROVIDER. Not listed: TLS before engine version 7.0.5 and a downgrade of the engine. They depend on more than the property.
    replaceOn: [
        "atRestEncryptionEnabled",
        "dataTieringEnabled",
        "globalReplicationGroupId",
        "kmsKeyId",
        "networkType",
        "nodeGroupConfigurations",
        "port",
        "replicationGroupId",
        "securityGroupNames",
        "snapshotArns",
        "snapshotName",
        "subnetGroupName",
        "region",
    ],
    autoName: { property: "replicationGroupId", maxLength: 40, lowerCase: true },
    defaults: { engine: "redis", port: 6379, clusterMode: "disabled" },
    refusals: replicationGroupRefusals,
    // Nodes are added and removed at once. The rest is pending on the group or on its clusters.
    deferred: {
        source: `${API}/API_ModifyReplicationGroup.html`,
        properties: [
            "automaticFailoverEnabled",
            "engine",
            "engineVersion",
            "multiAzEnabled",
            "nodeType",
            "parameterGroupName",
        ],
        window: "maintenanceWindow",
    },
    canonical: SMALL.flatMap(({ canonical }) => canonical),
    hidden: SMALL.flatMap(({ hidden }) => hidden),
    create: (resource) => {
        const id = String(resource.inputs.replicationGroupId).toLowerCase();
        return {
            id,
            outputs: {
                arn: resource.arn("elasticache", `replicationgroup:${id}`),
                clusterEnabled: (numberAt(resource.inputs, "numNodeGroups") ?? 1) > 1,
                ...endpoints(resource, id),
                ...following(resource, id),
            },
        };
    },
    update: (resource, { id }) => following(resource, id),
    refuseDelete: {
        when: "a snapshot with the name of the final snapshot already exists",
        source: `${API}/API_DeleteReplicationGroup.html`,
        find: ({ id, inputs }, account) => {
            const snapshot = textAt(inputs, "finalSnapshotIdentifier");
            const taken = account
                .all("aws:elasticache/snapshot:Snapshot")
                .some(({ inputs: { name } }) => name === snapshot);
            return snapshot !== undefined && taken
                ? `SnapshotAlreadyExistsFault: Snapshot ${snapshot} of ${id} already exists`
                : undefined;
        },
    },
};

const PARAMETER_GROUP =
    "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elasticache/parameter_group.go";

const SMALL_NAME = inSmallLetters("name", PARAMETER_GROUP);

const parameterGroup: ResourceType = {
    token: "aws:elasticache/parameterGroup:ParameterGroup",
    // The provider reads names of parameters back in small letters and does not hide that.
    canonical: [
        ...SMALL_NAME.canonical,
        { property: "parameters.name", source: PARAMETER_GROUP, stored: lower },
    ],
    hidden: [...SMALL_NAME.hidden, inAnyOrder("parameters", PARAMETER_GROUP)],
    required: ["family"],
    replaceOn: ["name", "family", "description", "region"],
    autoName: { property: "name", maxLength: 255, lowerCase: true },
    defaults: { description: "Managed by Pulumi" },
    refusals: [
        refuseText("elasticache-parameter-group-name", `${API}/API_CreateCacheParameterGroup.html`, "name", {
            max: 255,
            pattern: /^[a-zA-Z](-?[a-zA-Z0-9])*$/,
            message:
                "InvalidParameterValue: The parameter CacheParameterGroupName is not a valid identifier. It must begin with a letter and contain only letters, digits and single hyphens",
        }),
        refuseOther(
            "elasticache-parameter-group-family-unknown",
            `${API}/API_CreateCacheParameterGroup.html`,
            "family",
            FAMILIES,
        ),
        refusal(
            "elasticache-parameter",
            "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html",
            (inputs) => {
                const faults = blocksAt(inputs, "parameters").flatMap((parameter, at) => {
                    const name = textAt(parameter, "name");
                    const message =
                        name === undefined ? undefined : parameterFault(name, textAt(parameter, "value"));
                    return message === undefined ? [] : [{ property: `parameters[${at}].value`, message }];
                });
                return faults[0];
            },
        ),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.name),
        outputs: { arn: arn("elasticache", `parametergroup:${String(inputs.name)}`) },
    }),
    refuseDelete: refuseWhileUsed(
        { [REPLICATION_GROUP]: ["parameterGroupName"] },
        {
            when: "a replication group uses it, also one that waits for the maintenance window to leave it",
            source: `${API}/API_DeleteCacheParameterGroup.html`,
            message: (name) =>
                `InvalidCacheParameterGroupState: One or more cache clusters are still members of this parameter group ${name}, so the group cannot be deleted.`,
        },
    ),
};

const subnetGroup: ResourceType = {
    token: "aws:elasticache/subnetGroup:SubnetGroup",
    required: ["subnetIds"],
    replaceOn: ["name", "region"],
    autoName: { property: "name", maxLength: 255, lowerCase: true },
    defaults: { description: "Managed by Pulumi" },
    refusals: [
        refuseText("elasticache-subnet-group-name", `${API}/API_CreateCacheSubnetGroup.html`, "name", {
            max: 255,
            pattern: /^(?!default$)[A-Za-z0-9-]+$/,
            message:
                "InvalidParameterValue: The parameter CacheSubnetGroupName must contain only alphanumeric characters and hyphens",
        }),
        refuseMissing(
            "elasticache-subnet-group-subnets",
            `${API}/API_CreateCacheSubnetGroup.html`,
            "subnetIds",
            {
                tokens: ["aws:ec2/subnet:Subnet"],
                code: "InvalidSubnet",
                what: "subnet",
            },
        ),
    ],
    create: (resource) => createSubnetGroup(resource, "elasticache", "subnetgroup"),
    refuseUpdate: {
        when: "it loses a subnet in whose zone a node runs",
        source: `${API}/API_ModifyCacheSubnetGroup.html`,
        find: (before, after, account) => {
            const lost = lostZone(before, after, account, {
                token: REPLICATION_GROUP,
                property: "subnetGroupName",
            });
            return lost && `SubnetInUse: The subnet in ${lost} is currently in use by a cache cluster.`;
        },
    },
    refuseDelete: refuseWhileUsed(
        { [REPLICATION_GROUP]: ["subnetGroupName"] },
        {
            when: "a replication group uses it",
            source: `${API}/API_DeleteCacheSubnetGroup.html`,
            message: (name) =>
                `CacheSubnetGroupInUse: Cache subnet group ${name} is currently in use by a cache cluster.`,
        },
    ),
};

const ENGINES = ["redis", "valkey", "REDIS", "VALKEY"];

const user: ResourceType = {
    token: "aws:elasticache/user:User",
    required: ["accessString", "engine", "userId", "userName"],
    replaceOn: ["userId", "userName", "region"],
    refusals: [
        refuseText("elasticache-user-id", `${API}/API_CreateUser.html`, "userId", {
            max: 40,
            pattern: /^[a-zA-Z](-?[a-zA-Z0-9])*$/,
            message:
                "InvalidParameterValue: The parameter UserId is not a valid identifier. It must begin with a letter and contain at most 40 letters, digits and single hyphens",
        }),
        refuseOther("elasticache-user-engine", `${API}/API_CreateUser.html`, "engine", ENGINES),
        refuseText("elasticache-access-string", RBAC, "accessString", {
            pattern:
                /^(on|off)(\s+([~%+\-&@(].*|allkeys|resetkeys|allcommands|nocommands|allchannels|resetchannels|clearselectors|reset))*$/,
            message:
                "InvalidParameterValue: The access string must begin with on or off and contain key, channel and command rules",
        }),
        refusal("elasticache-user-password-length", RBAC, (inputs) => {
            const passwords = [
                ...listAt(inputs, "passwords"),
                ...listAt(inputs, "authenticationMode.passwords"),
            ];
            return passwords.some(
                (password) => typeof password === "string" && (password.length < 16 || password.length > 128),
            )
                ? {
                      property: "passwords",
                      message: "InvalidParameterValue: Passwords length must be between 16-128 characters.",
                  }
                : undefined;
        }),
        refusal("elasticache-user-password-count", RBAC, (inputs) =>
            listAt(inputs, "passwords").length > 2
                ? {
                      property: "passwords",
                      message: `InvalidParameterValue: A user can have at most two passwords, got ${listAt(inputs, "passwords").length}`,
                  }
                : undefined,
        ),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.userId),
        outputs: { arn: arn("elasticache", `user:${String(inputs.userId)}`) },
    }),
};

const userGroup: ResourceType = {
    token: "aws:elasticache/userGroup:UserGroup",
    required: ["engine", "userGroupId"],
    replaceOn: ["userGroupId", "region"],
    refusals: [
        refuseText("elasticache-user-group-id", `${API}/API_CreateUserGroup.html`, "userGroupId", {
            max: 40,
            pattern: /^[a-zA-Z](-?[a-zA-Z0-9])*$/,
            message:
                "InvalidParameterValue: The parameter UserGroupId is not a valid identifier. It must begin with a letter and contain at most 40 letters, digits and single hyphens",
        }),
        refuseOther("elasticache-user-group-engine", `${API}/API_CreateUserGroup.html`, "engine", ENGINES),
        refusal("elasticache-user-group-default", RBAC, (inputs, account) => {
            const ids = Array.isArray(inputs.userIds) ? (inputs.userIds as unknown[]) : [];
            const users = ids.map((id) =>
                account.all("aws:elasticache/user:User").find(({ inputs: { userId } }) => userId === id),
            );
            const hasDefault =
                ids.includes("default") ||
                users.some((each) => each === undefined || each.inputs.userName === "default");
            return textAt(inputs, "engine")?.toLowerCase() === "redis" && ids.length > 0 && !hasDefault
                ? {
                      property: "userIds",
                      message:
                          "DefaultUserRequired: You must add a user with the user name default to a user group of the engine redis",
                  }
                : undefined;
        }),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.userGroupId),
        outputs: { arn: arn("elasticache", `usergroup:${String(inputs.userGroupId)}`) },
    }),
};

export const types: readonly ResourceType[] = [
    replicationGroup,
    parameterGroup,
    subnetGroup,
    user,
    userGroup,
];
