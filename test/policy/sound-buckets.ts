/** Buckets that satisfy every policy, with their settings as properties of the bucket. */
import * as types from "../../policies/resource-types";
import type { Scene } from "./case";
import { UNKNOWN } from "./harness";
import { bucket, bucketPolicy, bucketScene, TLS_ONLY } from "./sound";

const OWN_SETTINGS = {
    policy: "none",
    encryption: "none",
    versioning: "none",
    lifecycle: "none",
    logging: "none",
} as const;
/** A bucket whose settings are its own properties. */
export const inlineScene = (changes: object = {}, extra: object = {}): Scene =>
    bucketScene(
        OWN_SETTINGS,
        bucket(
            {
                policy: bucketPolicy(TLS_ONLY).policy,
                serverSideEncryptionConfiguration: {
                    rule: {
                        applyServerSideEncryptionByDefault: {
                            sseAlgorithm: "aws:kms",
                            kmsMasterKeyId: UNKNOWN,
                        },
                    },
                },
                versioning: { enabled: true },
                lifecycleRules: [{ enabled: true, noncurrentVersionExpiration: { days: 90 } }],
                logging: { targetBucket: "logs" },
                ...changes,
            },
            extra,
        ),
    );
/** The same with a BucketV2, whose properties have other names. */
export const inlineSceneOfV2 = (changes: object = {}, extra: object = {}): Scene =>
    bucketScene(OWN_SETTINGS, {
        ...bucket(
            {
                policy: bucketPolicy(TLS_ONLY).policy,
                serverSideEncryptionConfigurations: [
                    {
                        rules: [
                            {
                                applyServerSideEncryptionByDefaults: [
                                    { sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN },
                                ],
                            },
                        ],
                    },
                ],
                versionings: [{ enabled: true }],
                lifecycleRules: [{ enabled: true, noncurrentVersionExpirations: [{ days: 90 }] }],
                loggings: [{ targetBucket: "logs" }],
                ...changes,
            },
            extra,
        ),
        type: types.bucketV2.tokens[0] ?? "",
    });
