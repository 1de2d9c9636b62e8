import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Firewall } from "../../../../components/edge/firewall";
import { firewallRules, loginPathRegex } from "../../../../components/edge/firewall-rules";
import type { Keys } from "../../../../components/keys";
import { record, statementsOf } from "../harness";
import { exampleSettings } from "../../../../config/example";

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const PUBLISHED_CAPACITY: Record<string, number> = {
    AWSManagedRulesAmazonIpReputationList: 25,
    AWSManagedRulesAnonymousIpList: 50,
    AWSManagedRulesCommonRuleSet: 700,
    AWSManagedRulesKnownBadInputsRuleSet: 200,
    AWSManagedRulesLinuxRuleSet: 200,
    AWSManagedRulesSQLiRuleSet: 200,
};

const settings = exampleSettings({
    loginPaths: ["/login/", "/admin/login/"],
    loginRateLimit: 30,
    requestRateLimit: 4000,
});
const rules = firewallRules(settings);
const rule = (name: string) => {
    const found = rules.find((each) => each.name === name);
    if (!found) {
        throw new Error(`no rule ${name}`);
    }
    return found;
};

function firewall() {
    return record(() => {
        const keys = { logs: { arn: pulumi.output("arn:key") } } as unknown as Keys;
        const loadBalancer = { arn: pulumi.output("arn:lb") } as unknown as aws.lb.LoadBalancer;
        return new Firewall("firewall", { ...settings, keys, loadBalancer });
    });
}

describe("the table", () => {
    test("reputation and rates are looked at first, bodies after", () => {
        expect(rules.map(({ name }) => name)).toEqual([
            "AmazonIpReputationList",
            "AnonymousIpList",
            "LoginRateLimit",
            "RequestRateLimit",
            "CommonRuleSet",
            "KnownBadInputsRuleSet",
            "SQLiRuleSet",
            "LinuxRuleSet",
            "OddLogin",
            "OddForm",
        ]);
    });

    test("AWS's groups cost what AWS publishes, and all together stay within the base price", () => {
        const groups = rules.flatMap(({ capacity, statement }) => {
            const { managedRuleGroupStatement: group } = statement as {
                managedRuleGroupStatement?: { name: string };
            };
            return group ? [[group.name, capacity] as const] : [];
        });
        expect(Object.fromEntries(groups)).toEqual(PUBLISHED_CAPACITY);
        const sum = rules.reduce((total, { capacity }) => total + capacity, 0);
        expect(sum).toBe(1428);
        expect(sum).toBeLessThan(1500);
    });

    test("addresses of VPNs and hosting providers are counted, all other groups decide", () => {
        const decides = (name: string) => rule(name).verdict.overrideAction;
        expect(decides("AnonymousIpList")).toEqual({ count: {} });
        for (const group of Object.keys(PUBLISHED_CAPACITY).filter((name) => !name.includes("Anonymous"))) {
            expect(decides(group.replace("AWSManagedRules", ""))).toEqual({ none: {} });
        }
    });
});

/** What AWS's rule and its group, and its label, are: the two pages that firewall-rules.ts names. */
const AWS_RULES = {
    SizeRestrictions_BODY: ["CommonRuleSet", "core-rule-set:SizeRestrictions_Body"],
    CrossSiteScripting_BODY: ["CommonRuleSet", "core-rule-set:CrossSiteScripting_Body"],
    GenericLFI_BODY: ["CommonRuleSet", "core-rule-set:GenericLFI_Body"],
    SizeRestrictions_QUERYSTRING: ["CommonRuleSet", "core-rule-set:SizeRestrictions_QueryString"],
    SQLi_BODY: ["SQLiRuleSet", "sql-database:SQLi_Body"],
    SQLiExtendedPatterns_BODY: ["SQLiRuleSet", "sql-database:SQLiExtendedPatterns_Body"],
    SQLi_QUERYARGUMENTS: ["SQLiRuleSet", "sql-database:SQLi_QueryArguments"],
    GenericLFI_URIPATH: ["CommonRuleSet", "core-rule-set:GenericLFI_URIPath"],
} as const;

interface Request {
    readonly path: string;
    readonly type: string;
    /** The AWS rule that the request matches. */
    readonly matches: keyof typeof AWS_RULES;
}

