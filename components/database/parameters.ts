/** A parameter of MySQL that differs from RDS's default, or must not follow it. */
interface Parameter {
    readonly name: string;
    readonly value: string;
    readonly why: string;
}

/** Family of the parameter group; a new major version of MySQL needs a new one. */
export const PARAMETER_FAMILY = "mysql8.4";

/**
 * All of them are dynamic: they apply at once, without a restart.
 * `max_connections` stays RDS's formula, which follows the instance class (config/instance-types.ts).
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html
 */
export const PARAMETERS: readonly Parameter[] = [
    {
        name: "require_secure_transport",
        value: "ON",
        why: "no connection without TLS; RDS's default is OFF",
    },
    {
        name: "character_set_server",
        value: "utf8mb4",
        why: "every name and every emoji; the function that creates the database relies on it too",
    },
    {
        name: "collation_server",
        value: "utf8mb4_0900_ai_ci",
        why: "MySQL 8's own collation for it",
    },
    {
        name: "sql_mode",
        value: [
            "ONLY_FULL_GROUP_BY",
            "STRICT_TRANS_TABLES",
            "NO_ZERO_IN_DATE",
            "NO_ZERO_DATE",
            "ERROR_FOR_DIVISION_BY_ZERO",
            "NO_ENGINE_SUBSTITUTION",
        ].join(","),
        why: "strict: a value that does not fit is refused, not cut short (Django's check mysql.W002)",
    },
    { name: "slow_query_log", value: "1", why: "slow queries are the first thing to look at" },
    { name: "long_query_time", value: "1", why: "seconds from which a query is slow" },
    {
        name: "log_output",
        value: "FILE",
        why: "only files are exported to CloudWatch Logs, tables fill the disk",
    },
    {
        name: "innodb_print_all_deadlocks",
        value: "1",
        why: "every deadlock in the error log, not just the last",
    },
    { name: "local_infile", value: "0", why: "no client file is read into a table by a forged statement" },
    {
        name: "event_scheduler",
        value: "OFF",
        why: "Celery beat schedules; a blue/green upgrade wants it off",
    },
];
