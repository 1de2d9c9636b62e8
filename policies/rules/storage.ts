import { PUBLIC_ACCESS_SWITCHES } from "../aws/public-access";
import { isLogTarget, logNames } from "../aws/bucket-roles";
import { isLogged, policiesOf } from "../aws/bucket-settings";
import { readStatements, type Statement } from "../aws/iam-document";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Values } from "../settings";
import { faultIf } from "../verdict";

export const blocksPublicAccess = stackPolicy({
    name: "s3-bucket-blocks-public-access",
    checklist: "testing.security.access-controls",
    severity: "critical",
    onUnknown: "deny",
    requires: "Every bucket blocks public access in all four ways.",
    otherwise: "One wrong bucket policy puts contracts and payslips on the internet.",
    remedy:
        "Add an aws.s3.BucketPublicAccessBlock with all four settings true for the bucket. Serve static files " +
        "through CloudFront.",
    equivalents: [
        "checkov:CKV2_AWS_6",
        "checkov:CKV_AWS_53",
        "checkov:CKV_AWS_54",
        "checkov:CKV_AWS_55",
        "checkov:CKV_AWS_56",
        "fsbp:S3.8",
        "cis-aws-7.0:3.1.4",
        "cdk-nag:S2",
        "trivy:AWS-0086",
    ],
    rules: [
        on(types.bucket, (bucket, stack) => {
            const blocks = stack.referring(types.publicAccessBlock, "bucket", bucket);
            return PUBLIC_ACCESS_SWITCHES.flatMap((property) =>
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
    // The document contains the bucket's ARN, which a preview may not know.
    onUnknown: "defer",
    requires: "Every bucket rejects requests without TLS.",
    otherwise: "A script with an http:// URL sends contracts and payslips through the network in plain text.",
    remedy:
        "Add an aws.s3.BucketPolicy that denies s3:* to everyone on the bucket and its objects where " +
        "aws:SecureTransport is false.",
    equivalents: ["fsbp:S3.5", "cis-aws-7.0:3.1.1", "cdk-nag:S10"],
    rules: [
        on(types.bucket, (bucket, stack) =>
            faultIf(
                "No BucketPolicy of the bucket denies everything without aws:SecureTransport",
                () =>
                    !policiesOf(bucket, stack).some((document) =>
                        readStatements(document)?.some(refusesAllPlainHttp),
                    ),
            ),
        ),
    ],
});

/** A further condition, or a principal other than everyone, would leave a gap. The objects matter most. */
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

export const logsAccess = stackPolicy({
    name: "s3-bucket-logs-access",
    checklist: "monitoring.security.events",
    severity: "low",
    level: "advisory",
    onUnknown: "deny",
    requires: "Buckets log who reads and writes, except for the bucket that holds the logs.",
    otherwise: "After a leak, nobody can tell which contracts and payslips were read.",
    remedy: "Add an aws.s3.BucketLogging for the bucket, with another bucket as its target.",
    equivalents: ["checkov:CKV_AWS_18", "fsbp:S3.9", "cdk-nag:S1", "trivy:AWS-0089"],
    settings: logNames,
    rules: [
        on(types.bucket, (bucket, stack, words: Values<typeof logNames>) =>
            faultIf(
                "The bucket has no BucketLogging",
                // Its own entries would cause new entries forever.
                () => !isLogTarget(bucket, stack, words) && !isLogged(bucket, stack),
            ),
        ),
    ],
});
