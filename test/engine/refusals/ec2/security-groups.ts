import * as aws from "@pulumi/aws";
import { group, GROUP_MESSAGE, NO_GROUP, NO_VPC, vpc, VPC_MESSAGE } from "../support/fixtures";
import { casesOf, clash } from "../support/table";

/** Each case has its own group, so that rules of different cases never conflict. */
const ownGroup = (name: string): aws.ec2.SecurityGroup =>
    new aws.ec2.SecurityGroup(`${name}-group`, { vpcId: vpc().id, description: "One case" });

const RULE = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };

const rule = (name: string): aws.vpc.SecurityGroupIngressRuleArgs & aws.vpc.SecurityGroupEgressRuleArgs => ({
    ...RULE,
    securityGroupId: ownGroup(name).id,
});

/** A group with the maximum number of rules. */
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
            "InvalidParameterValue: Invalid rule description. Valid descriptions are strings less than 256 characters",
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

export const cases = [
    ...casesOf(aws.ec2.SecurityGroup, () => ({ vpcId: vpc().id, description: "Web (80, 443)" }), [
        ["security-group-name", { name: "sg-web" }, 'and must not begin with sg-: "sg-web"'],
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
];
