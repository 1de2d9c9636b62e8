import { Account, Fault, PlannedResource, Properties, Refusal, ResourceType } from "../resource-type";
import {
    blocksAt,
    isSet,
    listAt,
    numberAt,
    refuseMissing,
    refuseOther,
    refuseRange,
    refuseText,
    refusal,
    textAt,
    valueAt,
} from "../rules";
import { textsAt } from "./rules/lists";
import { CREATED_AT, lowerToken, upperToken } from "./rules/ids";
import { allowedInstead, MYSQL_PARAMETERS } from "./rules/mysql";
import { majorOf, rdsInstanceRefusals, refusedChange } from "./rules/rds-instance";
import { rdsZone } from "./rules/region-names";

const API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";
const DEFAULT_PORTS: Readonly<Record<string, number>> = { mysql: 3306, mariadb: 3306, postgres: 5432 };

const engineOf = ({ inputs }: PlannedResource): string => textAt(inputs, "engine") ?? "mysql";
const versionOf = ({ inputs }: PlannedResource): string => textAt(inputs, "engineVersion") ?? "8.4";

/** What follows from the inputs of an instance at any time. */
function endpointOf(resource: PlannedResource, identifier: string): Properties {
    const port = numberAt(resource.inputs, "port") ?? DEFAULT_PORTS[engineOf(resource)] ?? 3306;
    const address = `${identifier}.${lowerToken(resource, 12, "endpoint")}.${resource.region}.rds.amazonaws.com`;
    const version = versionOf(resource);
    return {
        address,
        endpoint: `${address}:${port}`,
        port,
        arn: resource.arn("rds", `db:${identifier}`),
        engineVersionActual: version.split(".").length > 2 ? version : `${version}.7`,
    };
}

const instance: ResourceType = {
    token: "aws:rds/instance:Instance",
    required: ["instanceClass"],
    // The identifier is not among them: ModifyDBInstance renames in place.
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/instance.go
    replaceOn: [
        "availabilityZone",
        "backupTarget",
        "characterSetName",
        "customIamInstanceProfile",
        "dbName",
        "engine",
        "kmsKeyId",
        "ncharCharacterSetName",
        "restoreToPointInTime",
        "s3Import.bucketName",
        "s3Import.bucketPrefix",
        "s3Import.ingestionRole",
        "s3Import.sourceEngine",
        "s3Import.sourceEngineVersion",
        "snapshotIdentifier",
        "storageEncrypted",
        "timezone",
        "username",
        "region",
    ],
    refusals: rdsInstanceRefusals,
    defaults: {
        caCertIdentifier: "rds-ca-rsa2048-g1",
        licenseModel: "general-public-license",
        networkType: "IPV4",
    },
    create: (resource) => {
        const { inputs } = resource;
        const prefix = textAt(inputs, "identifierPrefix") ?? "terraform-";
        const identifier = textAt(inputs, "identifier") ?? `${prefix}${resource.hex(26, "identifier")}`;
        const resourceId = `db-${upperToken(resource, 26, "resource id")}`;
        const major = majorOf(versionOf(resource));
        const secretArn = resource.arn(
            "secretsmanager",
            `secret:rds!${resourceId}-${lowerToken(resource, 6, "secret")}`,
        );
        return {
            id: resourceId,
            outputs: {
                ...endpointOf(resource, identifier),
                identifier,
                identifierPrefix: textAt(inputs, "identifierPrefix") ?? "",
                resourceId,
                hostedZoneId: rdsZone(resource.region),
                status: "available",
                latestRestorableTime: CREATED_AT,
                availabilityZone: `${resource.region}a`,
                optionGroupName: `default:${engineOf(resource)}-${major.replace(".", "-")}`,
                masterUserSecrets:
                    inputs.manageMasterUserPassword === true
                        ? [{ kmsKeyId: "", secretArn, secretStatus: "active" }]
                        : [],
                listenerEndpoints: [],
                replicas: [],
            },
        };
    },
    update: (resource, old) => {
        const refused = refusedChange(old.outputs, resource.inputs);
        if (refused !== undefined) {
            throw new Error(refused);
        }
        return endpointOf(resource, textAt(resource.inputs, "identifier") ?? String(old.outputs.identifier));
    },
    refuseDelete: ({ inputs }) => {
        if (inputs.deletionProtection === true) {
            return "InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again.";
        }
        return inputs.skipFinalSnapshot === true || isSet(inputs, "finalSnapshotIdentifier")
            ? undefined
            : "final_snapshot_identifier is required when skip_final_snapshot is false";
    },
};

