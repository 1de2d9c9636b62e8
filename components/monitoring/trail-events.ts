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
 * Security Hub compares the text of each pattern with the benchmark's, so none has a term more, and other events have rows of
 * their own. For the same reason, no pattern leaves out our own deployments, which set off some of these alarms. Those are
 * warnings, each with one message for all events until it has been quiet for five minutes.
 */
export const TRAIL_EVENTS: readonly LogEvent[] = [
    inTrail({
        name: "root-used",
        severity: "critical",
        metric: "RootUse",
        pattern:
            '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
        why: "Somebody used the account's root user.",
    }),
    inTrail({
        name: "unauthorized-calls",
        metric: "UnauthorizedCalls",
        pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
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
        pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
        why: "A login to the AWS console failed.",
    }),
    inTrail({
        name: "key-disabled",
        severity: "critical",
        metric: "KeyDeletions",
        pattern: events(["DisableKey", "ScheduleKeyDeletion"], "kms"),
        why: "A KMS key was disabled or is to be deleted; what it encrypts becomes unreadable.",
    }),
    inTrail({
        name: "trail-changed",
        severity: "critical",
        metric: "TrailChanges",
        pattern: events(["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]),
        why: "The audit trail itself was changed or stopped.",
    }),
    inTrail({
        name: "config-changed",
        metric: "ConfigChanges",
        pattern: events(
            [
                "StopConfigurationRecorder",
                "DeleteDeliveryChannel",
                "PutDeliveryChannel",
                "PutConfigurationRecorder",
            ],
            "config",
        ),
        why: "The record of configuration changes was changed or stopped.",
    }),
    inTrail({
        name: "iam-changed",
        metric: "IamPolicyChanges",
        pattern: events(
            [
                ...["DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy"],
                ...["PutGroupPolicy", "PutRolePolicy", "PutUserPolicy"],
                ...["CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion"],
                ...["Role", "User", "Group"].flatMap((of) => [`Attach${of}Policy`, `Detach${of}Policy`]),
            ],
            "iam",
        ),
        why: "Somebody's permissions were changed.",
    }),
    inTrail({
        name: "bucket-policy-changed",
        metric: "BucketPolicyChanges",
        pattern: events(
            [
                ...["Acl", "Policy", "Cors", "Lifecycle", "Replication"].map((of) => `PutBucket${of}`),
                ...["Policy", "Cors", "Lifecycle", "Replication"].map((of) => `DeleteBucket${of}`),
            ],
            "s3",
        ),
        why: "Who may read a bucket, or how long it keeps things, was changed.",
    }),
    inTrail({
        name: "public-access-changed",
        metric: "PublicAccessChanges",
        // The benchmark leaves these out.
        pattern: events(
            ["Bucket", "Account"].flatMap((of) => [
                `Put${of}PublicAccessBlock`,
                `Delete${of}PublicAccessBlock`,
            ]),
            "s3",
        ),
        why: "What keeps a bucket, or all of the account's buckets, from being public was changed.",
    }),
    inTrail({
        name: "security-group-changed",
        metric: "SecurityGroupChanges",
        pattern: events([
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "CreateSecurityGroup",
            "DeleteSecurityGroup",
        ]),
        why: "A security group rule was changed.",
    }),
    inTrail({
        name: "network-acl-changed",
        metric: "NetworkAclChanges",
        pattern: events([
            "CreateNetworkAcl",
            "CreateNetworkAclEntry",
            "DeleteNetworkAcl",
            "DeleteNetworkAclEntry",
            "ReplaceNetworkAclEntry",
            "ReplaceNetworkAclAssociation",
        ]),
        why: "A network ACL was changed.",
    }),
    inTrail({
        name: "gateway-changed",
        metric: "GatewayChanges",
        pattern: events([
            "CreateCustomerGateway",
            "DeleteCustomerGateway",
            "AttachInternetGateway",
            "CreateInternetGateway",
            "DeleteInternetGateway",
            "DetachInternetGateway",
        ]),
        why: "A way into or out of the network was changed.",
    }),
    inTrail({
        name: "route-changed",
        metric: "RouteChanges",
        pattern: events(
            [
                "CreateRoute",
                "CreateRouteTable",
                "ReplaceRoute",
                "ReplaceRouteTableAssociation",
                "DeleteRouteTable",
                "DeleteRoute",
                "DisassociateRouteTable",
            ],
            "ec2",
        ),
        why: "A route of the network was changed.",
    }),
    inTrail({
        name: "vpc-changed",
        metric: "VpcChanges",
        pattern: events([
            "CreateVpc",
            "DeleteVpc",
            "ModifyVpcAttribute",
            ...["Accept", "Create", "Delete", "Reject"].map((how) => `${how}VpcPeeringConnection`),
            // ClassicLink is gone, but the benchmark still names it.
            "AttachClassicLinkVpc",
            "DetachClassicLinkVpc",
            "DisableVpcClassicLink",
            "EnableVpcClassicLink",
        ]),
        why: "A network was created, deleted or connected with another one.",
    }),
];

/** Any of the events, in the benchmark's form; of one service (the first part of its name), if it is given. */
function events(names: readonly string[], service?: string): string {
    const any = names.map((name) => `($.eventName=${name})`).join(" || ");
    return service === undefined ? `{${any}}` : `{($.eventSource=${service}.amazonaws.com) && (${any})}`;
}