/** The name of the rule that blocks the request, or "allowed". */
function verdictOn(request: Request): string {
    const [group, label] = AWS_RULES[request.matches];
    const labels = new Set<string>();
    for (const { name, verdict, statement } of rules) {
        const { managedRuleGroupStatement: managed } = statement as {
            managedRuleGroupStatement?: { ruleActionOverrides?: { name: string }[] };
        };
        if (managed !== undefined) {
            if (name !== group) continue;
            labels.add(`awswaf:managed:aws:${label}`);
            const isCounted = managed.ruleActionOverrides?.some((one) => one.name === request.matches);
            if (!isCounted) return name;
        } else if (verdict.action !== undefined && holds(statement as Matcher, request, labels)) {
            return name;
        }
    }
    return "allowed";
}

interface Matcher {
    andStatement?: { statements: Matcher[] };
    orStatement?: { statements: Matcher[] };
    notStatement?: { statement: Matcher };
    labelMatchStatement?: { key: string };
    regexMatchStatement?: { regexString: string };
    byteMatchStatement?: { searchString: string; fieldToMatch: object };
}

function holds(statement: Matcher, request: Request, labels: ReadonlySet<string>): boolean {
    const all = (parts: Matcher[] = []) => parts.map((part) => holds(part, request, labels));
    if (statement.andStatement) return all(statement.andStatement.statements).every(Boolean);
    if (statement.orStatement) return all(statement.orStatement.statements).some(Boolean);
    if (statement.notStatement) return !holds(statement.notStatement.statement, request, labels);
    if (statement.labelMatchStatement) return labels.has(statement.labelMatchStatement.key);
    if (statement.regexMatchStatement)
        return new RegExp(statement.regexMatchStatement.regexString).test(request.path);
    if (statement.byteMatchStatement) {
        expect(statement.byteMatchStatement.fieldToMatch).toEqual({ singleHeader: { name: "content-type" } });
        return request.type.startsWith(statement.byteMatchStatement.searchString);
    }
    // Rates: nobody here is fast.
    return false;
}

describe("the trap of uploads", () => {
    const upload = "multipart/form-data; boundary=x";
    const form = "application/x-www-form-urlencoded";
    const forms = {
        SizeRestrictions_BODY: "allowed",
        CrossSiteScripting_BODY: "allowed",
        SizeRestrictions_QUERYSTRING: "allowed",
        GenericLFI_BODY: "OddForm",
        SQLi_BODY: "OddForm",
        SQLiExtendedPatterns_BODY: "OddForm",
    } as const;
    const rulesOnUploads = Object.keys(forms) as (keyof typeof forms)[];

    test.each(rulesOnUploads)("%s does not block an upload", (matches) => {
        expect(verdictOn({ path: "/documents/new/", type: upload, matches })).toBe("allowed");
    });

    test.each(rulesOnUploads)("%s decides about a form as before, if nobody writes that", (matches) => {
        expect(verdictOn({ path: "/leave/new/", type: form, matches })).toBe(forms[matches]);
        expect(verdictOn({ path: "/api/leave/", type: "application/json", matches })).toBe(forms[matches]);
    });

    test.each(rulesOnUploads)("%s blocks at a login, where nothing is uploaded", (matches) => {
        expect(verdictOn({ path: "/admin/login/", type: upload, matches })).toBe("OddLogin");
    });

    test("AWS's rules on addresses block uploads too", () => {
        const request = { path: "/documents/new/", type: upload };
        expect(verdictOn({ ...request, matches: "SQLi_QUERYARGUMENTS" })).toBe("SQLiRuleSet");
        expect(verdictOn({ ...request, matches: "GenericLFI_URIPATH" })).toBe("CommonRuleSet");
    });
});

