import { PlannedResource, Properties, Refusal, ResourceType, Source } from "../resource-type";
import {
    blocksAt,
    listAt,
    numberAt,
    refusal,
    refuseMissing,
    refuseOther,
    refuseTaken,
    refuseText,
    same,
    shown,
    textAt,
} from "../checks";
import { isObject } from "../wire";
import { isCidr } from "./checks/cidr";

const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const docs = (call: string): Source => `https://docs.aws.amazon.com/waf/latest/APIReference/API_${call}.html`;
const groupDocs = "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html";

/** The web ACL capacity units of AWS's managed rule groups. */
const CAPACITY: Readonly<Record<string, number>> = {
    AWSManagedRulesCommonRuleSet: 700,
    AWSManagedRulesAdminProtectionRuleSet: 100,
    AWSManagedRulesKnownBadInputsRuleSet: 200,
    AWSManagedRulesSQLiRuleSet: 200,
    AWSManagedRulesLinuxRuleSet: 200,
    AWSManagedRulesUnixRuleSet: 100,
    AWSManagedRulesWindowsRuleSet: 200,
    AWSManagedRulesPHPRuleSet: 100,
    AWSManagedRulesWordPressRuleSet: 100,
    AWSManagedRulesAmazonIpReputationList: 25,
    AWSManagedRulesAnonymousIpList: 50,
    AWSManagedRulesBotControlRuleSet: 50,
    AWSManagedRulesATPRuleSet: 50,
    AWSManagedRulesACFPRuleSet: 50,
    AWSManagedRulesAntiDDoSRuleSet: 50,
};
const CAPACITY_LIMIT = 5_000;

function scopeRefusals(prefix: string, call: string): Refusal[] {
    return [
        refuseOther(`${prefix}-scope`, docs(call), "scope", ["CLOUDFRONT", "REGIONAL"]),
        refusal(`${prefix}-scope-region`, docs(call), (inputs, _, { region }) =>
            inputs.scope === "CLOUDFRONT" && region !== "us-east-1"
                ? {
                      property: "scope",
                      message: `WAFInvalidParameterException: Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT. A resource with this scope must be in us-east-1, got ${region}`,
                  }
                : undefined,
        ),
        refuseText(`${prefix}-name`, docs(call), "name", {
            min: 1,
            max: 128,
            pattern: /^[\w-]+$/,
            message:
                "WAFInvalidParameterException: a name must have 1 to 128 characters of a-z, A-Z, 0-9 and -_",
        }),
        refuseTaken(`${prefix}-taken`, docs(call), "name", {
            code: "WAFDuplicateItemException",
            what: "AWS WAF couldn't perform the operation because some resource in your request is a duplicate of an existing one: the name",
        }),
    ];
}

/** All objects in a value, including nested statements. */
function statementsIn(value: unknown): Properties[] {
    if (Array.isArray(value)) {
        return value.flatMap(statementsIn);
    }
    return isObject(value) ? [value, ...Object.values(value).flatMap(statementsIn)] : [];
}

const managedGroup = (rule: Properties): Properties | undefined =>
    blocksAt(rule, "statement.managedRuleGroupStatement")[0];

function repeated(values: readonly unknown[]): unknown {
    return values.find(
        (value, at) => typeof value !== "symbol" && value !== undefined && values.indexOf(value) !== at,
    );
}

/** The minimum capacity of the rules. A rule of the program counts 1, a rate limit 2. */
function capacityOf(rules: readonly Properties[]): number {
    return rules
        .map(
            (rule) =>
                CAPACITY[textAt(managedGroup(rule) ?? {}, "name") ?? ""] ??
                (blocksAt(rule, "statement.rateBasedStatement").length > 0 ? 2 : 1),
        )
        .reduce((sum, units) => sum + units, 0);
}

