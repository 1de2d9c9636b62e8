import * as types from "../../../policies/resource-types";
import { type CaseTable, type Scene } from "../case";
import { UNKNOWN } from "../harness";
import { bucket, bucketPolicy, bucketScene, TLS_ONLY } from "../sound";
import { balancerScene, BEHAVIOR, distributionScene } from "../sound-edge";

const writer = balancerScene([{}, { references: { accessLogs: [bucket()] } }]);

/** A distribution with the bucket as its origin, and what belongs to it. */
const served = (behavior: object = {}): Scene =>
    distributionScene([
        { defaultCacheBehavior: { ...BEHAVIOR, ...behavior } },
        { references: { origins: [bucket()] } },
    ]);

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

/** A bucket into which another one writes its access log. */
function logTarget(parts: Parameters<typeof bucketScene>[0] = {}): Scene {
    const target = bucket({}, { name: "logs" });
    const [source, ...partsOfSource] = bucketScene({}, bucket({}, { name: "source" }));
    return [
        ...bucketScene(parts, target),
        source,
        ...partsOfSource.map((part) => ({
            ...part,
            name: `${part.name}-of-source`,
            references: {
                ...part.references,
                ...(types.bucketLogging.tokens.includes(part.type) && { targetBucket: [target] }),
            },
        })),
    ];
}

/** A bucket of which a part is of the other type that the provider has for it. */
const withAlias = (type: types.ResourceType<object>): Scene => {
    const [first, ...others] = bucketScene();
    const [token = "", alias = ""] = type.tokens;
    return [first, ...others.map((other) => (other.type === token ? { ...other, type: alias } : other))];
};

/** What the parts of a scene refer to is the bucket in question, under whichever token. */
const underAlias = (parts: Parameters<typeof bucketScene>[0]): Readonly<Record<string, Scene>> => {
    const [token = ""] = types.bucket.tokens.slice(1);
    return { [`as ${token}`]: bucketScene(parts, { ...bucket(), type: token }) };
};