/** A fault of one parameter of a MySQL parameter group, else undefined. */
function parameterFault(name: string, value: string | undefined, applyMethod: string): string | undefined {
    const known = MYSQL_PARAMETERS[name];
    if (known === undefined) {
        return `InvalidParameterValue: Could not find parameter with name: ${name}`;
    }
    const allowed = value === undefined ? undefined : allowedInstead(known, value);
    if (allowed !== undefined) {
        return `InvalidParameterValue: Invalid parameter value: ${value} for: ${name} allowed values are: ${allowed}`;
    }
    return known.static && applyMethod === "immediate"
        ? `InvalidParameterCombination: cannot use immediate apply method for static parameter: ${name}`
        : undefined;
}

/** The first parameter with that kind of fault. */
function refuseParameter(id: string, about: RegExp): Refusal {
    return refusal(
        id,
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html",
        (inputs) => {
            if (!(textAt(inputs, "family") ?? "").startsWith("mysql8.")) {
                return undefined;
            }
            const faults = blocksAt(inputs, "parameters").flatMap((parameter, at): Fault[] => {
                const name = textAt(parameter, "name");
                const message =
                    name === undefined
                        ? undefined
                        : parameterFault(
                              name,
                              textAt(parameter, "value"),
                              textAt(parameter, "applyMethod") ?? "immediate",
                          );
                return message !== undefined && about.test(message)
                    ? [{ property: `parameters[${at}].value`, message }]
                    : [];
            });
            return faults[0];
        },
    );
}

const parameterGroup: ResourceType = {
    token: "aws:rds/parameterGroup:ParameterGroup",
    required: ["family"],
    replaceOn: ["name", "namePrefix", "family", "description", "region"],
    autoName: { property: "name", maxLength: 255, lowerCase: true },
    defaults: { description: "Managed by Pulumi" },
    refusals: [
        refuseText("rds-parameter-group-name", `${API}/API_CreateDBParameterGroup.html`, "name", {
            max: 255,
            pattern: /^[a-z](-?[a-z0-9])*$/,
            message:
                "InvalidParameterValue: The parameter DBParameterGroupName must begin with a letter and hold only lower-case letters, digits and single hyphens",
        }),
        refuseText("rds-parameter-group-family-unknown", `${API}/API_CreateDBParameterGroup.html`, "family", {
            pattern:
                /^(mysql(5\.7|8\.0|8\.4)|mariadb(10\.\d+|11\.\d+|12\.\d+)|postgres1[1-9]|aurora-.+|oracle-.+|sqlserver-.+|db2-.+)$/,
            message: "InvalidParameterValue: ParameterGroupFamily is not a valid parameter group family",
        }),
        refuseParameter("rds-parameter-unknown", /Could not find/),
        refuseParameter("rds-parameter-value", /allowed values/),
        refuseParameter("rds-parameter-static", /static parameter/),
    ],
    create: (resource) => ({
        id: String(resource.inputs.name),
        outputs: { arn: resource.arn("rds", `pg:${String(resource.inputs.name)}`) },
    }),
};

/** The availability zones of the subnets that are known; undefined where one is not. */
function zonesOf(inputs: Properties, property: string, account: Account): readonly string[] | undefined {
    const value = valueAt(inputs, property);
    const zones = (Array.isArray(value) ? (value as unknown[]) : []).map((id) => {
        const subnet = typeof id === "string" ? account.find(id, "aws:ec2/subnet:Subnet") : undefined;
        return subnet && textAt(subnet.inputs, "availabilityZone");
    });
    return zones.length === 0 || zones.includes(undefined) ? undefined : [...new Set(zones as string[])];
}

