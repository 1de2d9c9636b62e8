import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture, type Scene, type Scenes } from "../case";
import { type Resource, UNKNOWN } from "../harness";

const why = { description: "Requests" };
const BARE = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };
const HTTPS = { ...BARE, ...why };
const group = fixture(types.securityGroup, why);
const web = group({}, { name: "web" });
const inGroup = (of: Resource) => ({ references: { securityGroupId: [of] } });

const SINGLE = { ...why, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };
const ingress = fixture(types.ingressRule, SINGLE, inGroup(web));
const egress = fixture(types.egressRule, SINGLE, inGroup(web));
const rule = fixture(types.securityGroupRule, { ...HTTPS, type: "ingress" }, inGroup(web));
const closed = fixture(types.defaultSecurityGroup, { ingress: [], egress: [] })();

const inline = group({ ingress: [HTTPS] }, { name: "web" });

const managedOnce: CaseTable[string] = {
    compliant: {
        "inline rules": [group({ ingress: [HTTPS], egress: [HTTPS] })],
        "rules of their own": [web, ingress(), egress(), rule()],
        "inline rules, and rules of another group": [group({ ingress: [HTTPS] }), web, ingress()],
        "what AWS reports of rules of their own": [
            group({}, { name: "web", computed: { ingress: [HTTPS], egress: [HTTPS] } }),
            ingress(),
        ],
    },
    violating: {
        "an ingress rule": [inline, ingress({}, inGroup(inline))],
        "an egress rule": [inline, egress({}, inGroup(inline))],
        "a rule of the older kind": [inline, rule({}, inGroup(inline))],
        "inline for the way out": [group({ egress: [HTTPS] }, { name: "web" }), ingress()],
        "no rules inline, in so many words": [group({ ingress: [] }, { name: "web" }), ingress()],
        "a rule of the default group": [closed, ingress({}, inGroup(closed))],
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
};

const described: CaseTable[string] = {
    compliant: {
        "a group and its rules": [group({ ingress: [HTTPS], egress: [HTTPS] })],
        "rules of their own": [ingress(), egress(), rule(), web],
    },
    violating: {
        "the default": [group({ description: "Managed by Pulumi" })],
        "nothing but space": [group({ description: " " })],
        "an inline rule": [group({ ingress: [HTTPS, { ...HTTPS, description: "" }] })],
        "an inline rule for the way out": [group({ egress: [BARE] })],
        "a rule": [rule({ description: "" })],
        "an ingress rule": [ingress({ description: "" })],
        "an egress rule": [egress({ description: "Managed by Pulumi" })],
    },
    omitted: {
        "description of a group": ["fail", group({ description: undefined })],
        "description of a rule": ["fail", ingress({ description: undefined })],
    },
    unknown: {
        "description of a group": ["undetermined", group({ description: UNKNOWN })],
        "description of a rule": ["undetermined", rule({ description: UNKNOWN })],
    },
};

interface Entry {
    readonly network?: { readonly cidrBlock: string } | { readonly ipv6CidrBlock: string };
    readonly [property: string]: unknown;
}
const entry = ({ network = { cidrBlock: "0.0.0.0/0" }, ...changes }: Entry = {}) => ({
    ruleNo: 100,
    action: "allow",
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    ...network,
    ...changes,
});
const acl = fixture(types.networkAcl);
const aclRule = fixture(types.networkAclRule, {
    ruleNumber: 100,
    ruleAction: "allow",
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrBlock: "0.0.0.0/0",
});
const asRule = ({ ruleNo: ruleNumber, action: ruleAction, ...others }: ReturnType<typeof entry>) =>
    aclRule({ ruleNumber, ruleAction, cidrBlock: undefined, ...others });

/** An entry inline and as a rule of its own. */
function inBothWays(entries: Readonly<Record<string, Entry>>): Scenes {
    const scenes = Object.entries(entries).flatMap(([about, changes]) => [
        [`${about}, inline`, [acl({ ingress: [entry(changes)] })]] as const,
        [`${about}, as a rule`, [asRule(entry(changes))]] as const,
    ]);
    return Object.fromEntries<Scene>(scenes);
}

const networkAcl: CaseTable[string] = {
    compliant: {
        ...inBothWays({
            "port 21": { fromPort: 21, toPort: 21 },
            "port 23": { fromPort: 23, toPort: 23 },
            "answers below Remote Desktop": { fromPort: 1024, toPort: 3388 },
            "answers above Remote Desktop": { fromPort: 3390, toPort: 65_535 },
            "one site": { network: { cidrBlock: "203.0.113.0/24" } },
            "a private network": { network: { cidrBlock: "10.0.0.0/8" } },
            "one site, IPv6": { network: { ipv6CidrBlock: "2001:db8::/56" } },
            UDP: { protocol: "udp" },
        }),
        "a denial": [aclRule({ ruleAction: "deny", fromPort: 22, toPort: 22 })],
        "a denial, inline": [acl({ ingress: [entry({ action: "deny" })] })],
        "the way out": [aclRule({ egress: true, fromPort: 22, toPort: 22 })],
    },
    violating: {
        ...inBothWays({
            SSH: {},
            "Remote Desktop": { fromPort: 3389, toPort: 3389 },
            "a range": { fromPort: 20, toPort: 22 },
            "TCP by its number": { protocol: "6" },
            "every protocol": { protocol: "-1", fromPort: 0, toPort: 0 },
            "the world by IPv6": { network: { ipv6CidrBlock: "::/0" } },
            "half of the world": { network: { cidrBlock: "128.0.0.0/1" } },
            "two sites": { network: { cidrBlock: "203.0.112.0/23" } },
        }),
        ...aliases(types.networkAcl, [acl({ ingress: [entry()] })]),
        "in capitals": [aclRule({ ruleAction: "ALLOW", fromPort: 22, toPort: 22 })],
        "the second entry": [acl({ ingress: [entry({ fromPort: 443, toPort: 443 }), entry()] })],
    },
    omitted: {
        ingress: ["pass", acl()],
        network: ["pass", aclRule({ fromPort: 22, toPort: 22, cidrBlock: undefined })],
    },
    unknown: {
        network: ["undetermined", aclRule({ fromPort: 22, toPort: 22, cidrBlock: UNKNOWN })],
        port: ["undetermined", aclRule({ fromPort: UNKNOWN })],
        direction: ["undetermined", aclRule({ fromPort: 22, toPort: 22, egress: UNKNOWN })],
        "one of two entries": ["undetermined", acl({ ingress: [entry({ action: "deny" }), UNKNOWN] })],
    },
};

const vpc = fixture(types.vpc)();
const defaultOfVpc = fixture(types.defaultSecurityGroup, {}, { references: { vpcId: [vpc] } })();
const flowLog = fixture(types.flowLog, { trafficType: "ALL" }, { references: { vpcId: [vpc] } });
const subnet = fixture(types.subnet);

export const firewallCases: CaseTable = {
    "security-group-rules-managed-once": managedOnce,
    "security-group-rule-described": described,
    "network-acl-no-admin-ports-from-world": networkAcl,
    "vpc-has-flow-log": {
        compliant: {
            "of everything": [vpc, defaultOfVpc, flowLog()],
            "of what is refused": [vpc, defaultOfVpc, flowLog({ trafficType: "REJECT" })],
            "a second one of what is refused": [
                vpc,
                defaultOfVpc,
                flowLog({ trafficType: "ACCEPT" }, { name: "first" }),
                flowLog({ trafficType: "REJECT" }, { name: "second" }),
            ],
        },
        violating: {
            "of what is let in": [vpc, defaultOfVpc, flowLog({ trafficType: "ACCEPT" })],
            "of another VPC": [vpc, defaultOfVpc, flowLog({}, { references: {} })],
        },
        omitted: {
            "the flow log": ["fail", vpc, defaultOfVpc],
            trafficType: ["fail", vpc, defaultOfVpc, flowLog({ trafficType: undefined })],
        },
        unknown: {
            trafficType: ["undetermined", vpc, defaultOfVpc, flowLog({ trafficType: UNKNOWN })],
            "that of one of two": [
                "pass",
                vpc,
                defaultOfVpc,
                flowLog({ trafficType: UNKNOWN }, { name: "first" }),
                flowLog({}, { name: "second" }),
            ],
        },
    },
    "subnet-no-auto-public-ip": {
        compliant: { "no address": [subnet({ mapPublicIpOnLaunch: false })] },
        violating: { "an address for each": [subnet({ mapPublicIpOnLaunch: true })] },
        omitted: { mapPublicIpOnLaunch: ["pass", subnet()] },
        unknown: { mapPublicIpOnLaunch: ["undetermined", subnet({ mapPublicIpOnLaunch: UNKNOWN })] },
    },
};
