import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";

/** What hosts and functions look up in any stack: AWS's services, each other, and the packages of Debian. */
const ALWAYS = ["*.amazonaws.com", "*.api.aws", "*.compute.internal", "*.in-addr.arpa", "*.debian.org"];

/**
 * With `outgoingDomains`, the VPC's resolver answers only for these names and for what the stack itself needs. A stolen
 * process can then neither look up a server of the attacker's nor send data inside of DNS queries. It does not stop
 * connections to an address that needs no lookup, and AWS's own services stay reachable, including other accounts' buckets in
 * other regions. Without an answer from the firewall, the resolver answers nothing (AWS's default).
 * Cost: 0.60 USD for a million lookups, and 0.0005 USD a month for each name (https://aws.amazon.com/route53/pricing/).
 */
export function createDnsFirewall(
    name: string,
    {
        emailUrl,
        outgoingDomains,
        sentryDsn,
        stack,
    }: Pick<Settings, "emailUrl" | "outgoingDomains" | "sentryDsn" | "stack">,
    vpcId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): void {
    if (outgoingDomains === undefined) return;
    const servers = [emailUrl, sentryDsn]
        .filter((url) => url !== undefined)
        .map((url) => url.apply((text) => new URL(text).hostname));
    const rules = [
        {
            rule: "allowed",
            domains: pulumi
                .all(servers)
                .apply((own) => [...new Set([...ALWAYS, ...outgoingDomains, ...own])]),
            // What an allowed name leads to, such as the network that delivers Debian's packages, is allowed as well.
            verdict: { action: "ALLOW", firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN" },
        },
        { rule: "others", domains: ["*"], verdict: { action: "BLOCK", blockResponse: "NXDOMAIN" } },
    ];
    const group = new aws.route53.ResolverFirewallRuleGroup(
        `${name}-lookups`,
        { name: `hrms-${stack}` },
        opts,
    );
    const created = rules.map(({ rule, domains, verdict }, at) => {
        const list = new aws.route53.ResolverFirewallDomainList(
            `${name}-lookups-${rule}`,
            { name: `hrms-${stack}-${rule}`, domains },
            opts,
        );
        return new aws.route53.ResolverFirewallRule(
            `${name}-lookups-${rule}`,
            {
                ...verdict,
                name: rule,
                firewallRuleGroupId: group.id,
                firewallDomainListId: list.id,
                priority: at + 1,
            },
            opts,
        );
    });
    new aws.route53.ResolverFirewallRuleGroupAssociation(
        `${name}-lookups`,
        { name: `hrms-${stack}`, firewallRuleGroupId: group.id, vpcId, priority: 101 },
        // Complete from its first moment, because a firewall without its first rule answers nothing at all.
        { ...opts, dependsOn: created },
    );
}
