/**
 * Who calls what is ours, and what each caller says about itself. A condition on a key that the caller does not send refuses
 * the caller, without an error anywhere. A service that says for whom it acts, and is not asked, acts for every customer of AWS.
 */

/** Key → value. `<account>` and `<region>` are those for which the service acts. */
type Sent = Readonly<Record<string, string>>;

export interface Caller {
    readonly service: string;
    /** With `*` for what the service calls by several names. */
    readonly actions: readonly string[];
    /** What it sends with every call, from its documentation. */
    readonly sends: Sent;
    /** What it sends perhaps: no document says so, or the documented policy does without. Only `IfExists` may ask for it. */
    readonly perhaps?: Sent;
    readonly source: string;
}

const ACCOUNT: Sent = { "aws:SourceAccount": "<account>" };

const acting = (arn: string): Sent => ({ ...ACCOUNT, "aws:SourceArn": arn });

const OWNER_KEEPS: Sent = { "s3:x-amz-acl": "bucket-owner-full-control" };

const docs = (page: string): string => `https://docs.aws.amazon.com/${page}`;

/** Encrypted topics: SNS names the topic to KMS, whoever publishes. EventBridge names nothing else. */
const publisherToKms = ({ service }: Caller): Caller => ({
    service,
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
    sends: { "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:<region>:<account>:topic" },
    source: docs("sns/latest/dg/sns-key-management.html"),
});

/**
 * The services that send alerts. ElastiCache is not among them: it cannot publish to an encrypted topic
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html), so alarms watch it instead.
 */
export const PUBLISHERS: readonly Caller[] = [
    {
        service: "cloudwatch.amazonaws.com",
        sends: acting("arn:aws:cloudwatch:<region>:<account>:alarm:alarm"),
        source: docs("sns/latest/dg/sns-access-policy-use-cases.html"),
    },
    {
        // AWS's guide: "Condition" is not supported in topic policies for EventBridge. Newer pages name both keys for other
        // targets, but do not take the sentence back.
        service: "events.amazonaws.com",
        sends: {},
        source: docs("eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions"),
    },
    {
        service: "events.rds.amazonaws.com",
        sends: acting("arn:aws:rds:<region>:<account>:es:subscription"),
        source: docs("AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html"),
    },
    {
        service: "budgets.amazonaws.com",
        sends: acting("arn:aws:budgets::<account>:budget/budget"),
        source: docs("cost-management/latest/userguide/budgets-sns-policy.html"),
    },
    {
        // The documented policy has no condition; the page on confused deputies says that the source is a vault.
        service: "backup.amazonaws.com",
        sends: {},
        perhaps: acting("arn:aws:backup:<region>:<account>:backup-vault:vault"),
        source: docs("aws-backup/latest/devguide/backup-notifications.html"),
    },
].map((row) => ({ ...row, actions: ["sns:Publish"] }));

const ROLES: readonly Caller[] = [
    {
        service: "ec2.amazonaws.com",
        sends: {},
        source: docs("AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html"),
    },
    {
        service: "lambda.amazonaws.com",
        sends: {},
        source: docs("lambda/latest/dg/lambda-intro-execution-role.html"),
    },
    {
        service: "monitoring.rds.amazonaws.com",
        sends: acting("arn:aws:rds:<region>:<account>:db:database"),
        source: docs("AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html"),
    },
    {
        service: "rds.amazonaws.com",
        sends: acting("arn:aws:rds:<region>:<account>:db-proxy:proxy"),
        source: docs("AmazonRDS/latest/UserGuide/cross-service-confused-deputy-prevention.html"),
    },
    {
        service: "vpc-flow-logs.amazonaws.com",
        sends: acting("arn:aws:ec2:<region>:<account>:vpc-flow-log/fl-1"),
        source: docs("vpc/latest/userguide/flow-logs-iam-role.html"),
    },
    {
        service: "config.amazonaws.com",
        sends: acting("arn:aws:config:<region>:<account>:*"),
        source: docs("config/latest/developerguide/iamrole-permissions.html"),
    },
    {
        // "The role policy doesn't support the use of aws:SourceArn and aws:SourceAccount."
        service: "cloudtrail.amazonaws.com",
        sends: {},
        source: docs("awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html"),
    },
    {
        // Documented trust policies of the next three have no condition, and say nothing about the keys.
        service: "backup.amazonaws.com",
        sends: {},
        perhaps: ACCOUNT,
        source: docs("aws-backup/latest/devguide/cross-service-confused-deputy-prevention.html"),
    },
    {
        service: "malware-protection-plan.guardduty.amazonaws.com",
        sends: {},
        perhaps: ACCOUNT,
        source: docs("guardduty/latest/ug/malware-protection-s3-iam-policy-prerequisite.html"),
    },
    {
        service: "ssm.amazonaws.com",
        sends: {},
        perhaps: ACCOUNT,
        source: docs("systems-manager/latest/userguide/sysman-maintenance-perm-console.html"),
    },
    {
        service: "events.amazonaws.com",
        sends: {},
        perhaps: ACCOUNT,
        source: docs("eventbridge/latest/userguide/eb-use-identity-based.html"),
    },
].map((row) => ({ ...row, actions: ["sts:AssumeRole"] }));

