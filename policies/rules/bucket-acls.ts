import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { each, faultIf, type Findings } from "../verdict";

/** Only CloudFront's older access logs still need an ACL. */
const takesCdnLogs = (controls: Resource, stack: Stack): boolean =>
    stack
        .referred(controls, "bucket", types.bucket)
        .some((bucket) => stack.referring(types.distribution, "loggingConfig", bucket).length > 0);

export const aclsAreOff = stackPolicy({
    name: "s3-bucket-acls-are-off",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "deny",
    requires: "ACLs are switched off, so bucket policies alone decide who reads a bucket.",
    otherwise: "With an ACL, anyone who uploads a file can make it public or hide it from everyone else.",
    remedy:
        'Set rule to { objectOwnership: "BucketOwnerEnforced" }. A bucket for CloudFront\'s standard logs may have ' +
        "BucketOwnerPreferred.",
    equivalents: ["fsbp:S3.12"],
    rules: [
        on(types.bucketOwnership, (controls, stack) =>
            faultIf("rule.objectOwnership is not BucketOwnerEnforced", () => {
                const { objectOwnership } = controls.props.rule;
                const isPreferred = objectOwnership === "BucketOwnerPreferred";
                return (
                    objectOwnership !== "BucketOwnerEnforced" &&
                    !(isPreferred && takesCdnLogs(controls, stack))
                );
            }),
        ),
    ],
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];
const PUBLIC_GROUPS = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

export const aclsAreNotPublic = resourcePolicy({
    name: "s3-bucket-acl-is-not-public",
    checklist: "testing.security.access-controls",
    severity: "critical",
    onUnknown: "deny",
    requires: "No bucket ACL grants access to everybody or to every AWS account.",
    otherwise: "Anyone on the internet can list the bucket's files and download them.",
    remedy: "Remove the ACL, and let a bucket policy name those who may read.",
    rules: [
        on(types.bucketAcl, ({ props }) => [
            ...faultIf("acl is public", () => PUBLIC_ACLS.includes(props.acl ?? "")),
            ...each(
                () => props.accessControlPolicy?.grants,
                ({ grantee }, index) =>
                    faultIf(`accessControlPolicy.grants[${index}] includes everybody`, () =>
                        PUBLIC_GROUPS.test(grantee?.uri ?? ""),
                    ),
            ),
        ]),
        on(types.bucket, ({ props }) => judgeInline(props as InlineAcl)),
    ],
});

/** Properties of the bucket itself. AWS's provider calls them deprecated, but many programs use them. */
interface InlineAcl {
    readonly acl?: string;
    readonly grants?: readonly { readonly uri?: string }[];
}

function judgeInline(props: InlineAcl): Findings {
    return [
        ...faultIf("acl is public", () => PUBLIC_ACLS.includes(props.acl ?? "")),
        ...each(
            () => props.grants,
            ({ uri }, index) =>
                faultIf(`grants[${index}] includes everybody`, () => PUBLIC_GROUPS.test(uri ?? "")),
        ),
    ];
}
