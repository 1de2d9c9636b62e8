import * as aws from "@pulumi/aws";
import { NO_VPC, vpc } from "./support/fixtures";
import { casesOf, clash, once } from "./support/table";

const group = once(() => new aws.route53.ResolverFirewallRuleGroup("shared", { name: "shared" }));

let made = 0;
/** Each rule takes a group and a list of its own, so that only what its case changes is refused. */
const newGroup = () => new aws.route53.ResolverFirewallRuleGroup(`group-${++made}`, {}).id;
const newList = () => new aws.route53.ResolverFirewallDomainList(`list-${++made}`, {}).id;

const PATTERN = "Member must satisfy regular expression pattern";
const NOT_THERE = { firewallRuleGroupId: "rslvr-frg-0123456789abcdef0" };

export const cases = [
    ...casesOf(
        aws.route53.ResolverFirewallDomainList,
        (name) => ({ name, domains: ["*", "*.example.com", "_dmarc.example.com"] }),
        [
            ["dns-firewall-list-name", { name: "12345" }, PATTERN],
            ["dns-firewall-domain", { domains: ["www.*.example.com"] }, "www.*.example.com is not valid"],
        ],
    ),
    ...casesOf(aws.route53.ResolverFirewallRuleGroup, (name) => ({ name }), [
        ["dns-firewall-group-name", { name: "x".repeat(65) }, PATTERN],
    ]),
    ...casesOf(
        aws.route53.ResolverFirewallRule,
        (name) => ({
            name,
            action: "BLOCK",
            blockResponse: "NODATA",
            firewallDomainListId: newList(),
            firewallRuleGroupId: newGroup(),
            priority: 1,
        }),
        [
            ["dns-firewall-rule-name", { name: "a.b" }, PATTERN],
            ["dns-firewall-action", { action: "DROP", blockResponse: undefined }, "got DROP"],
            ["dns-firewall-redirection", { firewallDomainRedirectionAction: "TRUST" }, "got TRUST"],
            ["dns-firewall-response", { blockResponse: "REFUSED" }, "got REFUSED"],
            [
                "dns-firewall-block-response",
                { blockResponse: undefined },
                "BlockResponse is required for the action BLOCK",
            ],
            [
                "dns-firewall-list-missing",
                { firewallDomainListId: "rslvr-fdl-0123456789abcdef0" },
                "firewall domain list",
            ],
            ["dns-firewall-group-missing", NOT_THERE, "firewall rule group"],
        ],
    ),
    clash(
        "dns-firewall-rule-priority",
        aws.route53.ResolverFirewallRule,
        () => ({
            action: "ALLOW",
            firewallRuleGroupId: group().id,
            firewallDomainListId: newList(),
            priority: 7,
        }),
        "has a rule with the priority 7",
        () => ({
            firewallDomainListId: newList(),
        }),
    ),
    ...casesOf(
        aws.route53.ResolverFirewallRuleGroupAssociation,
        (name) => ({
            name,
            firewallRuleGroupId: newGroup(),
            priority: 101,
            vpcId: vpc().id,
        }),
        [
            ["dns-firewall-association-name", { name: "a.b" }, PATTERN],
            ["dns-firewall-association-priority", { priority: 100 }, "got 100"],
            ["dns-firewall-mutation-protection", { mutationProtection: "ON" }, "got ON"],
            ["dns-firewall-association-group-missing", NOT_THERE, "firewall rule group"],
            ["dns-firewall-vpc-missing", NO_VPC, "VPC"],
        ],
    ),
    clash(
        "dns-firewall-association-taken",
        aws.route53.ResolverFirewallRuleGroupAssociation,
        () => ({ firewallRuleGroupId: group().id, priority: 200, vpcId: vpc().id }),
        "is associated with the VPC already",
        () => ({ priority: 201 }),
    ),
];
