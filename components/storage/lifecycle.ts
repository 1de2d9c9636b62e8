import type * as aws from "@pulumi/aws";

/** How the content of a bucket ages, in days. */
export interface Lifecycle {
    /** Until a version that was overwritten or deleted is gone; as long as a mistake may go unnoticed. */
    readonly formerVersionsDays: number;
    /** Until the object itself expires. @defaultValue - never */
    readonly expiryDays?: number;
    /** Until it moves to cheaper storage that is as fast, and billed by the access; S3 takes 30 at least. @defaultValue - never */
    readonly rarelyReadAfterDays?: number;
}

/** Parts of an upload that nobody finished are billed and shown nowhere. */
const ABANDONED_UPLOAD_DAYS = 7;

/**
 * The rules of S3 for a lifecycle. S3 does not take days and the clean-up of delete markers in one expiration; where
 * objects expire by age, their markers go with the rule anyway.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function lifecycleRules({
    formerVersionsDays,
    expiryDays,
    rarelyReadAfterDays,
}: Lifecycle): aws.types.input.s3.BucketLifecycleConfigurationRule[] {
    const everything = { status: "Enabled", filter: { prefix: "" } };
    return [
        {
            ...everything,
            id: "abandoned-uploads",
            abortIncompleteMultipartUpload: { daysAfterInitiation: ABANDONED_UPLOAD_DAYS },
        },
        {
            ...everything,
            id: "former-versions",
            noncurrentVersionExpiration: { noncurrentDays: formerVersionsDays },
        },
        {
            ...everything,
            id: "expiry",
            expiration: expiryDays === undefined ? { expiredObjectDeleteMarker: true } : { days: expiryDays },
        },
        ...(rarelyReadAfterDays === undefined
            ? []
            : [
                  {
                      ...everything,
                      id: "rarely-read",
                      transitions: [{ days: rarelyReadAfterDays, storageClass: "STANDARD_IA" }],
                  },
              ]),
    ];
}