const webAcl: ResourceType = {
    token: WEB_ACL,
    required: ["defaultAction", "scope", "visibilityConfig"],
    replaceOn: ["name", "namePrefix", "scope"],
    refusals: [
        ...scopeRefusals("waf-acl", "CreateWebACL"),
        refusal("waf-priority-repeated", docs("Rule"), (inputs) => {
            const priority = repeated(blocksAt(inputs, "rules").map((rule) => rule.priority));
            return priority === undefined
                ? undefined
                : {
                      property: "rules",
                      message: `WAFInvalidParameterException: Error reason: You have used the same priority more than once., field: RULE, parameter: ${shown(priority)}`,
                  };
        }),
        refusal("waf-rule-repeated", docs("Rule"), (inputs) => {
            const name = repeated(blocksAt(inputs, "rules").map((rule) => rule.name));
            return name === undefined
                ? undefined
                : {
                      property: "rules",
                      message: `WAFDuplicateItemException: the name of a rule must be unique in its web ACL: ${shown(name)}`,
                  };
        }),
        refusal("waf-rule-action", docs("Rule"), (inputs) => {
            const bad = blocksAt(inputs, "rules").find((rule) => {
                const isGroup =
                    managedGroup(rule) !== undefined ||
                    blocksAt(rule, "statement.ruleGroupReferenceStatement").length > 0;
                return isGroup
                    ? rule.action !== undefined || rule.overrideAction === undefined
                    : rule.action === undefined || rule.overrideAction !== undefined;
            });
            return (
                bad && {
                    property: "rules",
                    message: `WAFInvalidParameterException: Error reason: A reference in your rule statement is not valid: a rule group needs overrideAction, any other rule needs action: ${shown(bad.name)}`,
                }
            );
        }),
        refusal("waf-managed-group", groupDocs, (inputs) => {
            const unknown = blocksAt(inputs, "rules")
                .map(managedGroup)
                .find(
                    (group) =>
                        group?.vendorName === "AWS" &&
                        typeof group.name === "string" &&
                        !(group.name in CAPACITY),
                );
            return (
                unknown && {
                    property: "rules",
                    message: `WAFNonexistentItemException: AWS WAF couldn't find the managed rule group ${shown(unknown.name)}`,
                }
            );
        }),
        refusal("waf-rate-limit", docs("RateBasedStatement"), (inputs) => {
            const limits = statementsIn(inputs.rules)
                .flatMap((part) => blocksAt(part, "rateBasedStatement"))
                .map((statement) => numberAt(statement, "limit"));
            const bad = limits.find((limit) => limit !== undefined && (limit < 10 || limit > 2_000_000_000));
            return bad === undefined
                ? undefined
                : {
                      property: "rules",
                      message: `WAFInvalidParameterException: a rate limit must be from 10 to 2000000000 requests, got ${bad}`,
                  };
        }),
        refusal("waf-metric-name", docs("VisibilityConfig"), (inputs) => {
            const bad = statementsIn([inputs.visibilityConfig, inputs.rules])
                .map((part) => textAt(part, "metricName"))
                .find((name) => name !== undefined && !/^(?!All$|Default_Action$)[\w-]{1,128}$/.test(name));
            return bad === undefined
                ? undefined
                : {
                      property: "visibilityConfig",
                      message: `WAFInvalidParameterException: a metric name must have 1 to 128 characters of a-z, A-Z, 0-9 and -_: "${bad}"`,
                  };
        }),
        refusal(
            "waf-capacity",
            "https://docs.aws.amazon.com/waf/latest/developerguide/limits.html",
            (inputs) => {
                const needed = capacityOf(blocksAt(inputs, "rules"));
                return needed > CAPACITY_LIMIT
                    ? {
                          property: "rules",
                          message: `WAFLimitsExceededException: a web ACL can use at most ${CAPACITY_LIMIT} capacity units, got ${needed}`,
                      }
                    : undefined;
            },
        ),
    ],
    create: (resource) =>
        named(resource, "webacl", {
            capacity: capacityOf(blocksAt(resource.inputs, "rules")),
            applicationIntegrationUrl: "",
        }),
    update: ({ inputs }) => ({ capacity: capacityOf(blocksAt(inputs, "rules")) }),
    refuseDelete: {
        when: "a resource is associated with it",
        source: docs("DeleteWebACL"),
        find: ({ outputs }, account) =>
            account.all(ASSOCIATION).some(({ inputs }) => inputs.webAclArn === outputs.arn)
                ? "WAFAssociatedItemException: AWS WAF couldn't perform the operation because your resource is being used by another resource or it's associated with another resource"
                : undefined,
    },
};

function named(
    { inputs, arn, hex }: PlannedResource,
    kind: string,
    more: Properties,
): { id: string; outputs: Properties } {
    const id = [8, 4, 4, 4, 12].map((digits, at) => hex(digits, `id${at}`)).join("-");
    const scope = inputs.scope === "CLOUDFRONT" ? "global" : "regional";
    return {
        id,
        outputs: {
            arn: arn("wafv2", `${scope}/${kind}/${textAt(inputs, "name") ?? ""}/${id}`),
            lockToken: hex(32, "lock"),
            ...more,
        },
    };
}

