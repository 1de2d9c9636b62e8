import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { policyDocument } from "../internal/iam";
import { logGroup } from "../internal/log-group";
import type { Keys } from "../keys";
import { firewallRules, TOO_MANY_REQUESTS, type FirewallRule, type FirewallSettings } from "./firewall-rules";

export interface FirewallArgs
    extends FirewallSettings, Pick<Settings, "awsAccountId" | "region" | "stack" | "logRetentionDays"> {
    readonly keys: Keys;
    readonly loadBalancer: aws.lb.LoadBalancer;
}

/** Headers that identify a person. They must not appear in a log. */
const PRIVATE_HEADERS = ["authorization", "cookie", "x-csrftoken"];

/**
 * The web application firewall in front of the load balancer: `firewallRules` as a web ACL, and a log of the requests that
 * it blocked or counted. The load balancer logs the requests that passed.
 * Cost: 5 USD a month, 1 USD for each rule, 0.60 USD for a million requests.
 */
export class Firewall extends pulumi.ComponentResource {
    readonly webAcl: aws.wafv2.WebAcl;

    constructor(name: string, args: FirewallArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:edge:Firewall", name, {}, opts);
        const child = { parent: this };

        this.webAcl = new aws.wafv2.WebAcl(
            name,
            {
                description: "Guards the HRMS",
                scope: "REGIONAL",
                defaultAction: { allow: {} },
                rules: firewallRules(args).map(toWebAclRule),
                customResponseBodies: [
                    {
                        key: TOO_MANY_REQUESTS,
                        contentType: "TEXT_PLAIN",
                        content: "Too many requests from your address. Please wait five minutes.",
                    },
                ],
                visibilityConfig: visibility(`hrms-${args.stack}`),
            },
            child,
        );
        new aws.wafv2.WebAclAssociation(
            `${name}-association`,
            { resourceArn: args.loadBalancer.arn, webAclArn: this.webAcl.arn },
            child,
        );
        this.keepLog(name, args);
        this.registerOutputs({ webAclArn: this.webAcl.arn });
    }

    private keepLog(
        name: string,
        { stack, keys, awsAccountId, region, logRetentionDays }: FirewallArgs,
    ): void {
        const child = { parent: this };
        // WAF only accepts log groups with this prefix.
        const log = logGroup(
            `${name}-log`,
            `aws-waf-logs-hrms-${stack}`,
            { retentionDays: logRetentionDays, keyArn: keys.logs.arn },
            child,
        );
        // Without this policy, WAF creates one itself, which remains after the stack is deleted.
        const admission = new aws.cloudwatch.LogResourcePolicy(
            `${name}-log-policy`,
            {
                policyName: `hrms-${stack}-firewall`,
                policyDocument: policyDocument({
                    sid: "FirewallWrites",
                    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    resources: [pulumi.interpolate`${log.arn}:*`],
                    principals: { Service: ["delivery.logs.amazonaws.com"] },
                    conditions: {
                        StringEquals: { "aws:SourceAccount": awsAccountId },
                        ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${awsAccountId}:*` },
                    },
                }),
            },
            child,
        );
        new aws.wafv2.WebAclLoggingConfiguration(
            `${name}-logging`,
            {
                resourceArn: this.webAcl.arn,
                logDestinationConfigs: [log.arn],
                redactedFields: PRIVATE_HEADERS.map((header) => ({ singleHeader: { name: header } })),
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
            },
            { parent: this, dependsOn: [admission] },
        );
    }
}

function toWebAclRule(
    { name, verdict, statement }: FirewallRule,
    index: number,
): aws.types.input.wafv2.WebAclRule {
    return { name, priority: index, ...verdict, statement, visibilityConfig: visibility(name) };
}

function visibility(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
    return {
        cloudwatchMetricsEnabled: true,
        metricName,
        // Samples contain cookies in plain text; the log's redaction does not apply to them.
        sampledRequestsEnabled: false,
    };
}
