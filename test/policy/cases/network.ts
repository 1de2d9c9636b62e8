import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene, type Scenes } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { databaseScene } from "../sound";

const described = { description: "People use the HRMS" };
const HTTPS = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"], ...described };
const group = fixture(types.securityGroup, described);
const rule = fixture(types.securityGroupRule, { type: "ingress", ...HTTPS });
const ingress = fixture(types.ingressRule, {
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "0.0.0.0/0",
    ...described,
});

/** Each opening (ports, network, protocol) in each of the three ways that the provider has to write one. */
function inEveryWay(openings: Readonly<Record<string, readonly [number, number, string, string?]>>): Scenes {
    const scenes = Object.entries(openings).flatMap(([about, [fromPort, toPort, cidr, protocol = "tcp"]]) => {
        const isV6 = cidr.includes(":");
        const inline = {
            ...described,
            protocol,
            fromPort,
            toPort,
            [isV6 ? "ipv6CidrBlocks" : "cidrBlocks"]: [cidr],
        };
        const single = {
            ipProtocol: protocol,
            fromPort,
            toPort,
            cidrIpv4: undefined,
            [isV6 ? "cidrIpv6" : "cidrIpv4"]: cidr,
        };
        return [
            [`${about}, inline`, [group({ ingress: [HTTPS, inline] })]],
            [`${about}, in a rule`, [rule({ cidrBlocks: undefined, ...inline })]],
            [`${about}, in an ingress rule`, [ingress(single)]],
        ] as const;
    });
    return Object.fromEntries<Scene>(scenes);
}

const vpc = fixture(types.vpc)();
const flowLog = fixture(types.flowLog, { trafficType: "ALL" }, { references: { vpcId: [vpc] } })();
const closed = fixture(types.defaultSecurityGroup, { vpcId: UNKNOWN }, { references: { vpcId: [vpc] } });
const gateway = fixture(types.internetGateway)();
const table = fixture(types.routeTable);
const subnet = fixture(types.subnet, {}, { references: { vpcId: [vpc] } })();
const subnetGroup = fixture(
    types.databaseSubnetGroup,
    { subnetIds: [UNKNOWN] },
    { references: { subnetIds: [subnet] } },
);
const association = (routeTable: Resource) =>
    fixture(types.routeTableAssociation)(
        {},
        { references: { subnetId: [subnet], routeTableId: [routeTable] } },
    );
const route = (routeTable: Resource, to: Resource) =>
    fixture(types.route)({}, { references: { routeTableId: [routeTable], gatewayId: [to] } });
const mainRoute = route(vpc, gateway);

