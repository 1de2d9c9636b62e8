import * as aws from "@pulumi/aws";
import { closedSubnetA, closedVpc, group, role, subnetA, subnetB, vpc } from "./fixtures";
import { casesOf, clash } from "./table";

const NO_VPC = { vpcId: "vpc-0123456789abcdef0" };
const VPC_MESSAGE =
    "InvalidVpcID.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist in eu-central-1";
const NO_GROUP = "sg-0123456789abcdef0";
const GROUP_MESSAGE = `InvalidGroup.NotFound: The security group '${NO_GROUP}' does not exist`;

/** A group of its own, so that rules of different cases never meet. */
const ownGroup = (name: string): aws.ec2.SecurityGroup =>
    new aws.ec2.SecurityGroup(`${name}-group`, { vpcId: vpc().id, description: "One case" });

const RULE = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };

const rule = (name: string): aws.vpc.SecurityGroupIngressRuleArgs & aws.vpc.SecurityGroupEgressRuleArgs => ({
    ...RULE,
    securityGroupId: ownGroup(name).id,
});

/** A group that has as many rules as fit. */
function fullGroup(
    name: string,
    type: typeof aws.vpc.SecurityGroupIngressRule | typeof aws.vpc.SecurityGroupEgressRule,
) {
    const securityGroupId = ownGroup(`${name}-full`).id;
    const rules = Array.from(
        { length: 60 },
        (_, at) =>
            new type(`${name}-${at}`, {
                securityGroupId,
                ipProtocol: "tcp",
                fromPort: 443,
                toPort: 443,
                cidrIpv4: `10.0.0.${at}/32`,
            }).id,
    );
    return {
        securityGroupId: rules.reduce((before, id) => before.apply(() => id)).apply(() => securityGroupId),
    };
}

const ruleCases = (
    type: typeof aws.vpc.SecurityGroupIngressRule | typeof aws.vpc.SecurityGroupEgressRule,
    kind: string,
) => [
    ...casesOf(type, rule, [
        [`security-group-${kind}-group-missing`, { securityGroupId: NO_GROUP }, GROUP_MESSAGE],
        [
            `security-group-${kind}-peer-missing`,
            { cidrIpv4: undefined, referencedSecurityGroupId: NO_GROUP },
            GROUP_MESSAGE,
        ],
        [
            `security-group-${kind}-one-peer`,
            { cidrIpv6: "::/0" },
            "Exactly one of these attributes must be configured: [cidrIpv4,cidrIpv6,prefixListId,referencedSecurityGroupId], got cidrIpv4 and cidrIpv6",
        ],
        [
            `security-group-${kind}-cidr`,
            { cidrIpv4: "203.0.113.7/24" },
            "InvalidParameterValue: CIDR block 203.0.113.7/24 is malformed",
        ],
        [
            `security-group-${kind}-ports`,
            { fromPort: 443, toPort: 80 },
            "InvalidParameterValue: Invalid TCP/UDP port range (443:80)",
        ],
        [
            `security-group-${kind}-ports`,
            { ipProtocol: "-1" },
            "InvalidParameterValue: You may not specify all protocols and specific ports",
        ],
        [
            `security-group-${kind}-ports`,
            { toPort: undefined },
            "Must specify both from and to ports with TCP/UDP",
        ],
        [
            `security-group-${kind}-ports`,
            { toPort: 70_000 },
            "InvalidParameterValue: Invalid TCP/UDP port range (443:70000)",
        ],
        [
            `security-group-${kind}-description`,
            { description: "Für alle" },
            'InvalidParameterValue: Invalid rule description: "Für alle"',
        ],
        [
            `security-group-${kind}-quota`,
            (name) => fullGroup(name, type),
            "RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached: 60",
        ],
    ]),
    clash(
        `security-group-${kind}-duplicate`,
        type,
        () => ({ ...RULE, securityGroupId: group().id }),
        'InvalidPermission.Duplicate: the specified rule "peer: 0.0.0.0/0, tcp, from port: 443, to port: 443, ALLOW" already exists',
    ),
];

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
    ...casesOf(aws.ec2.SecurityGroup, () => ({ vpcId: vpc().id, description: "Web (80, 443)" }), [
        ["security-group-name", { name: "sg-web" }, 'and does not start with sg-: "sg-web"'],
        [
            "security-group-description",
            { description: "Büro" },
            "Value for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported",
        ],
        ["security-group-vpc-missing", NO_VPC, VPC_MESSAGE],
    ]),
    clash(
        "security-group-name-taken",
        aws.ec2.SecurityGroup,
        () => ({ vpcId: vpc().id, name: "taken" }),
        "InvalidGroup.Duplicate: The security group 'taken' already exists for VPC 'vpc-",
    ),
    ...casesOf(aws.ec2.DefaultSecurityGroup, () => ({ vpcId: vpc().id }), [
        ["default-security-group-vpc-missing", NO_VPC, VPC_MESSAGE],
    ]),
    ...ruleCases(aws.vpc.SecurityGroupIngressRule, "ingress"),
    ...ruleCases(aws.vpc.SecurityGroupEgressRule, "egress"),
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
            "InvalidParameter: SubnetIds and SecurityGroupIds are for endpoints of type Interface alone",
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
