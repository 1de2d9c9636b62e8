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
            "OddLogin",
            "KnownBadInputsRuleSet",
            "SQLiRuleSet",
            "LinuxRuleSet",
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
        expect(sum).toBe(1420);
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

describe("the trap of uploads", () => {
    const strict = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "SizeRestrictions_QUERYSTRING"];

    test("large and binary bodies only get a label from the common rules", () => {
        expect(rule("CommonRuleSet").statement).toEqual({
            managedRuleGroupStatement: {
                vendorName: "AWS",
                name: "AWSManagedRulesCommonRuleSet",
                ruleActionOverrides: strict.map((name) => ({ name, actionToUse: { count: {} } })),
            },
        });
    });

    test("on login paths, where nothing is uploaded, the label is a block", () => {
        const { verdict, statement } = rule("OddLogin");
        expect(verdict).toEqual({ action: { block: {} } });
        expect(statement).toEqual({
            andStatement: {
                statements: [
                    {
                        regexMatchStatement: {
                            fieldToMatch: { uriPath: {} },
                            regexString: "^(/login/|/admin/login/)$",
                            textTransformations: [{ priority: 0, type: "URL_DECODE" }],
                        },
                    },
                    {
                        orStatement: {
                            statements: [
                                "SizeRestrictions_Body",
                                "CrossSiteScripting_Body",
                                "SizeRestrictions_QueryString",
                            ].map((label) => ({
                                labelMatchStatement: {
                                    scope: "LABEL",
                                    key: `awswaf:managed:aws:core-rule-set:${label}`,
                                },
                            })),
                        },
                    },
                ],
            },
        });
    });

    test("the rule that reads the labels comes after the group that puts them on", () => {
        expect(rules.indexOf(rule("OddLogin"))).toBeGreaterThan(rules.indexOf(rule("CommonRuleSet")));
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