export const networkCases: CaseTable = {
    "security-group-only-public-web-ports": {
        compliant: {
            ...inEveryWay({
                HTTP: [80, 80, "0.0.0.0/0"],
                HTTPS: [443, 443, "::/0"],
                "TCP by its number": [443, 443, "0.0.0.0/0", "6"],
                "any port within 10/8": [0, 65535, "10.0.0.0/8"],
                "any protocol within 192.168/16": [0, 0, "192.168.0.0/16", "-1"],
                "the edge of 172.16/12": [8000, 8000, "172.31.255.0/24"],
                "unique local IPv6": [8000, 8000, "fd00::/8"],
            }),
            "a security group as source": [ingress({ cidrIpv4: undefined, fromPort: 8000, toPort: 8000 })],
            "a prefix list on 443": [ingress({ cidrIpv4: undefined, prefixListId: "pl-0123456789" })],
            "an egress rule": [rule({ type: "egress", protocol: "-1", fromPort: 0, toPort: 0 })],
        },
        violating: {
            ...inEveryWay({
                "port 79": [79, 79, "0.0.0.0/0"],
                "port 81": [81, 81, "0.0.0.0/0"],
                "port 442": [442, 442, "0.0.0.0/0"],
                "port 444": [444, 444, "0.0.0.0/0"],
                "79 to 80": [79, 80, "0.0.0.0/0"],
                "80 to 81": [80, 81, "0.0.0.0/0"],
                "80 to 443": [80, 443, "::/0"],
                "half of the world": [3306, 3306, "0.0.0.0/1"],
                "the other half": [3306, 3306, "128.0.0.0/1"],
                "one public address": [3306, 3306, "203.0.113.7/32"],
                "wider than 10/8": [3306, 3306, "10.0.0.0/7"],
                "just outside of 172.16/12": [3306, 3306, "172.32.0.0/16"],
                "just outside of fc00::/7": [3306, 3306, "fe00::/16"],
                "UDP 443": [443, 443, "0.0.0.0/0", "udp"],
                "a network that can't be read": [3306, 3306, "anywhere"],
            }),
            "a prefix list on another port": [
                ingress({ cidrIpv4: undefined, prefixListId: "pl-0123456789", fromPort: 3306, toPort: 3306 }),
            ],
            "a prefix list on another port, inline": [
                group({
                    ingress: [
                        { ...described, protocol: "tcp", fromPort: 23, toPort: 24, prefixListIds: ["pl-1"] },
                    ],
                }),
            ],
            "the second network of a list": [
                rule({ fromPort: 3306, toPort: 3306, cidrBlocks: ["10.0.0.0/8", "203.0.113.0/24"] }),
            ],
            "beside an unknown network": [
                rule({ fromPort: 3306, toPort: 3306, cidrBlocks: [UNKNOWN, "203.0.113.0/24"] }),
            ],
        },
        omitted: {
            "no ingress": ["pass", group()],
            "no source": ["pass", ingress({ cidrIpv4: undefined, fromPort: 3306, toPort: 3306 })],
        },
        unknown: {
            "network of another port": [
                "undetermined",
                group({ ingress: [{ ...HTTPS, fromPort: 3306, toPort: 3306, cidrBlocks: [UNKNOWN] }] }),
            ],
            "network of a web port": ["pass", ingress({ cidrIpv4: UNKNOWN })],
            "port for the world": ["undetermined", ingress({ toPort: UNKNOWN })],
            "port within the VPC": ["pass", ingress({ toPort: UNKNOWN, cidrIpv4: "10.0.0.0/16" })],
            "port for a security group": [
                "pass",
                ingress({ toPort: UNKNOWN, cidrIpv4: undefined, referencedSecurityGroupId: UNKNOWN }),
            ],
        },
    },
    "security-group-no-ssh-from-world": {
        compliant: {
            ...inEveryWay({
                "one address": [22, 22, "203.0.113.7/32"],
                "one office": [22, 22, "203.0.113.0/24"],
                "one office, IPv6": [22, 22, "2001:db8::/56"],
                "a private network": [22, 22, "10.0.0.0/8"],
            }),
        },
        violating: {
            ...inEveryWay({
                "the world": [22, 22, "0.0.0.0/0"],
                "two offices": [22, 22, "203.0.112.0/23"],
                "two offices, IPv6": [22, 22, "2001:db8::/55"],
            }),
            "a prefix list": [
                ingress({ cidrIpv4: undefined, prefixListId: "pl-1", fromPort: 22, toPort: 22 }),
            ],
        },
        omitted: {
            "no ingress": ["pass", group()],
            "no source": ["pass", ingress({ cidrIpv4: undefined, fromPort: 22, toPort: 22 })],
        },
        unknown: {
            network: ["undetermined", ingress({ fromPort: 22, toPort: 22, cidrIpv4: UNKNOWN })],
            "network of a web port": ["pass", group({ ingress: [{ ...HTTPS, cidrBlocks: [UNKNOWN] }] })],
        },
    },
    "default-security-group-denies-all": {
        compliant: {
            "no rules": [closed(), vpc, flowLog],
            "empty lists": [closed({ ingress: [], egress: [] }), vpc, flowLog],
        },
        violating: {
            "a way in": [closed({ ingress: [{ ...HTTPS }] }), vpc, flowLog],
            "a way out": [closed({ egress: [{ ...HTTPS }] }), vpc, flowLog],
        },
        omitted: {
            "ingress and egress": ["pass", closed({ ingress: undefined, egress: undefined }), vpc, flowLog],
        },
        unknown: { ingress: ["undetermined", closed({ ingress: UNKNOWN }), vpc, flowLog] },
    },
    "vpc-closes-default-security-group": {
        compliant: { "with one": [vpc, flowLog, closed()] },
        violating: {
            "with that of another VPC": [vpc, flowLog, closed({}, { references: {} })],
        },
        omitted: { "the default security group": ["fail", vpc, flowLog] },
        unknown: { "its id, which is not needed": ["pass", vpc, flowLog, closed({ vpcId: UNKNOWN })] },
    },
    "database-subnets-are-private": {
        compliant: {
            "a table without a gateway": [subnetGroup(), subnet, association(table()), table(), gateway],
            "own table, while the main one leads out": [
                subnetGroup(),
                subnet,
                association(table()),
                table(),
                mainRoute,
                vpc,
                flowLog,
                closed(),
                gateway,
            ],
        },
        violating: {
            "a route to a gateway": [
                subnetGroup(),
                subnet,
                association(table()),
                table(),
                route(table(), gateway),
                gateway,
            ],
            "an inline route to a gateway": [
                subnetGroup(),
                subnet,
                association(table()),
                table({}, { references: { routes: [gateway] } }),
                gateway,
            ],
            "the VPC's main table": [subnetGroup(), subnet, vpc, flowLog, closed(), mainRoute, gateway],
        },
        omitted: {
            "the table": ["pass", subnetGroup(), subnet, vpc, flowLog, closed(), gateway],
            "the group, as of a replica": ["pass", ...databaseScene()],
        },
        unknown: {
            "subnets of another stack": ["undetermined", subnetGroup({}, { references: {} })],
            "the account's default group": [
                "undetermined",
                ...databaseScene({ dbSubnetGroupName: "default" }),
            ],
        },
    },
};
