import { isLogTarget, isServedToEveryone } from "../aws/bucket-roles";
import { readStatements, type Statement } from "../aws/iam-document";
import { hasOwnKey } from "../aws/own-key";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, isSet } from "../verdict";

const SWITCHES = [
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
] as const;

/** The second one encrypts twice. */
const KMS_ALGORITHMS = ["aws:kms", "aws:kms:dsse"];

export const blocksPublicAccess = stackPolicy({
    name: "s3-bucket-blocks-public-access",
    checklist: "testing.security.access-controls",
    severity: "critical",
    deviable: false,
    onUnknown: "deny",
    requires: "Every bucket blocks public access in all four ways.",
    otherwise: "One wrong bucket policy, and contracts and payslips are on the internet.",
    remedy:
        "Add an aws.s3.BucketPublicAccessBlock with all four switches true for the bucket; static files are served " +
        "through CloudFront.",
    equivalents: [
        "checkov:CKV2_AWS_6",
        "checkov:CKV_AWS_53",
        "checkov:CKV_AWS_54",
        "checkov:CKV_AWS_55",
        "checkov:CKV_AWS_56",
        "fsbp:S3.1",
        "fsbp:S3.8",
        "cis-aws-7.0:3.1.4",
        "cdk-nag:S2",
        "trivy:AWS-0086",
    ],
    rules: [
        on(types.bucket, (bucket, stack) => {
            const blocks = stack.referring(types.publicAccessBlock, "bucket", bucket);
            return SWITCHES.flatMap((property) =>
                faultIf(
                    `${property} is not true in a BucketPublicAccessBlock of the bucket`,
                    () => !blocks.some(({ props }) => props[property] === true),
                ),
            );
        }),
    ],
});

export const refusesPlainHttp = stackPolicy({
    name: "s3-bucket-refuses-plain-http",
    checklist: "testing.security.access-controls",
    severity: "high",
    // The document holds the bucket's ARN.
    onUnknown: "defer",
    requires: "Every bucket refuses requests without TLS.",
    otherwise:
        "A script with an http:// address sends contracts and payslips through the network in plain text.",
    remedy:
        "Add an aws.s3.BucketPolicy that denies s3:* to everyone on the bucket and its objects where " +
        "aws:SecureTransport is false.",
    equivalents: ["checkov:CKV_AWS_379", "fsbp:S3.5", "cis-aws-7.0:3.1.1", "cdk-nag:S10"],
    rules: [
        on(types.bucket, (bucket, stack) => {
            const policies = stack.referring(types.bucketPolicy, "bucket", bucket);
            return faultIf(
                "No BucketPolicy of the bucket denies everything without aws:SecureTransport",
                () => !policies.some(({ props }) => readStatements(props.policy)?.some(refusesAllPlainHttp)),
            );
        }),
    ],
});

/** Another condition, or another principal than everyone, would leave a way open; objects are what matters. */
function refusesAllPlainHttp(statement: Statement): boolean {
    const { allows, principals, actions, resources, conditions } = statement;
    return (
        !allows &&
        principals.includes("*") &&
        actions.some((action) => ["*", "s3:*"].includes(action)) &&
        resources.some((resource) => resource === "*" || resource.endsWith("/*")) &&
        JSON.stringify(conditions) === JSON.stringify({ Bool: { "aws:SecureTransport": ["false"] } })
    );
}

