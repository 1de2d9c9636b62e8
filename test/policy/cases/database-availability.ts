import type { CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import { clusterScene, databaseScene, member, replicaScene } from "../sound";

export const cases: CaseTable = {
    "database-is-multi-az": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "an instance with a standby": databaseScene(),
            "a replica, whose multiAz AWS fills in": replicaScene({}, { multiAz: UNKNOWN }),
            "a cluster of two instances": clusterScene(),
            "a Multi-AZ cluster, which always has three instances": clusterScene(
                { dbClusterInstanceClass: "db.m7g.large" },
                { members: 0 },
            ),
        },
        violating: {
            "an instance without a standby": databaseScene({ multiAz: false }),
            "a cluster of one instance": clusterScene({}, { members: 1 }),
        },
        omitted: { multiAz: ["fail", ...databaseScene({ multiAz: undefined })] },
        unknown: { multiAz: ["undetermined", ...databaseScene({ multiAz: UNKNOWN })] },
    },
    "database-takes-minor-upgrades": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "an instance that takes minor versions": databaseScene({ autoMinorVersionUpgrade: true }),
        },
        violating: {
            "an instance that stays at its minor version": databaseScene({ autoMinorVersionUpgrade: false }),
            "a cluster that stays at its minor version": clusterScene({ autoMinorVersionUpgrade: false }),
            "a member that stays at its minor version": [member({ autoMinorVersionUpgrade: false })],
        },
        omitted: { autoMinorVersionUpgrade: ["pass", ...databaseScene()] },
        unknown: {
            autoMinorVersionUpgrade: ["undetermined", ...databaseScene({ autoMinorVersionUpgrade: UNKNOWN })],
        },
    },
};
