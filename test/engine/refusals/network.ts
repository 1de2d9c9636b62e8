import * as aws from "@pulumi/aws";
import { closedSubnetA, internetGateway, subnet, subnetA, vpc } from "./fixtures";
import { casesOf } from "./table";

const NO_VPC = { vpcId: "vpc-0123456789abcdef0" };
const VPC_MESSAGE =
    "InvalidVpcID.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist in eu-central-1";
const NO_SUBNET = { subnetId: "subnet-0123456789abcdef0" };
const SUBNET_MESSAGE = "InvalidSubnetID.NotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist";
const NO_TABLE = { routeTableId: "rtb-0123456789abcdef0" };
const TABLE_MESSAGE =
    "InvalidRouteTableID.NotFound: The routeTable ID 'rtb-0123456789abcdef0' does not exist";
const NO_ADDRESS = { allocationId: "eipalloc-0123456789abcdef0" };
const ADDRESS_MESSAGE =
    "InvalidAllocationID.NotFound: The allocation ID 'eipalloc-0123456789abcdef0' does not exist";

const table = (name: string): aws.ec2.RouteTable =>
    new aws.ec2.RouteTable(`${name}-table`, { vpcId: vpc().id });
const address = (name: string): aws.ec2.Eip => new aws.ec2.Eip(`${name}-address`, {});

/** A subnet of its own for each case that needs one. */
let third = 100;
const ownSubnet = (name: string): aws.ec2.Subnet => subnet(`${name}-subnet`, "a", third++);

const zonal = (name: string): aws.ec2.NatGatewayArgs => ({
    subnetId: subnetA().id,
    allocationId: address(name).id,
});

