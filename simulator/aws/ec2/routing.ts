import { Properties, Refusal, ResourceType } from "../../resource-type";
import { isSet, refusal, refuseMissing, same, shown, textAt, valueAt } from "../../checks";
import { addressIn, isCidr, parseCidr } from "../checks/cidr";
import { INTERNET_GATEWAY, owned, refuseMissingSubnets, refuseMissingVpc, SUBNET } from "./network";

const errors = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html";
const natDocs = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html";
const routeDocs = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html";

const EIP = "aws:ec2/eip:Eip";
const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const EIP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";

/** Addresses reserved for documentation (RFC 5737). */
const PUBLIC_ADDRESSES = parseCidr("203.0.113.0/24");

function publicAddress(hex: (digits: number, salt?: string) => string): string {
    return PUBLIC_ADDRESSES === undefined ? "" : addressIn(PUBLIC_ADDRESSES, parseInt(hex(8, "public"), 16));
}

const eip: ResourceType = {
    token: EIP,
    replaceOn: [
        "address",
        "customerOwnedIpv4Pool",
        "domain",
        "ipamPoolId",
        "networkBorderGroup",
        "publicIpv4Pool",
    ],
    defaults: { domain: "vpc", publicIpv4Pool: "amazon" },
    create: ({ hex, arn, region }) => {
        const id = `eipalloc-${hex(17)}`;
        const publicIp = publicAddress(hex);
        const publicDns = `ec2-${publicIp.replaceAll(".", "-")}.${region}.compute.amazonaws.com`;
        return {
            id,
            outputs: { arn: arn("ec2", `elastic-ip/${id}`), allocationId: id, publicIp, publicDns },
        };
    },
    refuseDelete: {
        when: "a NAT gateway or an association uses it",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html",
        find: ({ id }, account) =>
            [...account.all(NAT_GATEWAY), ...account.all(EIP_ASSOCIATION)].some(
                ({ inputs }) => inputs.allocationId === id,
            )
                ? `InvalidIPAddress.InUse: Address ${id} is in use`
                : undefined,
    },
};

const refuseMissingAddress = (id: string): Refusal =>
    refuseMissing(id, errors, "allocationId", {
        tokens: [EIP],
        code: "InvalidAllocationID.NotFound",
        what: "allocation ID",
    });

const eipAssociation: ResourceType = {
    token: EIP_ASSOCIATION,
    replaceOn: [
        "allocationId",
        "allowReassociation",
        "instanceId",
        "networkInterfaceId",
        "privateIpAddress",
        "publicIp",
    ],
    refusals: [
        refuseMissingAddress("eip-association-address-missing"),
        refuseMissing("eip-association-instance-missing", errors, "instanceId", {
            tokens: ["aws:ec2/instance:Instance"],
            code: "InvalidInstanceID.NotFound",
            what: "instance ID",
        }),
    ],
    create: ({ hex }) => ({ id: `eipassoc-${hex(17)}`, outputs: {} }),
};

const isRegional = (inputs: Properties): boolean => inputs.availabilityMode === "regional";

const natGateway: ResourceType = {
    token: NAT_GATEWAY,
    replaceOn: [
        "allocationId",
        "availabilityMode",
        "connectivityType",
        "privateIp",
        "secondaryPrivateIpAddressCount",
        "subnetId",
        "vpcId",
    ],
    defaults: { connectivityType: "public", availabilityMode: "zonal" },
    refusals: [
        refusal("nat-gateway-placement", natDocs, (inputs) => {
            const [needed, excluded] = isRegional(inputs)
                ? ["vpcId", "subnetId"]
                : ["subnetId", "availabilityZoneAddresses"];
            const mode = isRegional(inputs) ? "regional" : "zonal";
            if (!isSet(inputs, needed)) {
                return {
                    property: needed,
                    message: `MissingParameter: a ${mode} NAT gateway requires ${needed}`,
                };
            }
            return isSet(inputs, excluded)
                ? {
                      property: excluded,
                      message: `InvalidParameterCombination: ${excluded} can't be specified for a ${mode} NAT gateway`,
                  }
                : undefined;
        }),
        refusal("nat-gateway-address", natDocs, (inputs) => {
            const needsAddress = !isRegional(inputs) && (inputs.connectivityType ?? "public") === "public";
            return needsAddress && !isSet(inputs, "allocationId")
                ? {
                      property: "allocationId",
                      message:
                          "MissingParameter: The request must include the AllocationId parameter. Add the required parameter and retry the request",
                  }
                : undefined;
        }),
        refuseMissingAddress("nat-gateway-address-missing"),
        refusal("nat-gateway-address-taken", errors, (inputs, account) => {
            const taken = account
                .all(NAT_GATEWAY)
                .find((other) => same(other.inputs.allocationId, inputs.allocationId));
            return (
                taken && {
                    property: "allocationId",
                    message: `Resource.AlreadyAssociated: Elastic IP address [${textAt(inputs, "allocationId") ?? ""}] is already associated`,
                }
            );
        }),
        refuseMissingSubnets("nat-gateway-subnet-missing", "subnetId"),
        refusal("nat-gateway-no-internet", natDocs, (inputs, account) => {
            const vpcId =
                textAt(inputs, "vpcId") ??
                textAt(account.find(textAt(inputs, "subnetId") ?? "", SUBNET)?.inputs ?? {}, "vpcId");
            const attached = account.all(INTERNET_GATEWAY).some((gateway) => gateway.inputs.vpcId === vpcId);
            return vpcId === undefined || attached || inputs.connectivityType === "private"
                ? undefined
                : {
                      property: "subnetId",
                      message: `Gateway.NotAttached: Network ${vpcId} has no Internet gateway attached`,
                  };
        }),
    ],
    create: ({ hex, inputs, account }) => {
        const regional = isRegional(inputs);
        const address = account.find(textAt(inputs, "allocationId") ?? "", EIP);
        return {
            id: `nat-${hex(17)}`,
            outputs: {
                publicIp: regional ? undefined : address?.outputs.publicIp,
                networkInterfaceId: regional ? undefined : `eni-${hex(17)}`,
                associationId: regional ? undefined : `eipassoc-${hex(17)}`,
                routeTableId: regional ? `rtb-${hex(17)}` : undefined,
            },
        };
    },
};

