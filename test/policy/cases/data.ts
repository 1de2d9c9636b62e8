import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const bucket = fixture(types.bucket)();
const ALL = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
};
const block = fixture(types.publicAccessBlock, ALL, { references: { bucket: [bucket] } });

const redis = fixture(types.replicationGroup, {
    transitEncryptionEnabled: true,
    atRestEncryptionEnabled: true,
    authToken: "correct-horse-battery-staple",
});
const cacheCluster = fixture(types.cacheCluster);
const key = fixture(types.key, { enableKeyRotation: true, deletionWindowInDays: 30 }, { protect: true });
const logs = fixture(types.logGroup, { retentionInDays: 90, kmsKeyId: UNKNOWN });
const password = fixture(types.randomPassword, { length: 24 });

export const dataCases: CaseTable = {
    "s3-bucket-blocks-public-access": {
        compliant: { "all four": [bucket, block()] },
        violating: {
            "one of four is off": [bucket, block({ restrictPublicBuckets: false })],
            "the block of another bucket": [bucket, block({}, { references: {} })],
            ...aliases(types.bucket, [bucket]),
        },
        omitted: {
            "the block": ["fail", bucket],
            "one of four": ["fail", bucket, block({ ignorePublicAcls: undefined })],
        },
        unknown: { "one of four": ["undetermined", bucket, block({ blockPublicPolicy: UNKNOWN })] },
    },
    "redis-encrypted": {
        compliant: {
            "a replication group": [redis({ transitEncryptionMode: "required" })],
            "a member of one": [cacheCluster({ replicationGroupId: UNKNOWN })],
            "a cache of another kind": [cacheCluster({ engine: "memcached" })],
        },
        violating: {
            "not on the wire": [redis({ transitEncryptionEnabled: false })],
            "not at rest": [redis({ atRestEncryptionEnabled: false })],
            "TLS as the client likes": [redis({ transitEncryptionMode: "preferred" })],
            "a cluster of its own": [cacheCluster({ engine: "redis" })],
        },
        omitted: {
            transitEncryptionEnabled: ["fail", redis({ transitEncryptionEnabled: undefined })],
            atRestEncryptionEnabled: ["fail", redis({ atRestEncryptionEnabled: undefined })],
            transitEncryptionMode: ["pass", redis()],
        },
        unknown: {
            transitEncryptionEnabled: ["undetermined", redis({ transitEncryptionEnabled: UNKNOWN })],
        },
    },
    "redis-requires-auth": {
        compliant: {
            "a password": [redis()],
            "a user group": [redis({ authToken: undefined, userGroupIds: [UNKNOWN] })],
        },
        violating: {
            "an empty password": [redis({ authToken: "" })],
            "no user group": [redis({ authToken: undefined, userGroupIds: [] })],
        },
        omitted: { authToken: ["fail", redis({ authToken: undefined })] },
        unknown: { "the password, which is set": ["pass", redis({ authToken: UNKNOWN })] },
    },
    "kms-key-rotates-and-is-guarded": {
        compliant: {
            "14 days": [key({ deletionWindowInDays: 14 })],
            "a key that can't rotate": [
                key({ customerMasterKeySpec: "ECC_NIST_P256", enableKeyRotation: undefined }),
            ],
        },
        violating: {
            "no rotation": [key({ enableKeyRotation: false })],
            "13 days": [key({ deletionWindowInDays: 13 })],
            "not by Pulumi": [key({}, { protect: false })],
        },
        omitted: {
            enableKeyRotation: ["fail", key({ enableKeyRotation: undefined })],
            deletionWindowInDays: ["pass", key({ deletionWindowInDays: undefined })],
        },
        unknown: { enableKeyRotation: ["undetermined", key({ enableKeyRotation: UNKNOWN })] },
    },
    "log-group-retention-and-key": {
        compliant: { "90 days": [logs()], "a year": [logs({ retentionInDays: 365 })] },
        violating: {
            "60 days": [logs({ retentionInDays: 60 })],
            "for ever": [logs({ retentionInDays: 0 })],
            "no key": [logs({ kmsKeyId: "" })],
        },
        omitted: {
            retentionInDays: ["fail", logs({ retentionInDays: undefined })],
            kmsKeyId: ["fail", logs({ kmsKeyId: undefined })],
        },
        unknown: {
            retentionInDays: ["undetermined", logs({ retentionInDays: UNKNOWN })],
            "the key, which is set": ["pass", logs({ kmsKeyId: UNKNOWN })],
        },
    },
    "random-password-is-strong": {
        compliant: {
            "24 of all characters": [password()],
            "32 letters and digits": [password({ length: 32, special: false })],
            "a secret key of 50": [password({ length: 50 }, { name: "hrms-secret-key" })],
        },
        violating: {
            "23 characters": [password({ length: 23 })],
            "31 letters and digits": [password({ length: 31, special: false })],
            "a secret key of 49": [password({ length: 49 }, { name: "hrms-secret-key" })],
            "a secret key of 24": [password({}, { name: "secretKey" })],
        },
        omitted: { special: ["pass", password({ special: undefined })] },
        unknown: { length: ["undetermined", password({ length: UNKNOWN })] },
    },
};
