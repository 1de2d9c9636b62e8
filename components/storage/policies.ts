import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import type { Statement } from "../internal/iam";

type Arn = pulumi.Output<string>;
type Place = Pick<Settings, "awsAccountId" | "region">;

/** The prefix for S3's access logs of the other buckets. */
export const ACCESS_LOG_PREFIX = "s3";

const everything = (bucket: Arn): readonly Arn[] => [bucket, pulumi.interpolate`${bucket}/*`];

/** Rejects requests without TLS, or with a broken TLS version. */
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
 * An upload without encryption headers is encrypted with the bucket's key. An upload that asks for S3's keys, or for KMS
 * without naming our key (which means AWS's key), is rejected.
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
 * Nobody can open a file in which GuardDuty's malware scan found something. The scan sets this tag. Without the scan, no file
 * has it. Roles that can set tags could remove it, but hosts cannot set tags. AWS Backup skips such a file and reports it
 * (S3_BACKUP_OBJECT_FAILED).
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
 * Lets CloudFront read static files. Any distribution in this account can read them, not only ours: the distribution depends
 * on the bucket, so the bucket's policy cannot wait for its ARN, and the files are public anyway.
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
    /** The key prefix that it writes under. */
    readonly prefix: string;
    /** The condition keys that it sends about its caller, from its documentation. */
    readonly actsFor: { readonly account?: string; readonly arn?: string };
    /** The calls that it makes on the bucket before it writes. */
    readonly asks?: readonly string[];
    /** Whether it gives each object to the bucket's owner with an ACL, which older services still do. */
    readonly namesOwner?: boolean;
}

/**
 * The services that write logs, and their prefixes.
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

/** Lets AWS's services write their logs, each under its prefix and only for resources of this account. */
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

/** Leaves out operators without conditions, because AWS rejects an empty one. */
function conditionsOf(equal: Equal, sourceArn: string | undefined): Statement["conditions"] {
    return {
        ...(Object.keys(equal).length > 0 && { StringEquals: equal }),
        ...(sourceArn && { ArnLike: { "aws:SourceArn": sourceArn } }),
    };
}
