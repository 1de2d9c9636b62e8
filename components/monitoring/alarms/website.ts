import type * as pulumi from "@pulumi/pulumi";
import { NORTH_VIRGINIA } from "../../alerts";
import type { Alarm, Composite, Expression, Metric } from "../alarm";

export interface WebsiteTargets {
    /** The part of the load balancer's ARN from `app/` on. */
    readonly loadBalancer: pulumi.Input<string>;
    /** The part of the target group's ARN from `targetgroup/` on. */
    readonly targetGroup: pulumi.Input<string>;
    /** Metric name of the web ACL. */
    readonly webAcl: pulumi.Input<string>;
    readonly region: string;
    readonly healthCheckId: pulumi.Input<string>;
    readonly distributionId: pulumi.Input<string>;
    readonly certificateArn: pulumi.Input<string>;
    readonly cdnCertificateArn: pulumi.Input<string>;
}

/**
 * Requests of Route 53's health checkers in five minutes, at most: one every two seconds. Without them, a quiet night would
 * look like a hundred people who are all served well.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
 */
const HEALTH_CHECKS = 150;

/** Fewer bad answers than this in five minutes are somebody's bad luck, whatever their share. */
const FEW = 5;

/** The share of bad answers among people's requests, in percent, over `bad` and `requests`. */
const SHARE_OF_PEOPLE = `IF(FILL(bad, 0) >= ${FEW}, 100 * bad / MAX([bad, requests - ${HEALTH_CHECKS}]), 0)`;

