import * as aws from "@pulumi/aws";
import { loadBalancer } from "./support/fixtures";
import { casesOf, clash, once } from "./support/table";

const visibilityConfig = { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: "web" };
const NO_ACL =
    "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/gone/01234567-0123-0123-0123-0123456789ab";
const ACL_MESSAGE = `WAFNonexistentItemException: The web ACL '${NO_ACL}' does not exist`;
const SCOPE_MESSAGE = "expected scope to be one of [CLOUDFRONT, REGIONAL], got GLOBAL";
const REGION_MESSAGE =
    "field: SCOPE_VALUE, parameter: CLOUDFRONT. A resource with this scope must be in us-east-1, got eu-central-1";
const NAME_MESSAGE =
    'WAFInvalidParameterException: a name must have 1 to 128 characters of a-z, A-Z, 0-9 and -_: "web acl"';

const managed = (name: string, priority: number): aws.types.input.wafv2.WebAclRule => ({
    name: `${name}-${priority}`,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    visibilityConfig,
});
const rate = (limit: number): aws.types.input.wafv2.WebAclRule => ({
    name: "rate",
    priority: 9,
    action: { block: {} },
    statement: { rateBasedStatement: { limit, aggregateKeyType: "IP" } },
    visibilityConfig,
});
const COMMON = "AWSManagedRulesCommonRuleSet";

const acl = (): aws.wafv2.WebAclArgs => ({
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    visibilityConfig,
    rules: [managed(COMMON, 1), managed("AWSManagedRulesSQLiRuleSet", 2), rate(100)],
});
const shared = once(() => new aws.wafv2.WebAcl("shared", acl()));
const ownBalancer = (name: string): aws.lb.LoadBalancer =>
    new aws.lb.LoadBalancer(`${name}-lb`, { subnets: loadBalancer().subnets });
const LOG_GROUP = "arn:aws:logs:eu-central-1:123456789012:log-group:aws-waf-logs-web";

export const cases = [
    ...casesOf(aws.wafv2.WebAcl, acl, [
        ["waf-acl-scope", { scope: "GLOBAL" }, SCOPE_MESSAGE],
        ["waf-acl-scope-region", { scope: "CLOUDFRONT" }, REGION_MESSAGE],
        ["waf-acl-name", { name: "web acl" }, NAME_MESSAGE],
        [
            "waf-priority-repeated",
            { rules: [managed(COMMON, 1), managed("AWSManagedRulesSQLiRuleSet", 1)] },
            "You have used the same priority more than once., field: RULE, parameter: 1",
        ],
        [
            "waf-rule-repeated",
            { rules: [rate(100), { ...rate(200), priority: 10 }] },
            "WAFDuplicateItemException: the name of a rule must be unique in its web ACL: rate",
        ],
        [
            "waf-rule-action",
            { rules: [{ ...managed(COMMON, 1), overrideAction: undefined, action: { block: {} } }] },
            "a rule group needs overrideAction, any other rule needs action: AWSManagedRulesCommonRuleSet-1",
        ],
        [
            "waf-managed-group",
            { rules: [managed("AWSManagedRulesCoreRuleSet", 1)] },
            "WAFNonexistentItemException: AWS WAF couldn't find the managed rule group AWSManagedRulesCoreRuleSet",
        ],
        [
            "waf-rate-limit",
            { rules: [rate(5)] },
            "WAFInvalidParameterException: a rate limit must be from 10 to 2000000000 requests, got 5",
        ],
        [
            "waf-metric-name",
            { visibilityConfig: { ...visibilityConfig, metricName: "web acl" } },
            'WAFInvalidParameterException: a metric name must have 1 to 128 characters of a-z, A-Z, 0-9 and -_: "web acl"',
        ],
        [
            "waf-capacity",
            { rules: Array.from({ length: 8 }, (_, at) => managed(COMMON, at)) },
            "WAFLimitsExceededException: a web ACL can use at most 5000 capacity units, got 5600",
        ],
    ]),
    clash(
        "waf-acl-taken",
        aws.wafv2.WebAcl,
        () => ({ ...acl(), name: "taken" }),
        "is a duplicate of an existing one: the name taken already exists",
    ),
    ...casesOf(
        aws.wafv2.WebAclAssociation,
        (name) => ({ webAclArn: shared().arn, resourceArn: ownBalancer(name).arn }),
        [
            ["waf-association-acl-missing", { webAclArn: NO_ACL }, ACL_MESSAGE],
            [
                "waf-association-cloudfront",
                { resourceArn: "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE" },
                "for a CloudFront distribution, set webAclId of the distribution",
            ],
            [
                "waf-association-target-missing",
                {
                    resourceArn:
                        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/gone/0123456789abcdef",
                },
                "WAFUnavailableEntityException: AWS WAF couldn't retrieve the resource that you requested",
            ],
        ],
    ),
    clash(
        "waf-association-second",
        aws.wafv2.WebAclAssociation,
        () => ({ webAclArn: shared().arn, resourceArn: loadBalancer().arn }),
        "WAFAssociatedItemException: a resource can have only one web ACL, and this one already has one: arn:aws:elasticloadbalancing:",
    ),
    ...casesOf(
        aws.wafv2.WebAclLoggingConfiguration,
        () => ({ resourceArn: shared().arn, logDestinationConfigs: [LOG_GROUP] }),
        [
            ["waf-logging-acl-missing", { resourceArn: NO_ACL }, ACL_MESSAGE],
            [
                "waf-logging-name",
                { logDestinationConfigs: [LOG_GROUP.replace("aws-waf-logs-", "")] },
                "The name of the destination must begin with aws-waf-logs-., field: LOG_DESTINATION",
            ],
        ],
    ),
    ...casesOf(
        aws.wafv2.IpSet,
        () => ({ scope: "REGIONAL", ipAddressVersion: "IPV4", addresses: ["203.0.113.0/24"] }),
        [
            ["waf-ip-set-scope", { scope: "GLOBAL" }, SCOPE_MESSAGE],
            ["waf-ip-set-scope-region", { scope: "CLOUDFRONT" }, REGION_MESSAGE],
            ["waf-ip-set-name", { name: "web acl" }, NAME_MESSAGE],
            [
                "waf-ip-set-addresses",
                { addresses: ["203.0.113.7"] },
                "The parameter contains formatting that is not valid., field: IP_ADDRESS, parameter: 203.0.113.7",
            ],
        ],
    ),
    clash(
        "waf-ip-set-taken",
        aws.wafv2.IpSet,
        () => ({ scope: "REGIONAL", ipAddressVersion: "IPV4", addresses: [], name: "taken" }),
        "is a duplicate of an existing one: the name taken already exists",
    ),
];
