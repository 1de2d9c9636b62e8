import type { LogEvent, Row } from "./log-events";

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
 * The events that CIS wants alarms for (AWS Foundations Benchmark, section on monitoring; Security Hub CloudWatch.1 to .14):
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 * Our own deployments trigger some of the change alarms. This is intended, and they are warnings, each with one message.
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
        why: "A security group rule was changed.",
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
