import type * as aws from "@pulumi/aws";
import type { Settings } from "../../config";

export type FirewallSettings = Pick<Settings, "loginPaths" | "loginRateLimit" | "requestRateLimit">;

type RuleArgs = aws.types.input.wafv2.WebAclRule;
type Statement = aws.types.input.wafv2.WebAclRuleStatement;

/** One rule of the WAF. Its place in the table is its priority. The first rule that blocks a request ends the evaluation. */
export interface FirewallRule {
    /** The name of the rule and of its metric. */
    readonly name: string;
    /**
     * Web ACL capacity units. The base price of a web ACL includes 1,500.
     * https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html
     */
    readonly capacity: number;
    readonly verdict: Pick<RuleArgs, "action" | "overrideAction">;
    readonly statement: Statement;
}

/** The longest regular expression, in characters. https://docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const MAX_REGEX_LENGTH = 512;

const RATE_WINDOW_SECONDS = 300;

/** The key of the custom response body for status 429. */
export const TOO_MANY_REQUESTS = "too-many-requests";

const COUNT_ONLY = { count: {} };
const BLOCK_FOR_NOW = {
    action: {
        block: {
            customResponse: {
                responseCode: 429,
                customResponseBodyKey: TOO_MANY_REQUESTS,
                responseHeaders: [{ name: "Retry-After", value: String(RATE_WINDOW_SECONDS) }],
            },
        },
    },
};

/**
 * The rules, in the order of evaluation. Some of AWS's rule groups are left out on purpose. AdminProtection blocks paths
 * such as /admin, which is Django's administration. The groups for PHP, WordPress and Windows protect software that our
 * hosts do not run.
 *
 * Uploads need care: AWS's common rules block every body above 8 KB, which includes every payslip and photo. Here that
 * rule only labels the request, and our own rule blocks labelled requests to paths that accept no uploads. Behind a load
 * balancer, WAF inspects the first 8 KB of a body, and no setting raises that limit
 * (https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html): the managed
 * rules inspect that much and let the rest pass, and Nginx and Django limit the whole.
 */
export function firewallRules(settings: FirewallSettings): FirewallRule[] {
    const login = loginPath(settings.loginPaths);
    return [
        managed("AmazonIpReputationList", 25),
        // Employees travel and use VPNs. Their requests are counted, not blocked.
        { ...managed("AnonymousIpList", 50), verdict: { overrideAction: COUNT_ONLY } },
        {
            name: "LoginRateLimit",
            // 2 for the rate, 2 for the method, 3 for the path, 10 for each transformation.
            capacity: 27,
            verdict: BLOCK_FOR_NOW,
            statement: rateLimit(settings.loginRateLimit, { andStatement: { statements: [POST, login] } }),
        },
        {
            name: "RequestRateLimit",
            capacity: 2,
            verdict: BLOCK_FOR_NOW,
            statement: rateLimit(settings.requestRateLimit),
        },
        managed(
            "CommonRuleSet",
            700,
            TOO_STRICT_FOR_AN_HRMS.map(({ rule }) => rule),
        ),
        {
            name: "OddLogin",
            // 3 for the path and 10 for its transformation, 1 for each label.
            capacity: 16,
            verdict: { action: { block: {} } },
            statement: {
                andStatement: {
                    statements: [
                        login,
                        { orStatement: { statements: TOO_STRICT_FOR_AN_HRMS.map(hasLabel) } },
                    ],
                },
            },
        },
        managed("KnownBadInputsRuleSet", 200),
        managed("SQLiRuleSet", 200),
        managed("LinuxRuleSet", 200),
    ];
}

/**
 * Common rules that only label a request, because normal use of an HRMS matches them. Each has its label.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const TOO_STRICT_FOR_AN_HRMS = [
    // Bodies above 8 KB: every uploaded document.
    { rule: "SizeRestrictions_BODY", label: "SizeRestrictions_Body" },
    // Images, whose bytes can look like markup by chance, and rich text that people write.
    { rule: "CrossSiteScripting_BODY", label: "CrossSiteScripting_Body" },
    // Query strings above 2 KB: lists of people with many filters.
    { rule: "SizeRestrictions_QUERYSTRING", label: "SizeRestrictions_QueryString" },
];

/** One of AWS's rule groups. The rules in `counted` only count and label. */
function managed(group: string, capacity: number, counted: readonly string[] = []): FirewallRule {
    return {
        name: group,
        capacity,
        verdict: { overrideAction: { none: {} } },
        statement: {
            managedRuleGroupStatement: {
                vendorName: "AWS",
                name: `AWSManagedRules${group}`,
                ruleActionOverrides: counted.map((name) => ({ name, actionToUse: COUNT_ONLY })),
            },
        },
    };
}

function rateLimit(limit: number, scopeDownStatement?: Statement): Statement {
    return {
        rateBasedStatement: {
            limit,
            evaluationWindowSec: RATE_WINDOW_SECONDS,
            // Clients connect directly to the load balancer, so their address needs no header.
            aggregateKeyType: "IP",
            scopeDownStatement,
        },
    };
}

const POST: Statement = {
    byteMatchStatement: {
        fieldToMatch: { method: {} },
        positionalConstraint: "EXACTLY",
        searchString: "POST",
        textTransformations: [{ priority: 0, type: "NONE" }],
    },
};

/** The path is decoded first, because Django reads /%6Cogin/ as /login/. */
function loginPath(paths: readonly string[]): Statement {
    return {
        regexMatchStatement: {
            fieldToMatch: { uriPath: {} },
            regexString: loginPathRegex(paths),
            textTransformations: [{ priority: 0, type: "URL_DECODE" }],
        },
    };
}

/** Matches exactly these paths. Throws if the expression is longer than AWS allows. */
export function loginPathRegex(paths: readonly string[]): string {
    const regex = `^(${paths.map((path) => path.replaceAll(".", "\\.")).join("|")})$`;
    if (regex.length > MAX_REGEX_LENGTH) {
        throw new Error(
            `hrms:loginPaths makes an expression of ${regex.length} characters, and AWS WAF takes ${MAX_REGEX_LENGTH}: name fewer or shorter paths`,
        );
    }
    return regex;
}

function hasLabel({ label }: { label: string }): Statement {
    return { labelMatchStatement: { scope: "LABEL", key: `awswaf:managed:aws:core-rule-set:${label}` } };
}
