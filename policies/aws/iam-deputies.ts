/** Grants to AWS services that need no condition on the origin of the call. */
import { covers } from "./iam-actions";
import type { Statement } from "./iam-document";

interface Exception {
    readonly service: RegExp;
    readonly actions: readonly string[];
}

/** Each one with the AWS page that documents it. */
const EXCEPTIONS: readonly Exception[] = [
    // EventBridge passes no source to KMS, so a condition on it loses the events.
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    {
        service: /^events\.amazonaws\.com$/,
        actions: ["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKey*"],
    },
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
    { service: /^events\.amazonaws\.com$/, actions: ["sns:Publish"] },
    // A vault notifies only topics of its own account.
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
    { service: /^backup\.amazonaws\.com$/, actions: ["sns:Publish"] },
    // Returns the owner of the bucket. CloudTrail and AWS Config ask for it before they write.
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    { service: /./, actions: ["s3:GetBucketAcl"] },
];

/**
 * Services that deliver logs put the account of the logs into the path, so a path with one account belongs to that
 * account. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
const isLogsOfOneAccount = (resource: string): boolean =>
    /^arn:[^:*]+:s3:::[^*?]+\/AWSLogs\/\d{12}\//.test(resource);

/** Whether a statement admits a service on behalf of any AWS customer. */
export function needsNoSource({ actions, resources }: Statement, service: string): boolean {
    return (
        actions.every((action) =>
            EXCEPTIONS.some(
                (exception) =>
                    exception.service.test(service) &&
                    exception.actions.some((allowed) => covers(allowed, action)),
            ),
        ) ||
        (resources.length > 0 &&
            resources.every(isLogsOfOneAccount) &&
            actions.every((action) => covers("s3:PutObject", action)))
    );
}
