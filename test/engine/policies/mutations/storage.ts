import { refusesPlainHttp } from "./documents";
import { type Mutations, on } from "./mutation";

const PUBLIC = "s3-bucket-blocks-public-access";
const PLAIN_HTTP = "s3-bucket-refuses-plain-http";
const KEY = "s3-bucket-encrypted-with-own-key";
const VERSIONS = "s3-bucket-versioned-with-lifecycle";
const LOG = "s3-bucket-logs-access";

const publicAccess: readonly Mutations[] = [
    on("hrms-storage-media-public-access", {
        "media: admits public ACLs": {
            set: { blockPublicAcls: false },
            violates: [`${PUBLIC} at hrms-storage-media`],
        },
        "media: honors existing public ACLs": {
            set: { ignorePublicAcls: undefined },
            violates: [`${PUBLIC} at hrms-storage-media`],
        },
        "media: no public access block": { removed: true, violates: [`${PUBLIC} at hrms-storage-media`] },
    }),
    on("hrms-storage-static-public-access", {
        "static files: admits a public policy": {
            set: { blockPublicPolicy: false },
            violates: [`${PUBLIC} at hrms-storage-static`],
        },
    }),
    on("hrms-storage-logs-public-access", {
        "logs: open to other accounts": {
            set: { restrictPublicBuckets: false },
            violates: [`${PUBLIC} at hrms-storage-logs`],
        },
        "logs: the block of another bucket": {
            set: { bucket: "hrms-storage-log" },
            violates: [`${PUBLIC} at hrms-storage-logs`],
        },
    }),
];

const documents: readonly Mutations[] = [
    on("hrms-storage-media-policy", {
        "media: allows reading over plain HTTP": {
            set: { policy: refusesPlainHttp({ Action: "s3:PutObject" }) },
            violates: [`${PLAIN_HTTP} at hrms-storage-media`],
        },
        "media: allows plain HTTP for the objects": {
            set: { policy: refusesPlainHttp({ Resource: "arn:aws:s3:::uploads" }) },
            violates: [`${PLAIN_HTTP} at hrms-storage-media`],
        },
        "media: allows plain HTTP from other networks": {
            set: {
                policy: refusesPlainHttp({
                    Condition: {
                        Bool: { "aws:SecureTransport": "false" },
                        NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" },
                    },
                }),
            },
            violates: [`${PLAIN_HTTP} at hrms-storage-media`],
        },
        "media: refuses HTTPS instead of plain HTTP": {
            set: { policy: refusesPlainHttp({ Condition: { Bool: { "aws:SecureTransport": "true" } } }) },
            violates: [`${PLAIN_HTTP} at hrms-storage-media`],
        },
        "media: no policy": { removed: true, violates: [`${PLAIN_HTTP} at hrms-storage-media`] },
    }),
];

const encryption: readonly Mutations[] = [
    on("hrms-storage-media-encryption", {
        "media: encrypted with S3's keys": {
            set: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
            violates: [`${KEY} at hrms-storage-media`],
        },
        "media: encrypted with AWS's key": {
            set: { "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId": undefined },
            violates: [`${KEY} at hrms-storage-media`],
        },
        "media: encrypted with AWS's key by its alias": {
            set: { "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId": "alias/aws/s3" },
            violates: [`${KEY} at hrms-storage-media`],
        },
    }),
    on("hrms-storage-releases-encryption", {
        "releases: S3's default encryption": {
            removed: true,
            violates: [`${KEY} at hrms-storage-releases`],
        },
    }),
];

const versions: readonly Mutations[] = [
    on("hrms-storage-media-versioning", {
        "media: suspended versioning": {
            set: { "versioningConfiguration.status": "Suspended" },
            violates: [`${VERSIONS} at hrms-storage-media`],
        },
    }),
    on("hrms-storage-logs-versioning", {
        "logs: no versions": { removed: true, violates: [`${VERSIONS} at hrms-storage-logs`] },
    }),
    on("hrms-storage-media-lifecycle", {
        "media: former versions kept forever": {
            set: { "rules.1.status": "Disabled" },
            violates: [`${VERSIONS} at hrms-storage-media`],
        },
    }),
    on("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration hrms-storage-releases-lifecycle", {
        "releases: former versions kept for two days": {
            set: { "rules.1.noncurrentVersionExpiration.noncurrentDays": 2 },
            violates: [`${VERSIONS} at hrms-storage-releases`],
        },
    }),
    on("hrms-storage-static-lifecycle", {
        "static files: no lifecycle": { removed: true, violates: [`${VERSIONS} at hrms-storage-static`] },
    }),
];

const buckets: readonly Mutations[] = [
    on("aws:s3/bucket:Bucket hrms-storage-media", {
        "media: Pulumi may replace it": { options: { protect: false }, violates: ["data-is-protected"] },
        "media: Pulumi may delete it with its files": { set: { forceDestroy: true }, violates: [VERSIONS] },
    }),
    on("hrms-storage-media-uploads", {
        "media: uploads from every site": {
            set: { "corsRules.0.allowedOrigins": ["*"] },
            violates: ["s3-bucket-cors-names-origins at hrms-storage-media"],
        },
    }),
    on("hrms-storage-media-access-log", {
        "media: no access log": { removed: true, violates: [`${LOG} at hrms-storage-media`] },
    }),
    on("hrms-storage-releases-access-log", {
        "releases: the access log of another bucket": {
            set: { bucket: "hrms-storage-release" },
            violates: [`${LOG} at hrms-storage-releases`],
        },
    }),
];

export const storage: readonly Mutations[] = [
    ...publicAccess,
    ...documents,
    ...encryption,
    ...versions,
    ...buckets,
];
