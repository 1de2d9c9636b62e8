import { refusesPlainHttp } from "./documents";
import { type Mutations, on } from "./mutation";

const PUBLIC = "s3-bucket-blocks-public-access";
const PLAIN_HTTP = "s3-bucket-refuses-plain-http";
const KEY = "s3-bucket-encrypted-with-own-key";
const VERSIONS = "s3-bucket-versioned-with-lifecycle";
const LOG = "s3-bucket-logs-access";

const publicAccess: readonly Mutations[] = [
    on("hrms-storage-media-public-access", {
        "media: public by an ACL": {
            set: { blockPublicAcls: false },
            violates: [`${PUBLIC} at hrms-storage-media`],
        },
        "media: public by an old ACL": {
            set: { ignorePublicAcls: undefined },
            violates: [`${PUBLIC} at hrms-storage-media`],
        },
        "media: not blocked at all": { removed: true, violates: [`${PUBLIC} at hrms-storage-media`] },
    }),
    on("hrms-storage-static-public-access", {
        "static files: public by a policy": {
            set: { blockPublicPolicy: false },
            violates: [`${PUBLIC} at hrms-storage-static`],
        },
    }),
    on("hrms-storage-logs-public-access", {
        "logs: readable across accounts": {
            set: { restrictPublicBuckets: false },
            violates: [`${PUBLIC} at hrms-storage-logs`],
        },
        "logs: another bucket is blocked": {
            set: { bucket: "hrms-storage-log" },
            violates: [`${PUBLIC} at hrms-storage-logs`],
        },
    }),
];

const documents: readonly Mutations[] = [
    on("hrms-storage-media-policy", {
        "media: plain HTTP for reading": {
            set: { policy: refusesPlainHttp({ Action: "s3:PutObject" }) },
            violates: [`${PLAIN_HTTP} at hrms-storage-media`],
        },
        "media: plain HTTP for the objects": {
            set: { policy: refusesPlainHttp({ Resource: "arn:aws:s3:::uploads" }) },
            violates: [`${PLAIN_HTTP} at hrms-storage-media`],
        },
        "media: plain HTTP from a network": {
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
        "media: HTTPS refused, not plain HTTP": {
            set: { policy: refusesPlainHttp({ Condition: { Bool: { "aws:SecureTransport": "true" } } }) },
            violates: [`${PLAIN_HTTP} at hrms-storage-media`],
        },
        "media: no policy": { removed: true, violates: [`${PLAIN_HTTP} at hrms-storage-media`] },
    }),
];

const encryption: readonly Mutations[] = [
    on("hrms-storage-media-encryption", {
        "media: encrypted by S3 alone": {
            set: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
            violates: [`${KEY} at hrms-storage-media`],
        },
        "media: encrypted with AWS's key": {
            set: { "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId": undefined },
            violates: [`${KEY} at hrms-storage-media`],
        },
        "media: encrypted with AWS's key, by its name": {
            set: { "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId": "alias/aws/s3" },
            violates: [`${KEY} at hrms-storage-media`],
        },
    }),
    on("hrms-storage-releases-encryption", {
        "releases: as S3 encrypts by default": {
            removed: true,
            violates: [`${KEY} at hrms-storage-releases`],
        },
    }),
];

const versions: readonly Mutations[] = [
    on("hrms-storage-media-versioning", {
        "media: no new versions": {
            set: { "versioningConfiguration.status": "Suspended" },
            violates: [`${VERSIONS} at hrms-storage-media`],
        },
    }),
    on("hrms-storage-logs-versioning", {
        "logs: no versions": { removed: true, violates: [`${VERSIONS} at hrms-storage-logs`] },
    }),
    on("hrms-storage-media-lifecycle", {
        "media: former versions kept for ever": {
            set: { "rules.1.status": "Disabled" },
            violates: [`${VERSIONS} at hrms-storage-media`],
        },
    }),
    on("hrms-storage-static-lifecycle", {
        "static files: no lifecycle": { removed: true, violates: [`${VERSIONS} at hrms-storage-static`] },
    }),
];

const buckets: readonly Mutations[] = [
    on("aws:s3/bucket:Bucket hrms-storage-media", {
        "media: Pulumi may replace it": { options: { protect: false }, violates: ["data-is-protected"] },
        "media: emptied to be deleted": { set: { forceDestroy: true }, violates: [VERSIONS] },
    }),
    on("hrms-storage-media-access-log", {
        "media: nobody sees who reads": { removed: true, violates: [`${LOG} at hrms-storage-media`] },
    }),
    on("hrms-storage-releases-access-log", {
        "releases: the log of another bucket": {
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