export const encryptedWithOwnKey = stackPolicy({
    name: "s3-bucket-encrypted-with-own-key",
    checklist: "backup.database.encryption",
    severity: "medium",
    onUnknown: "deny",
    requires: "Buckets encrypt with a KMS key of your own, but for public files and access logs.",
    otherwise:
        "Whoever may read the bucket reads the uploads too: no second permission, no trace of it in KMS.",
    remedy:
        "Add an aws.s3.BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and kmsMasterKeyId for the " +
        "bucket.",
    equivalents: ["checkov:CKV_AWS_145", "fsbp:S3.17"],
    rules: [
        on(types.bucket, (bucket, stack) => {
            // S3 and load balancers can't write logs under a key of ours.
            // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
            if (isLogTarget(bucket, stack) || isServedToEveryone(bucket, stack)) return [];
            const rules = () =>
                stack
                    .referring(types.bucketEncryption, "bucket", bucket)
                    .flatMap(({ props }) => props.rules)
                    .flatMap(({ applyServerSideEncryptionByDefault: byDefault }) => byDefault ?? []);
            return [
                ...faultIf(
                    "sseAlgorithm is not aws:kms in a BucketServerSideEncryptionConfiguration of the bucket",
                    () => !rules().some(({ sseAlgorithm }) => KMS_ALGORITHMS.includes(sseAlgorithm)),
                ),
                ...faultIf(
                    "kmsMasterKeyId is not set, or a key of AWS's own, in a BucketServerSideEncryptionConfiguration of the bucket",
                    () => rules().length > 0 && !rules().some((rule) => hasOwnKey(rule, "kmsMasterKeyId")),
                ),
            ];
        }),
    ],
});

export const versionedWithLifecycle = stackPolicy({
    name: "s3-bucket-versioned-with-lifecycle",
    checklist: "backup.application.files",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "Buckets keep former versions, for a time that a lifecycle sets, and are never emptied to be deleted.",
    otherwise:
        "A document that somebody overwrote or deleted is gone, or every version is kept and paid for ever.",
    remedy:
        "Add an aws.s3.BucketVersioning with the status Enabled and an aws.s3.BucketLifecycleConfiguration with an " +
        "enabled rule with noncurrentVersionExpiration for the bucket, and leave forceDestroy off.",
    equivalents: ["checkov:CKV_AWS_21", "checkov:CKV2_AWS_61", "fsbp:S3.14", "fsbp:S3.10", "trivy:AWS-0090"],
    rules: [
        on(types.bucket, (bucket, stack) => [
            ...faultIf(
                "status is not Enabled in a BucketVersioning of the bucket",
                () =>
                    !stack
                        .referring(types.bucketVersioning, "bucket", bucket)
                        .some(({ props }) => props.versioningConfiguration.status === "Enabled"),
            ),
            ...faultIf(
                "No enabled rule for former versions is in a BucketLifecycleConfiguration of the bucket",
                () =>
                    !stack
                        .referring(types.bucketLifecycle, "bucket", bucket)
                        .some(({ props }) => props.rules?.some(expiresFormerVersions)),
            ),
            ...faultIf("forceDestroy is on", () => bucket.props.forceDestroy ?? false),
        ]),
    ],
});

interface LifecycleRule {
    readonly status: string;
    readonly noncurrentVersionExpiration?: unknown;
}

function expiresFormerVersions(rule: LifecycleRule): boolean {
    return rule.status === "Enabled" && isSet(rule, "noncurrentVersionExpiration");
}

export const logsAccess = stackPolicy({
    name: "s3-bucket-logs-access",
    checklist: "monitoring.security.events",
    severity: "low",
    level: "advisory",
    onUnknown: "deny",
    requires: "Buckets log who reads and writes, but for the one that holds the logs.",
    otherwise: "After a leak, nobody can tell which contracts and payslips were read.",
    remedy: "Add an aws.s3.BucketLogging for the bucket, with another bucket as its target.",
    equivalents: ["checkov:CKV_AWS_18", "fsbp:S3.9", "cdk-nag:S1", "trivy:AWS-0089"],
    rules: [
        on(types.bucket, (bucket, stack) =>
            faultIf(
                "The bucket has no BucketLogging",
                // Its own entries would make entries for ever.
                () =>
                    !isLogTarget(bucket, stack) &&
                    stack.referring(types.bucketLogging, "bucket", bucket).length === 0,
            ),
        ),
    ],
});
