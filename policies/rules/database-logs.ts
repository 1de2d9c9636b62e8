import {
    groupsOfCluster,
    groupsOfInstance,
    isSwitchedOn,
    parameterOf,
    type ParameterGroup,
} from "../aws/database-parameters";
import { engineOf, takesGroupOfSource } from "../aws/replicas";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import type { Resource, Stack } from "../stack";
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
    otherwise: "When the payroll report takes ten minutes, nobody can tell which query is slow.",
    remedy:
        "Set enabledCloudwatchLogsExports to error and slowquery. In the parameter group, set slow_query_log to 1, " +
        "log_output to FILE and long_query_time to at most this policy's seconds setting (1 by " +
        "default). For PostgreSQL, export postgresql and set log_min_duration_statement.",
    equivalents: ["checkov:CKV_AWS_129", "fsbp:RDS.9", "fsbp:RDS.36"],
    settings: {
        seconds: integer("Seconds after which a database must log a query as slow", 1, {
            minimum: 1,
            maximum: 10,
        }),
    },
    rules: [
        on(types.databaseInstance, (database, stack: Stack, { seconds }: Threshold) =>
            judgeLogs(
                database,
                () => (takesGroupOfSource(database, stack) ? undefined : groupsOfInstance(database, stack)),
                { stack, seconds },
            ),
        ),
        on(types.databaseCluster, (cluster, stack: Stack, { seconds }: Threshold) =>
            judgeLogs(cluster, () => groupsOfCluster(cluster, stack), { stack, seconds }),
        ),
    ],
});

interface Threshold {
    readonly seconds: number;
}

interface Database extends Resource {
    readonly props: {
        readonly engine?: string;
        readonly enabledCloudwatchLogsExports?: readonly string[];
    };
}

/** Engines that Django does not use for an HRMS have no slow query log of this kind. */
function judgeLogs(
    database: Database,
    /** No faults for a replica with its source's group. */
    groups: () => readonly ParameterGroup[] | undefined,
    { stack, seconds }: Threshold & { readonly stack: Stack },
): Findings {
    const { props } = database;
    return decide(() => {
        const logs = LOGS[engineOf(database, stack) ?? ""];
        if (logs === undefined) return [];
        return [
            ...logs.exports.flatMap((log) =>
                faultIf(
                    `enabledCloudwatchLogsExports lacks ${log}`,
                    () => !(props.enabledCloudwatchLogsExports ?? []).includes(log),
                ),
            ),
            ...decide(() => {
                const own = groups();
                return own === undefined ? [] : logs.judge(own, seconds);
            }),
        ];
    });
}