/** The names of everything between a person's browser and the hosts. */
export function websiteAlarms(targets: WebsiteTargets): Alarm[] {
    const { targetGroup } = targets;
    const ofLoadBalancer = (name: string, statistic: Metric["statistic"]): Metric => ({
        namespace: "AWS/ApplicationELB",
        name,
        statistic,
        dimensions: { LoadBalancer: targets.loadBalancer },
    });
    const ofTargets = (name: string, statistic: Metric["statistic"]): Metric => {
        const metric = ofLoadBalancer(name, statistic);
        return { ...metric, dimensions: { ...metric.dimensions, TargetGroup: targetGroup } };
    };
    const shareOfPeople = (bad: Metric): Expression => ({
        expression: SHARE_OF_PEOPLE,
        over: { bad, requests: ofTargets("RequestCount", "Sum") },
    });
    const certificate = (name: string, arn: pulumi.Input<string>): Alarm => ({
        name,
        concern: "Website",
        severity: "critical",
        metric: {
            namespace: "AWS/CertificateManager",
            name: "DaysToExpiry",
            statistic: "Minimum",
            dimensions: { CertificateArn: arn },
        },
        is: "<",
        // ACM renews at least 45 days before the expiry, so at 30 days something prevents the renewal.
        threshold: 30,
        minutes: 24 * 60,
        datapoints: [1, 1],
        // An expired certificate has no metric, and the alarm must stay on.
        missing: "ignore",
        why: "A TLS certificate was not renewed automatically. When it expires, browsers reject the site.",
        runbook: "certificate-expiring",
    });
    return [
        {
            name: "no-healthy-host",
            concern: "Website",
            severity: "warning",
            metric: ofTargets("HealthyHostCount", "Maximum"),
            is: "<",
            threshold: 1,
            minutes: 1,
            datapoints: [2, 3],
            missing: "breaching",
            why: "No web host passes its health check; nobody can use the HRMS.",
            runbook: "website-down",
        },
        {
            name: "load-balancer-errors",
            concern: "Website",
            severity: "warning",
            metric: ofLoadBalancer("HTTPCode_ELB_5XX_Count", "Sum"),
            is: ">",
            threshold: 10,
            minutes: 1,
            datapoints: [3, 5],
            missing: "notBreaching",
            why: "The load balancer itself answers with errors: hosts refuse, time out or are missing.",
            runbook: "website-down",
        },
        {
            name: "application-errors-rate",
            concern: "Website",
            severity: "warning",
            metric: shareOfPeople(ofTargets("HTTPCode_Target_5XX_Count", "Sum")),
            is: ">",
            threshold: 5,
            minutes: 5,
            datapoints: [2, 3],
            missing: "notBreaching",
            why: "More than 5 % of the requests end in an error of the application.",
            runbook: "website-slow-or-failing",
        },
        {
            name: "response-time",
            concern: "Website",
            severity: "warning",
            metric: shareOfPeople(ofTargets("TargetResponseTime", "TC(3:)")),
            is: ">",
            threshold: 1,
            minutes: 5,
            datapoints: [3, 3],
            missing: "notBreaching",
            why: "More than one request in a hundred takes more than 3 seconds.",
            runbook: "website-slow-or-failing",
        },
        {
            name: "unhealthy-hosts",
            concern: "Website",
            severity: "warning",
            metric: ofTargets("UnHealthyHostCount", "Maximum"),
            is: ">=",
            threshold: 1,
            minutes: 1,
            datapoints: [10, 10],
            missing: "notBreaching",
            why: "A web host has failed its health check for ten minutes and was not replaced.",
            runbook: "hosts-missing-or-overloaded",
        },
        {
            name: "rejected-connections",
            concern: "Website",
            severity: "critical",
            metric: ofLoadBalancer("RejectedConnectionCount", "Sum"),
            is: ">",
            threshold: 0,
            minutes: 5,
            datapoints: [1, 1],
            missing: "notBreaching",
            why: "The load balancer has reached its connection limit and rejects people.",
            runbook: "website-slow-or-failing",
        },
        {
            name: "website-unreachable",
            concern: "Website",
            severity: "critical",
            metric: {
                namespace: "AWS/Route53",
                name: "HealthCheckStatus",
                statistic: "Minimum",
                dimensions: { HealthCheckId: targets.healthCheckId },
            },
            is: "<",
            threshold: 1,
            minutes: 1,
            datapoints: [2, 2],
            missing: "alert",
            why: "Seen from several continents, the HRMS does not answer: DNS, TLS, the region or the application.",
            runbook: "website-down",
            region: NORTH_VIRGINIA,
        },
        {
            name: "static-files-errors",
            concern: "Website",
            severity: "critical",
            metric: {
                namespace: "AWS/CloudFront",
                name: "5xxErrorRate",
                statistic: "Average",
                dimensions: { DistributionId: targets.distributionId, Region: "Global" },
            },
            is: ">",
            threshold: 5,
            minutes: 5,
            datapoints: [3, 3],
            missing: "notBreaching",
            why: "More than 5 % of the requests for style sheets, scripts and images fail; pages are unusable.",
            runbook: "static-files-failing",
            region: NORTH_VIRGINIA,
        },
        certificate("certificate-expiry", targets.certificateArn),
        { ...certificate("cdn-certificate-expiry", targets.cdnCertificateArn), region: NORTH_VIRGINIA },
        {
            name: "firewall-blocks",
            concern: "Security",
            severity: "warning",
            metric: {
                namespace: "AWS/WAFV2",
                name: "BlockedRequests",
                statistic: "Sum",
                dimensions: { WebACL: targets.webAcl, Region: targets.region, Rule: "ALL" },
            },
            is: ">",
            threshold: 500,
            minutes: 5,
            datapoints: [1, 1],
            missing: "notBreaching",
            why: "The web application firewall blocks many requests: an attack, or a rule that hits our own people.",
            runbook: "security-event",
        },
    ];
}

/** An outage alerts people once. While it lasts, its symptoms are silent. */
export const WEBSITE_COMPOSITES: readonly Composite[] = [
    {
        name: "service-down",
        severity: "critical",
        anyOf: ["no-healthy-host", "load-balancer-errors"],
        why: "The HRMS is down: no host is healthy, or the load balancer cannot pass requests on.",
        runbook: "website-down",
    },
    {
        name: "service-degraded",
        severity: "critical",
        anyOf: ["application-errors-rate", "response-time"],
        silencedBy: "service-down",
        why: "The HRMS answers, but slowly or with errors.",
        runbook: "website-slow-or-failing",
    },
];
