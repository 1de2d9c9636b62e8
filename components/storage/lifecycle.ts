import type * as aws from "@pulumi/aws";

/** The lifecycle of a bucket's content, in days. */
export interface Lifecycle {
    /** Days until an overwritten or deleted version is removed: the time in which somebody should notice a mistake. */
    readonly formerVersionsDays: number;
    /** Days until the object itself expires. @defaultValue - never */
    readonly expiryDays?: number;
    /** Days until it moves to cheaper storage that is as fast but bills each access. S3's minimum is 30. @defaultValue - never */
    readonly rarelyReadAfterDays?: number;
}

/** The parts of an unfinished upload are billed, but shown nowhere. */
const ABANDONED_UPLOAD_DAYS = 7;

/**
 * S3's rules for a lifecycle. One expiration cannot have both days and the removal of delete markers. If objects expire by
 * age, the rule removes their markers anyway.
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
