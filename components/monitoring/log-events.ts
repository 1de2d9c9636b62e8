import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Alarm } from "./alarm";

/** Where an event is looked for: a log of the hosts, or CloudTrail's. */
export type LogName = "application" | "nginx" | "system" | "trail";

/** Something that is only seen in a log: counted by a filter, watched by an alarm. */
export interface LogEvent extends Pick<
    Alarm,
    "name" | "severity" | "threshold" | "minutes" | "why" | "runbook"
> {
    /** Name of the metric that counts it. */
    readonly metric: string;
    readonly log: LogName;
    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html; at most 1024 characters. */
    readonly pattern: string;
    /** The alarm goes off above the threshold, counted over `minutes`. */
    readonly concern: Alarm["concern"];
}

type Row = Omit<LogEvent, "minutes" | "runbook" | "severity" | "concern"> & Partial<LogEvent>;

const inApplication = (row: Omit<Row, "log">): LogEvent => ({
    severity: "warning",
    concern: "Security",
    minutes: 5,
    runbook: "security-event",
    ...row,
    log: "application",
});

/** The hosts write one JSON object a line: `level`, `logger` and `event` in the application's, `status` in Nginx's. */
export const HOST_EVENTS: readonly LogEvent[] = [
    inApplication({
        name: "application-errors",
        metric: "ApplicationErrors",
        concern: "Website",
        runbook: "website-slow-or-failing",
        pattern: '{ ($.level = "ERROR") || ($.level = "CRITICAL") }',
        threshold: 10,
        why: "The application logs more than ten errors in five minutes.",
    }),
    inApplication({
        name: "unhandled-exceptions",
        metric: "UnhandledExceptions",
        concern: "Website",
        runbook: "website-slow-or-failing",
        pattern: '{ ($.logger = "django.request") && ($.level = "ERROR") }',
        threshold: 5,
        why: "More than five requests in five minutes end in an exception that nobody handles.",
    }),
    inApplication({
        name: "failed-logins",
        metric: "FailedLogins",
        pattern: '{ $.event = "login_failed" }',
        threshold: 30,
        why: "More than thirty logins fail within five minutes: somebody may be trying passwords.",
    }),
    inApplication({
        name: "permission-denied",
        metric: "PermissionDenied",
        pattern: '{ $.event = "permission_denied" }',
        threshold: 20,
        why: "People or programs often ask for what they may not see.",
    }),
    {
        name: "nginx-errors",
        metric: "NginxServerErrors",
        log: "nginx",
        concern: "Website",
        severity: "warning",
        pattern: "{ $.status >= 500 }",
        threshold: 20,
        minutes: 5,
        why: "Nginx answers with more than twenty errors in five minutes.",
        runbook: "website-slow-or-failing",
    },
];

const inTrail = (row: Omit<Row, "log" | "threshold">): LogEvent => ({
    severity: "warning",
    concern: "Security",
    minutes: 5,
    threshold: 0,
    runbook: "security-event",
    ...row,
    log: "trail",
});

/**
 * What CIS asks to be told of (AWS Foundations Benchmark, section on monitoring; Security Hub CloudWatch.1 to .14):
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 * Our own deployments set off some of the change alarms; that is meant, and they are warnings.
 */
