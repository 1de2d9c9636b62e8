import { ResourceType } from "../../resource-type";
import { numberAt, refuseOther, refuseRange, refuseText, refusal } from "../../checks";
import { lowerToken } from "../checks/ids";
import { zonesOf } from "../checks/subnets";

const API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";

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
                "InvalidParameterValue: The parameter DBProxyName must begin with a letter and contain only letters, digits and single hyphens",
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
                      message: `InvalidParameterValue: MaxConnectionsPercent must be between 1 and 100 and MaxIdleConnectionsPercent between 0 and MaxConnectionsPercent, got ${max} and ${idle}`,
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

export const types: readonly ResourceType[] = [proxy, proxyDefaultTargetGroup, proxyTarget];
