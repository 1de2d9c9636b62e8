import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import type { Statement } from "../internal/iam";

type Arn = pulumi.Output<string>;
type Place = Pick<Settings, "awsAccountId" | "region">;

/** Where S3 itself puts the access logs of the other buckets. */
export const ACCESS_LOG_PREFIX = "s3";

const everything = (bucket: Arn): readonly Arn[] => [bucket, pulumi.interpolate`${bucket}/*`];

/** Nothing travels in plain text, nor by a TLS version that is broken. */
export function refuseInsecureTransport(bucket: Arn): Statement[] {
    const refuse = {
        effect: "Deny",
        actions: ["s3:*"],
        resources: everything(bucket),
        principals: "*",
    } as const;
    return [
        { ...refuse, sid: "RefuseWithoutTls", conditions: { Bool: { "aws:SecureTransport": "false" } } },
        { ...refuse, sid: "RefuseOldTls", conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
    ];
}

/**
 * An upload that says nothing is encrypted with the bucket's key. One that asks for S3's keys, or for KMS without
 * naming ours (which means AWS's key), is refused.
 */
export function refuseOtherKeys(bucket: Arn, keyArn: pulumi.Input<string>): Statement[] {
    const refuse = {
        effect: "Deny",
        actions: ["s3:PutObject"],
        resources: [pulumi.interpolate`${bucket}/*`],
        principals: "*",
    } as const;
    return [
        {
            ...refuse,
            sid: "RefuseOtherEncryption",
            conditions: {
                StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
                Null: { "s3:x-amz-server-side-encryption": "false" },
            },
        },
        {
            ...refuse,
            sid: "RefuseOtherKeys",
            conditions: {
                StringEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
                ArnNotEqualsIfExists: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn },
            },
        },
    ];
}

/**
 * Nobody opens a file in which GuardDuty's malware scan found something; it sets this tag. Where there is no scan, no
 * file has it. Roles that may set tags could take it away again: hosts may not. AWS Backup skips such a file, and says
 * so (S3_BACKUP_OBJECT_FAILED).
 * https://docs.aws.amazon.com/guardduty/latest/ug/tag-based-access-s3-malware-protection.html
 */
export function refuseInfected(bucket: Arn): Statement[] {
    return [
        {
            sid: "RefuseInfected",
            effect: "Deny",
            actions: ["s3:GetObject", "s3:GetObjectVersion"],
            resources: [pulumi.interpolate`${bucket}/*`],
            principals: "*",
            conditions: {
                StringEquals: { "s3:ExistingObjectTag/GuardDutyMalwareScanStatus": "THREATS_FOUND" },
            },
        },
    ];
}

/**
 * Static files for CloudFront. Any distribution of this account may read, and not only ours: the distribution is made
 * from the bucket, so the bucket's one policy cannot wait for its ARN, and the files are public anyway.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function cloudFrontReads(bucket: Arn, { awsAccountId }: Pick<Place, "awsAccountId">): Statement[] {
    return [
        {
            sid: "CloudFrontReads",
            actions: ["s3:GetObject"],
            resources: [pulumi.interpolate`${bucket}/*`],
            principals: { Service: ["cloudfront.amazonaws.com"] },
            conditions: {
                ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${awsAccountId}:distribution/*` },
            },
        },
    ];
}

interface LogWriter {
    readonly sid: string;
    readonly service: string;
    /** Under which keys it writes. */
    readonly prefix: string;
    /** What it tells of whom it acts for, as its documentation has it. */
    readonly actsFor: { readonly account?: string; readonly arn?: string };
    /** What it asks of the bucket before it writes. */
    readonly asks?: readonly string[];
    /** Whether it hands each object to the bucket's owner by an ACL, as was needed before that was the rule. */
    readonly namesOwner?: boolean;
}

/**
 * Who writes logs, and where to.
 * Load balancer: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * CloudFront: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 * CloudTrail: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * Config: https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
function logWriters({ awsAccountId, region }: Place): LogWriter[] {
    const own = `AWSLogs/${awsAccountId}`;
    return [
        {
            sid: "LoadBalancer",
            service: "logdelivery.elasticloadbalancing.amazonaws.com",
            prefix: `alb-*/${own}`,
            actsFor: { arn: `arn:aws:elasticloadbalancing:${region}:${awsAccountId}:loadbalancer/*` },
        },
        {
            sid: "AccessLog",
            service: "logging.s3.amazonaws.com",
            prefix: ACCESS_LOG_PREFIX,
            actsFor: { account: awsAccountId },
        },
        {
            sid: "CloudFront",
            service: "delivery.logs.amazonaws.com",
            prefix: own,
            actsFor: {
                account: awsAccountId,
                arn: `arn:aws:logs:us-east-1:${awsAccountId}:delivery-source:*`,
            },
            namesOwner: true,
        },
        {
            sid: "CloudTrail",
            service: "cloudtrail.amazonaws.com",
            prefix: `cloudtrail/${own}`,
            actsFor: { arn: `arn:aws:cloudtrail:${region}:${awsAccountId}:trail/*` },
            asks: ["s3:GetBucketAcl"],
            namesOwner: true,
        },
        {
            sid: "Config",
            service: "config.amazonaws.com",
            prefix: `config/${own}/Config`,
            actsFor: { account: awsAccountId },
            asks: ["s3:GetBucketAcl", "s3:ListBucket"],
            namesOwner: true,
        },
    ];
}

/** AWS's services write their logs here, each under its prefix and for resources of this account only. */
export function servicesWriteLogs(bucket: Arn, place: Place): Statement[] {
    return logWriters(place).flatMap(({ sid, service, prefix, actsFor, asks, namesOwner }) => {
        const principals = { Service: [service] };
        const account: Equal = actsFor.account ? { "aws:SourceAccount": actsFor.account } : {};
        const owner: Equal = namesOwner ? { "s3:x-amz-acl": "bucket-owner-full-control" } : {};
        const write: Statement = {
            sid: `${sid}Writes`,
            actions: ["s3:PutObject"],
            resources: [pulumi.interpolate`${bucket}/${prefix}/*`],
            principals,
            conditions: conditionsOf({ ...account, ...owner }, actsFor.arn),
        };
        if (!asks) {
            return [write];
        }
        const conditions = conditionsOf(account, actsFor.arn);
        return [{ sid: `${sid}Asks`, actions: asks, resources: [bucket], principals, conditions }, write];
    });
}

type Equal = Readonly<Record<string, string>>;

/** Without the operators that have nothing to compare: AWS refuses an empty one. */
function conditionsOf(equal: Equal, sourceArn: string | undefined): Statement["conditions"] {
    return {
        ...(Object.keys(equal).length > 0 && { StringEquals: equal }),
        ...(sourceArn && { ArnLike: { "aws:SourceArn": sourceArn } }),
    };
}
