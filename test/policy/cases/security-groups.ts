import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene, type Scenes } from "../case";
import { UNKNOWN } from "../harness";
import { closed as closedDefault, flowLog, vpc } from "../scenes/network";
import { egress, group, HTTPS, ingress, inGroup, rule, web } from "../scenes/security-groups";

const described = { description: "People use the HRMS" };
const PUBLIC_HTTPS = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"], ...described };
const publicGroup = fixture(types.securityGroup, described);
const publicRule = fixture(types.securityGroupRule, { type: "ingress", ...PUBLIC_HTTPS });
const publicIngress = fixture(types.ingressRule, {
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "0.0.0.0/0",
    ...described,
});
/** Each opening (ports, network, protocol) in each of the three forms that the provider has for it. */
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
            [`${about} in an inline rule`, [publicGroup({ ingress: [PUBLIC_HTTPS, inline] })]],
            [`${about} in a SecurityGroupRule`, [publicRule({ cidrBlocks: undefined, ...inline })]],
            [`${about} in an ingress rule`, [publicIngress(single)]],
        ] as const;
    });
    return Object.fromEntries<Scene>(scenes);
}
const closed = fixture(types.defaultSecurityGroup, { ingress: [], egress: [] })();
const inline = group({ ingress: [HTTPS] }, { name: "web" });

