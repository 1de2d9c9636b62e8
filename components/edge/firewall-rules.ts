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
 * The rules, in the order of evaluation. Some of AWS's rule groups are left out on purpose. AdminProtection blocks paths
 * such as /admin, which is Django's administration. The groups for PHP, WordPress and Windows protect software that our
 * hosts do not run.
 *
 * Uploads need care, because AWS's rules on bodies match payslips and photos: each one by its size, others by bytes that
 * look like SQL, markup or paths by chance. Those rules only label a request here (`MATCHES_UPLOADS`), and our own rules
 * block what has the label and is no upload. Behind a load balancer, WAF inspects the first 8 KB of a body, and no setting
 * raises that limit (https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html): the
 * managed rules inspect that much and let the rest pass, and Nginx and Django limit the whole.
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
        managed("CommonRuleSet", 700),
        managed("KnownBadInputsRuleSet", 200),
        managed("SQLiRuleSet", 200),
        managed("LinuxRuleSet", 200),
        {
            name: "OddLogin",
            // 3 for the path and 10 for its transformation, 1 for each label.
            capacity: 13 + MATCHES_UPLOADS.length,
            verdict: BLOCK,
            statement: { andStatement: { statements: [login, anyLabelOf(MATCHES_UPLOADS)] } },
        },
        {
            name: "OddForm",
            // 2 for the start of a header, 1 for each label.
            capacity: 2 + NOT_IN_FORMS.length,
            verdict: BLOCK,
            statement: {
                andStatement: {
                    statements: [{ notStatement: { statement: IS_UPLOAD } }, anyLabelOf(NOT_IN_FORMS)],
                },
            },
        },
    ];
}

interface LabelledRule {
    readonly group: "CommonRuleSet" | "SQLiRuleSet";
    readonly rule: string;
    /** The label that the rule adds, in the namespace of its group. */
    readonly label: `${"core-rule-set" | "sql-database"}:${string}`;
    /** Whether forms that people fill in match it too. */
    readonly alsoInForms: boolean;
}

/**
 * AWS's rules that normal use of an HRMS matches: the five that AWS names for blocked uploads
 * (https://repost.aws/knowledge-center/waf-upload-blocked-files; the group of WindowsShellCommands_BODY is not used here),
 * the second rule of SQLi_BODY's group, and one on addresses.
 * Labels: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 * and https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-use-case.html
 */
const MATCHES_UPLOADS: readonly LabelledRule[] = [
    // Bodies above 8 KB.
    common("SizeRestrictions_BODY", "SizeRestrictions_Body", true),
    // Bytes of images, and rich text.
    common("CrossSiteScripting_BODY", "CrossSiteScripting_Body", true),
    // Paths in archives and office documents.
    common("GenericLFI_BODY", "GenericLFI_Body", false),
    sql("SQLi_BODY", "SQLi_Body"),
    sql("SQLiExtendedPatterns_BODY", "SQLiExtendedPatterns_Body"),
    // Query strings above 2 KB: lists of people with many filters.
    common("SizeRestrictions_QUERYSTRING", "SizeRestrictions_QueryString", true),
];

const NOT_IN_FORMS = MATCHES_UPLOADS.filter(({ alsoInForms }) => !alsoInForms);

function common(rule: string, label: string, alsoInForms: boolean): LabelledRule {
    return { group: "CommonRuleSet", rule, label: `core-rule-set:${label}`, alsoInForms };
}

function sql(rule: string, label: string): LabelledRule {
    return { group: "SQLiRuleSet", rule, label: `sql-database:${label}`, alsoInForms: false };
}

/** One of AWS's rule groups. Its rules in `MATCHES_UPLOADS` only count and label. */
function managed(group: string, capacity: number): FirewallRule {
    const counted = MATCHES_UPLOADS.filter((one) => one.group === group);
    return {
        name: group,
        capacity,
        verdict: { overrideAction: { none: {} } },
        statement: {
            managedRuleGroupStatement: {
                vendorName: "AWS",
                name: `AWSManagedRules${group}`,
                ruleActionOverrides: counted.map(({ rule }) => ({ name: rule, actionToUse: COUNT_ONLY })),
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

/** Browsers and clients send files in this form only. In capitals it counts as no upload, which is the stricter way. */
const IS_UPLOAD: Statement = {
    byteMatchStatement: {
        fieldToMatch: { singleHeader: { name: "content-type" } },
        positionalConstraint: "STARTS_WITH",
        searchString: "multipart/form-data",
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

function anyLabelOf(rules: readonly LabelledRule[]): Statement {
    return {
        orStatement: {
            statements: rules.map(({ label }) => ({
                labelMatchStatement: { scope: "LABEL", key: `awswaf:managed:aws:${label}` },
            })),
        },
    };
}