const subnetGroup: ResourceType = {
    token: "aws:rds/subnetGroup:SubnetGroup",
    required: ["subnetIds"],
    replaceOn: ["name", "namePrefix", "region"],
    autoName: { property: "name", maxLength: 255, lowerCase: true },
    defaults: { description: "Managed by Pulumi" },
    refusals: [
        refuseText("rds-subnet-group-name", `${API}/API_CreateDBSubnetGroup.html`, "name", {
            max: 255,
            pattern: /^(?!default$)[a-z0-9 ._-]+$/,
            message:
                'InvalidParameterValue: The parameter DBSubnetGroupName is not valid: lower-case letters, digits, hyphens, underscores, periods and spaces, and not "default"',
        }),
        refuseMissing("rds-subnet-group-subnets", `${API}/API_CreateDBSubnetGroup.html`, "subnetIds", {
            tokens: ["aws:ec2/subnet:Subnet"],
            code: "InvalidSubnet",
            what: "subnet",
        }),
        refusal(
            "rds-subnet-group-zones",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
            (inputs, account) => {
                const zones = zonesOf(inputs, "subnetIds", account);
                return zones === undefined || zones.length >= 2
                    ? undefined
                    : {
                          property: "subnetIds",
                          message: `DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(", ")}. Add subnets to cover at least 2 AZs.`,
                      };
            },
        ),
    ],
    create: ({ inputs, account, arn }) => {
        const [first] = listAt(inputs, "subnetIds");
        const subnet = typeof first === "string" ? account.find(first, "aws:ec2/subnet:Subnet") : undefined;
        return {
            id: String(inputs.name),
            outputs: {
                arn: arn("rds", `subgrp:${String(inputs.name)}`),
                supportedNetworkTypes: ["IPV4"],
                vpcId: subnet?.inputs.vpcId ?? "",
            },
        };
    },
};

const proxy: ResourceType = {
    token: "aws:rds/proxy:Proxy",
    required: ["engineFamily", "roleArn", "vpcSubnetIds"],
    replaceOn: [
        "engineFamily",
        "vpcSubnetIds",
        "endpointNetworkType",
        "targetConnectionNetworkType",
        "region",
    ],
    defaults: { idleClientTimeout: 1800, debugLogging: false, requireTls: false },
    refusals: [
        refuseText("rds-proxy-name", `${API}/API_CreateDBProxy.html`, "name", {
            max: 63,
            pattern: /^[A-Za-z](-?[A-Za-z0-9])*$/,
            message:
                "InvalidParameterValue: The parameter DBProxyName must begin with a letter and hold only letters, digits and single hyphens",
        }),
        refuseOther("rds-proxy-engine-family", `${API}/API_CreateDBProxy.html`, "engineFamily", [
            "MYSQL",
            "POSTGRESQL",
            "SQLSERVER",
        ]),
        refuseRange("rds-proxy-idle-timeout", `${API}/API_CreateDBProxy.html`, "idleClientTimeout", {
            min: 1,
            max: 28800,
        }),
        refusal(
            "rds-proxy-zones",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-network-prereqs.html",
            (inputs, account) => {
                const zones = zonesOf(inputs, "vpcSubnetIds", account);
                return zones === undefined || zones.length >= 2
                    ? undefined
                    : {
                          property: "vpcSubnetIds",
                          message: `InvalidSubnet: The subnets of a proxy must be in at least two Availability Zones. Current AZ coverage: ${zones.join(", ")}`,
                      };
            },
        ),
    ],
    create: (resource) => {
        const name = String(resource.inputs.name);
        return {
            id: name,
            outputs: {
                arn: resource.arn("rds", `db-proxy:prx-${resource.hex(17, "proxy")}`),
                endpoint: `${name}.proxy-${lowerToken(resource, 12, "endpoint")}.${resource.region}.rds.amazonaws.com`,
            },
        };
    },
};

