import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { faultIf, type Findings, some } from "../verdict";

export const vpcClosesDefaultSecurityGroup = stackPolicy({
    name: "vpc-closes-default-security-group",
    checklist: "security.server.firewall",
    severity: "high",
    onUnknown: "deny",
    requires: "Every VPC has its default security group under control.",
    otherwise: "AWS creates it with rules that let its members talk to each other and to the world.",
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
    requires: "Every VPC has a flow log that holds what was refused.",
    otherwise: "After a break-in, nobody can say which data left the network, or who tried before.",
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

export const subnetGivesNoPublicAddress = resourcePolicy({
    name: "subnet-no-auto-public-ip",
    checklist: "security.server.firewall",
    severity: "medium",
    onUnknown: "deny",
    requires: "Subnets give no public address to what is started in them.",
    otherwise: "A host that somebody starts for an hour is on the internet, and nobody has decided that.",
    remedy: "Set mapPublicIpOnLaunch to false; load balancers and NAT gateways bring their own addresses.",
    equivalents: ["checkov:CKV_AWS_130", "fsbp:EC2.15", "trivy:AWS-0164"],
    rules: [
        on(types.subnet, ({ props }) =>
            faultIf("mapPublicIpOnLaunch is true", () => props.mapPublicIpOnLaunch ?? false),
        ),
    ],
});

export const databaseSubnetsArePrivate = stackPolicy({
    name: "database-subnets-are-private",
    checklist: "security.database.restricted-access",
    severity: "high",
    onUnknown: "deny",
    requires: "Databases lie in subnets without a route to an internet gateway.",
    otherwise: "One wrong flag or security group later, the database answers to the internet.",
    remedy: "Give the database subnets a route table of their own, with no route to an internet gateway.",
    equivalents: ["checkov:CKV2_AWS_35"],
    rules: [
        on(types.databaseSubnetGroup, (group, stack) => {
            const subnets = stack.referred(group, "subnetIds", types.subnet);
            if (subnets.length === 0) return [{ outcome: "undetermined", property: "subnetIds" }];
            return faultIf("A subnet of the group is public", () =>
                subnets.some((subnet) => isPublic(subnet, stack)),
            );
        }),
        on(types.databaseInstance, judgeGroup),
        on(types.databaseCluster, judgeGroup),
    ],
});

/** Of a group that is not the stack's, `default` say, nobody can tell; left out, a replica has that of its source. */
function judgeGroup(database: Resource, stack: Stack): Findings {
    const isOther =
        stack.gives(database, "dbSubnetGroupName") &&
        stack.referred(database, "dbSubnetGroupName", types.databaseSubnetGroup).length === 0;
    return isOther ? [{ outcome: "undetermined", property: "dbSubnetGroupName" }] : [];
}

function isPublic(subnet: Resource, stack: Stack): boolean {
    return routeTablesOf(subnet, stack).some(
        (table) =>
            leadsToGateway(table, "routes", stack) ||
            stack
                .referring(types.route, "routeTableId", table)
                .some((route) => leadsToGateway(route, "gatewayId", stack)),
    );
}

function leadsToGateway(routes: Resource, through: string, stack: Stack): boolean {
    return stack.referred(routes, through, types.internetGateway).length > 0;
}

/** A subnet without a table of its own uses the main one of its VPC, which goes by several names. */
function routeTablesOf(subnet: Resource, stack: Stack): readonly Resource[] {
    const tableOf = (association: Resource) => stack.referred(association, "routeTableId", types.routeTable);
    const own = stack.referring(types.routeTableAssociation, "subnetId", subnet);
    if (own.length > 0) return own.flatMap(tableOf);
    return stack
        .referred(subnet, "vpcId", types.vpc)
        .flatMap((vpc): Resource[] => [
            vpc,
            ...stack.referring(types.defaultRouteTable, "defaultRouteTableId", vpc),
            ...stack.referring(types.mainRouteTableAssociation, "vpcId", vpc).flatMap(tableOf),
        ]);
}
