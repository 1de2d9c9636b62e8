/** Policies on how buckets store their files. */
import { bucketNames, holdsPublicFiles, isLogTarget, logNames } from "../aws/bucket-roles";
import { encryptionsOf, formerVersionsDays, isVersioned } from "../aws/bucket-settings";
import { hasOwnKey } from "../aws/own-key";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { integer, type Values } from "../settings";
import { faultIf } from "../verdict";

/** The second algorithm encrypts twice. */
const KMS_ALGORITHMS = ["aws:kms", "aws:kms:dsse"];

export const encryptedWithOwnKey = stackPolicy({
    name: "s3-bucket-encrypted-with-own-key",
    checklist: "backup.database.encryption",
    severity: "medium",
    onUnknown: "deny",
    requires: "Buckets are encrypted with a KMS key of your own, except for public files and access logs.",
    otherwise:
        "Anyone who can read the bucket can read the uploads, without a second permission and without a record in KMS.",
    remedy:
        "Add an aws.s3.BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and kmsMasterKeyId for the " +
        "bucket. If CloudFront serves its files to everybody, say so in the bucket's name or in the setting publicWords.",
    equivalents: ["checkov:CKV_AWS_145", "fsbp:S3.17"],
    settings: { ...bucketNames, ...logNames },
    rules: [
        on(types.bucket, (bucket, stack, words: Values<typeof bucketNames & typeof logNames>) => {
            // S3, CloudFront and load balancers can't write logs under your own key.
            // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
            if (isLogTarget(bucket, stack, words)) return [];
            const isServed = stack.referring(types.distribution, "origins", bucket).length > 0;
            if (isServed && holdsPublicFiles(bucket, words)) return [];
            const rules = () => encryptionsOf(bucket, stack);
            return [
                ...faultIf(
                    "sseAlgorithm is not aws:kms in a BucketServerSideEncryptionConfiguration of the bucket",
                    () => !rules().some(({ sseAlgorithm }) => KMS_ALGORITHMS.includes(sseAlgorithm)),
                ),
                ...faultIf(
                    "kmsMasterKeyId is not set, or is AWS's own key, in a BucketServerSideEncryptionConfiguration of the bucket",
                    () => rules().length > 0 && !rules().some((rule) => hasOwnKey(rule, "kmsMasterKeyId")),
                ),
            ];
        }),
    ],
});

const versions = {
    // At least as long as RDS can restore a database to the second.
    days: integer("Fewest days that former versions of a file are kept", 14, { minimum: 1, maximum: 3650 }),
};

export const versionedWithLifecycle = stackPolicy({
    name: "s3-bucket-versioned-with-lifecycle",
    checklist: "backup.application.files",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "Buckets keep former versions for a limited time, and Pulumi can't delete them together with their files.",
    otherwise:
        "A document that somebody overwrites or deletes is gone, or you pay for every version forever.",
    remedy:
        "Add an aws.s3.BucketVersioning with the status Enabled and an aws.s3.BucketLifecycleConfiguration with an " +
        "enabled rule with noncurrentVersionExpiration of 14 days or more (setting days) for the bucket, and leave " +
        "forceDestroy off.",
    equivalents: [
        "checkov:CKV_AWS_21",
        "checkov:CKV2_AWS_61",
        "fsbp:S3.14",
        "fsbp:S3.10",
        "fsbp:S3.13",
        "trivy:AWS-0090",
    ],
    settings: versions,
    rules: [
        on(types.bucket, (bucket, stack, { days }: Values<typeof versions>) => [
            ...faultIf(
                "status is not Enabled in a BucketVersioning of the bucket",
                () => !isVersioned(bucket, stack),
            ),
            ...faultIf(
                "No BucketLifecycleConfiguration of the bucket has an enabled rule for former versions",
                () => formerVersionsDays(bucket, stack).length === 0,
            ),
            ...faultIf("noncurrentVersionExpiration deletes former versions too soon", () =>
                formerVersionsDays(bucket, stack).some((kept) => kept < days),
            ),
            ...faultIf("forceDestroy is on", () => bucket.props.forceDestroy ?? false),
        ]),
    ],
});