const proxyDefaultTargetGroup: ResourceType = {
    token: "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
    required: ["dbProxyName"],
    replaceOn: ["dbProxyName", "region"],
    defaults: { name: "default" },
    refusals: [
        refuseRange(
            "rds-proxy-borrow-timeout",
            `${API}/API_ConnectionPoolConfiguration.html`,
            "connectionPoolConfig.connectionBorrowTimeout",
            { min: 0, max: 3600 },
        ),
        refusal("rds-proxy-pool-size", `${API}/API_ConnectionPoolConfiguration.html`, (inputs) => {
            const max = numberAt(inputs, "connectionPoolConfig.maxConnectionsPercent") ?? 100;
            const idle = numberAt(inputs, "connectionPoolConfig.maxIdleConnectionsPercent") ?? 0;
            return max < 1 || max > 100 || idle < 0 || idle > max
                ? {
                      property: "connectionPoolConfig",
                      message: `InvalidParameterValue: MaxConnectionsPercent must be between 1 and 100 and MaxIdleConnectionsPercent between 0 and it: got ${max} and ${idle}`,
                  }
                : undefined;
        }),
    ],
    create: (resource) => ({
        id: String(resource.inputs.dbProxyName),
        outputs: {
            arn: resource.arn("rds", `target-group:prx-tg-${resource.hex(17, "group")}`),
            name: "default",
        },
    }),
};

const proxyTarget: ResourceType = {
    token: "aws:rds/proxyTarget:ProxyTarget",
    required: ["dbProxyName", "targetGroupName"],
    replaceOn: ["dbProxyName", "targetGroupName", "dbInstanceIdentifier", "dbClusterIdentifier", "region"],
    create: ({ inputs, account }) => {
        const identifier = String(inputs.dbInstanceIdentifier);
        const target = account
            .all("aws:rds/instance:Instance")
            .find(({ outputs }) => outputs.identifier === identifier);
        return {
            id: [inputs.dbProxyName, inputs.targetGroupName, "RDS_INSTANCE", identifier].join("/"),
            outputs: {
                endpoint: target?.outputs.address ?? "",
                port: target?.outputs.port ?? 3306,
                rdsResourceId: identifier,
                targetArn: "",
                trackedClusterId: "",
                type: "RDS_INSTANCE",
            },
        };
    },
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html */
const INSTANCE_EVENTS = [
    "availability",
    "backtrack",
    "backup",
    "configuration change",
    "creation",
    "deletion",
    "failover",
    "failure",
    "low storage",
    "maintenance",
    "notification",
    "read replica",
    "recovery",
    "restoration",
    "security",
    "security patching",
];

const eventSubscription: ResourceType = {
    token: "aws:rds/eventSubscription:EventSubscription",
    required: ["snsTopic"],
    replaceOn: ["name", "namePrefix", "region"],
    defaults: { enabled: true },
    refusals: [
        refuseOther("rds-event-source-type", `${API}/API_CreateEventSubscription.html`, "sourceType", [
            "db-instance",
            "db-cluster",
            "db-parameter-group",
            "db-security-group",
            "db-snapshot",
            "db-cluster-snapshot",
            "db-proxy",
            "zero-etl",
            "custom-engine-version",
            "blue-green-deployment",
        ]),
        refusal(
            "rds-event-category",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html",
            (inputs) => {
                const wrong = textsAt(inputs, "eventCategories").find(
                    (category) => !INSTANCE_EVENTS.includes(category),
                );
                return textAt(inputs, "sourceType") === "db-instance" && wrong !== undefined
                    ? {
                          property: "eventCategories",
                          message: `SubscriptionCategoryNotFound: The event category '${wrong}' does not exist for the source type db-instance`,
                      }
                    : undefined;
            },
        ),
        refusal("rds-event-sources-without-type", `${API}/API_CreateEventSubscription.html`, (inputs) =>
            listAt(inputs, "sourceIds").length > 0 && !isSet(inputs, "sourceType")
                ? {
                      property: "sourceType",
                      message:
                          "InvalidParameterCombination: If SourceIds are supplied, SourceType must also be provided",
                  }
                : undefined,
        ),
    ],
    create: ({ inputs, accountId, arn }) => ({
        id: String(inputs.name),
        outputs: { arn: arn("rds", `es:${String(inputs.name)}`), customerAwsId: accountId },
    }),
};

export const types: readonly ResourceType[] = [
    instance,
    parameterGroup,
    subnetGroup,
    proxy,
    proxyDefaultTargetGroup,
    proxyTarget,
    eventSubscription,
];
