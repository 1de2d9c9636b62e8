import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf } from "../verdict";

const SWITCHES = [
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
] as const;

export const blocksPublicAccess = stackPolicy({
    name: "s3-bucket-blocks-public-access",
    checklist: "testing.security.access-controls",
    severity: "critical",
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