const TRAIL = "arn:aws:cloudtrail:<region>:<account>:trail/trail";
const TRAIL_KEY = docs("awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html");
const TRAIL_BUCKET = docs("awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html");
const CONFIG_BUCKET = docs("config/latest/developerguide/s3-bucket-policy.html");

/** Each calls only what is in its rows. */
export const CALLERS: readonly Caller[] = [
    ...PUBLISHERS,
    ...PUBLISHERS.map(publisherToKms),
    ...ROLES,
    {
        service: "logs.<region>.amazonaws.com",
        actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        sends: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:<region>:<account>:log-group:group" },
        source: docs("AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"),
    },
    {
        service: "cloudtrail.amazonaws.com",
        actions: ["kms:GenerateDataKey*"],
        sends: { "aws:SourceArn": TRAIL, "kms:EncryptionContext:aws:cloudtrail:arn": TRAIL },
        source: TRAIL_KEY,
    },
    {
        service: "cloudtrail.amazonaws.com",
        actions: ["kms:DescribeKey"],
        sends: { "aws:SourceArn": TRAIL },
        source: TRAIL_KEY,
    },
    {
        service: "cloudtrail.amazonaws.com",
        actions: ["s3:GetBucketAcl"],
        sends: { "aws:SourceArn": TRAIL },
        source: TRAIL_BUCKET,
    },
    {
        service: "cloudtrail.amazonaws.com",
        actions: ["s3:PutObject"],
        sends: { "aws:SourceArn": TRAIL, ...OWNER_KEEPS },
        source: TRAIL_BUCKET,
    },
    {
        service: "config.amazonaws.com",
        actions: ["s3:GetBucketAcl", "s3:ListBucket"],
        sends: ACCOUNT,
        source: CONFIG_BUCKET,
    },
    {
        service: "config.amazonaws.com",
        actions: ["s3:PutObject"],
        sends: { ...ACCOUNT, ...OWNER_KEEPS },
        source: CONFIG_BUCKET,
    },
    {
        service: "logdelivery.elasticloadbalancing.amazonaws.com",
        actions: ["s3:PutObject"],
        sends: { "aws:SourceArn": "arn:aws:elasticloadbalancing:<region>:<account>:loadbalancer/app/web/1" },
        source: docs("elasticloadbalancing/latest/application/enable-access-logging.html"),
    },
    {
        service: "logging.s3.amazonaws.com",
        actions: ["s3:PutObject"],
        sends: acting("arn:aws:s3:::bucket"),
        source: docs("AmazonS3/latest/userguide/enable-server-access-logging.html"),
    },
    {
        // Deliveries of CloudFront's logs, which live in us-east-1.
        service: "delivery.logs.amazonaws.com",
        actions: ["s3:PutObject"],
        sends: { ...acting("arn:aws:logs:us-east-1:<account>:delivery-source:source"), ...OWNER_KEEPS },
        source: docs("AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html"),
    },
    {
        service: "delivery.logs.amazonaws.com",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        sends: acting("arn:aws:logs:<region>:<account>:log-group:group"),
        source: docs("AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html"),
    },
    {
        service: "cloudfront.amazonaws.com",
        actions: ["s3:GetObject"],
        sends: { "aws:SourceArn": "arn:aws:cloudfront::<account>:distribution/E1" },
        source: docs("AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html"),
    },
];

/** Throws an Error if nothing is known about the call: a guess would lose it, or open it to everybody. */
export function callerOf(service: string, action: string): Caller {
    const found = CALLERS.find((row) => row.service === service && row.actions.includes(action));
    if (!found) {
        throw new Error(`components/internal/callers.ts does not say what ${service} sends with ${action}`);
    }
    return found;
}

/** The condition that admits the service for this account only, as far as it says for which account it acts. */
export function onlyFor(
    account: string,
    { sends, perhaps = {} }: Pick<Caller, "sends" | "perhaps">,
): Readonly<Record<string, Sent>> | undefined {
    const own = { "aws:SourceAccount": account };
    if ("aws:SourceAccount" in sends) return { StringEquals: own };
    return "aws:SourceAccount" in perhaps ? { StringEqualsIfExists: own } : undefined;
}
