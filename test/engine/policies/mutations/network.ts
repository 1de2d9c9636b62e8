import { type Mutations, on } from "./mutation";

const ANYTHING = {
    protocol: "-1",
    fromPort: 0,
    toPort: 0,
    cidrBlocks: ["0.0.0.0/0"],
    description: "Anything",
};

const subnets = on("hrms-network-public-1", {
    "network: a public subnet that assigns addresses": {
        set: { mapPublicIpOnLaunch: true },
        violates: ["subnet-no-auto-public-ip"],
    },
});

const privateSubnets = on("hrms-network-private-2", {
    "network: a private subnet that assigns addresses": {
        set: { mapPublicIpOnLaunch: true },
        violates: ["subnet-no-auto-public-ip"],
    },
});

const defaultGroup = on("hrms-network-default", {
    "network: a default group whose members can connect": {
        set: { ingress: [{ ...ANYTHING, cidrBlocks: [], self: true }] },
        violates: ["default-security-group-denies-all"],
    },
    "network: a default group with open egress": {
        set: { egress: [ANYTHING] },
        violates: ["default-security-group-denies-all"],
    },
    "network: the default group of another VPC": {
        set: { vpcId: "vpc-0123456789abcdef0" },
        violates: ["vpc-closes-default-security-group at hrms-network"],
    },
    "network: AWS's default group, unmanaged": {
        removed: true,
        violates: ["vpc-closes-default-security-group at hrms-network"],
    },
});

const flowLog = on("hrms-network-flow-log", {
    "network: a flow log without refused traffic": {
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
    "network: no encryption of new disks": {
        set: { enabled: false },
        violates: ["ebs-volumes-encrypted"],
    },
});

const routes: readonly Mutations[] = [
    on("hrms-network-public-out", {
        "network: a route from the database's subnets to the internet": {
            refers: { routeTableId: ["hrms-network-isolated"] },
            violates: ["database-subnets-are-private at hrms-database-subnets"],
        },
    }),
    on("hrms-network-isolated-3-routes", {
        "network: the public route table for the database": {
            refers: { routeTableId: ["hrms-network-public"] },
            violates: ["database-subnets-are-private at hrms-database-subnets"],
        },
    }),
];

const added: readonly Mutations[] = [
    on("aws:ec2/networkAclRule:NetworkAclRule answers", {
        "network: an ACL that opens SSH with the ephemeral ports": {
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
        "network: an ACL that opens Remote Desktop with the ephemeral ports": {
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
