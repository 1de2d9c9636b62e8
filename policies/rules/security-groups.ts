import { isOneSite, isPrivate } from "../addresses";
import { on, resourcePolicy, type ResourceRule } from "../policy";
import * as types from "../resource-types";
import { decide, each, faultIf, type Findings, isSet, surely } from "../verdict";

/** An opening of a firewall, inline in a security group or a rule of its own. */
interface Ingress {
    readonly protocol: string;
    readonly fromPort?: number;
    readonly toPort?: number;
    readonly cidrBlocks?: readonly string[];
    readonly ipv6CidrBlocks?: readonly string[];
    readonly prefixListIds?: readonly unknown[];
}

/** Judges every opening, in whichever of the three ways AWS's provider lets one write it. */
function onEveryIngress(judge: (ingress: Ingress, place: string) => Findings): ResourceRule[] {
    return [
        on(types.securityGroup, ({ props }) =>
            each(
                () => props.ingress,
                (ingress, index) => judge(ingress, `ingress[${index}]`),
            ),
        ),
        on(types.securityGroupRule, ({ props }) =>
            decide(() => (props.type === "ingress" ? judge(props, "The rule") : [])),
        ),
        on(types.ingressRule, ({ props }) =>
            judge(
                {
                    // Read only when asked for: any of them may be unknown.
                    get protocol() {
                        return props.ipProtocol;
                    },
                    get fromPort() {
                        return props.fromPort;
                    },
                    get toPort() {
                        return props.toPort;
                    },
                    get cidrBlocks() {
                        return props.cidrIpv4 === undefined ? [] : [props.cidrIpv4];
                    },
                    get ipv6CidrBlocks() {
                        return props.cidrIpv6 === undefined ? [] : [props.cidrIpv6];
                    },
                    get prefixListIds() {
                        return isSet(props, "prefixListId") ? ["set"] : [];
                    },
                },
                "The rule",
            ),
        ),
    ];
}

/** What may be open to whom: one of the two is enough. */
interface Allowed {
    readonly ports: (ingress: Ingress) => boolean;
    readonly network: (cidr: string) => boolean;
}

function judgeSources(ingress: Ingress, fault: string, { ports, network }: Allowed): Findings {
    if (surely(() => ports(ingress))) return [];
    const judge = (cidr: string) => faultIf(fault, () => !network(cidr) && !ports(ingress));
    return [
        ...each(() => ingress.cidrBlocks, judge),
        ...each(() => ingress.ipv6CidrBlocks, judge),
        // A prefix list may hold any network.
        ...faultIf(fault, () => (ingress.prefixListIds ?? []).length > 0 && !ports(ingress)),
    ];
}

const isTcp = ({ protocol }: Ingress) => ["tcp", "6"].includes(protocol.toLowerCase());
const isAnyProtocol = ({ protocol }: Ingress) => ["-1", "all"].includes(protocol.toLowerCase());
const isExactly = (ingress: Ingress, port: number) =>
    isTcp(ingress) && ingress.fromPort === port && ingress.toPort === port;
const covers = (ingress: Ingress, port: number) =>
    isAnyProtocol(ingress) ||
    (isTcp(ingress) && (ingress.fromPort ?? 0) <= port && port <= (ingress.toPort ?? 65_535));

export const onlyPublicWebPorts = resourcePolicy({
    name: "security-group-only-public-web-ports",
    checklist: "security.server.firewall",
    severity: "critical",
    onUnknown: "deny",
    requires: "Only TCP 80 and 443 are open to public addresses.",
    otherwise: "Any other open port is a service that the whole internet can attack.",
    remedy: "Narrow the port range, or take a security group or a private network for the source.",
    equivalents: [
        "checkov:CKV_AWS_25",
        "checkov:CKV_AWS_260",
        "checkov:CKV_AWS_277",
        "fsbp:EC2.18",
        "fsbp:EC2.19",
        "cdk-nag:EC23",
        "trivy:AWS-0107",
    ],
    rules: onEveryIngress((ingress, place) =>
        judgeSources(ingress, `${place} opens more than a web port to public addresses`, {
            // Port 22 alone is judged by security-group-no-ssh-from-world.
            ports: (opened) => [80, 443, 22].some((port) => isExactly(opened, port)),
            network: isPrivate,
        }),
    ),
});

export const noSshFromWorld = resourcePolicy({
    name: "security-group-no-ssh-from-world",
    checklist: "security.server.firewall",
    severity: "critical",
    onUnknown: "deny",
    requires: "SSH is open to private networks and to single sites (/24, /56 or smaller) only.",
    otherwise: "An SSH port that the world can reach is tried by password guessers within minutes.",
    remedy: "List the administrators' own networks, or use SSM Session Manager and no port at all.",
    equivalents: [
        "checkov:CKV_AWS_24",
        "fsbp:EC2.13",
        "cis-aws-7.0:6.3",
        "cis-aws-7.0:6.4",
        "cdk-nag:EC2RestrictedSSH",
    ],
    rules: onEveryIngress((ingress, place) =>
        judgeSources(ingress, `${place} opens port 22 to more than one site`, {
            ports: (opened) => !covers(opened, 22),
            network: (cidr) => isPrivate(cidr) || isOneSite(cidr),
        }),
    ),
});

export const defaultSecurityGroupDeniesAll = resourcePolicy({
    name: "default-security-group-denies-all",
    checklist: "security.server.firewall",
    severity: "high",
    onUnknown: "deny",
    requires: "The default security group has no rules.",
    otherwise: "Whatever is created without a security group gets this one, and its rules with it.",
    remedy: "Leave ingress and egress out; write a security group of its own for each purpose.",
    equivalents: ["checkov:CKV2_AWS_12", "fsbp:EC2.2", "cis-aws-7.0:6.5", "trivy:AWS-0173"],
    rules: [
        on(types.defaultSecurityGroup, ({ props }) => [
            ...faultIf("ingress has rules", () => (props.ingress ?? []).length > 0),
            ...faultIf("egress has rules", () => (props.egress ?? []).length > 0),
        ]),
    ],
});