const refuseMissingTable = (id: string): Refusal =>
    refuseMissing(id, errors, "routeTableId", {
        tokens: [ROUTE_TABLE],
        code: "InvalidRouteTableID.NotFound",
        what: "routeTable ID",
    });

const routeTable: ResourceType = {
    token: ROUTE_TABLE,
    required: ["vpcId"],
    replaceOn: ["vpcId"],
    refusals: [refuseMissingVpc("route-table-vpc-missing")],
    create: (resource) => owned(resource, "route-table", "rtb"),
    refuseDelete: {
        when: "a subnet is associated with it",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html",
        find: ({ id }, account) =>
            account.all(ASSOCIATION).some(({ inputs }) => inputs.routeTableId === id)
                ? `DependencyViolation: The routeTable '${id}' has dependencies and cannot be deleted`
                : undefined,
    },
};

const DESTINATIONS = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];
const TARGETS = [
    "carrierGatewayId",
    "coreNetworkArn",
    "egressOnlyGatewayId",
    "gatewayId",
    "localGatewayId",
    "natGatewayId",
    "networkInterfaceId",
    "transitGatewayId",
    "vpcEndpointId",
    "vpcPeeringConnectionId",
];

function refuseUnlessOne(id: string, properties: readonly string[]): Refusal {
    return refusal(id, routeDocs, (inputs) => {
        const set = properties.filter((property) => isSet(inputs, property));
        return set.length === 1
            ? undefined
            : {
                  property: set[1] ?? properties[0] ?? "",
                  message: `InvalidParameterCombination: exactly one of [${properties.join(", ")}] must be specified, got ${set.join(" and ") || "none"}`,
              };
    });
}

const route: ResourceType = {
    token: ROUTE,
    required: ["routeTableId"],
    replaceOn: ["routeTableId", ...DESTINATIONS],
    refusals: [
        refuseUnlessOne("route-destination", DESTINATIONS),
        refuseUnlessOne("route-target", TARGETS),
        refuseMissingTable("route-table-missing"),
        refusal("route-cidr", routeDocs, (inputs) => {
            const text = textAt(inputs, "destinationCidrBlock") ?? textAt(inputs, "destinationIpv6CidrBlock");
            return text === undefined || isCidr(text)
                ? undefined
                : {
                      property: "destinationCidrBlock",
                      message: `InvalidParameterValue: Value (${text}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block`,
                  };
        }),
        refuseMissing("route-nat-gateway-missing", errors, "natGatewayId", {
            tokens: [NAT_GATEWAY],
            code: "InvalidNatGatewayID.NotFound",
            what: "natGateway ID",
        }),
        refuseMissing("route-internet-gateway-missing", errors, "gatewayId", {
            tokens: [INTERNET_GATEWAY],
            code: "InvalidGatewayID.NotFound",
            what: "gateway ID",
        }),
        refusal("route-exists", errors, (inputs, account) => {
            const destination = DESTINATIONS.map((name) => valueAt(inputs, name)).find(
                (value) => value !== undefined,
            );
            const taken = account
                .all(ROUTE)
                .some(
                    (other) =>
                        same(other.inputs.routeTableId, inputs.routeTableId) &&
                        DESTINATIONS.some((name) => same(other.inputs[name], destination)),
                );
            return taken
                ? {
                      property: "destinationCidrBlock",
                      message: `RouteAlreadyExists: The route identified by ${shown(destination)} already exists`,
                  }
                : undefined;
        }),
    ],
    create: ({ inputs, hex }) => ({
        id: `r-${textAt(inputs, "routeTableId") ?? ""}${parseInt(hex(7), 16)}`,
        outputs: { origin: "CreateRoute", state: "active" },
    }),
};

const association: ResourceType = {
    token: ASSOCIATION,
    required: ["routeTableId"],
    replaceOn: ["gatewayId", "subnetId"],
    refusals: [
        refuseMissingTable("route-table-association-table-missing"),
        refuseMissingSubnets("route-table-association-subnet-missing", "subnetId"),
        refusal("route-table-association-second", errors, (inputs, account) => {
            const taken = account
                .all(ASSOCIATION)
                .find((other) => same(other.inputs.subnetId, inputs.subnetId));
            return (
                taken && {
                    property: "subnetId",
                    message: `Resource.AlreadyAssociated: the specified association for the subnet ${textAt(inputs, "subnetId") ?? ""} conflicts with an existing association: ${taken.id}`,
                }
            );
        }),
    ],
    create: ({ hex }) => ({ id: `rtbassoc-${hex(17)}`, outputs: {} }),
};

export const types = [eip, eipAssociation, natGateway, routeTable, route, association];
