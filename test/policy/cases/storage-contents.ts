import * as types from "../../../policies/resource-types";
import type { CaseTable, Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { backupOf, bucket, bucketScene } from "../sound";
import { inlineScene, inlineSceneOfV2 } from "../sound-buckets";
import { balancerScene, BEHAVIOR, distributionScene } from "../sound-edge";
import { logTarget, underAlias, withAlias } from "../scenes/storage";

const writer = balancerScene([{}, { references: { accessLogs: [bucket()] } }]);
const staticFiles = bucket({}, { name: "hrms-Static" });
/** The bucket with AWS's own encryption, which CloudFront serves by signed URLs. */
const signed = (subject: Resource): Scene => [
    ...bucketScene({ encryption: "none" }, subject),
    ...distributionScene([
        { defaultCacheBehavior: { ...BEHAVIOR, trustedKeyGroups: ["group"] }, orderedCacheBehaviors: [] },
        { references: { origins: [subject] } },
    ]),
    ...backupOf([subject]),
];
const encryption = (sseAlgorithm: unknown, kmsMasterKeyId?: unknown) => ({
    rules: [
        {
            applyServerSideEncryptionByDefault: {
                sseAlgorithm,
                ...(kmsMasterKeyId !== undefined && { kmsMasterKeyId }),
            },
        },
    ],
});
const formerVersions = (noncurrentDays: number) => ({
    rules: [{ status: "Enabled", noncurrentVersionExpiration: { noncurrentDays } }],
});

export const cases: CaseTable = {
    "s3-bucket-encrypted-with-own-key": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a key of your own": bucketScene(),
            "a key of your own that encrypts twice": bucketScene({
                encryption: encryption("aws:kms:dsse", "arn:key"),
            }),
            "a bucket of access logs": logTarget({ encryption: encryption("AES256") }),
            "a bucket of a load balancer's logs": [...bucketScene({ encryption: "none" }), ...writer],
            "a bucket of CloudFront's logs": [
                ...bucketScene({ encryption: "none" }),
                ...distributionScene([{}, { references: { loggingConfig: [bucket()] } }]),
            ],
            "a bucket of logs by its name": bucketScene(
                { encryption: "none" },
                bucket({}, { name: "hrms-access-logs" }),
            ),
            "public files that CloudFront serves": [
                ...bucketScene({ encryption: "none" }, staticFiles),
                ...distributionScene([{}, { references: { origins: [staticFiles] } }]),
            ],
            "a key as a property of the bucket": inlineScene(),
            "a key as a property of a BucketV2": inlineSceneOfV2(),
            "a key in the other type of configuration": withAlias(types.bucketEncryption),
        },
        violating: {
            "a name that holds log inside another word": bucketScene(
                { encryption: "none" },
                bucket({}, { name: "hrms-catalogs" }),
            ),
            "S3's keys": bucketScene({ encryption: encryption("AES256", "arn:key") }),
            "an empty key": bucketScene({ encryption: encryption("aws:kms", "") }),
            "AWS's key by its alias": bucketScene({ encryption: encryption("aws:kms", "alias/aws/s3") }),
            "public files that nobody serves": bucketScene({ encryption: "none" }, staticFiles),
            "uploads that CloudFront serves by signed URLs": signed(bucket({}, { name: "media-public" })),
            "S3's keys as a property of the bucket": inlineScene({
                serverSideEncryptionConfiguration: {
                    rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
                },
            }),
            "S3's keys as a property of a BucketV2": inlineSceneOfV2({
                serverSideEncryptionConfigurations: [
                    { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "AES256" }] }] },
                ],
            }),
            ...underAlias({ encryption: "none" }),
        },
        omitted: {
            "an encryption configuration": ["fail", ...bucketScene({ encryption: "none" })],
            kmsMasterKeyId: ["fail", ...bucketScene({ encryption: encryption("aws:kms") })],
        },
        unknown: {
            kmsMasterKeyId: ["pass", ...bucketScene()],
            sseAlgorithm: ["undetermined", ...bucketScene({ encryption: encryption(UNKNOWN, "arn:key") })],
        },
    },
    "s3-bucket-versioned-with-lifecycle": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "versioning and a lifecycle": bucketScene(),
            "versioning in the other type": withAlias(types.bucketVersioning),
            "properties of the bucket": inlineScene(),
            "properties of a BucketV2": inlineSceneOfV2(),
            "former versions kept for two weeks": bucketScene({ lifecycle: formerVersions(14) }),
            "a lifecycle in the other type": withAlias(types.bucketLifecycle),
        },
        violating: {
            "former versions kept for 13 days": bucketScene({ lifecycle: formerVersions(13) }),
            "former versions that one of two rules keeps for a day": bucketScene({
                lifecycle: { rules: [...formerVersions(90).rules, ...formerVersions(1).rules] },
            }),
            "a property that switches versioning off": inlineScene({ versioning: { enabled: false } }),
            "a property of a BucketV2 that switches versioning off": inlineSceneOfV2({
                versionings: [{ enabled: false }],
            }),
            "a disabled rule in a property of the bucket": inlineScene({
                lifecycleRules: [{ enabled: false, noncurrentVersionExpiration: { days: 90 } }],
            }),
            "a rule for a day in a property of the bucket": inlineScene({
                lifecycleRules: [{ enabled: true, noncurrentVersionExpiration: { days: 1 } }],
            }),
            "a rule for a day in a property of a BucketV2": inlineSceneOfV2({
                lifecycleRules: [{ enabled: true, noncurrentVersionExpirations: [{ days: 1 }] }],
            }),
            "suspended versioning": bucketScene({
                versioning: { versioningConfiguration: { status: "Suspended" } },
            }),
            "a disabled rule": bucketScene({
                lifecycle: {
                    rules: [{ status: "Disabled", noncurrentVersionExpiration: { noncurrentDays: 90 } }],
                },
            }),
            "a rule for current versions only": bucketScene({
                lifecycle: { rules: [{ status: "Enabled", expiration: { days: 365 } }] },
            }),
            "a bucket with forceDestroy": bucketScene({}, bucket({ forceDestroy: true }, { protect: true })),
            ...underAlias({ versioning: "none" }),
        },
        omitted: {
            versioning: ["fail", ...bucketScene({ versioning: "none" })],
            "a lifecycle": ["fail", ...bucketScene({ lifecycle: "none" })],
            rules: ["fail", ...bucketScene({ lifecycle: { rules: undefined } })],
        },
        unknown: {
            "the status of versioning": [
                "undetermined",
                ...bucketScene({ versioning: { versioningConfiguration: { status: UNKNOWN } } }),
            ],
        },
    },
};
