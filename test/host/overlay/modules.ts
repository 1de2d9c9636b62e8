/** A Python test module, or a class of one. */
export interface Module {
    /** How many it has, so that a test that is not found is noticed. */
    readonly tests: number;
    /** Commands, and the Debian packages that have them. */
    readonly needs?: Readonly<Record<string, string>>;
}

const SERVER = { "redis-server": "redis-server", openssl: "openssl" };

/** The longest first. A module whose tests mostly wait is there by its classes, which run at the same time. */
export const MODULES = {
    test_queue_length: { tests: 15, needs: SERVER },
    test_redis: { tests: 6, needs: SERVER },
    "test_celery.Deliveries": { tests: 4, needs: SERVER },
    "test_celery.Starvation": { tests: 4, needs: SERVER },
    "test_celery.Beat": { tests: 4, needs: SERVER },
    test_gunicorn: { tests: 8 },
    test_settings: { tests: 22 },
    test_failover: { tests: 3, needs: SERVER },
    test_cache: { tests: 8, needs: SERVER },
    test_directions: { tests: 7 },
    test_merging: { tests: 26 },
    test_requests: { tests: 32 },
    test_logins: { tests: 19 },
    test_printed: { tests: 9, needs: SERVER },
    test_jobs: { tests: 13 },
    test_callstack: { tests: 2 },
    test_loading: { tests: 5 },
    test_patience: { tests: 3 },
    test_scheduler: { tests: 3 },
    test_files: { tests: 8 },
    test_static: { tests: 7 },
    test_destructive: { tests: 6, needs: { mariadbd: "mariadb-server" } },
    test_uploads: { tests: 12 },
    test_errors: { tests: 6 },
    test_privacy: { tests: 6 },
} as const satisfies Readonly<Record<string, Module>>;
