import { ResourceType } from "../../resource-type";
import {
    isSet,
    listAt,
    refusal,
    refuseMissing,
    refuseOther,
    same,
    shown,
    textAt,
    valueAt,
} from "../../checks";
import { owned, refuseMissingSubnets, refuseMissingVpc, SUBNET, VPC } from "./network";
import { refuseMissingGroups } from "./security-groups";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const docs = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html";
const flowLogDocs = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html";

const isGateway = (type: unknown): boolean => (type ?? "Gateway") === "Gateway";

const endpoint: ResourceType = {
    token: ENDPOINT,
    required: ["vpcId"],
    replaceOn: [
        "serviceName",
        "serviceRegion",
        "vpcEndpointType",
        "vpcId",
        "resourceConfigurationArn",
        "serviceNetworkArn",
    ],
    defaults: { vpcEndpointType: "Gateway" },
    refusals: [
        refuseMissingVpc("vpc-endpoint-vpc-missing"),
        refuseMissingSubnets("vpc-endpoint-subnet-missing", "subnetIds"),
        refuseMissingGroups("vpc-endpoint-group-missing", "securityGroupIds"),
        refusal("vpc-endpoint-service", docs, (inputs, _, { region }) => {
            const name = textAt(inputs, "serviceName");
            return name === undefined ||
                name.startsWith(`com.amazonaws.${region}.`) ||
                name.startsWith("com.amazonaws.vpce.")
                ? undefined
                : {
                      property: "serviceName",
                      message: `InvalidServiceName: The Vpc Endpoint Service '${name}' does not exist`,
                  };
        }),
        refusal(
            "vpc-endpoint-gateway-service",
            "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
            (inputs) => {
                const name = textAt(inputs, "serviceName");
                return name === undefined ||
                    !isGateway(inputs.vpcEndpointType) ||
                    /\.(s3|dynamodb)$/.test(name)
                    ? undefined
                    : {
                          property: "vpcEndpointType",
                          message: `InvalidParameter: Endpoint type (Gateway) does not match available service types ([Interface]) of ${name}`,
                      };
            },
        ),
        refusal("vpc-endpoint-gateway-subnets", docs, (inputs) =>
            isGateway(inputs.vpcEndpointType) &&
            (listAt(inputs, "subnetIds").length > 0 || listAt(inputs, "securityGroupIds").length > 0)
                ? {
                      property: "subnetIds",
                      message:
                          "InvalidParameter: SubnetIds and SecurityGroupIds are only allowed for endpoints of type Interface",
                  }
                : undefined,
        ),
        refusal("vpc-endpoint-private-dns", docs, (inputs, account) => {
            const vpc = account.find(textAt(inputs, "vpcId") ?? "", VPC);
            const resolves = vpc?.inputs.enableDnsHostnames === true && vpc.inputs.enableDnsSupport !== false;
            return vpc === undefined || inputs.privateDnsEnabled !== true || resolves
                ? undefined
                : {
                      property: "privateDnsEnabled",
                      message: `InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.id}`,
                  };
        }),
        refusal("vpc-endpoint-one-subnet-per-zone", docs, (inputs, account) => {
            const zones = listAt(inputs, "subnetIds").map(
                (id) => account.find(shown(id), SUBNET)?.outputs.availabilityZone,
            );
            return zones.some((zone, at) => zone !== undefined && zones.indexOf(zone) !== at)
                ? {
                      property: "subnetIds",
                      message:
                          "DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone",
                  }
                : undefined;
        }),
        refusal("vpc-endpoint-exists", docs, (inputs, account) => {
            const { vpcId, serviceName } = inputs;
            const same_ = account
                .all(ENDPOINT)
                .find(
                    (other) => same(other.inputs.vpcId, vpcId) && same(other.inputs.serviceName, serviceName),
                );
            return same_ && inputs.privateDnsEnabled === true && same_.inputs.privateDnsEnabled === true
                ? {
                      property: "privateDnsEnabled",
                      message: `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${shown(serviceName)} in the VPC`,
                  }
                : undefined;
        }),
    ],
    create: (resource) => {
        const { inputs, hex, region } = resource;
        const { id, outputs } = owned(resource, "vpc-endpoint", "vpce");
        const service = (textAt(inputs, "serviceName") ?? "").split(".").at(-1) ?? "";
        const interfaces = isGateway(inputs.vpcEndpointType)
            ? []
            : listAt(inputs, "subnetIds").map((_, at) => `eni-${hex(17, shown(at))}`);
        return {
            id,
            outputs: {
                ...outputs,
                state: "available",
                requesterManaged: false,
                networkInterfaceIds: interfaces,
                dnsEntries:
                    interfaces.length === 0
                        ? []
                        : [
                              {
                                  dnsName: `${id}-${hex(8)}.${service}.${region}.vpce.amazonaws.com`,
                                  hostedZoneId: `Z${hex(13, "zone").toUpperCase()}`,
                              },
                          ],
                prefixListId: isGateway(inputs.vpcEndpointType) ? `pl-${hex(8)}` : undefined,
                cidrBlocks: isGateway(inputs.vpcEndpointType) ? ["203.0.113.0/24"] : [],
            },
        };
    },
};

const SOURCES = [
    "vpcId",
    "subnetId",
    "eniId",
    "transitGatewayId",
    "transitGatewayAttachmentId",
    "regionalNatGatewayId",
];

const flowLog: ResourceType = {
    token: "aws:ec2/flowLog:FlowLog",
    replaceOn: [
        "deliverCrossAccountRole",
        "destinationOptions",
        "iamRoleArn",
        "logDestination",
        "logDestinationType",
        "logFormat",
        "maxAggregationInterval",
        "trafficType",
        ...SOURCES,
    ],
    defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
    refusals: [
        refuseMissingVpc("flow-log-vpc-missing"),
        refusal("flow-log-source", flowLogDocs, (inputs) => {
            const set = SOURCES.filter((property) => isSet(inputs, property));
            return set.length === 1
                ? undefined
                : {
                      property: "vpcId",
                      message: `ExactlyOne: one of [${SOURCES.join(", ")}] must be specified, got ${set.join(" and ") || "none"}`,
                  };
        }),
        refusal("flow-log-role", flowLogDocs, (inputs) =>
            (inputs.logDestinationType ?? "cloud-watch-logs") === "cloud-watch-logs" &&
            !isSet(inputs, "iamRoleArn")
                ? {
                      property: "iamRoleArn",
                      message:
                          "InvalidParameter: DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs",
                  }
                : undefined,
        ),
        refuseOther("flow-log-traffic", flowLogDocs, "trafficType", ["ACCEPT", "REJECT", "ALL"]),
        refusal("flow-log-interval", flowLogDocs, (inputs) => {
            const interval = valueAt(inputs, "maxAggregationInterval");
            return typeof interval !== "number" || [60, 600].includes(interval)
                ? undefined
                : {
                      property: "maxAggregationInterval",
                      message: `expected max_aggregation_interval to be one of [60 600], got ${interval}`,
                  };
        }),
        refuseMissing("flow-log-role-missing", flowLogDocs, "iamRoleArn", {
            tokens: ["aws:iam/role:Role"],
            code: "InvalidParameter",
            what: "DeliverLogsPermissionArn",
        }),
    ],
    create: ({ hex, arn }) => {
        const id = `fl-${hex(17)}`;
        return { id, outputs: { arn: arn("ec2", `vpc-flow-log/${id}`) } };
    },
};

export const types = [endpoint, flowLog];
