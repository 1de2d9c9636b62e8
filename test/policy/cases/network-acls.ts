import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture, type Scene, type Scenes } from "../case";
import { UNKNOWN } from "../harness";

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
/** Each entry as an inline entry and as a separate rule. */
function inBothWays(entries: Readonly<Record<string, Entry>>): Scenes {
    const scenes = Object.entries(entries).flatMap(([about, changes]) => [
        [`${about} in an inline entry`, [acl({ ingress: [entry(changes)] })]] as const,
        [`${about} in a rule`, [asRule(entry(changes))]] as const,
    ]);
    return Object.fromEntries<Scene>(scenes);
}

export const cases: CaseTable = {
    "network-acl-no-admin-ports-from-world": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            ...inBothWays({
                "port 21": { fromPort: 21, toPort: 21 },
                "port 23": { fromPort: 23, toPort: 23 },
                "answers below Remote Desktop": { fromPort: 1024, toPort: 3388 },
                "answers above Remote Desktop": { fromPort: 3390, toPort: 65_535 },
                "one site": { network: { cidrBlock: "203.0.113.0/24" } },
                "a private network": { network: { cidrBlock: "10.0.0.0/8" } },
                "one site by IPv6": { network: { ipv6CidrBlock: "2001:db8::/56" } },
                UDP: { protocol: "udp" },
            }),
            "a rule that denies": [aclRule({ ruleAction: "deny", fromPort: 22, toPort: 22 })],
            "an inline entry that denies": [acl({ ingress: [entry({ action: "deny" })] })],
            "an egress rule": [aclRule({ egress: true, fromPort: 22, toPort: 22 })],
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
            "ALLOW in capitals": [aclRule({ ruleAction: "ALLOW", fromPort: 22, toPort: 22 })],
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
    },
};
