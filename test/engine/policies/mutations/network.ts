import { type Mutations, on } from "./mutation";

const ANYTHING = {
    protocol: "-1",
    fromPort: 0,
    toPort: 0,
    cidrBlocks: ["0.0.0.0/0"],
    description: "Anything",
};

const subnets = on("hrms-network-public-1", {
    "network: a public subnet gives addresses": {
        set: { mapPublicIpOnLaunch: true },
        violates: ["subnet-no-auto-public-ip"],
    },
});

const privateSubnets = on("hrms-network-private-2", {
    "network: a private subnet gives addresses": {
        set: { mapPublicIpOnLaunch: true },
        violates: ["subnet-no-auto-public-ip"],
    },
});

const defaultGroup = on("hrms-network-default", {
    "network: the default group lets its members talk": {
        set: { ingress: [{ ...ANYTHING, cidrBlocks: [], self: true }] },
        violates: ["default-security-group-denies-all"],
    },
    "network: the default group lets everything out": {
        set: { egress: [ANYTHING] },
        violates: ["default-security-group-denies-all"],
    },
    "network: the default group of another VPC": {
        set: { vpcId: "vpc-0123456789abcdef0" },
        violates: ["vpc-closes-default-security-group at hrms-network"],
    },
    "network: the default group as AWS made it": {
        removed: true,
        violates: ["vpc-closes-default-security-group at hrms-network"],
    },
});

const flowLog = on("hrms-network-flow-log", {
    "network: what is refused is not logged": {
        set: { trafficType: "ACCEPT" },
        violates: ["vpc-has-flow-log at hrms-network"],
    },
    "network: the flow log of another VPC": {
        set: { vpcId: "vpc-0123456789abcdef0" },
        violates: ["vpc-has-flow-log at hrms-network"],
    },
    "network: no flow log": { removed: true, violates: ["vpc-has-flow-log at hrms-network"] },
});

const disks = on("hrms-network-volumes", {
    "network: disks to come are not encrypted": {
        set: { enabled: false },
        violates: ["ebs-volumes-encrypted"],
    },
});

const routes: readonly Mutations[] = [
    on("hrms-network-public-out", {
        "network: the way out of the database's subnets": {
            refers: { routeTableId: ["hrms-network-isolated"] },
            violates: ["database-subnets-are-private at hrms-database-subnets"],
        },
    }),
    on("hrms-network-isolated-3-routes", {
        "network: the public routes for the database": {
            refers: { routeTableId: ["hrms-network-public"] },
            violates: ["database-subnets-are-private at hrms-database-subnets"],
        },
    }),
];

const added: readonly Mutations[] = [
    on("aws:ec2/networkAclRule:NetworkAclRule answers", {
        "network: an ACL that lets in SSH with the answers": {
            added: {
                networkAclId: "acl-0123456789abcdef0",
                ruleNumber: 100,
                ruleAction: "allow",
                protocol: "tcp",
                fromPort: 22,
                toPort: 65_535,
                cidrBlock: "0.0.0.0/0",
            },
            violates: ["network-acl-no-admin-ports-from-world"],
        },
        "network: an ACL that lets in Remote Desktop with the answers": {
            added: {
                networkAclId: "acl-0123456789abcdef0",
                ruleNumber: 100,
                ruleAction: "allow",
                protocol: "tcp",
                fromPort: 1024,
                toPort: 65_535,
                ipv6CidrBlock: "::/0",
            },
            violates: ["network-acl-no-admin-ports-from-world"],
        },
    }),
    on("aws:ec2/defaultVpc:DefaultVpc default", {
        "network: the account's default VPC": { added: {}, violates: ["no-default-vpc"] },
    }),
];

export const network: readonly Mutations[] = [
    subnets,
    privateSubnets,
    defaultGroup,
    flowLog,
    disks,
    ...routes,
    ...added,
];
