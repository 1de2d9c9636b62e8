/**
 * Who may use which key. The account delegates to its IAM policies; beyond that, only services that act by
 * themselves are named, each bound to this account by a condition. Services that act for a caller (RDS, ElastiCache,
 * S3, Secrets Manager, AWS Backup) use the caller's own permission and need no statement here.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import type { Statement } from "../internal/iam";

type Place = Pick<Settings, "awsAccountId" | "region">;

/** In a key policy, "*" is the key that the policy is attached to. */
const resources = ["*"];

/**
 * Without this statement a key obeys its own policy alone, and a fault there locks everybody out, for good.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function accountAdministers({ awsAccountId }: Pick<Place, "awsAccountId">): Statement {
    return {
        sid: "AccountAdministers",
        actions: ["kms:*"],
        resources,
        principals: { AWS: [`arn:aws:iam::${awsAccountId}:root`] },
    };
}

/**
 * Services that send to an encrypted topic. EventBridge names no source account to KMS, and with that condition its
 * events would be lost without a word; what SNS always sends is the topic, so that binds all of them. Whose alarm or
 * budget may publish is the topic's policy to say. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function publishersUse({ awsAccountId, region }: Place): Statement {
    return {
        sid: "PublishersUse",
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        resources,
        principals: {
            Service: [
                "backup.amazonaws.com",
                "budgets.amazonaws.com",
                "cloudwatch.amazonaws.com",
                "costalerts.amazonaws.com",
                "events.amazonaws.com",
                "events.rds.amazonaws.com",
                "ses.amazonaws.com",
            ],
        },
        conditions: {
            ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": `arn:aws:sns:${region}:${awsAccountId}:*` },
        },
    };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
export function logGroupsUse({ awsAccountId, region }: Place): Statement {
    return {
        sid: "LogGroupsUse",
        actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        resources,
        principals: { Service: [`logs.${region}.amazonaws.com`] },
        conditions: {
            ArnLike: {
                "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${awsAccountId}:log-group:*`,
            },
        },
    };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export function trailUses({ awsAccountId, region }: Place): Statement[] {
    const trails = `arn:aws:cloudtrail:${region}:${awsAccountId}:trail/*`;
    const principals = { Service: ["cloudtrail.amazonaws.com"] };
    return [
        {
            sid: "TrailEncrypts",
            actions: ["kms:GenerateDataKey*"],
            resources,
            principals,
            conditions: {
                ArnLike: { "aws:SourceArn": trails },
                StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails },
            },
        },
        {
            sid: "TrailDescribes",
            actions: ["kms:DescribeKey"],
            resources,
            principals,
            conditions: { ArnLike: { "aws:SourceArn": trails } },
        },
    ];
}

/**
 * Auto Scaling starts hosts with encrypted volumes by a role of its own, whose AWS-made policy names no customer key.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
export function autoScalingUses(
    roleArn: pulumi.Input<string>,
    { region }: Pick<Place, "region">,
): Statement[] {
    const principals = { AWS: [roleArn] };
    const throughEc2 = { "kms:ViaService": `ec2.${region}.amazonaws.com` };
    return [
        {
            sid: "AutoScalingUses",
            actions: [
                "kms:Encrypt",
                "kms:Decrypt",
                "kms:ReEncrypt*",
                "kms:GenerateDataKey*",
                "kms:DescribeKey",
            ],
            resources,
            principals,
            conditions: { StringEquals: throughEc2 },
        },
        {
            sid: "AutoScalingGrants",
            actions: ["kms:CreateGrant"],
            resources,
            principals,
            conditions: { StringEquals: throughEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
    ];
}
