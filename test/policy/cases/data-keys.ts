import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture, type Scene } from "../case";
import { UNKNOWN } from "../harness";
import { backupOf, clusterScene, databaseScene, files, member, redisScene, replicaScene } from "../sound";

const AWS_KEY = "arn:aws:kms:eu-central-1:123456789012:alias/aws/rds";
const copy = fixture(types.databaseSnapshotCopy, { kmsKeyId: UNKNOWN });
const replication = fixture(types.databaseBackupReplication, { kmsKeyId: UNKNOWN });
const fileScene = (changes: object): Scene => [files({ ...changes }), ...backupOf([files()])];
const INSIGHTS = { performanceInsightsEnabled: true, performanceInsightsKmsKeyId: UNKNOWN };
const MANAGED = { manageMasterUserPassword: true, masterUserSecretKmsKeyId: UNKNOWN };
const managed = (changes: object) => databaseScene({ password: undefined, ...MANAGED, ...changes });
const managedCluster = (changes: object) =>
    clusterScene({ masterPassword: undefined, ...MANAGED, ...changes });

export const cases: CaseTable = {
    "data-encrypted-with-own-key": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a database with a key of your own": databaseScene(),
            "a key by its ARN": databaseScene({ kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/x" }),
            "a cluster with a key of your own": clusterScene(),
            "a replica, which has its source's key": replicaScene(),
            "a database from a snapshot, which keeps its key": databaseScene({
                kmsKeyId: undefined,
                snapshotIdentifier: "x",
            }),
            "a database from a point in time, which keeps its key": databaseScene({
                kmsKeyId: undefined,
                restoreToPointInTime: { useLatestRestorableTime: true },
            }),
            "a cluster that replicates another": clusterScene({
                kmsKeyId: undefined,
                replicationSourceIdentifier: "arn",
            }),
            "Performance Insights with a key of your own": databaseScene(INSIGHTS),
            "a database without Performance Insights": databaseScene({ performanceInsightsEnabled: false }),
            "a managed password with a key of your own": managed({}),
            "a cache with a key of your own": redisScene(),
            "a secondary cache of a global datastore": redisScene({
                kmsKeyId: undefined,
                globalReplicationGroupId: "global",
            }),
            "files with a key of your own": fileScene({}),
            "a copy of a snapshot with a key of your own": [copy()],
            "backups in another region with a key of your own": [replication()],
        },
        violating: {
            "a database with AWS's key": databaseScene({ kmsKeyId: AWS_KEY }),
            "a cluster with AWS's key": clusterScene({ kmsKeyId: "alias/aws/rds" }),
            "Performance Insights with AWS's key": databaseScene({ performanceInsightsEnabled: true }),
            "Performance Insights of a cluster with AWS's key": clusterScene({
                performanceInsightsEnabled: true,
            }),
            "Performance Insights of a member with AWS's key": [member({ performanceInsightsEnabled: true })],
            "a managed password with AWS's key": managed({ masterUserSecretKmsKeyId: undefined }),
            "a cluster's managed password with AWS's key": managedCluster({
                masterUserSecretKmsKeyId: undefined,
            }),
            "a cache with AWS's key": redisScene({ kmsKeyId: "alias/aws/elasticache" }),
            "files with AWS's key": fileScene({ kmsKeyId: "alias/aws/elasticfilesystem" }),
            "a copy of a snapshot with AWS's key": [copy({ kmsKeyId: AWS_KEY })],
            ...aliases(types.databaseSnapshotCopy, [copy({ kmsKeyId: AWS_KEY })]),
            "backups in another region with AWS's key": [replication({ kmsKeyId: AWS_KEY })],
        },
        omitted: {
            "kmsKeyId of a database": ["fail", ...databaseScene({ kmsKeyId: undefined })],
            "kmsKeyId of a cluster": ["fail", ...clusterScene({ kmsKeyId: undefined })],
            "kmsKeyId of a cache": ["fail", ...redisScene({ kmsKeyId: undefined })],
            "kmsKeyId of files": ["fail", ...fileScene({ kmsKeyId: undefined })],
            "kmsKeyId of a copy": ["fail", copy({ kmsKeyId: undefined })],
        },
        unknown: {
            kmsKeyId: ["pass", ...databaseScene({ kmsKeyId: UNKNOWN })],
            performanceInsightsEnabled: [
                "undetermined",
                ...databaseScene({ performanceInsightsEnabled: UNKNOWN }),
            ],
        },
    },
};
