/** With outgoingDomains, the VPC's resolver answers for an allow list only. */
import * as aws from "@pulumi/aws";
import { networkOf } from "./network-fixture";

test("without the setting, every name can be looked up", async () => {
    const network = await networkOf();
    expect(network.all(aws.route53.ResolverFirewallRuleGroup)).toEqual([]);
});

test("names of the stack, of the setting, and of its own servers are allowed, and nothing else", async () => {
    const network = await networkOf({
        outgoingDomains: ["*.time-clock.example.net", "*.debian.org"],
        emailUrl: "smtp+tls://user:password@mail.example.net:587",
        sentryDsn: "https://key@errors.example.org/7",
    });
    const rules = network.all(aws.route53.ResolverFirewallRule).map(({ inputs }) => inputs);
    const domains = (rule: string) =>
        network.one(aws.route53.ResolverFirewallDomainList, `net-lookups-${rule}`).inputs.domains;
    expect(domains("allowed")).toEqual([
        "*.amazonaws.com",
        "*.api.aws",
        "*.compute.internal",
        "*.in-addr.arpa",
        "*.debian.org",
        "*.time-clock.example.net",
        "mail.example.net",
        "errors.example.org",
    ]);
    expect(domains("others")).toEqual(["*"]);
    expect(rules.sort((a, b) => a.priority - b.priority)).toMatchObject([
        { priority: 1, action: "ALLOW", firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN" },
        { priority: 2, action: "BLOCK", blockResponse: "NXDOMAIN" },
    ]);
    expect(network.all(aws.route53.ResolverFirewallRuleGroupAssociation)).toHaveLength(1);
});
