import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";

const tls = fixture(types.parameterGroup, {
    parameters: [
        { name: "slow_query_log", value: "1" },
        { name: "require_secure_transport", value: "1" },
    ],
});
const clusterTls = fixture(types.clusterParameterGroup, {
    parameters: [{ name: "rds.force_ssl", value: "1" }],
});
const GOOD = {
    storageEncrypted: true,
    backupRetentionPeriod: 14,
    deleteAutomatedBackups: false,
    deletionProtection: true,
    skipFinalSnapshot: false,
};
const withGroup = (group: Resource) => ({ references: { parameterGroupName: [group] } });
const database = fixture(
    types.databaseInstance,
    { ...GOOD, engine: "mysql", publiclyAccessible: false },
    { protect: true, ...withGroup(tls()) },
);
const cluster = fixture(
    types.databaseCluster,
    { ...GOOD, engine: "aurora-postgresql" },
    { protect: true, references: { dbClusterParameterGroupName: [clusterTls()] } },
);
const member = fixture(types.databaseClusterInstance, { engine: "aurora-postgresql" });

export const databaseCases: CaseTable = {
    "database-not-public": {
        compliant: {
            "an instance": [database(), tls()],
            "a member of a cluster": [member({ publiclyAccessible: false })],
        },
        violating: {
            "an instance": [database({ publiclyAccessible: true }), tls()],
            "a member of a cluster": [member({ publiclyAccessible: true })],
        },
        omitted: { publiclyAccessible: ["pass", database({ publiclyAccessible: undefined }), tls()] },
        unknown: { publiclyAccessible: ["undetermined", database({ publiclyAccessible: UNKNOWN }), tls()] },
    },
    "database-storage-encrypted": {
        compliant: { "an instance": [database(), tls()], "a cluster": [cluster(), clusterTls()] },
        violating: {
            "an instance": [database({ storageEncrypted: false }), tls()],
            "a cluster": [cluster({ storageEncrypted: false }), clusterTls()],
        },
        omitted: { storageEncrypted: ["fail", database({ storageEncrypted: undefined }), tls()] },
        unknown: { storageEncrypted: ["undetermined", database({ storageEncrypted: UNKNOWN }), tls()] },
    },
    "database-backup-retention": {
        compliant: {
            "14 days": [database({ backupRetentionPeriod: 14 }), tls()],
            "35 days": [cluster({ backupRetentionPeriod: 35 }), clusterTls()],
        },
        violating: {
            "13 days": [database({ backupRetentionPeriod: 13 }), tls()],
            "no backups": [cluster({ backupRetentionPeriod: 0 }), clusterTls()],
            "backups that go with the database": [database({ deleteAutomatedBackups: true }), tls()],
        },
        omitted: {
            backupRetentionPeriod: ["fail", database({ backupRetentionPeriod: undefined }), tls()],
            deleteAutomatedBackups: ["fail", database({ deleteAutomatedBackups: undefined }), tls()],
        },
        unknown: {
            backupRetentionPeriod: ["undetermined", database({ backupRetentionPeriod: UNKNOWN }), tls()],
        },
    },
    "database-deletion-guarded": {
        compliant: { "an instance": [database(), tls()], "a cluster": [cluster(), clusterTls()] },
        violating: {
            "not by AWS": [database({ deletionProtection: false }), tls()],
            "not by Pulumi": [database({}, { protect: false }), tls()],
            "without a last snapshot": [cluster({ skipFinalSnapshot: true }), clusterTls()],
        },
        omitted: {
            deletionProtection: ["fail", database({ deletionProtection: undefined }), tls()],
            skipFinalSnapshot: ["pass", database({ skipFinalSnapshot: undefined }), tls()],
        },
        unknown: { deletionProtection: ["undetermined", database({ deletionProtection: UNKNOWN }), tls()] },
    },
    "database-requires-tls": {
        compliant: {
            MySQL: [database(), tls()],
            "in words": [
                database(),
                tls({ parameters: [{ name: "require_secure_transport", value: "on" }] }),
            ],
            "a cluster": [cluster(), clusterTls()],
        },
        violating: {
            "switched off": [
                database(),
                tls({ parameters: [{ name: "require_secure_transport", value: "0" }] }),
            ],
            "the parameter of another engine": [database({ engine: "postgres" }), tls()],
            "a group that is not its own": [database({}, { references: {} }), tls()],
            "a cluster, switched off": [
                cluster(),
                clusterTls({ parameters: [{ name: "rds.force_ssl", value: "0" }] }),
            ],
        },
        omitted: {
            parameters: ["fail", database(), tls({ parameters: undefined })],
            "the group": ["fail", database({}, { references: {} })],
        },
        unknown: {
            "the value": [
                "undetermined",
                database(),
                tls({ parameters: [{ name: "require_secure_transport", value: UNKNOWN }] }),
            ],
            "an engine of another kind": ["undetermined", database({ engine: "oracle-ee" }), tls()],
        },
    },
};