describe("rate limits", () => {
    const tooMany = {
        action: {
            block: {
                customResponse: {
                    responseCode: 429,
                    customResponseBodyKey: "too-many-requests",
                    responseHeaders: [{ name: "Retry-After", value: "300" }],
                },
            },
        },
    };

    test("logins count by address, POST only", () => {
        const { verdict, statement } = rule("LoginRateLimit");
        expect(verdict).toEqual(tooMany);
        expect(statement).toMatchObject({
            rateBasedStatement: {
                limit: 30,
                evaluationWindowSec: 300,
                aggregateKeyType: "IP",
                scopeDownStatement: {
                    andStatement: {
                        statements: [
                            { byteMatchStatement: { searchString: "POST", positionalConstraint: "EXACTLY" } },
                            { regexMatchStatement: { regexString: "^(/login/|/admin/login/)$" } },
                        ],
                    },
                },
            },
        });
    });

    test("requests of any kind count by address", () => {
        const { verdict, statement } = rule("RequestRateLimit");
        expect(verdict).toEqual(tooMany);
        expect(statement).toEqual({
            rateBasedStatement: { limit: 4000, evaluationWindowSec: 300, aggregateKeyType: "IP" },
        });
    });
});

describe("login paths", () => {
    test("dots stand for themselves and nothing around the path matches", () => {
        const regex = new RegExp(loginPathRegex(["/login.html", "/sign-in/"]));
        expect(["/login.html", "/sign-in/"].every((path) => regex.test(path))).toBe(true);
        expect(["/loginxhtml", "/a/login.html", "/sign-in/2"].some((path) => regex.test(path))).toBe(false);
    });

    test("more than AWS takes is refused with the setting's name", () => {
        const paths = Array.from({ length: 10 }, (_, index) => `/${"p".repeat(60)}${index}/`);
        expect(() => loginPathRegex(paths)).toThrow(
            "hrms:loginPaths makes an expression of 643 characters, and AWS WAF takes 512: name fewer or shorter paths",
        );
    });
});

describe("the web ACL", () => {
    test("takes the rules in the order of the table, each with a metric of its own and no samples", async () => {
        const { inputs } = (await firewall()).one(aws.wafv2.WebAcl);
        const made = inputs.rules as { name: string; priority: number; visibilityConfig: unknown }[];
        expect(made.map(({ name, priority }) => [name, priority])).toEqual(
            rules.map(({ name }, index) => [name, index]),
        );
        expect(made.map(({ visibilityConfig }) => visibilityConfig)).toEqual(
            rules.map(({ name }) => ({
                cloudwatchMetricsEnabled: true,
                metricName: name,
                sampledRequestsEnabled: false,
            })),
        );
        expect(inputs).toMatchObject({
            scope: "REGIONAL",
            defaultAction: { allow: {} },
            visibilityConfig: { metricName: "hrms-prod" },
            customResponseBodies: [{ key: "too-many-requests" }],
        });
    });

    test("logs what was blocked or counted, without cookies and credentials", async () => {
        const stack = await firewall();
        const logging = stack.one(aws.wafv2.WebAclLoggingConfiguration);
        expect(logging.inputs).toMatchObject({
            logDestinationConfigs: ["arn:aws:cloudwatch:eu-central-1:123456789012:loggroup/firewall-log"],
            redactedFields: ["authorization", "cookie", "x-csrftoken"].map((name) => ({
                singleHeader: { name },
            })),
            loggingFilter: {
                defaultBehavior: "DROP",
                filters: [
                    {
                        behavior: "KEEP",
                        requirement: "MEETS_ANY",
                        conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({
                            actionCondition: { action },
                        })),
                    },
                ],
            },
        });
        expect(logging.dependencies).toContain(stack.one(aws.cloudwatch.LogResourcePolicy).urn);
    });

    test("the log has the name that WAF demands, our key and an end", async () => {
        expect((await firewall()).one(aws.cloudwatch.LogGroup).inputs).toEqual({
            name: "aws-waf-logs-hrms-prod",
            retentionInDays: 365,
            kmsKeyId: "arn:key",
        });
    });

    test("only AWS's delivery for this account may write it", async () => {
        const { inputs } = (await firewall()).one(aws.cloudwatch.LogResourcePolicy);
        expect(statementsOf(inputs.policyDocument)).toEqual({
            FirewallWrites: {
                Sid: "FirewallWrites",
                Effect: "Allow",
                Principal: { Service: ["delivery.logs.amazonaws.com"] },
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: ["arn:aws:cloudwatch:eu-central-1:123456789012:loggroup/firewall-log:*"],
                Condition: {
                    StringEquals: { "aws:SourceAccount": "123456789012" },
                    ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-central-1:123456789012:*" },
                },
            },
        });
    });
});
