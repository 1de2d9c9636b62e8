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

const ASIDE = { count: {} };
const BLOCK = { action: { block: {} } };
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
 * The trap of uploads: AWS's common rules block every body above 8 KB, so each payslip and each photo. Here they only
 * label it, and a rule of our own turns the label into a block where nothing is ever uploaded. WAF sees the first
 * 8 KB of a body behind a load balancer and no setting raises that
 * (https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html): the managed
 * rules inspect that much and let the rest pass, and Nginx and Django limit the whole.
 */
export function firewallRules(settings: FirewallSettings): FirewallRule[] {
    const login = loginPath(settings.loginPaths);
    return [
        managed("AmazonIpReputationList", 25),
        // Employees travel and use VPNs: a sign worth counting, not a reason to shut them out.
        { ...managed("AnonymousIpList", 50), verdict: { overrideAction: ASIDE } },
        {
            name: "LoginRateLimit",
            // Rate 2, method 2, path 3 and one transformation 10.
            capacity: 17,
            verdict: BLOCK_FOR_NOW,
            statement: rateLimit(settings.loginRateLimit, { andStatement: { statements: [POST, login] } }),
        },
        {
            name: "RequestRateLimit",
            capacity: 2,
            verdict: BLOCK_FOR_NOW,
            statement: rateLimit(settings.requestRateLimit),
        },
        managed("CommonRuleSet", 700, COMMON_RULES_THAT_MISREAD_UPLOADS),
        {
            name: "OddBodyOnLogin",
            capacity: 15,
            verdict: BLOCK,
            statement: { andStatement: { statements: [login, anyOf(LABELS_OF_MISREAD_UPLOADS.map(label))] } },
        },
        managed("KnownBadInputsRuleSet", 200),
        managed("SQLiRuleSet", 200),
        managed("LinuxRuleSet", 200),
    ];
}

/** Rules that take a large or a binary body for an attack, by the name that their group gives them. */
const COMMON_RULES_THAT_MISREAD_UPLOADS = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY"];

/** The labels that those rules put on a request; AWS spells them differently from the rules' names. */
const LABELS_OF_MISREAD_UPLOADS = [
    "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
    "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body",
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
                ruleActionOverrides: counted.map((name) => ({ name, actionToUse: ASIDE })),
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

const label = (key: string): Statement => ({ labelMatchStatement: { scope: "LABEL", key } });

const anyOf = (statements: Statement[]): Statement => ({ orStatement: { statements } });
