import * as aws from "@pulumi/aws";
import {
    closedSubnetA,
    closedVpc,
    group,
    GROUP_MESSAGE,
    NO_GROUP,
    NO_VPC,
    role,
    subnetA,
    subnetB,
    vpc,
    VPC_MESSAGE,
} from "../support/fixtures";
import { casesOf, clash } from "../support/table";

const endpoint = (): aws.ec2.VpcEndpointArgs => ({
    vpcId: vpc().id,
    serviceName: "com.amazonaws.eu-central-1.ssm",
    vpcEndpointType: "Interface",
    subnetIds: [subnetA().id, subnetB().id],
    securityGroupIds: [group().id],
});

const flowLog = (): aws.ec2.FlowLogArgs => ({
    vpcId: vpc().id,
    trafficType: "ALL",
    iamRoleArn: role().arn,
    logDestination: "arn:aws:logs:eu-central-1:123456789012:log-group:flow",
});

export const cases = [
    ...casesOf(aws.ec2.VpcEndpoint, endpoint, [
        ["vpc-endpoint-vpc-missing", NO_VPC, VPC_MESSAGE],
        [
            "vpc-endpoint-subnet-missing",
            { subnetIds: ["subnet-0123456789abcdef0"] },
            "InvalidSubnetID.NotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist",
        ],
        ["vpc-endpoint-group-missing", { securityGroupIds: [NO_GROUP] }, GROUP_MESSAGE],
        [
            "vpc-endpoint-service",
            { serviceName: "com.amazonaws.eu-west-1.ssm" },
            "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.eu-west-1.ssm' does not exist",
        ],
        [
            "vpc-endpoint-gateway-service",
            { vpcEndpointType: "Gateway", subnetIds: [], securityGroupIds: [] },
            "InvalidParameter: Endpoint type (Gateway) does not match available service types ([Interface])",
        ],
        [
            "vpc-endpoint-gateway-subnets",
            { vpcEndpointType: "Gateway", serviceName: "com.amazonaws.eu-central-1.s3" },
            "InvalidParameter: SubnetIds and SecurityGroupIds are only allowed for endpoints of type Interface",
        ],
        [
            "vpc-endpoint-private-dns",
            () => ({ vpcId: closedVpc().id, subnetIds: [closedSubnetA().id], privateDnsEnabled: true }),
            "InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true",
        ],
        [
            "vpc-endpoint-one-subnet-per-zone",
            () => ({ subnetIds: [subnetA().id, closedSubnetA().id] }),
            "DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone",
        ],
    ]),
    clash(
        "vpc-endpoint-exists",
        aws.ec2.VpcEndpoint,
        () => ({ ...endpoint(), serviceName: "com.amazonaws.eu-central-1.logs", privateDnsEnabled: true }),
        "InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for com.amazonaws.eu-central-1.logs",
    ),
    ...casesOf(aws.ec2.FlowLog, flowLog, [
        ["flow-log-vpc-missing", NO_VPC, VPC_MESSAGE],
        ["flow-log-source", () => ({ subnetId: subnetA().id }), "ExactlyOne: one of [vpcId, subnetId,"],
        [
            "flow-log-role",
            { iamRoleArn: undefined },
            "InvalidParameter: DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs",
        ],
        [
            "flow-log-role-missing",
            { iamRoleArn: "arn:aws:iam::123456789012:role/gone" },
            "The DeliverLogsPermissionArn 'arn:aws:iam::123456789012:role/gone' does not exist",
        ],
        [
            "flow-log-traffic",
            { trafficType: "DENY" },
            "expected trafficType to be one of [ACCEPT, REJECT, ALL], got DENY",
        ],
        [
            "flow-log-interval",
            { maxAggregationInterval: 300 },
            "expected max_aggregation_interval to be one of [60 600], got 300",
        ],
    ]),
];
