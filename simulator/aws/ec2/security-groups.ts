import { Properties, Refusal, ResourceType } from "../../resource-type";
import { isSet, numberAt, refusal, refuseMissing, refuseText, same, shown, textAt } from "../../checks";
import { isCidr } from "../checks/cidr";
import { userOf, type Uses } from "../checks/in-use";
import { owned, refuseMissingVpc, VPC } from "./network";

export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const docs = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html";
const ruleDocs =
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html";
const quotas =
    "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups";

/** The characters that names and descriptions can contain. */
const TEXT = /^[\w .:/()#,@[\]+=&;{}!$*-]*$/;
const RULES_PER_GROUP = 60;

export const refuseMissingGroups = (id: string, property: string): Refusal =>
    refuseMissing(
        id,
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
        property,
        {
            tokens: [SECURITY_GROUP, DEFAULT_GROUP],
            code: "InvalidGroup.NotFound",
            what: "security group",
        },
    );

/** What is in a security group. Hosts are in those of their launch template. */
const MEMBERS: Uses = {
    "aws:lb/loadBalancer:LoadBalancer": ["securityGroups"],
    "aws:rds/instance:Instance": ["vpcSecurityGroupIds"],
    "aws:rds/proxy:Proxy": ["vpcSecurityGroupIds"],
    "aws:elasticache/replicationGroup:ReplicationGroup": ["securityGroupIds"],
    "aws:ec2/instance:Instance": ["vpcSecurityGroupIds"],
    "aws:ec2/launchTemplate:LaunchTemplate": ["vpcSecurityGroupIds", "networkInterfaces.securityGroups"],
    "aws:ec2/vpcEndpoint:VpcEndpoint": ["securityGroupIds"],
    "aws:lambda/function:Function": ["vpcConfig.securityGroupIds"],
};

const group: ResourceType = {
    token: SECURITY_GROUP,
    replaceOn: ["description", "name", "namePrefix", "vpcId"],
    defaults: { description: "Managed by Pulumi" },
    refusals: [
        refuseText("security-group-name", docs, "name", {
            max: 255,
            pattern: new RegExp(`(?!^sg-)${TEXT.source}`),
            message:
                "InvalidParameterValue: a group name must have at most 255 characters of a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$* and must not begin with sg-",
        }),
        refuseText("security-group-description", docs, "description", {
            max: 255,
            pattern: TEXT,
            message:
                "InvalidParameterValue: Value for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported. A description must have at most 255 characters of a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*",
        }),
        refuseMissingVpc("security-group-vpc-missing"),
        refusal("security-group-name-taken", docs, (inputs, account) => {
            const taken = account
                .all(SECURITY_GROUP)
                .some(
                    (other) => same(other.inputs.name, inputs.name) && same(other.inputs.vpcId, inputs.vpcId),
                );
            return taken
                ? {
                      property: "name",
                      message: `InvalidGroup.Duplicate: The security group '${textAt(inputs, "name") ?? ""}' already exists for VPC '${textAt(inputs, "vpcId") ?? ""}'`,
                  }
                : undefined;
        }),
    ],
    create: (resource) => owned(resource, "security-group", "sg"),
    refuseDelete: {
        when: "a resource or a rule of another group uses it",
        source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html",
        find: ({ id }, account) => {
            const users = [INGRESS, EGRESS]
                .flatMap(account.all)
                .filter(
                    ({ inputs }) => inputs.referencedSecurityGroupId === id && inputs.securityGroupId !== id,
                );
            return users.length > 0 || userOf(id, MEMBERS, account) !== undefined
                ? `DependencyViolation: resource ${id} has a dependent object`
                : undefined;
        },
    },
};

/** AWS creates and deletes it with the VPC. The program only adopts it. */
const defaultGroup: ResourceType = {
    token: DEFAULT_GROUP,
    replaceOn: ["vpcId"],
    refusals: [refuseMissingVpc("default-security-group-vpc-missing")],
    create: (resource) => {
        const vpc = resource.account.find(textAt(resource.inputs, "vpcId") ?? "", VPC);
        const id = textAt(vpc?.outputs ?? {}, "defaultSecurityGroupId") ?? `sg-${resource.hex(17)}`;
        return {
            id,
            outputs: {
                arn: resource.arn("ec2", `security-group/${id}`),
                ownerId: resource.accountId,
                name: "default",
                description: "default VPC security group",
            },
        };
    },
};

const PEERS = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];
const SIGNATURE = ["securityGroupId", "ipProtocol", "fromPort", "toPort"];
const HAS_PORTS = ["tcp", "udp", "6", "17"];

