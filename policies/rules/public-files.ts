/** Who can reach the files of a bucket with a browser. */
import { bucketNames, holdsPublicFiles, isServedToEveryone } from "../aws/bucket-roles";
import { corsOriginsOf } from "../aws/bucket-settings";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Values } from "../settings";
import { faultIf, some } from "../verdict";

type Words = Values<typeof bucketNames>;

export const privateFilesNeedSignature = stackPolicy({
    name: "cloudfront-private-files-need-signed-urls",
    checklist: "testing.security.access-controls",
    severity: "high",
    // Among several buckets, the domain name of an origin shows its bucket. It contains the name that AWS gives the bucket.
    onUnknown: "defer",
    requires: "CloudFront serves the files of private buckets only with signed URLs or cookies.",
    otherwise:
        "Anyone with the address of a payslip can read it without logging in, and addresses end up in emails and logs.",
    remedy:
        "Set trustedKeyGroups on every cache behavior that reaches the bucket, or serve its files with presigned URLs of " +
        "S3. If everybody may read its files, say so in the bucket's name (static, assets, public, frontend, website), or add a " +
        "word of its name to the setting publicWords.",
    settings: bucketNames,
    rules: [
        on(types.bucket, (bucket, stack, words: Words) =>
            faultIf(
                "CloudFront serves the bucket to everyone, and its name doesn't say that its files are public",
                () =>
                    !holdsPublicFiles(bucket, words) &&
                    some(stack.referring(types.distribution, "origins", bucket), (distribution) =>
                        isServedToEveryone(bucket, distribution, stack),
                    ),
            ),
        ),
    ],
});

/** `*`, with or without a scheme. */
const EVERY_ORIGIN = /^(https?:\/\/)?\*$/;

export const corsNamesOrigins = stackPolicy({
    name: "s3-bucket-cors-names-origins",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "deny",
    requires: "Only pages of named sites can use a bucket whose files are not public.",
    otherwise: "Otherwise any page that somebody opens can use a leaked upload or download URL.",
    remedy: "List the site's own origin in allowedOrigins, e.g. https://hrms.example.com, and not *.",
    settings: bucketNames,
    rules: [
        on(types.bucket, (bucket, stack, words: Words) =>
            faultIf(
                "A CORS rule admits every origin",
                () =>
                    !holdsPublicFiles(bucket, words) &&
                    some(corsOriginsOf(bucket, stack), (origin) => EVERY_ORIGIN.test(origin)),
            ),
        ),
    ],
});