export const cases: CaseTable = {
    "security-group-only-public-web-ports": {
        is: ["mandatory", "critical", "deny"],
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
            "a security group as the source": [
                publicIngress({ cidrIpv4: undefined, fromPort: 8000, toPort: 8000 }),
            ],
            "a prefix list on 443": [publicIngress({ cidrIpv4: undefined, prefixListId: "pl-0123456789" })],
            "an egress rule": [publicRule({ type: "egress", protocol: "-1", fromPort: 0, toPort: 0 })],
        },
        violating: {
            ...inEveryWay({
                "port 79": [79, 79, "0.0.0.0/0"],
                "port 81": [81, 81, "0.0.0.0/0"],
                "port 442": [442, 442, "0.0.0.0/0"],
                "port 444": [444, 444, "0.0.0.0/0"],
                "ports 79 to 80": [79, 80, "0.0.0.0/0"],
                "ports 80 to 81": [80, 81, "0.0.0.0/0"],
                "ports 80 to 443": [80, 443, "::/0"],
                "half of the world": [3306, 3306, "0.0.0.0/1"],
                "the other half of the world": [3306, 3306, "128.0.0.0/1"],
                "one public address": [3306, 3306, "203.0.113.7/32"],
                "a network wider than 10/8": [3306, 3306, "10.0.0.0/7"],
                "a network just outside 172.16/12": [3306, 3306, "172.32.0.0/16"],
                "a network just outside fc00::/7": [3306, 3306, "fe00::/16"],
                "UDP 443": [443, 443, "0.0.0.0/0", "udp"],
                "a network that can't be read": [3306, 3306, "anywhere"],
            }),
            "a prefix list on another port": [
                publicIngress({
                    cidrIpv4: undefined,
                    prefixListId: "pl-0123456789",
                    fromPort: 3306,
                    toPort: 3306,
                }),
            ],
            "a prefix list on another port in an inline rule": [
                publicGroup({
                    ingress: [
                        { ...described, protocol: "tcp", fromPort: 23, toPort: 24, prefixListIds: ["pl-1"] },
                    ],
                }),
            ],
            "the second network of a list": [
                publicRule({ fromPort: 3306, toPort: 3306, cidrBlocks: ["10.0.0.0/8", "203.0.113.0/24"] }),
            ],
            "a public network beside an unknown one": [
                publicRule({ fromPort: 3306, toPort: 3306, cidrBlocks: [UNKNOWN, "203.0.113.0/24"] }),
            ],
        },
        omitted: {
            "ingress rules": ["pass", publicGroup()],
            "a source": ["pass", publicIngress({ cidrIpv4: undefined, fromPort: 3306, toPort: 3306 })],
        },
        unknown: {
            "the network of another port": [
                "undetermined",
                publicGroup({
                    ingress: [{ ...PUBLIC_HTTPS, fromPort: 3306, toPort: 3306, cidrBlocks: [UNKNOWN] }],
                }),
            ],
            "the network of a web port": ["pass", publicIngress({ cidrIpv4: UNKNOWN })],
            "the port for the world": ["undetermined", publicIngress({ toPort: UNKNOWN })],
            "the port for a private network": [
                "pass",
                publicIngress({ toPort: UNKNOWN, cidrIpv4: "10.0.0.0/16" }),
            ],
            "the port for a security group": [
                "pass",
                publicIngress({ toPort: UNKNOWN, cidrIpv4: undefined, referencedSecurityGroupId: UNKNOWN }),
            ],
        },
    },
    "security-group-no-ssh-from-world": {
        is: ["mandatory", "critical", "deny"],
        compliant: {
            ...inEveryWay({
                "one address": [22, 22, "203.0.113.7/32"],
                "one office": [22, 22, "203.0.113.0/24"],
                "one office by IPv6": [22, 22, "2001:db8::/56"],
                "a private network": [22, 22, "10.0.0.0/8"],
            }),
        },
        violating: {
            ...inEveryWay({
                "the world": [22, 22, "0.0.0.0/0"],
                "two offices": [22, 22, "203.0.112.0/23"],
                "two offices by IPv6": [22, 22, "2001:db8::/55"],
            }),
            "a prefix list": [
                publicIngress({ cidrIpv4: undefined, prefixListId: "pl-1", fromPort: 22, toPort: 22 }),
            ],
        },
        omitted: {
            "ingress rules": ["pass", publicGroup()],
            "a source": ["pass", publicIngress({ cidrIpv4: undefined, fromPort: 22, toPort: 22 })],
        },
        unknown: {
            network: ["undetermined", publicIngress({ fromPort: 22, toPort: 22, cidrIpv4: UNKNOWN })],
            "the network of a web port": [
                "pass",
                publicGroup({ ingress: [{ ...PUBLIC_HTTPS, cidrBlocks: [UNKNOWN] }] }),
            ],
        },
    },
    "default-security-group-denies-all": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a group without rules": [closedDefault(), vpc, flowLog],
            "empty lists of rules": [closedDefault({ ingress: [], egress: [] }), vpc, flowLog],
        },
        violating: {
            "an ingress rule": [closedDefault({ ingress: [{ ...PUBLIC_HTTPS }] }), vpc, flowLog],
            "an egress rule": [closedDefault({ egress: [{ ...PUBLIC_HTTPS }] }), vpc, flowLog],
        },
        omitted: {
            "ingress and egress": [
                "pass",
                closedDefault({ ingress: undefined, egress: undefined }),
                vpc,
                flowLog,
            ],
        },
        unknown: { ingress: ["undetermined", closedDefault({ ingress: UNKNOWN }), vpc, flowLog] },
    },
    "security-group-rules-managed-once": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "inline rules": [group({ ingress: [HTTPS], egress: [HTTPS] })],
            "rules that are separate resources": [web, ingress(), egress(), rule()],
            "inline rules beside separate rules of another group": [
                group({ ingress: [HTTPS] }),
                web,
                ingress(),
            ],
            "separate rules that AWS reports inline": [
                group({}, { name: "web", computed: { ingress: [HTTPS], egress: [HTTPS] } }),
                ingress(),
            ],
        },
        violating: {
            "an ingress rule for a group with inline rules": [inline, ingress({}, inGroup(inline))],
            "an egress rule for a group with inline rules": [inline, egress({}, inGroup(inline))],
            "a SecurityGroupRule for a group with inline rules": [inline, rule({}, inGroup(inline))],
            "an ingress rule for a group with inline egress rules": [
                group({ egress: [HTTPS] }, { name: "web" }),
                ingress(),
            ],
            "an ingress rule for a group with an empty inline list": [
                group({ ingress: [] }, { name: "web" }),
                ingress(),
            ],
            "an ingress rule for the default group": [closed, ingress({}, inGroup(closed))],
        },
        omitted: { "inline rules": ["pass", web, ingress()] },
        unknown: {
            "rules that AWS fills in": [
                "pass",
                group({}, { name: "web", computed: { ingress: UNKNOWN, egress: UNKNOWN } }),
                ingress(),
            ],
            "the network of an inline rule": [
                "fail",
                group({ egress: [{ ...HTTPS, cidrBlocks: UNKNOWN }] }, { name: "web" }),
                ingress(),
            ],
        },
    },
};
