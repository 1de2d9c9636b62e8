import type * as aws from "@pulumi/aws";
import type { Settings } from "../../config";

export type FirewallSettings = Pick<Settings, "loginPaths" | "loginRateLimit" | "requestRateLimit">;

type RuleArgs = aws.types.input.wafv2.WebAclRule;
type Statement = aws.types.input.wafv2.WebAclRuleStatement;

/** A line of the firewall. Its place in the table is its priority: the first rule that blocks ends the matter. */
export interface FirewallRule {
    /** Name of the rule and of its metric. */
    readonly name: string;
    /**
     * Web ACL capacity units. Up to 1,500 of a web ACL are within its base price.
     * https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html
     */
    readonly capacity: number;
    readonly verdict: Pick<RuleArgs, "action" | "overrideAction">;
    readonly statement: Statement;
}

/** Most characters of a regular expression. https://docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const MAX_REGEX_LENGTH = 512;

const RATE_WINDOW_SECONDS = 300;

/** Key of the custom body that goes with status 429. */
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
 * The rules in the order in which they are tried. Two of AWS's rule groups are missing on purpose:
 * AdminProtection blocks paths such as /admin, which is where Django's administration is; and the groups for PHP,
 * WordPress and Windows guard what no host of ours runs.
 *
 * The trap of uploads: AWS's common rules block every body above 8 KB, so each payslip and each photo. Here that rule
 * only labels the request, and a rule of our own blocks what has the label where nothing is ever uploaded. Behind a
 * load balancer WAF sees the first 8 KB of a body, and no setting raises that
 * (https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html): the managed
 * rules inspect that much and let the rest pass, and Nginx and Django limit the whole.
 */
export function firewallRules(settings: FirewallSettings): FirewallRule[] {
    const login = loginPath(settings.loginPaths);
    return [
        managed("AmazonIpReputationList", 25),
        // Employees travel and use VPNs: a sign worth counting, not a reason to shut them out.
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
 * Common rules that only label a request, since honest work of an HRMS matches them; each with the label that it puts
 * on. https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const TOO_STRICT_FOR_AN_HRMS = [
    // Bodies above 8 KB: every uploaded document.
    { rule: "SizeRestrictions_BODY", label: "SizeRestrictions_Body" },
    // Images, whose bytes can read as markup by chance, and what people write in rich text.
    { rule: "CrossSiteScripting_BODY", label: "CrossSiteScripting_Body" },
    // Query strings above 2 KB: lists of people with every filter filled in.
    { rule: "SizeRestrictions_QUERYSTRING", label: "SizeRestrictions_QueryString" },
];

/** One of AWS's rule groups; `counted` are those of its rules that only count and label. */
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
            // The load balancer is the first thing that a client meets, so its address needs no header.
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

/** Decoded first: Django reads /%6Cogin/ as /login/, so the firewall must too. */
function loginPath(paths: readonly string[]): Statement {
    return {
        regexMatchStatement: {
            fieldToMatch: { uriPath: {} },
            regexString: loginPathRegex(paths),
            textTransformations: [{ priority: 0, type: "URL_DECODE" }],
        },
    };
}

/** Matches exactly these paths. Throws where AWS would refuse the length. */
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