export const TRAIL_EVENTS: readonly LogEvent[] = [
    inTrail({
        name: "root-used",
        severity: "critical",
        metric: "RootUse",
        pattern:
            '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
        why: "Somebody used the account's root user.",
    }),
    inTrail({
        name: "unauthorized-calls",
        metric: "UnauthorizedCalls",
        pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
        why: "AWS refused calls for lack of permission: a mistake in a policy, or somebody looking around.",
    }),
    inTrail({
        name: "login-without-mfa",
        severity: "critical",
        metric: "ConsoleLoginsWithoutMfa",
        pattern:
            '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
        why: "Somebody logged in to the AWS console without a second factor.",
    }),
    inTrail({
        name: "console-login-failed",
        metric: "ConsoleLoginFailures",
        pattern: '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }',
        why: "A login to the AWS console failed.",
    }),
    inTrail({
        name: "key-disabled",
        severity: "critical",
        metric: "KeyDeletions",
        pattern:
            '{ ($.eventSource = "kms.amazonaws.com") && (($.eventName = "DisableKey") || ($.eventName = "ScheduleKeyDeletion")) }',
        why: "A KMS key was disabled or is to be deleted; what it encrypts becomes unreadable.",
    }),
    inTrail({
        name: "trail-changed",
        severity: "critical",
        metric: "TrailChanges",
        pattern: anyEvent("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"),
        why: "The audit trail itself was changed or stopped.",
    }),
    inTrail({
        name: "config-changed",
        metric: "ConfigChanges",
        pattern: anyEvent(
            "StopConfigurationRecorder",
            "DeleteDeliveryChannel",
            "PutDeliveryChannel",
            "PutConfigurationRecorder",
        ),
        why: "The record of configuration changes was changed or stopped.",
    }),
    inTrail({
        name: "iam-changed",
        metric: "IamPolicyChanges",
        pattern: anyEvent(
            ...["Group", "Role", "User"].flatMap((of) => [
                `Delete${of}Policy`,
                `Put${of}Policy`,
                `Attach${of}Policy`,
                `Detach${of}Policy`,
            ]),
            "CreatePolicy",
            "DeletePolicy",
            "CreatePolicyVersion",
            "DeletePolicyVersion",
        ),
        why: "Somebody's permissions were changed.",
    }),
    inTrail({
        name: "bucket-policy-changed",
        metric: "BucketPolicyChanges",
        pattern: anyEvent(
            ...["Acl", "Policy", "Cors", "Lifecycle", "Replication"].map((of) => `PutBucket${of}`),
            ...["Policy", "Cors", "Lifecycle", "Replication"].map((of) => `DeleteBucket${of}`),
        ),
        why: "Who may read a bucket, or how long it keeps things, was changed.",
    }),
    inTrail({
        name: "security-group-changed",
        metric: "SecurityGroupChanges",
        pattern: anyEvent(
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "CreateSecurityGroup",
            "DeleteSecurityGroup",
        ),
        why: "A firewall rule was changed.",
    }),
    inTrail({
        name: "network-acl-changed",
        metric: "NetworkAclChanges",
        pattern: anyEvent(
            "CreateNetworkAcl",
            "CreateNetworkAclEntry",
            "DeleteNetworkAcl",
            "DeleteNetworkAclEntry",
            "ReplaceNetworkAclEntry",
            "ReplaceNetworkAclAssociation",
        ),
        why: "A network ACL was changed.",
    }),
    inTrail({
        name: "gateway-changed",
        metric: "GatewayChanges",
        pattern: anyEvent(
            "CreateCustomerGateway",
            "DeleteCustomerGateway",
            "AttachInternetGateway",
            "CreateInternetGateway",
            "DeleteInternetGateway",
            "DetachInternetGateway",
        ),
        why: "A way into or out of the network was changed.",
    }),
    inTrail({
        name: "route-changed",
        metric: "RouteChanges",
        pattern: anyEvent(
            "CreateRoute",
            "CreateRouteTable",
            "ReplaceRoute",
            "ReplaceRouteTableAssociation",
            "DeleteRouteTable",
            "DeleteRoute",
            "DisassociateRouteTable",
        ),
        why: "A route of the network was changed.",
    }),
    inTrail({
        name: "vpc-changed",
        metric: "VpcChanges",
        pattern: anyEvent(
            "CreateVpc",
            "DeleteVpc",
            "ModifyVpcAttribute",
            "AcceptVpcPeeringConnection",
            "CreateVpcPeeringConnection",
            "DeleteVpcPeeringConnection",
            "RejectVpcPeeringConnection",
        ),
        why: "A network was created, deleted or connected with another one.",
    }),
];

function anyEvent(...names: readonly string[]): string {
    return `{ ${names.map((name) => `($.eventName = "${name}")`).join(" || ")} }`;
}

export const logNamespace = (stack: string): string => `HRMS/${stack}`;

/** The filter that counts the event; zero while nothing happens, so that the alarm has data. */
export function metricFilterArgs(
    { metric, pattern }: LogEvent,
    logGroupName: pulumi.Input<string>,
    stack: string,
): aws.cloudwatch.LogMetricFilterArgs {
    return {
        name: metric,
        logGroupName,
        pattern,
        metricTransformation: {
            name: metric,
            namespace: logNamespace(stack),
            value: "1",
            defaultValue: "0",
            unit: "Count",
        },
    };
}

export const logAlarm = (event: LogEvent, stack: string): Alarm => ({
    name: event.name,
    concern: event.concern,
    severity: event.severity,
    metric: { namespace: logNamespace(stack), name: event.metric, statistic: "Sum" },
    is: ">",
    threshold: event.threshold,
    minutes: event.minutes,
    datapoints: [1, 1],
    missing: "notBreaching",
    why: event.why,
    runbook: event.runbook,
});