export const cases = [
    ...casesOf(aws.ec2.Vpc, () => ({ cidrBlock: "10.9.0.0/16" }), [
        ["vpc-cidr-malformed", { cidrBlock: "10.9.0.1/16" }, '"10.9.0.1/16" is not a valid IPv4 CIDR block'],
        ["vpc-cidr-size", { cidrBlock: "10.0.0.0/8" }, "InvalidVpc.Range: The CIDR '10.0.0.0/8' is invalid"],
        [
            "vpc-tenancy",
            { instanceTenancy: "host" },
            "expected instanceTenancy to be one of [default, dedicated], got host",
        ],
    ]),
    ...casesOf(
        aws.ec2.Subnet,
        () => ({ vpcId: vpc().id, cidrBlock: "10.0.9.0/24", availabilityZone: "eu-central-1a" }),
        [
            ["subnet-vpc-missing", NO_VPC, VPC_MESSAGE],
            ["subnet-cidr-malformed", { cidrBlock: "10.0.9.0" }, '"10.0.9.0" is not a valid IPv4 CIDR block'],
            [
                "subnet-cidr-size",
                { cidrBlock: "10.0.8.0/29" },
                "InvalidSubnet.Range: The CIDR '10.0.8.0/29' is invalid",
            ],
            [
                "subnet-cidr-outside-vpc",
                { cidrBlock: "10.2.0.0/24" },
                "InvalidSubnet.Range: The CIDR '10.2.0.0/24' is invalid: it is outside of the VPC's 10.0.0.0/16",
            ],
            [
                "subnet-cidr-conflict",
                () => ({ cidrBlock: subnetA().id.apply(() => "10.0.200.128/25") }),
                "InvalidSubnet.Conflict: The CIDR '10.0.200.128/25' conflicts with another subnet",
            ],
            [
                "subnet-zone",
                { cidrBlock: "10.0.10.0/24", availabilityZone: "eu-central-1d" },
                "Value (eu-central-1d) for parameter availabilityZone is invalid",
            ],
        ],
    ),
    ...casesOf(
        aws.ec2.InternetGateway,
        (name) => ({ vpcId: new aws.ec2.Vpc(`${name}-vpc`, { cidrBlock: "10.8.0.0/16" }).id }),
        [
            ["internet-gateway-vpc-missing", NO_VPC, VPC_MESSAGE],
            [
                "internet-gateway-second",
                () => ({ vpcId: internetGateway().vpcId }),
                "already has an internet gateway attached",
            ],
        ],
    ),
    ...casesOf(aws.ec2.EipAssociation, (name) => ({ allocationId: address(name).id }), [
        ["eip-association-address-missing", NO_ADDRESS, ADDRESS_MESSAGE],
        [
            "eip-association-instance-missing",
            { instanceId: "i-0123456789abcdef0" },
            "InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist",
        ],
    ]),
    ...casesOf(aws.ec2.NatGateway, zonal, [
        [
            "nat-gateway-placement",
            { availabilityMode: "regional" },
            "MissingParameter: a regional NAT gateway needs vpcId",
        ],
        [
            "nat-gateway-address",
            { allocationId: undefined },
            "MissingParameter: The request must include the AllocationId parameter",
        ],
        ["nat-gateway-address-missing", NO_ADDRESS, ADDRESS_MESSAGE],
        [
            "nat-gateway-address-taken",
            (name) => ({
                allocationId: new aws.ec2.NatGateway(
                    `${name}-first`,
                    zonal(`${name}-first`),
                ).allocationId.apply((id) => id ?? ""),
            }),
            "Resource.AlreadyAssociated: Elastic IP address",
        ],
        ["nat-gateway-subnet-missing", NO_SUBNET, SUBNET_MESSAGE],
        [
            "nat-gateway-no-internet",
            () => ({ subnetId: closedSubnetA().id }),
            "has no Internet gateway attached",
        ],
    ]),
    ...casesOf(aws.ec2.RouteTable, () => ({ vpcId: vpc().id }), [
        ["route-table-vpc-missing", NO_VPC, VPC_MESSAGE],
    ]),
    ...casesOf(
        aws.ec2.Route,
        (name) => ({
            routeTableId: table(name).id,
            destinationCidrBlock: "0.0.0.0/0",
            gatewayId: internetGateway().id,
        }),
        [
            [
                "route-destination",
                { destinationIpv6CidrBlock: "::/0" },
                "got destinationCidrBlock and destinationIpv6CidrBlock",
            ],
            [
                "route-target",
                { gatewayId: undefined },
                "InvalidParameterCombination: exactly one of [carrierGatewayId,",
            ],
            ["route-table-missing", NO_TABLE, TABLE_MESSAGE],
            [
                "route-cidr",
                { destinationCidrBlock: "0.0.0.0" },
                "Value (0.0.0.0) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block",
            ],
            [
                "route-nat-gateway-missing",
                { gatewayId: undefined, natGatewayId: "nat-0123456789abcdef0" },
                "InvalidNatGatewayID.NotFound: The natGateway ID 'nat-0123456789abcdef0' does not exist",
            ],
            [
                "route-internet-gateway-missing",
                { gatewayId: "igw-0123456789abcdef0" },
                "InvalidGatewayID.NotFound: The gateway ID 'igw-0123456789abcdef0' does not exist",
            ],
            [
                "route-exists",
                (name) => {
                    const routeTableId = table(`${name}-first`).id;
                    const first = new aws.ec2.Route(`${name}-first`, {
                        routeTableId,
                        destinationCidrBlock: "0.0.0.0/0",
                        gatewayId: internetGateway().id,
                    });
                    return { routeTableId: first.routeTableId };
                },
                "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists",
            ],
        ],
    ),
    ...casesOf(
        aws.ec2.RouteTableAssociation,
        (name) => ({ routeTableId: table(name).id, subnetId: ownSubnet(name).id }),
        [
            ["route-table-association-table-missing", NO_TABLE, TABLE_MESSAGE],
            ["route-table-association-subnet-missing", NO_SUBNET, SUBNET_MESSAGE],
            [
                "route-table-association-second",
                (name) => {
                    const first = new aws.ec2.RouteTableAssociation(`${name}-first`, {
                        routeTableId: table(`${name}-first`).id,
                        subnetId: ownSubnet(`${name}-first`).id,
                    });
                    return { subnetId: first.subnetId.apply((id) => id ?? "") };
                },
                "Resource.AlreadyAssociated: the specified association for the subnet",
            ],
        ],
    ),
];
