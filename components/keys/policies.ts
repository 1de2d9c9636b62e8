/**
 * Who can use which key. The account delegates to its IAM policies. Apart from that, the policies only name services that
 * act on their own, each limited to this account by a condition. Services that act for a caller (RDS, ElastiCache, S3,
 * Secrets Manager, AWS Backup) use the caller's permission and need no statement here.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { PUBLISHERS } from "../internal/callers";
import type { Statement } from "../internal/iam";

type Place = Pick<Settings, "awsAccountId" | "region">;

/** In a key policy, "*" is the key that the policy is attached to. */
const resources = ["*"];

/**
 * Without this statement, only the key's policy counts, and a mistake in it locks everybody out for good.
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
 * Services that send to an encrypted topic. EventBridge sends KMS no source account, so a condition on it would lose the
 * events without an error. SNS always sends the topic, so the condition is on the topic. The topic's policy decides whose
 * alarms and budgets can publish. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function publishersUse({ awsAccountId, region }: Place): Statement {
    return {
        sid: "PublishersUse",
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        resources,
        principals: {
            Service: PUBLISHERS.map(({ service }) => service),
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
 * Auto Scaling starts hosts with encrypted volumes with its own role, whose AWS managed policy names no customer key.
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
