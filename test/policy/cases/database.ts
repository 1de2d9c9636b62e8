import type { CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import { clusterScene, databaseScene, member, replicaScene } from "../sound";

export const cases: CaseTable = {
    "database-not-public": {
        is: ["mandatory", "critical", "deny"],
        compliant: {
            "a private instance": databaseScene(),
            "a private member of a cluster": [member()],
        },
        violating: {
            "a public instance": databaseScene({ publiclyAccessible: true }),
            "a public member of a cluster": [member({ publiclyAccessible: true })],
        },
        omitted: { publiclyAccessible: ["pass", ...databaseScene({ publiclyAccessible: undefined })] },
        unknown: { publiclyAccessible: ["undetermined", ...databaseScene({ publiclyAccessible: UNKNOWN })] },
    },
    "database-storage-encrypted": {
        is: ["mandatory", "critical", "deny"],
        compliant: { "an encrypted instance": databaseScene(), "an encrypted cluster": clusterScene() },
        violating: {
            "a replica that switches encryption off": replicaScene({}, { storageEncrypted: false }),
            "an unencrypted instance": databaseScene({ storageEncrypted: false }),
            "an unencrypted cluster": clusterScene({ storageEncrypted: false }),
        },
        omitted: { storageEncrypted: ["fail", ...databaseScene({ storageEncrypted: undefined })] },
        unknown: { storageEncrypted: ["undetermined", ...databaseScene({ storageEncrypted: UNKNOWN })] },
    },
    "database-backup-retention": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "14 days of backups": databaseScene({ backupRetentionPeriod: 14 }),
            "a replica, whose source has the backups": replicaScene(),
            "35 days of backups": clusterScene({ backupRetentionPeriod: 35 }),
        },
        violating: {
            "13 days of backups": databaseScene({ backupRetentionPeriod: 13 }),
            "a cluster without backups": clusterScene({ backupRetentionPeriod: 0 }),
            "backups that AWS deletes with the database": databaseScene({ deleteAutomatedBackups: true }),
        },
        omitted: {
            backupRetentionPeriod: ["fail", ...databaseScene({ backupRetentionPeriod: undefined })],
            deleteAutomatedBackups: ["fail", ...databaseScene({ deleteAutomatedBackups: undefined })],
        },
        unknown: {
            backupRetentionPeriod: ["undetermined", ...databaseScene({ backupRetentionPeriod: UNKNOWN })],
        },
    },
    "database-deletion-guarded": {
        is: ["mandatory", "high", "deny"],
        compliant: { "a guarded instance": databaseScene(), "a guarded cluster": clusterScene() },
        violating: {
            "an instance without deletion protection": databaseScene({ deletionProtection: false }),
            "a cluster without a last snapshot": clusterScene({ skipFinalSnapshot: true }),
        },
        omitted: {
            deletionProtection: ["fail", ...databaseScene({ deletionProtection: undefined })],
            skipFinalSnapshot: ["pass", ...databaseScene({ skipFinalSnapshot: undefined })],
        },
        unknown: { deletionProtection: ["undetermined", ...databaseScene({ deletionProtection: UNKNOWN })] },
    },
};