const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";

const association: ResourceType = {
    token: ASSOCIATION,
    required: ["resourceArn", "webAclArn"],
    replaceOn: ["resourceArn", "webAclArn"],
    refusals: [
        refuseMissing("waf-association-acl-missing", docs("AssociateWebACL"), "webAclArn", {
            tokens: [WEB_ACL],
            code: "WAFNonexistentItemException",
            what: "web ACL",
        }),
        refusal("waf-association-cloudfront", docs("AssociateWebACL"), (inputs, account) => {
            const acl = account.find(textAt(inputs, "webAclArn") ?? "", WEB_ACL);
            const distribution = (textAt(inputs, "resourceArn") ?? "").startsWith("arn:aws:cloudfront:");
            return acl?.inputs.scope === "CLOUDFRONT" || distribution
                ? {
                      property: "webAclArn",
                      message:
                          "WAFInvalidParameterException: only regional resources can be associated with a web ACL; for a CloudFront distribution, set webAclId of the distribution",
                  }
                : undefined;
        }),
        refusal("waf-association-target-missing", docs("AssociateWebACL"), (inputs, account) => {
            const arn = textAt(inputs, "resourceArn") ?? "";
            return arn.includes(":loadbalancer/") && account.find(arn) === undefined
                ? {
                      property: "resourceArn",
                      message: `WAFUnavailableEntityException: AWS WAF couldn't retrieve the resource that you requested: ${arn}`,
                  }
                : undefined;
        }),
        refusal("waf-association-second", docs("AssociateWebACL"), (inputs, account, { token }) =>
            account.all(token).some((other) => same(other.inputs.resourceArn, inputs.resourceArn))
                ? {
                      property: "resourceArn",
                      message: `WAFAssociatedItemException: a resource can have only one web ACL, and this one already has one: ${shown(inputs.resourceArn)}`,
                  }
                : undefined,
        ),
    ],
    create: ({ inputs }) => ({
        id: `${textAt(inputs, "webAclArn") ?? ""},${textAt(inputs, "resourceArn") ?? ""}`,
        outputs: {},
    }),
};

const logging: ResourceType = {
    token: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    required: ["logDestinationConfigs", "resourceArn"],
    replaceOn: ["resourceArn"],
    refusals: [
        refuseMissing("waf-logging-acl-missing", docs("PutLoggingConfiguration"), "resourceArn", {
            tokens: [WEB_ACL],
            code: "WAFNonexistentItemException",
            what: "web ACL",
        }),
        refusal(
            "waf-logging-name",
            "https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html",
            (inputs) => {
                const bad = listAt(inputs, "logDestinationConfigs").find(
                    (arn) => !/[:/]aws-waf-logs-[^:]*(:\*)?$/.test(shown(arn)),
                );
                return bad === undefined
                    ? undefined
                    : {
                          property: "logDestinationConfigs",
                          message: `WAFInvalidParameterException: Error reason: The ARN isn't valid. The name of the destination must begin with aws-waf-logs-., field: LOG_DESTINATION, parameter: ${shown(bad)}`,
                      };
            },
        ),
    ],
    create: ({ inputs }) => ({ id: textAt(inputs, "resourceArn") ?? "", outputs: {} }),
};

const ipSet: ResourceType = {
    token: "aws:wafv2/ipSet:IpSet",
    required: ["ipAddressVersion", "scope"],
    replaceOn: ["ipAddressVersion", "name", "namePrefix", "scope"],
    refusals: [
        ...scopeRefusals("waf-ip-set", "CreateIPSet"),
        refusal("waf-ip-set-addresses", docs("CreateIPSet"), (inputs) => {
            const bad = listAt(inputs, "addresses").find((text) => {
                const address = shown(text);
                return (
                    !isCidr(address) ||
                    address.includes(":") !== (inputs.ipAddressVersion === "IPV6") ||
                    address.endsWith("/0")
                );
            });
            return bad === undefined
                ? undefined
                : {
                      property: "addresses",
                      message: `WAFInvalidParameterException: Error reason: The parameter contains formatting that is not valid., field: IP_ADDRESS, parameter: ${shown(bad)}`,
                  };
        }),
    ],
    create: (resource) => named(resource, "ipset", {}),
};

export const types = [webAcl, association, logging, ipSet];
