import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";
import { clusterScene, databaseScene, member, parameters, POSTGRES_PARAMETERS, redisScene } from "../sound";

/** With the parameters of that engine only. */
const postgres = (given: Readonly<Record<string, unknown>> = {}) =>
    databaseScene(
        { engine: "postgres", engineVersion: "17", enabledCloudwatchLogsExports: ["postgresql"] },
        { parameters: { ...POSTGRES_PARAMETERS, ...given } },
    );

const cacheFirewall = fixture(types.securityGroup, { description: "Cache" })();
const cacheCluster = fixture(types.cacheCluster, {}, { references: { securityGroupIds: [cacheFirewall] } });

const foreignGroup = fixture(types.parameterGroup, parameters({ require_secure_transport: "1" }), {
    name: "of-another",
});

export const databaseCases: CaseTable = {
    "database-not-public": {
        compliant: {
            "an instance": databaseScene(),
            "a member of a cluster": [member()],
        },
        violating: {
            "an instance": databaseScene({ publiclyAccessible: true }),
            "a member of a cluster": [member({ publiclyAccessible: true })],
        },
        omitted: { publiclyAccessible: ["pass", ...databaseScene({ publiclyAccessible: undefined })] },
        unknown: { publiclyAccessible: ["undetermined", ...databaseScene({ publiclyAccessible: UNKNOWN })] },
    },
    "database-storage-encrypted": {
        compliant: { "an instance": databaseScene(), "a cluster": clusterScene() },
        violating: {
            "an instance": databaseScene({ storageEncrypted: false }),
            "a cluster": clusterScene({ storageEncrypted: false }),
        },
        omitted: { storageEncrypted: ["fail", ...databaseScene({ storageEncrypted: undefined })] },
        unknown: { storageEncrypted: ["undetermined", ...databaseScene({ storageEncrypted: UNKNOWN })] },
    },
    "database-backup-retention": {
        compliant: {
            "14 days": databaseScene({ backupRetentionPeriod: 14 }),
            "35 days": clusterScene({ backupRetentionPeriod: 35 }),
        },
        violating: {
            "13 days": databaseScene({ backupRetentionPeriod: 13 }),
            "no backups": clusterScene({ backupRetentionPeriod: 0 }),
            "backups that go with the database": databaseScene({ deleteAutomatedBackups: true }),
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
        compliant: { "an instance": databaseScene(), "a cluster": clusterScene() },
        violating: {
            "not by AWS": databaseScene({ deletionProtection: false }),
            "without a last snapshot": clusterScene({ skipFinalSnapshot: true }),
        },
        omitted: {
            deletionProtection: ["fail", ...databaseScene({ deletionProtection: undefined })],
            skipFinalSnapshot: ["pass", ...databaseScene({ skipFinalSnapshot: undefined })],
        },
        unknown: { deletionProtection: ["undetermined", ...databaseScene({ deletionProtection: UNKNOWN })] },
    },
    "database-requires-tls": {
        compliant: {
            MySQL: databaseScene(),
            PostgreSQL: postgres(),
            "in words": databaseScene({}, { parameters: { require_secure_transport: "on" } }),
            "a cluster": clusterScene(),
        },
        violating: {
            "switched off": databaseScene({}, { parameters: { require_secure_transport: "0" } }),
            "the parameter of another engine": postgres({
                "rds.force_ssl": undefined,
                require_secure_transport: "1",
            }),
            "in a group that is not its own": databaseScene(
                {},
                { parameters: { require_secure_transport: undefined }, others: [foreignGroup()] },
            ),
            "a cluster, switched off": clusterScene({}, { parameters: { "rds.force_ssl": "0" } }),
        },
        omitted: {
            "the parameter": [
                "fail",
                ...databaseScene({}, { parameters: { require_secure_transport: undefined } }),
            ],
        },
        unknown: {
            "the value": [
                "undetermined",
                ...databaseScene({}, { parameters: { require_secure_transport: UNKNOWN } }),
            ],
            "an engine of another kind": ["undetermined", ...databaseScene({ engine: "oracle-ee" })],
        },
    },
    "database-exports-slow-log": {
        compliant: {
            MySQL: databaseScene(),
            "MySQL, with more": databaseScene({
                enabledCloudwatchLogsExports: ["error", "general", "slowquery"],
            }),
            "less than a second": databaseScene({}, { parameters: { long_query_time: "0.5" } }),
            MariaDB: databaseScene({ engine: "mariadb", engineVersion: "11.8" }),
            PostgreSQL: postgres(),
            "an Aurora cluster": clusterScene(),
            "Aurora MySQL, which writes files by default": clusterScene(
                { engine: "aurora-mysql", enabledCloudwatchLogsExports: ["error", "slowquery"] },
                {
                    parameters: {
                        require_secure_transport: "ON",
                        slow_query_log: "1",
                        long_query_time: "1",
                    },
                },
            ),
        },
        violating: {
            "no slow log exported": databaseScene({ enabledCloudwatchLogsExports: ["error"] }),
            "no error log exported": databaseScene({ enabledCloudwatchLogsExports: ["slowquery"] }),
            "switched off": databaseScene({}, { parameters: { slow_query_log: "0" } }),
            "more than a second": databaseScene({}, { parameters: { long_query_time: "1.1" } }),
            "no number": databaseScene({}, { parameters: { long_query_time: "never" } }),
            "into tables": databaseScene({}, { parameters: { log_output: "TABLE" } }),
            "PostgreSQL, without its log": databaseScene(
                { engine: "postgres", engineVersion: "17" },
                { parameters: POSTGRES_PARAMETERS },
            ),
            "PostgreSQL, switched off": postgres({ log_min_duration_statement: "-1" }),
            "PostgreSQL, 1001 milliseconds": postgres({ log_min_duration_statement: "1001" }),
            "a cluster": clusterScene({ enabledCloudwatchLogsExports: [] }),
        },
        omitted: {
            enabledCloudwatchLogsExports: [
                "fail",
                ...databaseScene({ enabledCloudwatchLogsExports: undefined }),
            ],
            slow_query_log: ["fail", ...databaseScene({}, { parameters: { slow_query_log: undefined } })],
            "long_query_time, which is 10 seconds then": [
                "fail",
                ...databaseScene({}, { parameters: { long_query_time: undefined } }),
            ],
            "log_output, which is tables then": [
                "fail",
                ...databaseScene({}, { parameters: { log_output: undefined } }),
            ],
            log_min_duration_statement: ["fail", ...postgres({ log_min_duration_statement: undefined })],
        },
        unknown: {
            enabledCloudwatchLogsExports: [
                "undetermined",
                ...databaseScene({ enabledCloudwatchLogsExports: UNKNOWN }),
            ],
            long_query_time: [
                "undetermined",
                ...databaseScene({}, { parameters: { long_query_time: UNKNOWN } }),
            ],
        },
    },
    "database-is-multi-az": {
        compliant: {
            "an instance": databaseScene(),
            "a cluster of two": clusterScene(),
            "a Multi-AZ cluster, which has three by itself": clusterScene(
                { dbClusterInstanceClass: "db.m7g.large" },
                { members: 0 },
            ),
        },
        violating: {
            "an instance": databaseScene({ multiAz: false }),
            "a cluster of one": clusterScene({}, { members: 1 }),
        },
        omitted: { multiAz: ["fail", ...databaseScene({ multiAz: undefined })] },
        unknown: { multiAz: ["undetermined", ...databaseScene({ multiAz: UNKNOWN })] },
    },
    "database-takes-minor-upgrades": {
        compliant: { "an instance": databaseScene({ autoMinorVersionUpgrade: true }) },
        violating: {
            "an instance": databaseScene({ autoMinorVersionUpgrade: false }),
            "a cluster": clusterScene({ autoMinorVersionUpgrade: false }),
            "a member of one": [member({ autoMinorVersionUpgrade: false })],
        },
        omitted: { autoMinorVersionUpgrade: ["pass", ...databaseScene()] },
        unknown: {
            autoMinorVersionUpgrade: ["undetermined", ...databaseScene({ autoMinorVersionUpgrade: UNKNOWN })],
        },
    },
    "database-engine-is-supported": {
        compliant: {
            "MySQL 8.4": databaseScene({ engineVersion: "8.4.9" }),
            "MariaDB 10.11, of which 10.1 is no part": databaseScene({
                engine: "mariadb",
                engineVersion: "10.11.16",
            }),
            "a version that the table does not know yet": databaseScene({ engineVersion: "9.7" }),
            "an engine that it does not know": clusterScene(),
            Redis: redisScene(),
            Valkey: redisScene({ engine: "valkey", engineVersion: "8.2" }),
            "a member of a group, whose version counts": [cacheCluster({ replicationGroupId: UNKNOWN })],
            Memcached: [cacheCluster({ engine: "memcached" }), cacheFirewall],
        },
        violating: {
            "MySQL 8.0, past its end": databaseScene({ engineVersion: "8.0.46" }),
            "a version from before the table": databaseScene({ engineVersion: "5.5" }),
            "PostgreSQL 14, three months before it": databaseScene(
                { engine: "postgres", engineVersion: "14.20", enabledCloudwatchLogsExports: ["postgresql"] },
                { parameters: POSTGRES_PARAMETERS },
            ),
            "Redis 5": redisScene({ engineVersion: "5.0.6" }),
            "Redis 6, two months before its end": redisScene({ engineVersion: "6.x" }),
            "Redis, whose engine is left out": redisScene({ engine: undefined, engineVersion: "3.2.10" }),
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
    },
};