function isSameRule(a: Properties, b: Properties): boolean {
    const peer = PEERS.find((name) => isSet(a, name)) ?? "";
    return (
        same(a[peer], b[peer]) &&
        SIGNATURE.every((name) => a[name] === b[name] && typeof a[name] !== "symbol")
    );
}

function rule(token: string, kind: "ingress" | "egress"): ResourceType {
    const prefix = `security-group-${kind}`;
    return {
        token,
        required: ["securityGroupId", "ipProtocol"],
        replaceOn: ["securityGroupId"],
        refusals: [
            refuseMissingGroups(`${prefix}-group-missing`, "securityGroupId"),
            refuseMissingGroups(`${prefix}-peer-missing`, "referencedSecurityGroupId"),
            refusal(`${prefix}-one-peer`, ruleDocs, (inputs) => {
                const set = PEERS.filter((name) => isSet(inputs, name));
                return set.length === 1
                    ? undefined
                    : {
                          property: set[1] ?? "cidrIpv4",
                          message: `Exactly one of these attributes must be configured: [${PEERS.join(",")}], got ${set.join(" and ") || "none"}`,
                      };
            }),
            refusal(`${prefix}-cidr`, ruleDocs, (inputs) => {
                const cidr = textAt(inputs, "cidrIpv4") ?? textAt(inputs, "cidrIpv6");
                return cidr === undefined || isCidr(cidr)
                    ? undefined
                    : {
                          property: "cidrIpv4",
                          message: `InvalidParameterValue: CIDR block ${cidr} is malformed`,
                      };
            }),
            refusal(`${prefix}-ports`, ruleDocs, (inputs) => {
                const protocol = textAt(inputs, "ipProtocol");
                const [from, to] = [numberAt(inputs, "fromPort"), numberAt(inputs, "toPort")];
                const open = isSet(inputs, "fromPort") || isSet(inputs, "toPort");
                if (protocol === "-1" && open) {
                    return {
                        property: "fromPort",
                        message:
                            "InvalidParameterValue: You may not specify all protocols and specific ports",
                    };
                }
                if (
                    HAS_PORTS.includes(protocol ?? "") &&
                    !(isSet(inputs, "fromPort") && isSet(inputs, "toPort"))
                ) {
                    return {
                        property: "fromPort",
                        message:
                            "InvalidParameterValue: Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange",
                    };
                }
                const known = from !== undefined && to !== undefined && HAS_PORTS.includes(protocol ?? "");
                return known && (from < 0 || to > 65535 || from > to)
                    ? {
                          property: "toPort",
                          message: `InvalidParameterValue: Invalid TCP/UDP port range (${from}:${to})`,
                      }
                    : undefined;
            }),
            refuseText(`${prefix}-description`, ruleDocs, "description", {
                max: 255,
                pattern: TEXT,
                message:
                    "InvalidParameterValue: Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
            }),
            refusal(`${prefix}-duplicate`, ruleDocs, (inputs, account) =>
                account.all(token).some((other) => isSameRule(inputs, other.inputs))
                    ? {
                          property: "securityGroupId",
                          message: `InvalidPermission.Duplicate: the specified rule "peer: ${PEERS.map((name) => textAt(inputs, name)).find(Boolean) ?? ""}, ${textAt(inputs, "ipProtocol") ?? ""}, from port: ${shown(inputs.fromPort)}, to port: ${shown(inputs.toPort)}, ALLOW" already exists`,
                      }
                    : undefined,
            ),
            refusal(`${prefix}-quota`, quotas, (inputs, account) => {
                const rules = account
                    .all(token)
                    .filter((other) => same(other.inputs.securityGroupId, inputs.securityGroupId));
                return rules.length >= RULES_PER_GROUP
                    ? {
                          property: "securityGroupId",
                          message: `RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached: ${RULES_PER_GROUP}`,
                      }
                    : undefined;
            }),
        ],
        create: ({ hex, arn }) => {
            const id = `sgr-${hex(17)}`;
            return { id, outputs: { arn: arn("ec2", `security-group-rule/${id}`), securityGroupRuleId: id } };
        },
    };
}

export const types = [group, defaultGroup, rule(INGRESS, "ingress"), rule(EGRESS, "egress")];