export const storageCases: CaseTable = {
    "s3-bucket-blocks-public-access": {
        compliant: { "all four": bucketScene() },
        violating: {
            "one of four is off": bucketScene({ block: { restrictPublicBuckets: false } }),
            "the block of another bucket": [
                ...bucketScene({ block: "none" }),
                ...bucketScene({}, bucket({}, { name: "another" }))
                    .filter(({ name }) => name !== "another")
                    .filter(({ type }) => types.publicAccessBlock.tokens.includes(type)),
            ],
            ...underAlias({ block: "none" }),
        },
        omitted: {
            "the block": ["fail", ...bucketScene({ block: "none" })],
            "one of four": ["fail", ...bucketScene({ block: { ignorePublicAcls: undefined } })],
        },
        unknown: {
            "one of four": ["undetermined", ...bucketScene({ block: { blockPublicPolicy: UNKNOWN } })],
        },
    },
    "s3-bucket-refuses-plain-http": {
        compliant: {
            "in a list, with another statement": bucketScene({
                policy: bucketPolicy(
                    { Effect: "Allow", Principal: { Service: "x" }, Action: "s3:GetObject", Resource: "*" },
                    {
                        ...TLS_ONLY,
                        Principal: { AWS: ["*"] },
                        Condition: { Bool: { "aws:SecureTransport": [false] } },
                    },
                ),
            }),
        },
        violating: {
            "it allows something instead": bucketScene({
                policy: bucketPolicy({
                    ...TLS_ONLY,
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::1:role/x" },
                }),
            }),
            "with TLS": bucketScene({
                policy: bucketPolicy({ ...TLS_ONLY, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
            }),
            "for some only": bucketScene({
                policy: bucketPolicy({ ...TLS_ONLY, Principal: { AWS: "arn:aws:iam::1:root" } }),
            }),
            "reading only": bucketScene({ policy: bucketPolicy({ ...TLS_ONLY, Action: "s3:GetObject" }) }),
            "not of objects": bucketScene({
                policy: bucketPolicy({ ...TLS_ONLY, Resource: "arn:aws:s3:::hrms" }),
            }),
            "of all but objects": bucketScene({
                policy: bucketPolicy({
                    ...TLS_ONLY,
                    Resource: undefined,
                    NotResource: "arn:aws:s3:::hrms/*",
                }),
            }),
            "from one network only": bucketScene({
                policy: bucketPolicy({
                    ...TLS_ONLY,
                    Condition: { ...TLS_ONLY.Condition, StringEquals: { "aws:SourceVpc": "vpc-1" } },
                }),
            }),
            ...underAlias({ policy: "none" }),
        },
        omitted: { "the policy": ["fail", ...bucketScene({ policy: "none" })] },
        // An unknown document is undetermined for other policies too: see `messages.test.ts`.
        unknown: { "the bucket's name": ["pass", ...bucketScene({ policy: { bucket: UNKNOWN } })] },
    },
    "s3-bucket-encrypted-with-own-key": {
        compliant: {
            "a key": bucketScene(),
            twice: bucketScene({ encryption: encryption("aws:kms:dsse", "arn:key") }),
            "a bucket of access logs": logTarget({ encryption: encryption("AES256") }),
            "a bucket of a load balancer's logs": [...bucketScene({ encryption: "none" }), ...writer],
            "a bucket that CloudFront serves": [...bucketScene({ encryption: "none" }), ...served()],
            "by the other type": withAlias(types.bucketEncryption),
        },
        violating: {
            "S3's keys": bucketScene({ encryption: encryption("AES256", "arn:key") }),
            "AWS's key": bucketScene({ encryption: encryption("aws:kms", "") }),
            "AWS's key, by its alias": bucketScene({ encryption: encryption("aws:kms", "alias/aws/s3") }),
            "a bucket that CloudFront serves to holders of signed URLs": [
                ...bucketScene({ encryption: "none" }),
                ...served({ trustedKeyGroups: ["group"] }),
            ],
            "a bucket that CloudFront serves to some signers": [
                ...bucketScene({ encryption: "none" }),
                ...served({ trustedSigners: ["self"] }),
            ],
            ...underAlias({ encryption: "none" }),
        },
        omitted: {
            "the configuration": ["fail", ...bucketScene({ encryption: "none" })],
            "the key": ["fail", ...bucketScene({ encryption: encryption("aws:kms") })],
        },
        unknown: {
            "the key, which is set": ["pass", ...bucketScene()],
            "the algorithm": ["undetermined", ...bucketScene({ encryption: encryption(UNKNOWN, "arn:key") })],
        },
    },
    "s3-bucket-versioned-with-lifecycle": {
        compliant: {
            both: bucketScene(),
            "by the other types": withAlias(types.bucketVersioning),
            "by the other type of lifecycle": withAlias(types.bucketLifecycle),
        },
        violating: {
            "versioning is suspended": bucketScene({
                versioning: { versioningConfiguration: { status: "Suspended" } },
            }),
            "no rule is enabled": bucketScene({
                lifecycle: {
                    rules: [{ status: "Disabled", noncurrentVersionExpiration: { noncurrentDays: 90 } }],
                },
            }),
            "no rule is for former versions": bucketScene({
                lifecycle: { rules: [{ status: "Enabled", expiration: { days: 365 } }] },
            }),
            "a bucket that is emptied to be deleted": bucketScene(
                {},
                bucket({ forceDestroy: true }, { protect: true }),
            ),
            ...underAlias({ versioning: "none" }),
        },
        omitted: {
            versioning: ["fail", ...bucketScene({ versioning: "none" })],
            "the lifecycle": ["fail", ...bucketScene({ lifecycle: "none" })],
            rules: ["fail", ...bucketScene({ lifecycle: { rules: undefined } })],
        },
        unknown: {
            "the status": [
                "undetermined",
                ...bucketScene({ versioning: { versioningConfiguration: { status: UNKNOWN } } }),
            ],
        },
    },
    "s3-bucket-logs-access": {
        compliant: {
            "a log": bucketScene(),
            "the bucket of the logs": logTarget({ logging: "none" }),
            "by the other type": withAlias(types.bucketLogging),
        },
        violating: underAlias({ logging: "none" }),
        omitted: { "the log": ["fail", ...bucketScene({ logging: "none" })] },
        unknown: { "the target": ["pass", ...bucketScene({ logging: { targetBucket: UNKNOWN } })] },
    },
};
