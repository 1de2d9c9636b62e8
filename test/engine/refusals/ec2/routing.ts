import * as aws from "@pulumi/aws";
import {
    closedSubnetA,
    internetGateway,
    NO_VPC,
    subnet,
    subnetA,
    vpc,
    VPC_MESSAGE,
} from "../support/fixtures";
import { casesOf } from "../support/table";

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

/** Each case that needs a subnet has its own. */
let third = 100;

const ownSubnet = (name: string): aws.ec2.Subnet => subnet(`${name}-subnet`, "a", third++);

const zonal = (name: string): aws.ec2.NatGatewayArgs => ({
    subnetId: subnetA().id,
    allocationId: address(name).id,
});

export const cases = [
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
            "MissingParameter: a regional NAT gateway requires vpcId",
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
