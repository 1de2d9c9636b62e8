import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, casesOf, clash, once } from "./support/table";

const EVERYONE = "*";
const NO_BUCKET = "NoSuchBucket: The specified bucket does not exist: no-such-bucket";

const bucket = once(() => new aws.s3.Bucket("shared-bucket").bucket);
const missing = { bucket: "no-such-bucket" };
const arn = (name: pulumi.Input<string>): pulumi.Output<string> => pulumi.interpolate`arn:aws:s3:::${name}`;

/** Each case has its own bucket, because a bucket can have only one of each setting. */
const own = (name: string): pulumi.Output<string> => new aws.s3.Bucket(`${name}-bucket`).bucket;

type Rule = aws.types.input.s3.BucketLifecycleConfigurationRule;
const rules = (...given: Rule[]): { rules: Rule[] } => ({ rules: given });

const encryption = (
    byDefault: aws.types.input.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault,
) => ({
    rules: [{ applyServerSideEncryptionByDefault: byDefault }],
});

export const cases = [
    ...casesOf(aws.s3.Bucket, (name) => ({ bucket: `hrms.${name}` }), [
        [
            "s3-bucket-name",
            { bucket: "HRMS_media" },
            'InvalidBucketName: The specified bucket is not valid: "HRMS_media"',
        ],
        ["s3-bucket-name", { bucket: "192.168.5.4" }, "InvalidBucketName"],
    ]),
    clash("s3-bucket-taken", aws.s3.Bucket, (name) => ({ bucket: name }), "BucketAlreadyOwnedByYou"),
    ...casesOf(aws.s3.BucketPublicAccessBlock, (name) => ({ bucket: own(name), blockPublicPolicy: true }), [
        ["s3-bucket-public-access-block-missing-bucket", missing, NO_BUCKET],
    ]),
    ...casesOf(
        aws.s3.BucketPolicy,
        (name) => {
            const to = own(name);
            return {
                bucket: to,
                policy: allow(
                    { Service: "logging.s3.amazonaws.com" },
                    "s3:PutObject",
                    pulumi.interpolate`${arn(to)}/*`,
                ),
            };
        },
        [
            [
                "s3-bucket-policy-missing-bucket",
                { ...missing, policy: allow(EVERYONE, "s3:GetObject", arn("no-such-bucket")) },
                NO_BUCKET,
            ],
            [
                "s3-policy-json",
                { policy: "allow everything" },
                "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'",
            ],
            [
                "s3-policy-other-bucket",
                { policy: allow({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject", arn("other/*")) },
                "Policy has invalid resource: arn:aws:s3:::other/*",
            ],
            [
                "s3-policy-public",
                () => ({
                    bucket: bucket(),
                    policy: allow(EVERYONE, "s3:GetObject", pulumi.interpolate`${arn(bucket())}/*`),
                }),
                "public policies are prevented by the BlockPublicPolicy setting",
            ],
        ],
    ),
    ...casesOf(
        aws.s3.BucketVersioning,
        () => ({ bucket: bucket(), versioningConfiguration: { status: "Enabled" } }),
        [
            ["s3-bucket-versioning-missing-bucket", missing, NO_BUCKET],
            [
                "s3-versioning-status",
                { versioningConfiguration: { status: "On" } },
                "[Enabled, Suspended, Disabled], got On",
            ],
        ],
    ),
    ...casesOf(
        aws.s3.BucketServerSideEncryptionConfiguration,
        () => ({ bucket: bucket(), ...encryption({ sseAlgorithm: "aws:kms" }) }),
        [
            ["s3-bucket-server-side-encryption-configuration-missing-bucket", missing, NO_BUCKET],
            [
                "s3-encryption-key-without-kms",
                encryption({ sseAlgorithm: "AES256", kmsMasterKeyId: "alias/files" }),
                "a KMSMasterKeyID is not applicable",
            ],
            ["s3-encryption-algorithm", encryption({ sseAlgorithm: "AES-256" }), "got AES-256"],
        ],
    ),
    ...casesOf(
        aws.s3.BucketLifecycleConfiguration,
        () => ({
            bucket: bucket(),
            ...rules({
                id: "old",
                status: "Enabled",
                transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
                expiration: { days: 365 },
            }),
        }),
        [
            ["s3-bucket-lifecycle-configuration-missing-bucket", missing, NO_BUCKET],
            [
                "s3-lifecycle-early-transition",
                rules({
                    id: "early",
                    status: "Enabled",
                    transitions: [{ days: 7, storageClass: "STANDARD_IA" }],
                }),
                "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
            ],
            [
                "s3-lifecycle-early-transition",
                rules({
                    id: "early",
                    status: "Enabled",
                    noncurrentVersionTransitions: [{ noncurrentDays: 7, storageClass: "ONEZONE_IA" }],
                }),
                "'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to 30",
            ],
            [
                "s3-lifecycle-expiry-before-transition",
                rules({
                    id: "late",
                    status: "Enabled",
                    transitions: [{ days: 90, storageClass: "GLACIER" }],
                    expiration: { days: 60 },
                }),
                "must be greater than 'Days' in the Transition action: 60 <= 90",
            ],
            [
                "s3-lifecycle-no-action",
                rules({ id: "idle", status: "Enabled" }),
                "At least one action needs to be specified in a rule",
            ],
            [
                "s3-lifecycle-days",
                rules({ id: "zero", status: "Enabled", expiration: { days: 0 } }),
                "must be a positive integer",
            ],
            [
                "s3-lifecycle-rule-ids",
                rules(
                    { id: "same", status: "Enabled", expiration: { days: 1 } },
                    { id: "same", status: "Enabled", expiration: { days: 2 } },
                ),
                "Rule ID must be unique. Found same ID for more than one rule: same",
            ],
        ],
    ),
    ...casesOf(
        aws.s3.BucketLogging,
        () => ({ bucket: bucket(), targetBucket: bucket(), targetPrefix: "s3/" }),
        [
            ["s3-bucket-logging-missing-bucket", missing, NO_BUCKET],
            [
                "s3-logging-other-region",
                (name) => ({
                    targetBucket: new aws.s3.Bucket(`${name}-far`, { region: "us-east-1" }).bucket,
                }),
                "CrossLocationLoggingProhibitted",
            ],
            [
                "s3-logging-target-missing",
                { targetBucket: "no-such-bucket" },
                "InvalidTargetBucketForLogging",
            ],
        ],
    ),
    ...casesOf(
        aws.s3.BucketOwnershipControls,
        (name) => ({ bucket: own(name), rule: { objectOwnership: "BucketOwnerEnforced" } }),
        [
            ["s3-bucket-ownership-controls-missing-bucket", missing, NO_BUCKET],
            [
                "s3-object-ownership",
                { rule: { objectOwnership: "Mine" } },
                "expected rule.objectOwnership to be one of",
            ],
        ],
    ),
    ...casesOf(
        aws.s3.BucketCorsConfiguration,
        () => ({ bucket: bucket(), corsRules: [{ allowedMethods: ["GET"], allowedOrigins: ["*"] }] }),
        [
            ["s3-bucket-cors-configuration-missing-bucket", missing, NO_BUCKET],
            [
                "s3-cors-method",
                { corsRules: [{ allowedMethods: ["PATCH"], allowedOrigins: ["*"] }] },
                "Unsupported method is PATCH",
            ],
        ],
    ),
    ...casesOf(aws.s3.BucketObjectv2, (name) => ({ bucket: bucket(), key: name, content: "hello" }), [
        ["s3-object-key", { key: "k".repeat(1025) }, "KeyTooLongError"],
        ["s3-object-missing-bucket", missing, NO_BUCKET],
    ]),
];
