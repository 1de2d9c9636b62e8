import {
    groupsOfCluster,
    groupsOfInstance,
    isSwitchedOn,
    parameterOf,
    type ParameterGroup,
} from "../aws/database-parameters";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import type { Stack } from "../stack";
import { decide, faultIf, type Findings } from "../verdict";

/** How an engine logs slow queries, and which of its logs RDS must export. */
interface Logs {
    readonly exports: readonly string[];
    readonly judge: (groups: readonly ParameterGroup[], seconds: number) => Findings;
}

/** MySQL's own default is 10 seconds. */
const MYSQL_DEFAULT_SECONDS = "10";

const mysql = (defaultOutput: string): Logs => ({
    exports: ["error", "slowquery"],
    judge: (groups, seconds) => [
        ...faultIf("slow_query_log is not 1", () => !isSwitchedOn(parameterOf(groups, "slow_query_log"))),
        ...faultIf(
            "long_query_time is too long or left out",
            () => !(Number(parameterOf(groups, "long_query_time") ?? MYSQL_DEFAULT_SECONDS) <= seconds),
        ),
        // "log_output = FILE to write logs to the file system and publish them to CloudWatch Logs".
        // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.MySQLDB.PublishtoCloudWatchLogs.html
        ...faultIf(
            "log_output is not FILE, and only files are exported",
            () => (parameterOf(groups, "log_output") ?? defaultOutput).toUpperCase() !== "FILE",
        ),
    ],
});

const postgresql: Logs = {
    exports: ["postgresql"],
    judge: (groups, seconds) =>
        faultIf("log_min_duration_statement is off or too long", () => {
            const milliseconds = Number(parameterOf(groups, "log_min_duration_statement") ?? "-1");
            return !(milliseconds >= 0 && milliseconds <= seconds * 1000);
        }),
};

/** The default of `log_output` is TABLE for RDS's engines, FILE for Aurora's. */
const LOGS: Readonly<Record<string, Logs>> = {
    mysql: mysql("TABLE"),
    mariadb: mysql("TABLE"),
    "aurora-mysql": mysql("FILE"),
    postgres: postgresql,
    "aurora-postgresql": postgresql,
};

export const exportsSlowLog = stackPolicy({
    name: "database-exports-slow-log",
    checklist: "performance.database.slow-query-log",
    severity: "medium",
    onUnknown: "deny",
    requires: "Databases log slow queries and errors, and CloudWatch keeps the logs.",
    otherwise: "When the payroll report takes ten minutes, nobody can tell which query it is.",
    remedy:
        "Set enabledCloudwatchLogsExports to error and slowquery, and in the parameter group slow_query_log to 1, " +
        "log_output to FILE and long_query_time to the seconds of this policy's setting (1, unless the stack says " +
        "otherwise); for PostgreSQL, export postgresql and set log_min_duration_statement.",
    equivalents: ["checkov:CKV_AWS_129", "fsbp:RDS.9"],
    settings: {
        seconds: integer("Seconds from which a query must be logged as slow", 1, { minimum: 1, maximum: 10 }),
    },
    rules: [
        on(types.databaseInstance, (database, stack: Stack, { seconds }: Threshold) =>
            judgeLogs(database, groupsOfInstance(database, stack), seconds),
        ),
        on(types.databaseCluster, (cluster, stack: Stack, { seconds }: Threshold) =>
            judgeLogs(cluster, groupsOfCluster(cluster, stack), seconds),
        ),
    ],
});

interface Threshold {
    readonly seconds: number;
}

interface Database {
    readonly props: {
        readonly engine?: string;
        readonly enabledCloudwatchLogsExports?: readonly string[];
    };
}

/** Engines that an HRMS on Django does not run on have no slow query log of this kind. */
function judgeLogs({ props }: Database, groups: readonly ParameterGroup[], seconds: number): Findings {
    return decide(() => {
        const logs = LOGS[props.engine ?? ""];
        if (logs === undefined) return [];
        return [
            ...logs.exports.flatMap((log) =>
                faultIf(
                    `enabledCloudwatchLogsExports lacks ${log}`,
                    () => !(props.enabledCloudwatchLogsExports ?? []).includes(log),
                ),
            ),
            ...logs.judge(groups, seconds),
        ];
    });
}
