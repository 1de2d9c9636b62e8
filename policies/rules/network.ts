import { startsHostsWithAddress } from "../aws/public-addresses";
import { isPublic } from "../aws/routes";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { adviceIf, decide, faultIf, type Findings, notInThisStack, some } from "../verdict";

export const vpcClosesDefaultSecurityGroup = stackPolicy({
    name: "vpc-closes-default-security-group",
    checklist: "security.server.firewall",
    severity: "high",
    onUnknown: "deny",
    requires: "The stack manages the default security group of every VPC.",
    otherwise:
        "AWS creates the group with rules that let its members connect to each other and to the world.",
    remedy: "Add an aws.ec2.DefaultSecurityGroup with the VPC's id and no rules.",
    equivalents: ["checkov:CKV2_AWS_12", "fsbp:EC2.2", "cis-aws-7.0:6.5", "trivy:AWS-0173"],
    rules: [
        on(types.vpc, (vpc, stack) =>
            faultIf(
                "The VPC has no DefaultSecurityGroup",
                () => stack.referring(types.defaultSecurityGroup, "vpcId", vpc).length === 0,
            ),
        ),
    ],
});

export const vpcHasFlowLog = stackPolicy({
    name: "vpc-has-flow-log",
    checklist: "monitoring.security.events",
    severity: "medium",
    onUnknown: "deny",
    requires: "Every VPC has a flow log of refused connections.",
    otherwise: "After a break-in, nobody can tell which data left the network, or who tried before.",
    remedy: "Add an aws.ec2.FlowLog with the VPC's id and the traffic type ALL or REJECT.",
    equivalents: ["checkov:CKV2_AWS_11", "fsbp:EC2.6", "cis-aws-7.0:4.7", "cdk-nag:VPC7", "trivy:AWS-0178"],
    rules: [
        on(types.vpc, (vpc, stack) => {
            const logs = stack.referring(types.flowLog, "vpcId", vpc);
            const holdsRefused = ({ props }: (typeof logs)[number]) =>
                ["ALL", "REJECT"].includes(props.trafficType ?? "");
            return faultIf(
                "The VPC has no flow log of the traffic type ALL or REJECT",
                () => !some(logs, holdsRefused),
            );
        }),
    ],
});

export const subnetGivesNoPublicAddress = stackPolicy({
    name: "subnet-no-auto-public-ip",
    checklist: "security.server.firewall",
    severity: "medium",
    onUnknown: "deny",
    requires: "Subnets do not assign public addresses to new hosts.",
    otherwise: "A host that somebody starts for an hour is on the internet, although nobody decided that.",
    remedy:
        "Set mapPublicIpOnLaunch to false, or start hosts only in private subnets. Load balancers and NAT gateways have " +
        "their own addresses.",
    equivalents: ["checkov:CKV_AWS_130", "fsbp:EC2.15", "trivy:AWS-0164"],
    rules: [
        on(types.subnet, (subnet, stack) => {
            const gives = () =>
                stack.gives(subnet, "mapPublicIpOnLaunch") && (subnet.props.mapPublicIpOnLaunch ?? false);
            return startsHostsWithAddress(subnet, stack)
                ? faultIf("mapPublicIpOnLaunch is true, and hosts start in the subnet", gives)
                : // A load balancer and a NAT gateway have public addresses anyway.
                  adviceIf("mapPublicIpOnLaunch is true", gives);
        }),
    ],
});

export const databaseSubnetsArePrivate = stackPolicy({
    name: "database-subnets-are-private",
    checklist: "security.database.restricted-access",
    severity: "high",
    onUnknown: "deny",
    requires: "Databases are in subnets without a route to an internet gateway.",
    otherwise: "One wrong flag or security group then opens the database to the internet.",
    remedy: "Give the database subnets their own route table without a route to an internet gateway.",
    rules: [
        on(types.databaseSubnetGroup, (group, stack) => decide(() => judgeSubnets(group, stack))),
        on(types.databaseInstance, judgeGroup),
        on(types.databaseCluster, judgeGroup),
    ],
});

function judgeSubnets(group: Resource, stack: Stack): Findings {
    const subnets = stack.required(group, "subnetIds", types.subnet);
    if (subnets.length === 0) return [{ outcome: "undetermined", property: "subnetIds" }];
    const fault = faultIf("A subnet of the group is public", () =>
        some(subnets, (subnet) => isPublic(subnet, stack)),
    );
    // Some subnets can be in this stack and others not.
    return [...fault, ...(stack.leadsOutside(group, "subnetIds") ? notInThisStack("subnetIds") : [])];
}

/** Without a group, the database is in the account's default group, or a replica is in its source's group. */
function judgeGroup(database: Resource, stack: Stack): Findings {
    return decide(() => {
        const groups = stack.required(database, "dbSubnetGroupName", types.databaseSubnetGroup);
        return groups.length === 0 && stack.gives(database, "dbSubnetGroupName")
            ? [{ outcome: "undetermined", property: "dbSubnetGroupName" }]
            : [];
    });
}
