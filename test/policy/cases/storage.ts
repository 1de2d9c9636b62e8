import * as types from "../../../policies/resource-types";
import type { CaseTable, Scene } from "../case";
import { UNKNOWN } from "../harness";
import { bucket, bucketPolicy, bucketScene, TLS_ONLY } from "../sound";
import { inlineScene, inlineSceneOfV2 } from "../sound-buckets";
import { logTarget, underAlias, withAlias } from "../scenes/storage";

const ALLOWS_READING = bucketPolicy({
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:role/x" },
    Action: "s3:GetObject",
    Resource: "*",
}).policy;
/** A bucket that another bucket names in a property as the place of its access log. */
function writtenBy(property: string, type: types.ResourceType<object>): Scene {
    const target = bucket({}, { name: "records" });
    const make = type === types.bucketV2 ? inlineSceneOfV2 : inlineScene;
    const [source, ...parts] = make({}, { name: "source", references: { [property]: [target] } });
    return [
        ...bucketScene({ logging: "none" }, target),
        source,
        ...parts.map((part) => ({ ...part, name: `${part.name}-of-source` })),
    ];
}

export const cases: CaseTable = {
    "s3-bucket-blocks-public-access": {
        is: ["mandatory", "critical", "deny"],
        compliant: { "a block with all four settings": bucketScene() },
        violating: {
            "a block with one setting off": bucketScene({ block: { restrictPublicBuckets: false } }),
            "the block of another bucket": [
                ...bucketScene({ block: "none" }),
                ...bucketScene({}, bucket({}, { name: "another" }))
                    .filter(({ name }) => name !== "another")
                    .filter(({ type }) => types.publicAccessBlock.tokens.includes(type)),
            ],
            ...underAlias({ block: "none" }),
        },
        omitted: {
            "a block": ["fail", ...bucketScene({ block: "none" })],
            "one of the four settings": ["fail", ...bucketScene({ block: { ignorePublicAcls: undefined } })],
        },
        unknown: {
            "one of the four settings": [
                "undetermined",
                ...bucketScene({ block: { blockPublicPolicy: UNKNOWN } }),
            ],
        },
    },
    "s3-bucket-refuses-plain-http": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            "a denial as a property of the bucket": inlineScene(),
            "a denial in a list with another statement": bucketScene({
                policy: bucketPolicy(
                    {
                        Effect: "Allow",
                        Principal: { AWS: "arn:aws:iam::1:role/x" },
                        Action: "s3:GetObject",
                        Resource: "*",
                    },
                    {
                        ...TLS_ONLY,
                        Principal: { AWS: ["*"] },
                        Condition: { Bool: { "aws:SecureTransport": [false] } },
                    },
                ),
            }),
        },
        violating: {
            "another document as a property of the bucket": inlineScene({ policy: ALLOWS_READING }),
            "a statement that allows instead": bucketScene({
                policy: bucketPolicy({
                    ...TLS_ONLY,
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::1:role/x" },
                }),
            }),
            "a denial of requests with TLS": bucketScene({
                policy: bucketPolicy({ ...TLS_ONLY, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
            }),
            "a denial for one account": bucketScene({
                policy: bucketPolicy({ ...TLS_ONLY, Principal: { AWS: "arn:aws:iam::1:root" } }),
            }),
            "a denial of reading only": bucketScene({
                policy: bucketPolicy({ ...TLS_ONLY, Action: "s3:GetObject" }),
            }),
            "a denial without the objects": bucketScene({
                policy: bucketPolicy({ ...TLS_ONLY, Resource: "arn:aws:s3:::hrms" }),
            }),
            "a denial of everything but the objects": bucketScene({
                policy: bucketPolicy({
                    ...TLS_ONLY,
                    Resource: undefined,
                    NotResource: "arn:aws:s3:::hrms/*",
                }),
            }),
            "a denial for one network": bucketScene({
                policy: bucketPolicy({
                    ...TLS_ONLY,
                    Condition: { ...TLS_ONLY.Condition, StringEquals: { "aws:SourceVpc": "vpc-1" } },
                }),
            }),
            ...underAlias({ policy: "none" }),
        },
        omitted: { "a bucket policy": ["fail", ...bucketScene({ policy: "none" })] },
        // Other policies can't judge an unknown document either: see `messages.test.ts`.
        unknown: { "the bucket's name": ["pass", ...bucketScene({ policy: { bucket: UNKNOWN } })] },
    },
    "s3-bucket-logs-access": {
        is: ["advisory", "low", "deny"],
        compliant: {
            "a bucket that logs access": bucketScene(),
            "the bucket that holds the logs": logTarget({ logging: "none" }),
            "a log as a property of the bucket": inlineScene(),
            "a log as a property of a BucketV2": inlineSceneOfV2(),
            "the bucket that another bucket's property names": writtenBy("logging", types.bucket),
            "the bucket that another BucketV2's property names": writtenBy("loggings", types.bucketV2),
            "a log in the other type": withAlias(types.bucketLogging),
            "the bucket that holds the logs by its name": bucketScene(
                { logging: "none" },
                bucket({}, { name: "hrms-access-logs" }),
            ),
        },
        violating: {
            ...underAlias({ logging: "none" }),
            "a bucket without the property": inlineScene({ logging: undefined }),
        },
        omitted: { "a log": ["fail", ...bucketScene({ logging: "none" })] },
        unknown: { "the log's target": ["pass", ...bucketScene({ logging: { targetBucket: UNKNOWN } })] },
    },
};
