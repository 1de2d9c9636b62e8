import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import {
    backupOf,
    bucket,
    bucketScene,
    clusterScene,
    databaseScene,
    key,
    password,
    redisScene,
    vault,
    vaultLock,
} from "../sound";

const cacheFirewall = fixture(types.securityGroup, { description: "Cache" })();
const cacheCluster = fixture(
    types.cacheCluster,
    { engineVersion: "7.1" },
    { references: { securityGroupIds: [cacheFirewall] } },
);
const parameterGroup = fixture(types.cacheParameterGroup);
const EVICTION = { name: "maxmemory-policy", value: "noeviction" };
const files = fixture(types.fileSystem, { encrypted: true }, { protect: true });
const [, bucketAlias = ""] = types.bucket.tokens;
const unprotected = (resource: Resource): Resource => ({ ...resource, protect: false });
const logs = fixture(types.logGroup, { retentionInDays: 90, kmsKeyId: UNKNOWN });

export const dataCases: CaseTable = {
    "redis-encrypted": {
        compliant: {
            "a replication group": redisScene({ transitEncryptionMode: "required" }),
            "a member of one": [cacheCluster({ replicationGroupId: UNKNOWN })],
            "a cache of another kind": [cacheCluster({ engine: "memcached" }), cacheFirewall],
        },
        violating: {
            "not on the wire": redisScene({ transitEncryptionEnabled: false }),
            "not at rest": redisScene({ atRestEncryptionEnabled: false }),
            "TLS as the client likes": redisScene({ transitEncryptionMode: "preferred" }),
            "a cluster of its own": [cacheCluster({ engine: "redis" }), cacheFirewall],
        },
        omitted: {
            transitEncryptionEnabled: ["fail", ...redisScene({ transitEncryptionEnabled: undefined })],
            atRestEncryptionEnabled: ["fail", ...redisScene({ atRestEncryptionEnabled: undefined })],
            transitEncryptionMode: ["pass", ...redisScene()],
        },
        unknown: {
            transitEncryptionEnabled: ["undetermined", ...redisScene({ transitEncryptionEnabled: UNKNOWN })],
        },
    },
    "redis-requires-auth": {
        compliant: {
            "a password": redisScene(),
            "a user group": redisScene({ authToken: undefined, userGroupIds: [UNKNOWN] }),
        },
        violating: {
            "an empty password": redisScene({ authToken: "" }),
            "no user group": redisScene({ authToken: undefined, userGroupIds: [] }),
        },
        omitted: { authToken: ["fail", ...redisScene({ authToken: undefined })] },
        unknown: { "the password, which is set": ["pass", ...redisScene({ authToken: UNKNOWN })] },
    },
    "broker-is-no-cluster": {
        compliant: {
            "without cluster mode": redisScene({ clusterMode: "disabled", numNodeGroups: 1 }),
            "AWS's own group": redisScene({ parameterGroupName: "default.redis7" }),
            "a group of the stack": [parameterGroup({ parameters: [EVICTION] })],
            "a group that says no": [
                parameterGroup({ parameters: [{ name: "cluster-enabled", value: "no" }] }),
            ],
        },
        violating: {
            "with cluster mode": redisScene({ clusterMode: "enabled" }),
            "two shards": redisScene({ numNodeGroups: 2 }),
            "AWS's own group for it": redisScene({ parameterGroupName: "default.redis7.cluster.on" }),
            "a group of the stack": [
                parameterGroup({ parameters: [EVICTION, { name: "cluster-enabled", value: "yes" }] }),
            ],
        },
        omitted: { "all of them": ["pass", ...redisScene()], parameters: ["pass", parameterGroup()] },
        unknown: {
            numNodeGroups: ["undetermined", ...redisScene({ numNodeGroups: UNKNOWN })],
            "a group of the stack, which is judged itself": [
                "pass",
                ...redisScene({ parameterGroupName: UNKNOWN }),
            ],
            "a parameter": [
                "undetermined",
                parameterGroup({ parameters: [{ name: "cluster-enabled", value: UNKNOWN }] }),
            ],
        },
    },
    "data-is-protected": {
        compliant: {
            "an instance": databaseScene(),
            "a cluster": clusterScene(),
            "a bucket": bucketScene(),
            "a key": [key()],
        },
        violating: {
            "an instance": databaseScene({}, { protect: false }),
            "a cluster": clusterScene({}, { protect: false }),
            "a bucket": bucketScene({}, unprotected(bucket())),
            "a bucket, by its other type": bucketScene({}, { ...unprotected(bucket()), type: bucketAlias }),
            "a key": [unprotected(key())],
            "a vault": [vault({}, { protect: false }), vaultLock()],
            "a file system": [files({}, { protect: false }), ...backupOf([files()])],
        },
        omitted: { "the option": ["fail", { ...key(), protect: undefined }] },
        unknown: {
            "a property, which does not matter": ["pass", ...bucketScene({}, bucket({ bucket: UNKNOWN }))],
        },
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
