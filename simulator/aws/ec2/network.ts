import { zoneIdsOf, zonesOf } from "../../regions";
import { ExistingResource, PlannedResource, Refusal, ResourceType, Source } from "../../resource-type";
import { refusal, refuseMissing, refuseOther, same, textAt } from "../../checks";
import { contains, overlap, parseCidr } from "../checks/cidr";
import { refuseWhileUsed } from "../checks/in-use";

export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";

const vpcDocs = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";
const subnetDocs = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html";

/** Rejects a block that is malformed, or whose address is not the first one of the block. */
export function refuseCidr(id: string, source: Source, property: string): Refusal {
    return refusal(id, source, (inputs) => {
        const text = textAt(inputs, property);
        return text === undefined || parseCidr(text) !== undefined
            ? undefined
            : { property, message: `InvalidParameterValue: "${text}" is not a valid IPv4 CIDR block` };
    });
}

function refuseSize(id: string, source: Source, code: string): Refusal {
    return refusal(id, source, (inputs) => {
        const cidr = parseCidr(textAt(inputs, "cidrBlock") ?? "");
        return cidr === undefined || (cidr.prefix >= 16 && cidr.prefix <= 28)
            ? undefined
            : {
                  property: "cidrBlock",
                  message: `${code}: The CIDR '${cidr.text}' is invalid: the netmask must be between /16 and /28`,
              };
    });
}

export const refuseMissingVpc = (id: string): Refusal =>
    refuseMissing(
        id,
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
        "vpcId",
        {
            tokens: [VPC],
            code: "InvalidVpcID.NotFound",
            what: "vpc ID",
        },
    );

export const refuseMissingSubnets = (id: string, property: string): Refusal =>
    refuseMissing(
        id,
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
        property,
        {
            tokens: [SUBNET],
            code: "InvalidSubnetID.NotFound",
            what: "subnet ID",
        },
    );

const vpc: ResourceType = {
    token: VPC,
    replaceOn: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength", "instanceTenancy"],
    defaults: { enableDnsSupport: true, enableDnsHostnames: false, instanceTenancy: "default" },
    refusals: [
        refuseCidr("vpc-cidr-malformed", vpcDocs, "cidrBlock"),
        refuseSize("vpc-cidr-size", vpcDocs, "InvalidVpc.Range"),
        refuseOther("vpc-tenancy", vpcDocs, "instanceTenancy", ["default", "dedicated"]),
    ],
    create: ({ hex, arn, accountId }) => {
        const id = `vpc-${hex(17)}`;
        return {
            id,
            outputs: {
                arn: arn("ec2", `vpc/${id}`),
                ownerId: accountId,
                mainRouteTableId: `rtb-${hex(17, "main")}`,
                defaultRouteTableId: `rtb-${hex(17, "main")}`,
                defaultNetworkAclId: `acl-${hex(17)}`,
                defaultSecurityGroupId: `sg-${hex(17, "default")}`,
                dhcpOptionsId: `dopt-${hex(17, "region")}`,
            },
        };
    },
    refuseDelete: {
        when: "it contains subnets, gateways, security groups or endpoints",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html",
        find: ({ id }, account) => {
            const tokens = [
                SUBNET,
                INTERNET_GATEWAY,
                "aws:ec2/securityGroup:SecurityGroup",
                "aws:ec2/vpcEndpoint:VpcEndpoint",
            ];
            const inside = tokens.flatMap(account.all).find(({ inputs }) => inputs.vpcId === id);
            return (
                inside &&
                `DependencyViolation: The vpc '${id}' has dependencies and cannot be deleted: ${inside.id}`
            );
        },
    },
};

const subnetsBeside = (
    inputs: Record<string, unknown>,
    others: readonly ExistingResource[],
): readonly ExistingResource[] => others.filter((other) => same(other.inputs.vpcId, inputs.vpcId));

