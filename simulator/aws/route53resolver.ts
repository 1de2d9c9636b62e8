import { ResourceType } from "../resource-type";
import {
    isSet,
    refuseMissing,
    refuseOther,
    refuseRange,
    refuseTakenWithin,
    refuseText,
    refusal,
    textAt,
    textsAt,
} from "../checks";
import { refuseWhileUsed } from "./checks/in-use";

const API = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_";
const GROUP = "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup";
const DOMAINS = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
const RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
const ASSOCIATION = "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";

/** What rules and associations name. */
const RULE_GROUP = { tokens: [GROUP], code: "ResourceNotFoundException", what: "firewall rule group" };

const name = (id: string) =>
    refuseText(id, `${API}CreateFirewallRuleGroup.html`, "name", {
        min: 1,
        max: 64,
        pattern: /^(?!\d+$)[\w' -]+$/,
        message:
            "ValidationException: Value at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9\\-_' ']+)",
    });

/** An optional "*" as the first label, then letters, digits, hyphens and underscores. */
const DOMAIN = /^(\*|(\*\.)?[\w-]{1,63}(\.[\w-]{1,63})*)$/;

const domainList: ResourceType = {
    token: DOMAINS,
    replaceOn: ["name", "region"],
    autoName: { property: "name", maxLength: 64 },
    refusals: [
        name("dns-firewall-list-name"),
        refusal("dns-firewall-domain", `${API}UpdateFirewallDomains.html`, (inputs) => {
            const wrong = textsAt(inputs, "domains").find(
                (domain) => domain.length > 255 || !DOMAIN.test(domain.replace(/\.$/, "")),
            );
            return wrong === undefined
                ? undefined
                : {
                      property: "domains",
                      message: `ValidationException: [RSLVR-02402] The domain name ${wrong} is not valid`,
                  };
        }),
    ],
    // The provider removes the dot that AWS adds to each name.
    create: ({ hex, arn }) => {
        const id = `rslvr-fdl-${hex(17)}`;
        return { id, outputs: { arn: arn("route53resolver", `firewall-domain-list/${id}`) } };
    },
    refuseDelete: refuseWhileUsed(
        { [RULE]: ["firewallDomainListId"] },
        {
            when: "a rule uses it",
            source: `${API}DeleteFirewallDomainList.html`,
            message: (id) =>
                `ConflictException: [RSLVR-02102] Cannot delete the firewall domain list ${id} because rules refer to it`,
        },
    ),
};

const ruleGroup: ResourceType = {
    token: GROUP,
    replaceOn: ["name", "region"],
    autoName: { property: "name", maxLength: 64 },
    refusals: [name("dns-firewall-group-name")],
    create: ({ hex, arn, accountId }) => {
        const id = `rslvr-frg-${hex(17)}`;
        return {
            id,
            outputs: {
                arn: arn("route53resolver", `firewall-rule-group/${id}`),
                ownerId: accountId,
                shareStatus: "NOT_SHARED",
            },
        };
    },
    refuseDelete: refuseWhileUsed(
        { [ASSOCIATION]: ["firewallRuleGroupId"], [RULE]: ["firewallRuleGroupId"] },
        {
            when: "a VPC uses it, or it has rules",
            source: `${API}DeleteFirewallRuleGroup.html`,
            message: (id) => `ConflictException: [RSLVR-02103] Cannot delete the firewall rule group ${id}`,
        },
    ),
};

const CREATE_RULE = `${API}CreateFirewallRule.html`;

const rule: ResourceType = {
    token: RULE,
    required: ["action", "firewallRuleGroupId", "priority"],
    replaceOn: ["firewallDomainListId", "firewallRuleGroupId", "region"],
    defaults: { firewallDomainRedirectionAction: "INSPECT_REDIRECTION_DOMAIN" },
    autoName: { property: "name", maxLength: 64 },
    refusals: [
        name("dns-firewall-rule-name"),
        refuseOther("dns-firewall-action", CREATE_RULE, "action", ["ALLOW", "BLOCK", "ALERT"]),
        refuseOther("dns-firewall-redirection", CREATE_RULE, "firewallDomainRedirectionAction", [
            "INSPECT_REDIRECTION_DOMAIN",
            "TRUST_REDIRECTION_DOMAIN",
        ]),
        refuseOther("dns-firewall-response", CREATE_RULE, "blockResponse", [
            "NODATA",
            "NXDOMAIN",
            "OVERRIDE",
        ]),
        refusal("dns-firewall-block-response", CREATE_RULE, (inputs) => {
            const action = textAt(inputs, "action");
            return action === undefined || (action === "BLOCK") === isSet(inputs, "blockResponse")
                ? undefined
                : {
                      property: "blockResponse",
                      message:
                          "ValidationException: BlockResponse is required for the action BLOCK, and not allowed for other actions",
                  };
        }),
        refuseMissing("dns-firewall-list-missing", CREATE_RULE, "firewallDomainListId", {
            tokens: [DOMAINS],
            code: "ResourceNotFoundException",
            what: "firewall domain list",
        }),
        refuseMissing("dns-firewall-group-missing", CREATE_RULE, "firewallRuleGroupId", RULE_GROUP),
        refuseTakenWithin(
            "dns-firewall-rule-priority",
            CREATE_RULE,
            { property: "priority", parent: "firewallRuleGroupId" },
            (priority) =>
                `ValidationException: [RSLVR-02302] The firewall rule group has a rule with the priority ${priority}`,
        ),
    ],
    create: ({ inputs }) => ({
        id: `${String(inputs.firewallRuleGroupId)}:${String(inputs.firewallDomainListId)}`,
        outputs: {},
    }),
};

const ASSOCIATE = `${API}AssociateFirewallRuleGroup.html`;

const association: ResourceType = {
    token: ASSOCIATION,
    required: ["firewallRuleGroupId", "priority", "vpcId"],
    replaceOn: ["firewallRuleGroupId", "region", "vpcId"],
    defaults: { mutationProtection: "DISABLED" },
    autoName: { property: "name", maxLength: 64 },
    refusals: [
        name("dns-firewall-association-name"),
        refuseRange("dns-firewall-association-priority", ASSOCIATE, "priority", {
            min: 101,
            max: 9899,
            message: "ValidationException",
        }),
        refuseOther("dns-firewall-mutation-protection", ASSOCIATE, "mutationProtection", [
            "ENABLED",
            "DISABLED",
        ]),
        refuseMissing("dns-firewall-association-group-missing", ASSOCIATE, "firewallRuleGroupId", RULE_GROUP),
        refuseMissing("dns-firewall-vpc-missing", ASSOCIATE, "vpcId", {
            tokens: ["aws:ec2/vpc:Vpc"],
            code: "ResourceNotFoundException",
            what: "VPC",
        }),
        refuseTakenWithin(
            "dns-firewall-association-taken",
            ASSOCIATE,
            { property: "firewallRuleGroupId", parent: "vpcId" },
            (group) =>
                `ConflictException: The firewall rule group ${group} is associated with the VPC already`,
        ),
    ],
    create: ({ hex, arn }) => {
        const id = `rslvr-frgassoc-${hex(17)}`;
        return { id, outputs: { arn: arn("route53resolver", `firewall-rule-group-association/${id}`) } };
    },
};

export const types: readonly ResourceType[] = [domainList, ruleGroup, rule, association];
