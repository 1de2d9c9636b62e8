import { isOneSite, isPrivate, isWithin } from "../aws/addresses";
import { covers, type Ingress, isExactly, onEveryIngress } from "../aws/ingress";
import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { texts } from "../settings";
import type { Resource, Stack } from "../stack";
import { each, faultIf, type Findings, surely } from "../verdict";

/** Allowed sources. A source needs to be in one of the two lists. */
interface Allowed {
    readonly ports: (ingress: Ingress) => boolean;
    readonly network: (cidr: string) => boolean;
    /** Ids of allowed prefix lists. Any other list can contain any network. */
    readonly prefixLists?: readonly string[];
}

function judgeSources(
    ingress: Ingress,
    fault: string,
    { ports, network, prefixLists = [] }: Allowed,
): Findings {
    if (surely(() => ports(ingress))) return [];
    const judge = (cidr: string) => faultIf(fault, () => !network(cidr) && !ports(ingress));
    return [
        ...each(() => ingress.cidrBlocks, judge),
        ...each(() => ingress.ipv6CidrBlocks, judge),
        ...each(
            () => ingress.prefixListIds,
            (id) => faultIf(fault, () => !prefixLists.includes(id) && !ports(ingress)),
        ),
    ];
}

/** At most 2^16 IPv4 or 2^96 IPv6 addresses, as much as one company has. A setting must not trust the whole internet. */
const NETWORK_OF_A_COMPANY =
    "^([0-9]{1,3}(\\.[0-9]{1,3}){3}/(1[6-9]|2[0-9]|3[0-2])|[0-9a-fA-F:]+/(3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-8]))$";

const trusted = {
    trustedCidrs: texts(
        "Your own public networks (IPv4 /16, IPv6 /32 or smaller) that count as private",
        [],
        NETWORK_OF_A_COMPANY,
    ),
    trustedPrefixLists: texts("Ids of prefix lists that contain only such networks", [], "^pl-[0-9a-f]+$"),
};

export const onlyPublicWebPorts = resourcePolicy({
    name: "security-group-only-public-web-ports",
    checklist: "security.server.firewall",
    severity: "critical",
    onUnknown: "deny",
    deviable: false,
    requires: "Only TCP 80 and 443 are open to public addresses.",
    otherwise: "The whole internet can attack a service on any other open port.",
    remedy: "Narrow the port range, or use a security group or a private network as the source.",
    equivalents: [
        "checkov:CKV_AWS_25",
        "checkov:CKV_AWS_277",
        "fsbp:EC2.18",
        "fsbp:EC2.14",
        "fsbp:EC2.19",
        "cdk-nag:EC23",
        "trivy:AWS-0107",
    ],
    settings: trusted,
    rules: onEveryIngress<typeof trusted>((ingress, place, { trustedCidrs, trustedPrefixLists }) =>
        judgeSources(ingress, `${place} opens more than a web port to public addresses`, {
            // security-group-no-ssh-from-world judges port 22.
            ports: (opened) => [80, 443, 22].some((port) => isExactly(opened, port)),
            network: (cidr) => isPrivate(cidr) || isWithin(cidr, trustedCidrs),
            prefixLists: trustedPrefixLists,
        }),
    ),
});

const administrators = {
    adminCidrs: texts(
        "The administrators' networks. SSH may be open to no other public network. If empty, SSH may be open to any single site",
        [],
        "^[0-9a-fA-F.:]+/[0-9]{1,3}$",
    ),
};

export const noSshFromWorld = resourcePolicy({
    name: "security-group-no-ssh-from-world",
    checklist: "security.server.firewall",
    severity: "critical",
    onUnknown: "deny",
    deviable: false,
    requires: "SSH is open only to private networks and to single sites (/24, /56 or smaller).",
    otherwise: "Password guessers find an SSH port on the internet within minutes.",
    remedy: "List the administrators' own networks, or use SSM Session Manager and no port at all.",
    equivalents: [
        "checkov:CKV_AWS_24",
        "fsbp:EC2.13",
        "cis-aws-7.0:6.3",
        "cis-aws-7.0:6.4",
        "cdk-nag:EC2RestrictedSSH",
    ],
    settings: administrators,
    rules: onEveryIngress<typeof administrators>((ingress, place, { adminCidrs }) =>
        judgeSources(ingress, `${place} opens port 22 to more than one site, or to one that is not listed`, {
            ports: (opened) => !covers(opened, 22),
            network: (cidr) =>
                isPrivate(cidr) ||
                (isOneSite(cidr) && (adminCidrs.length === 0 || isWithin(cidr, adminCidrs))),
        }),
    ),
});

export const defaultSecurityGroupDeniesAll = resourcePolicy({
    name: "default-security-group-denies-all",
    checklist: "security.server.firewall",
    severity: "high",
    onUnknown: "deny",
    requires: "The default security group has no rules.",
    otherwise: "A resource without a security group gets this group and its rules.",
    remedy: "Leave out ingress and egress, and create a separate security group for each purpose.",
    equivalents: ["checkov:CKV2_AWS_12", "fsbp:EC2.2", "cis-aws-7.0:6.5", "trivy:AWS-0173"],
    rules: [
        on(types.defaultSecurityGroup, ({ props }) => [
            ...faultIf("ingress has rules", () => (props.ingress ?? []).length > 0),
            ...faultIf("egress has rules", () => (props.egress ?? []).length > 0),
        ]),
    ],
});

function hasRulesOfTheirOwn(group: Resource, stack: Stack): boolean {
    return [types.securityGroupRule, types.ingressRule, types.egressRule].some(
        (type) =>
            stack.referring<{ readonly securityGroupId: string }>(type, "securityGroupId", group).length > 0,
    );
}

export const rulesManagedOnce = stackPolicy({
    name: "security-group-rules-managed-once",
    checklist: "security.server.firewall",
    severity: "medium",
    onUnknown: "deny",
    requires: "The rules of a security group are either all inline or all separate resources.",
    otherwise:
        "Each update removes the rules of the other kind, so the application loses its database on every second update.",
    remedy: "Move the inline rules of the group into aws.vpc.SecurityGroupIngressRule and SecurityGroupEgressRule.",
    rules: [
        // https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupingressrule/
        on(types.securityGroup, (group, stack) =>
            faultIf(
                "The group has inline rules, and separate rules refer to it",
                () =>
                    ["ingress", "egress"].some((property) => stack.gives(group, property)) &&
                    hasRulesOfTheirOwn(group, stack),
            ),
        ),
        // The rules of the default group are always inline: the provider removes all others.
        on(types.defaultSecurityGroup, (group, stack) =>
            faultIf("Separate rules refer to the default security group", () =>
                hasRulesOfTheirOwn(group, stack),
            ),
        ),
    ],
});
