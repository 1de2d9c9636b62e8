import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";
import { clusterScene, databaseScene, POSTGRES_PARAMETERS, redisScene, replicaScene } from "../sound";

const cacheFirewall = fixture(types.securityGroup, { description: "Cache" })();
const cacheCluster = fixture(types.cacheCluster, {}, { references: { securityGroupIds: [cacheFirewall] } });

export const cases: CaseTable = {
    "database-engine-is-supported": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "MySQL 8.4": databaseScene({ engineVersion: "8.4.9" }),
            "MariaDB 10.11, which is not 10.1": databaseScene({
                engine: "mariadb",
                engineVersion: "10.11.16",
            }),
            "a version that is newer than the table": databaseScene({ engineVersion: "9.7" }),
            "an engine that the table does not have": clusterScene(),
            Redis: redisScene(),
            Valkey: redisScene({ engine: "valkey", engineVersion: "8.2" }),
            "a member, whose replication group has the version": [
                cacheCluster({ replicationGroupId: UNKNOWN }),
            ],
            Memcached: [cacheCluster({ engine: "memcached", transitEncryptionEnabled: true }), cacheFirewall],
            "a replica, whose source has the version": replicaScene(),
        },
        violating: {
            "MySQL 8.0 after the end of its support": databaseScene({ engineVersion: "8.0.46" }),
            "a version that is older than the table": databaseScene({ engineVersion: "5.5" }),
            "Redis 5": redisScene({ engineVersion: "5.0.6" }),
            "Redis without an engine name": redisScene({ engine: undefined, engineVersion: "3.2.10" }),
            "extended support": databaseScene({ engineLifecycleSupport: "open-source-rds-extended-support" }),
            "extended support of a cluster": clusterScene({
                engineLifecycleSupport: "open-source-rds-extended-support",
            }),
        },
        omitted: {
            engineVersion: ["fail", ...databaseScene({ engineVersion: undefined })],
            "engineVersion of Redis": ["fail", ...redisScene({ engineVersion: undefined })],
            engineLifecycleSupport: ["fail", ...databaseScene({ engineLifecycleSupport: undefined })],
            "engineLifecycleSupport, which MariaDB does not have": [
                "pass",
                ...databaseScene({
                    engine: "mariadb",
                    engineVersion: "11.8",
                    engineLifecycleSupport: undefined,
                }),
            ],
        },
        unknown: { engineVersion: ["undetermined", ...databaseScene({ engineVersion: UNKNOWN })] },
        advised: {
            "PostgreSQL 14 three months before the end of its support": databaseScene(
                { engine: "postgres", engineVersion: "14.20", enabledCloudwatchLogsExports: ["postgresql"] },
                { parameters: POSTGRES_PARAMETERS },
            ),
            "Redis 6 two months before the end of its support": redisScene({ engineVersion: "6.x" }),
        },
    },
};