const subnet: ResourceType = {
    token: SUBNET,
    required: ["vpcId"],
    replaceOn: [
        "vpcId",
        "cidrBlock",
        "availabilityZone",
        "availabilityZoneId",
        "ipv6Native",
        "outpostArn",
        "ipv4IpamPoolId",
        "ipv4NetmaskLength",
    ],
    defaults: { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false, enableDns64: false },
    refusals: [
        refuseMissingVpc("subnet-vpc-missing"),
        refuseCidr("subnet-cidr-malformed", subnetDocs, "cidrBlock"),
        refuseSize("subnet-cidr-size", subnetDocs, "InvalidSubnet.Range"),
        refusal("subnet-cidr-outside-vpc", subnetDocs, (inputs, account) => {
            const vpcBlock = parseCidr(
                textAt(account.find(textAt(inputs, "vpcId") ?? "", VPC)?.inputs ?? {}, "cidrBlock") ?? "",
            );
            const block = parseCidr(textAt(inputs, "cidrBlock") ?? "");
            return vpcBlock && block && !contains(vpcBlock, block)
                ? {
                      property: "cidrBlock",
                      message: `InvalidSubnet.Range: The CIDR '${block.text}' is invalid: it is outside of the VPC's ${vpcBlock.text}`,
                  }
                : undefined;
        }),
        refusal("subnet-cidr-conflict", subnetDocs, (inputs, account) => {
            const block = parseCidr(textAt(inputs, "cidrBlock") ?? "");
            const other = subnetsBeside(inputs, account.all(SUBNET)).find(({ inputs: beside }) => {
                const taken = parseCidr(textAt(beside, "cidrBlock") ?? "");
                return block && taken && overlap(block, taken);
            });
            return block && other
                ? {
                      property: "cidrBlock",
                      message: `InvalidSubnet.Conflict: The CIDR '${block.text}' conflicts with another subnet: ${other.id || other.name}`,
                  }
                : undefined;
        }),
        refusal(
            "subnet-zone",
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html",
            (inputs, _, { region }) => {
                const zone = textAt(inputs, "availabilityZone");
                return zone === undefined || zonesOf(region).includes(zone)
                    ? undefined
                    : {
                          property: "availabilityZone",
                          message: `InvalidParameterValue: Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zonesOf(region).join(", ")}`,
                      };
            },
        ),
    ],
    create: ({ inputs, region, hex, arn, accountId }) => {
        const id = `subnet-${hex(17)}`;
        const zones = zonesOf(region);
        const zone = textAt(inputs, "availabilityZone") ?? zones[0] ?? "";
        return {
            id,
            outputs: {
                arn: arn("ec2", `subnet/${id}`),
                ownerId: accountId,
                availabilityZone: zone,
                availabilityZoneId: zoneIdsOf(region)[zones.indexOf(zone)],
            },
        };
    },
    refuseDelete: refuseWhileUsed(
        {
            "aws:ec2/natGateway:NatGateway": ["subnetId"],
            "aws:ec2/instance:Instance": ["subnetId"],
            "aws:lb/loadBalancer:LoadBalancer": ["subnets"],
            "aws:ec2/vpcEndpoint:VpcEndpoint": ["subnetIds"],
            "aws:lambda/function:Function": ["vpcConfig.subnetIds"],
            "aws:autoscaling/group:Group": ["vpcZoneIdentifiers"],
            "aws:rds/proxy:Proxy": ["vpcSubnetIds"],
            "aws:rds/subnetGroup:SubnetGroup": ["subnetIds"],
            "aws:elasticache/subnetGroup:SubnetGroup": ["subnetIds"],
        },
        {
            when: "network interfaces are in it, or could be",
            source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html",
            message: (id) => `DependencyViolation: The subnet '${id}' has dependencies and cannot be deleted`,
        },
    ),
};

const internetGateway: ResourceType = {
    token: INTERNET_GATEWAY,
    replaceOn: [],
    refusals: [
        refuseMissingVpc("internet-gateway-vpc-missing"),
        refusal(
            "internet-gateway-second",
            "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
            (inputs, account) => {
                const other = account
                    .all(INTERNET_GATEWAY)
                    .find((gateway) => same(gateway.inputs.vpcId, inputs.vpcId));
                return (
                    other && {
                        property: "vpcId",
                        message: `InvalidParameterValue: Network ${other.inputs.vpcId as string} already has an internet gateway attached`,
                    }
                );
            },
        ),
    ],
    create: (resource) => owned(resource, "internet-gateway", "igw"),
};

/** What most EC2 resources return: an ID with 17 digits, an ARN and an owner. */
export function owned(
    { hex, arn, accountId }: PlannedResource,
    path: string,
    prefix: string,
): { id: string; outputs: Record<string, unknown> } {
    const id = `${prefix}-${hex(17)}`;
    return { id, outputs: { arn: arn("ec2", `${path}/${id}`), ownerId: accountId } };
}

export const types = [vpc, subnet, internetGateway];
