import * as aws from "@pulumi/aws";
import { internetGateway, NO_VPC, subnetA, vpc, VPC_MESSAGE } from "../support/fixtures";
import { casesOf } from "../support/table";

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
];
