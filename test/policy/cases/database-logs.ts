import type { CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import { clusterScene, databaseScene, POSTGRES_PARAMETERS, replicaScene } from "../sound";
import { postgres } from "../scenes/databases";

export const cases: CaseTable = {
    "database-exports-slow-log": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            MySQL: databaseScene(),
            "MySQL with more logs": databaseScene({
                enabledCloudwatchLogsExports: ["error", "general", "slowquery"],
            }),
            "slow queries from half a second": databaseScene({}, { parameters: { long_query_time: "0.5" } }),
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
            "MySQL that does not export slow queries": databaseScene({
                enabledCloudwatchLogsExports: ["error"],
            }),
            "MySQL that does not export errors": databaseScene({
                enabledCloudwatchLogsExports: ["slowquery"],
            }),
            "slow_query_log switched off": databaseScene({}, { parameters: { slow_query_log: "0" } }),
            "slow queries from more than a second": databaseScene(
                {},
                { parameters: { long_query_time: "1.1" } },
            ),
            "a long_query_time that is not a number": databaseScene(
                {},
                { parameters: { long_query_time: "never" } },
            ),
            "logs in tables": databaseScene({}, { parameters: { log_output: "TABLE" } }),
            "PostgreSQL that does not export its log": databaseScene(
                { engine: "postgres", engineVersion: "17" },
                { parameters: POSTGRES_PARAMETERS },
            ),
            "PostgreSQL that logs no slow queries": postgres({ log_min_duration_statement: "-1" }),
            "a replica whose own parameter group logs no slow queries": replicaScene({ slow_query_log: "0" }),
            "PostgreSQL that logs queries from 1001 milliseconds": postgres({
                log_min_duration_statement: "1001",
            }),
            "a cluster that exports no logs": clusterScene({ enabledCloudwatchLogsExports: [] }),
        },
        omitted: {
            enabledCloudwatchLogsExports: [
                "fail",
                ...databaseScene({ enabledCloudwatchLogsExports: undefined }),
            ],
            slow_query_log: ["fail", ...databaseScene({}, { parameters: { slow_query_log: undefined } })],
            "long_query_time, which makes it 10 seconds": [
                "fail",
                ...databaseScene({}, { parameters: { long_query_time: undefined } }),
            ],
            "log_output, which writes to tables": [
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
};
