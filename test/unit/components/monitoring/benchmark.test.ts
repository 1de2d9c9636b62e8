/**
 * Security Hub compares the text of each metric filter with the one in the benchmark, so the texts are compared here too.
 * Read on 2026-11-30: https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
import { TRAIL_EVENTS } from "../../../../components/monitoring/trail-events";

const any = (names: string): string =>
    names
        .split(" ")
        .map((name) => `($.eventName=${name})`)
        .join(" || ");
const anyOf = (service: string, names: string): string =>
    `{($.eventSource=${service}.amazonaws.com) && (${any(names)})}`;

/** The control of Security Hub → the alarm for it, and the pattern that the control demands. */
const PATTERNS: Readonly<Record<string, readonly [alarm: string, pattern: string]>> = {
    "CloudWatch.1": [
        "root-used",
        '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    ],
    "CloudWatch.2": [
        "unauthorized-calls",
        '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    ],
    "CloudWatch.3": [
        "login-without-mfa",
        '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    ],
    "CloudWatch.4": [
        "iam-changed",
        anyOf(
            "iam",
            "DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy CreatePolicy DeletePolicy CreatePolicyVersion DeletePolicyVersion AttachRolePolicy DetachRolePolicy AttachUserPolicy DetachUserPolicy AttachGroupPolicy DetachGroupPolicy",
        ),
    ],
    "CloudWatch.5": [
        "trail-changed",
        `{${any("CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging")}}`,
    ],
    "CloudWatch.6": [
        "console-login-failed",
        '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    ],
    "CloudWatch.7": ["key-disabled", anyOf("kms", "DisableKey ScheduleKeyDeletion")],
    "CloudWatch.8": [
        "bucket-policy-changed",
        anyOf(
            "s3",
            "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication",
        ),
    ],
    "CloudWatch.9": [
        "config-changed",
        anyOf(
            "config",
            "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder",
        ),
    ],
    "CloudWatch.10": [
        "security-group-changed",
        `{${any("AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup")}}`,
    ],
    "CloudWatch.11": [
        "network-acl-changed",
        `{${any("CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry ReplaceNetworkAclEntry ReplaceNetworkAclAssociation")}}`,
    ],
    "CloudWatch.12": [
        "gateway-changed",
        `{${any("CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway DeleteInternetGateway DetachInternetGateway")}}`,
    ],
    "CloudWatch.13": [
        "route-changed",
        anyOf(
            "ec2",
            "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable DeleteRoute DisassociateRouteTable",
        ),
    ],
    "CloudWatch.14": [
        "vpc-changed",
        `{${any("CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection CreateVpcPeeringConnection DeleteVpcPeeringConnection RejectVpcPeeringConnection AttachClassicLinkVpc DetachClassicLinkVpc DisableVpcClassicLink EnableVpcClassicLink")}}`,
    ],
};

const patternOf = (alarm: string): string | undefined =>
    TRAIL_EVENTS.find(({ name }) => name === alarm)?.pattern;

test.each(Object.entries(PATTERNS))("%s: the pattern is the benchmark's", (_, [alarm, pattern]) => {
    expect(patternOf(alarm)).toBe(pattern);
});

test("whoever takes away what keeps buckets from being public is noticed", () => {
    const pattern = patternOf("public-access-changed") ?? "";
    for (const event of [
        "PutBucketPublicAccessBlock",
        "DeleteBucketPublicAccessBlock",
        "PutAccountPublicAccessBlock",
        "DeleteAccountPublicAccessBlock",
    ]) {
        expect(pattern).toContain(`($.eventName=${event})`);
    }
});

test("no pattern is longer than CloudWatch allows", () => {
    for (const { pattern } of TRAIL_EVENTS) expect(pattern.length).toBeLessThanOrEqual(1024);
});
