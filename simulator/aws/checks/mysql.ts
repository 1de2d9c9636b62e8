/**
 * The MySQL versions that RDS knows. Standard support of 8.0 ended on 31 July 2026.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 */
export const MYSQL_MAJORS: Readonly<
    Record<string, { readonly minors: readonly [number, number]; readonly inStandardSupport: boolean }>
> = {
    "8.4": { minors: [3, 19], inStandardSupport: true },
    "8.0": { minors: [32, 49], inStandardSupport: false },
    "5.7": { minors: [44, 44], inStandardSupport: false },
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.MySQLDB.PublishtoCloudWatchLogs.html */
export const MYSQL_LOGS = ["audit", "error", "general", "iam-db-auth-error", "slowquery"];

/**
 * The allowed values of a DB parameter, as RDS lists them, in its letter case: it takes no others. A switch of an instance
 * takes 0 and 1; only clusters take ON and OFF (https://github.com/prowler-cloud/prowler/pull/4116). Names come
 * from `mysqld --verbose --help`, with underscores.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
 */
interface Parameter {
    /** Allowed words, or the lowest and the highest number. Without it, every value is allowed. */
    readonly allowed?: readonly string[] | readonly [number, number];
    /** Takes effect only after a restart. */
    readonly static?: true;
}

const SWITCH: Parameter = { allowed: ["0", "1"] };
const STATIC_SWITCH: Parameter = { ...SWITCH, static: true };
const ANY: Parameter = {};
const number = (min: number, max: number): Parameter => ({ allowed: [min, max] });
const fixed = (min: number, max: number): Parameter => ({ allowed: [min, max], static: true });
const words = (...allowed: string[]): Parameter => ({ allowed });
const YEAR = 31536000;
const INT = 4294967295;

/**
 * The modifiable parameters of the families mysql8.0 and mysql8.4 that a web application can need, with MySQL's ranges.
 * https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html
 */
export const MYSQL_PARAMETERS: Readonly<Record<string, Parameter>> = {
    activate_all_roles_on_login: SWITCH,
    authentication_policy: { static: true },
    autocommit: SWITCH,
    back_log: fixed(1, 65535),
    binlog_cache_size: number(4096, Number.MAX_SAFE_INTEGER),
    binlog_expire_logs_seconds: number(0, INT),
    binlog_format: words("ROW", "STATEMENT", "MIXED"),
    binlog_row_image: words("full", "minimal", "noblob"),
    binlog_row_metadata: words("MINIMAL", "FULL"),
    character_set_client: ANY,
    character_set_connection: ANY,
    character_set_database: ANY,
    character_set_filesystem: ANY,
    character_set_results: ANY,
    character_set_server: words(
        "utf8mb4",
        "utf8mb3",
        "utf8",
        "latin1",
        "ascii",
        "binary",
        "ucs2",
        "utf16",
        "utf32",
    ),
    "character-set-client-handshake": STATIC_SWITCH,
    collation_connection: ANY,
    collation_server: ANY,
    connect_timeout: number(2, YEAR),
    default_password_lifetime: number(0, 65535),
    default_storage_engine: ANY,
    default_time_zone: { static: true },
    disconnect_on_expired_password: STATIC_SWITCH,
    div_precision_increment: number(0, 30),
    enforce_gtid_consistency: words("OFF", "ON", "WARN"),
    event_scheduler: words("ON", "OFF"),
    explicit_defaults_for_timestamp: SWITCH,
    general_log: SWITCH,
    group_concat_max_len: number(4, Number.MAX_SAFE_INTEGER),
    "gtid-mode": words("OFF", "OFF_PERMISSIVE", "ON_PERMISSIVE", "ON"),
    gtid_mode: words("OFF", "OFF_PERMISSIVE", "ON_PERMISSIVE", "ON"),
    host_cache_size: number(0, 65536),
    init_connect: ANY,
    innodb_adaptive_hash_index: SWITCH,
    innodb_autoinc_lock_mode: fixed(0, 2),
    innodb_buffer_pool_instances: fixed(1, 64),
    innodb_buffer_pool_size: ANY,
    innodb_change_buffering: words("none", "inserts", "deletes", "changes", "purges", "all"),
    innodb_deadlock_detect: SWITCH,
    innodb_dedicated_server: STATIC_SWITCH,
    innodb_file_per_table: SWITCH,
    innodb_flush_log_at_trx_commit: number(0, 2),
    innodb_ft_min_token_size: fixed(0, 16),
    innodb_io_capacity: number(100, Number.MAX_SAFE_INTEGER),
    innodb_io_capacity_max: number(100, Number.MAX_SAFE_INTEGER),
    innodb_lock_wait_timeout: number(1, 1073741824),
    innodb_log_buffer_size: number(1048576, INT),
    innodb_max_dirty_pages_pct: number(0, 99.99),
    innodb_online_alter_log_max_size: number(65536, Number.MAX_SAFE_INTEGER),
    innodb_open_files: number(10, 2147483647),
    innodb_print_all_deadlocks: SWITCH,
    innodb_purge_threads: fixed(1, 32),
    innodb_read_io_threads: fixed(1, 64),
    innodb_redo_log_capacity: number(8388608, 137438953472),
    innodb_rollback_on_timeout: STATIC_SWITCH,
    innodb_sort_buffer_size: fixed(65536, 67108864),
    innodb_stats_on_metadata: SWITCH,
    innodb_stats_persistent: SWITCH,
    innodb_strict_mode: SWITCH,
    innodb_thread_concurrency: number(0, 1000),
    innodb_write_io_threads: fixed(1, 64),
    interactive_timeout: number(1, YEAR),
    join_buffer_size: number(128, Number.MAX_SAFE_INTEGER),
    lc_time_names: ANY,
    local_infile: SWITCH,
    lock_wait_timeout: number(1, YEAR),
    log_bin_trust_function_creators: SWITCH,
    log_error_suppression_list: ANY,
    log_error_verbosity: number(1, 3),
    log_output: words("FILE", "TABLE", "NONE", "TABLE,FILE"),
    log_queries_not_using_indexes: SWITCH,
    log_slow_admin_statements: SWITCH,
    log_slow_extra: SWITCH,
    log_slow_replica_statements: SWITCH,
    log_throttle_queries_not_using_indexes: number(0, INT),
    long_query_time: number(0, YEAR),
    lower_case_table_names: fixed(0, 1),
    mandatory_roles: ANY,
    max_allowed_packet: number(1024, 1073741824),
    max_connect_errors: number(1, Number.MAX_SAFE_INTEGER),
    max_connections: number(1, 100000),
    max_execution_time: number(0, INT),
    max_heap_table_size: number(16384, Number.MAX_SAFE_INTEGER),
    max_prepared_stmt_count: number(0, 4194304),
    max_user_connections: number(0, INT),
    min_examined_row_limit: number(0, Number.MAX_SAFE_INTEGER),
    net_read_timeout: number(1, YEAR),
    net_retry_count: number(1, Number.MAX_SAFE_INTEGER),
    net_write_timeout: number(1, YEAR),
    optimizer_switch: ANY,
    partial_revokes: SWITCH,
    password_history: number(0, INT),
    password_require_current: SWITCH,
    password_reuse_interval: number(0, INT),
    performance_schema: STATIC_SWITCH,
    print_identified_with_as_hex: SWITCH,
    read_buffer_size: number(8192, 2147479552),
    read_only: words("0", "1", "{TrueIfReplica}"),
    read_rnd_buffer_size: number(1, 2147483647),
    replica_parallel_workers: number(0, 1024),
    require_secure_transport: SWITCH,
    skip_name_resolve: STATIC_SWITCH,
    slow_query_log: SWITCH,
    sort_buffer_size: number(32768, Number.MAX_SAFE_INTEGER),
    sql_mode: ANY,
    sql_require_primary_key: SWITCH,
    stored_program_cache: number(16, 524288),
    sync_binlog: number(0, INT),
    table_definition_cache: number(400, 524288),
    table_open_cache: number(1, 524288),
    table_open_cache_instances: fixed(1, 64),
    temptable_max_mmap: number(0, Number.MAX_SAFE_INTEGER),
    temptable_max_ram: number(2097152, Number.MAX_SAFE_INTEGER),
    thread_cache_size: number(0, 16384),
    thread_stack: fixed(131072, Number.MAX_SAFE_INTEGER),
    time_zone: ANY,
    tls_version: { static: true },
    tmp_table_size: number(1024, Number.MAX_SAFE_INTEGER),
    transaction_isolation: words("READ-UNCOMMITTED", "READ-COMMITTED", "REPEATABLE-READ", "SERIALIZABLE"),
    wait_timeout: number(1, YEAR),
};

/** The allowed values, as AWS lists them, if the value is not one of them. Formulas (`{DBInstanceClassMemory/…}`) pass. */
export function allowedInstead({ allowed }: Parameter, value: string): string | undefined {
    if (allowed === undefined || /^(\{.*\}|(GREATEST|LEAST|SUM)\(.*\))$/.test(value)) {
        return undefined;
    }
    const [low, high] = allowed;
    if (typeof low === "number" && typeof high === "number") {
        const fits = /^\d+(\.\d+)?$/.test(value) && Number(value) >= low && Number(value) <= high;
        return fits ? undefined : `${low}-${high}`;
    }
    const options = allowed.map(String);
    return options.includes(value) ? undefined : options.join(", ");
}
