/** A MySQL parameter that differs from RDS's default, or that must not follow a change of the default. */
interface Parameter {
    readonly name: string;
    readonly value: string;
    readonly why: string;
}

/** The parameter group's family. A new major version of MySQL needs a new family. */
export const PARAMETER_FAMILY = "mysql8.4";

/**
 * Values are written as RDS writes them: a switch of an instance is 0 or 1, where MySQL also takes OFF and ON.
 * All of them are dynamic, so they apply immediately, without a restart.
 * `max_connections` stays RDS's formula, which follows the instance class (config/instance-types.ts).
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html
 */
export const PARAMETERS: readonly Parameter[] = [
    {
        name: "require_secure_transport",
        value: "1",
        why: "no connection without TLS; RDS's default is 0",
    },
    {
        name: "character_set_server",
        value: "utf8mb4",
        why: "stores every name and every emoji; the function that creates the database relies on it too",
    },
    {
        name: "collation_server",
        value: "utf8mb4_0900_ai_ci",
        why: "the default collation of utf8mb4 in MySQL 8",
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
        why: "strict mode: MySQL rejects a value that does not fit and does not truncate it (Django's check mysql.W002)",
    },
    { name: "slow_query_log", value: "1", why: "the slow query log is the first thing to look at" },
    { name: "long_query_time", value: "1", why: "a query is slow from this many seconds on" },
    {
        name: "log_output",
        value: "FILE",
        why: "only log files are exported to CloudWatch Logs; log tables fill the disk",
    },
    {
        name: "innodb_print_all_deadlocks",
        value: "1",
        why: "the error log gets every deadlock, not only the last",
    },
    { name: "local_infile", value: "0", why: "an injected statement cannot load a file from the client" },
    {
        name: "event_scheduler",
        value: "OFF",
        why: "Celery beat runs the schedules, and a blue/green upgrade needs it off",
    },
];
