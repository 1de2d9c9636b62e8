"""The direction of every setting that this package touches. docs/overlay.md is written from this table.

`CACHES.*` is every alias. What is not here stays as the project has it.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from .directions import (
    Direction,
    both,
    fewer,
    https_origins,
    in_order,
    larger,
    number,
    off,
    on,
    ours,
    parts,
    project,
    sooner,
    stricter,
    united,
)
from .files import NO_KEYS

LOSING_SESSIONS = ("django.contrib.sessions.backends.file", "django.contrib.sessions.backends.cache")
# https://www.w3.org/TR/referrer-policy/#referrer-policies
REFERRER_POLICIES = in_order(
    "unsafe-url",
    "no-referrer-when-downgrade",
    "origin-when-cross-origin",
    "origin",
    "strict-origin-when-cross-origin",
    "strict-origin",
    "same-origin",
    "no-referrer",
)
SAME_SITE = in_order(False, None, "None", "Lax", "Strict")
# https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies
ISOLATING = ("same-origin", "same-origin-allow-popups", "noopener-allow-popups")
MYSQL_TLS = in_order("DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY")
POSTGRESQL_TLS = in_order("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


def referrer_policy(value: Any) -> float | None:
    """Of a list, browsers take the last policy that they know, so it is as strict as the weakest."""
    policies = value.split(",") if isinstance(value, str) else value
    ranks = [REFERRER_POLICIES(policy.strip()) for policy in policies or []]
    return min((rank for rank in ranks if rank is not None), default=None) if None not in ranks else None


def cool_off(value: Any) -> float | None:
    """Seconds of a lock-out: axes takes a duration or hours, and None for good. Zero locks nobody out."""
    if value is None:
        return float("inf")
    if isinstance(value, timedelta):
        return value.total_seconds()
    hours = number(value)
    return None if hours is None else hours * 3600


def prefix(name: str) -> float:
    return next((rank for rank, start in ((2.0, "__Host-"), (1.0, "__Secure-")) if name.startswith(start)), 0.0)


def lockouts(theirs: Any, value: list[Any]) -> list[Any]:
    """A function of the project's cannot be joined with ours."""
    return united(theirs, value) if isinstance(theirs, list | tuple) else value


HANGING_CACHE = "A hanging cache must not make pages hang."
HANGING_QUEUE = "A hanging queue must not make pages hang."
GONE = "Finds connections that are gone."
VISIBILITY = "The largest of the project's three places for it, and ours: a task with a later ETA would run twice."

COOKIES = {
    f"{cookie}_COOKIE_{name}": direction
    for cookie in ("SESSION", "CSRF", "LANGUAGE")
    for name, direction in {
        "SECURE": stricter("Everything is HTTPS.", on),
        "SAMESITE": stricter("Other sites cannot send the cookie along with forms.", SAME_SITE),
    }.items()
}

SECURITY = {
    "DEBUG": ours("Debug pages show secrets."),
    "SECRET_KEY": ours("From Secrets Manager."),
    "SECRET_KEY_FALLBACKS": ours("The stack rotates keys."),
    "ALLOWED_HOSTS": ours("The stack's domains."),
    "CSRF_TRUSTED_ORIGINS": both("The stack's domains, and the project's origins if they are HTTPS.", https_origins),
    "CORS_ALLOWED_ORIGINS": both(
        "`hrms:frontendOrigins`, and the project's origins if they are HTTPS. With django-cors-headers.", https_origins
    ),
    "CORS_ALLOW_ALL_ORIGINS": stricter("With `hrms:frontendOrigins`, no others.", off),
    **dict.fromkeys(("CORS_ORIGIN_WHITELIST", "CORS_ORIGIN_ALLOW_ALL"), ours("Old names of these two.")),
    "SILENCED_SYSTEM_CHECKS": both("What the load balancer does instead of Django is silenced too."),
    "TIME_ZONE": ours(
        "`hrms:timeZone` if it is not its default, UTC. Otherwise the project's stays: with `USE_TZ = False`, another"
        " zone would shift every time that is stored."
    ),
    "SECURE_PROXY_SSL_HEADER": ours("Nginx sets this header on every request."),
    "USE_X_FORWARDED_HOST": ours("Clients could name any host."),
    "SECURE_SSL_REDIRECT": ours("Only HTTPS requests reach Django."),
    "SECURE_REDIRECT_EXEMPT": ours("No page is served over HTTP."),
    "SECURE_SSL_HOST": ours("The load balancer redirects."),
    "SECURE_HSTS_SECONDS": stricter("The longer time. Browsers see the load balancer's header.", number),
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": stricter("Browsers see the load balancer's header.", on),
    "SECURE_HSTS_PRELOAD": stricter("Browsers see the load balancer's header.", on),
    "SECURE_CONTENT_TYPE_NOSNIFF": stricter("Browsers must not guess types.", on),
    "SECURE_REFERRER_POLICY": stricter("Addresses of pages name people.", referrer_policy),
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": project(
        "If it isolates pages from other sites: a project that signs in through a popup allows popups.",
        lambda value: value in ISOLATING,
    ),
    "X_FRAME_OPTIONS": stricter("The load balancer says the same.", in_order("SAMEORIGIN", "DENY")),
    "SESSION_COOKIE_NAME": stricter(
        "The project's name with `__Secure-` before it, or `__Host-` if it has that.", prefix
    ),
    "CSRF_COOKIE_NAME": stricter("The same, but only if scripts cannot read the cookie.", prefix),
    **COOKIES,
    "SESSION_COOKIE_HTTPONLY": stricter("Scripts have no use for it.", on),
    "LANGUAGE_COOKIE_HTTPONLY": stricter("Scripts have no use for it.", on),
    "DATA_UPLOAD_MAX_MEMORY_SIZE": stricter("`hrms:uploadLimitMib`, which Nginx enforces too, is the most.", fewer),
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": project("Any limit; 1000 if there is none.", lambda value: value is not None),
    "DATA_UPLOAD_MAX_NUMBER_FILES": project("Any limit; 100 if there is none.", lambda value: value is not None),
    "FILE_UPLOAD_MAX_MEMORY_SIZE": stricter("Larger files go to disk.", fewer),
}

APPLICATIONS = {
    "INSTALLED_APPS": both("axes and hrms_host come last."),
    "MIDDLEWARE": both("The project's order stays."),
    "AUTHENTICATION_BACKENDS": both("The lock-out comes first."),
    "MIGRATION_MODULES": both("axes needs no tables."),
    "DATABASE_ROUTERS": both("axes needs no tables."),
}

DATABASES = {
    "DATABASES": parts(
        "The default database is the stack's. Others stay, with timeouts and, on RDS, with verified TLS."
    ),
    "DATABASES.*.ENGINE": project(
        "If it is a backend for MySQL.", lambda value: str(value).endswith(".backends.mysql")
    ),
    **{f"DATABASES.*.{name}": ours("The stack's database.") for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")},
    "DATABASES.*.CONN_MAX_AGE": ours("A TLS handshake takes longer than most queries."),
    "DATABASES.*.CONN_HEALTH_CHECKS": ours("After a failover, the first request opens a new connection."),
    "DATABASES.*.OPTIONS": parts("Options for MySQL stay, such as `init_command`, if they do not name another server."),
    "DATABASES.*.OPTIONS.charset": ours("The one that has every character."),
    "DATABASES.*.OPTIONS.isolation_level": project("Django's recommendation if there is none."),
    "DATABASES.*.OPTIONS.connect_timeout": stricter("A hanging server must not stop a process.", sooner),
    "DATABASES.*.OPTIONS.read_timeout": stricter("From `hrms:requestSeconds` or `hrms:taskSeconds`.", sooner),
    "DATABASES.*.OPTIONS.write_timeout": stricter("As for reading.", sooner),
    "DATABASES.*.OPTIONS.ssl_mode": stricter("Verified TLS.", MYSQL_TLS),
    "DATABASES.*.OPTIONS.ssl": ours("RDS's authorities."),
    "DATABASES.*.OPTIONS.sslmode": stricter("Verified TLS, for PostgreSQL on RDS.", POSTGRESQL_TLS),
    "DATABASES.*.OPTIONS.sslrootcert": ours("RDS's authorities."),
    "DATABASES.*.OPTIONS.tcp_user_timeout": stricter("PostgreSQL: unanswered packets, in milliseconds.", sooner),
    "DATABASES.*.OPTIONS.options": both("PostgreSQL: a timeout for statements, unless the project has one."),
}

CACHES = {
    "CACHES": parts("Every alias of the project is in the stack's Redis."),
    "CACHES.*.BACKEND": ours("One cache for all hosts."),
    "CACHES.*.LOCATION": ours("Redis over verified TLS."),
    "CACHES.*.KEY_PREFIX": both("The alias, then the project's prefix."),
    "CACHES.*.OPTIONS": parts("SERIALIZER, COMPRESSOR, PICKLE_VERSION and CLIENT_CLASS of django-redis stay."),
    "CACHES.*.OPTIONS.IGNORE_EXCEPTIONS": ours("Pages work without the cache."),
    "CACHES.*.OPTIONS.SOCKET_CONNECT_TIMEOUT": stricter(HANGING_CACHE, sooner),
    "CACHES.*.OPTIONS.SOCKET_TIMEOUT": stricter(HANGING_CACHE, sooner),
    "CACHES.*.OPTIONS.CONNECTION_POOL_CLASS": ours("Stops asking a cache that does not answer."),
    "CACHES.*.OPTIONS.CONNECTION_POOL_KWARGS": parts("`max_connections` stays."),
    "CACHES.*.OPTIONS.CONNECTION_POOL_KWARGS.health_check_interval": ours(GONE),
    "DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS": ours("Failures of the cache are in the log."),
    "DJANGO_REDIS_LOGGER": ours("Once per outage instead of once per call."),
    "SESSION_ENGINE": project(
        "If its sessions outlive a host and an outage of the cache. Otherwise `cached_db`; without the sessions app,"
        " which has the table, `cache`.",
        lambda value: value not in LOSING_SESSIONS,
    ),
    "SESSION_CACHE_ALIAS": project("Every alias is Redis."),
}

TASKS = {
    "CELERY_BROKER_URL": ours("The stack's Redis."),
    "CELERY_RESULT_BACKEND": ours("The stack's Redis."),
    "CELERY_BROKER_USE_SSL": ours("The URL asks for verified TLS; this could switch it off."),
    "CELERY_REDIS_BACKEND_USE_SSL": ours("The URL asks for verified TLS; this could switch it off."),
    "CELERY_BROKER_TRANSPORT_OPTIONS": parts("The project's stay, but those that rename queues (`sep`, ...)."),
    "CELERY_BROKER_TRANSPORT_OPTIONS.visibility_timeout": larger(VISIBILITY),
    "CELERY_BROKER_TRANSPORT_OPTIONS.socket_timeout": stricter(HANGING_QUEUE, sooner),
    "CELERY_BROKER_TRANSPORT_OPTIONS.socket_connect_timeout": stricter(HANGING_QUEUE, sooner),
    "CELERY_BROKER_TRANSPORT_OPTIONS.socket_keepalive": ours(GONE),
    "CELERY_BROKER_TRANSPORT_OPTIONS.health_check_interval": ours(GONE),
    "CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS": parts("The project's stay, but those that rename keys."),
    "CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS.visibility_timeout": larger(VISIBILITY),
    "CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS.retry_policy": ours("In web processes: it would go on for 20 s."),
    "CELERY_VISIBILITY_TIMEOUT": larger(VISIBILITY),
    "CELERY_REDIS_SOCKET_TIMEOUT": stricter(HANGING_QUEUE, sooner),
    "CELERY_REDIS_SOCKET_CONNECT_TIMEOUT": stricter(HANGING_QUEUE, sooner),
    "CELERY_REDIS_SOCKET_KEEPALIVE": ours(GONE),
    "CELERY_REDIS_BACKEND_HEALTH_CHECK_INTERVAL": ours(GONE),
    "CELERY_BROKER_CONNECTION_TIMEOUT": stricter(HANGING_QUEUE, sooner),
    "CELERY_TASK_PUBLISH_RETRY_POLICY": ours("In web processes: a page that sends a task waits a few seconds at most."),
    "CELERY_TASK_ACKS_LATE": ours("If a host dies, another worker runs the task."),
    "CELERY_TASK_REJECT_ON_WORKER_LOST": ours("If a host dies, another worker runs the task."),
    "CELERY_BEAT_SCHEDULER": project("It knows where the project's schedule is."),
    "CELERY_WORKER_PREFETCH_MULTIPLIER": ours("Tasks wait in the queue, which hosts are scaled by."),
    "CELERY_TASK_TIME_LIMIT": project("`hrms:taskSeconds` if there is none.", lambda value: sooner(value) is not None),
    "CELERY_TASK_SOFT_TIME_LIMIT": project(
        "Four fifths of the limit if there is none.", lambda value: sooner(value) is not None
    ),
    "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": ours("Workers wait for the queue."),
    "CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT": larger("Running tasks can finish."),
    "CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE": ours("Tasks with an ETA go back to the queue."),
    "CELERY_WORKER_HIJACK_ROOT_LOGGER": ours("All logs go one way."),
    "CELERY_WORKER_REDIRECT_STDOUTS": ours("All logs go one way."),
    "CELERY_TASK_ALWAYS_EAGER": ours("Workers run tasks."),
}

JOBS = {
    "Q_CLUSTER": parts("Of django-q2. The rest stays, such as a broker that is not Redis."),
    "Q_CLUSTER.redis": ours("The stack's Redis."),
    "Q_CLUSTER.sync": ours("Its cluster runs tasks."),
    "Q_CLUSTER.timeout": project("`hrms:taskSeconds` if there is none.", lambda value: sooner(value) is not None),
    "Q_CLUSTER.retry": larger("Twice the timeout: a task that is still running would run twice."),
    "Q_CLUSTER.workers": ours("As many as the host has room for."),
    "HUEY": parts("What names no server stays; everything, if HUEY is an object."),
    "HUEY.huey_class": project("If its queue is in Redis.", lambda value: "Redis" in str(value)),
    "HUEY.connection": ours("The stack's Redis."),
    "HUEY.immediate": ours("Its consumer runs tasks."),
    "RQ_QUEUES": parts("Of django-rq. What names no server stays."),
    "RQ_QUEUES.*.URL": ours("The stack's Redis."),
    "RQ_QUEUES.*.ASYNC": ours("Workers run jobs."),
    "RQ_QUEUES.*.DEFAULT_TIMEOUT": project(
        "`hrms:taskSeconds` if there is none.", lambda value: sooner(value) is not None
    ),
}

FILES = {
    "STORAGES": parts("All storages stay but `default`, and `staticfiles` if another package hashes and serves files."),
    "STORAGES.default": ours("Uploads are in the private bucket."),
    "STORAGES.staticfiles": both("Hashed names; a storage that builds files, such as pipeline's, still does."),
    "STATICFILES_STORAGE": ours("Became STORAGES, and Django rejects both together."),
    "DEFAULT_FILE_STORAGE": ours("Became STORAGES, and Django rejects both together."),
    "STATIC_URL": ours("The stack's CDN."),
    "STATIC_ROOT": ours("The release's folder."),
    "MEDIA_ROOT": ours(
        "In web processes: an empty folder for each request. What a page leaves there is stored with the uploads."
    ),
    **dict.fromkeys(NO_KEYS, ours("Hosts use their role instead of keys.")),
}

MAIL = {
    "DEFAULT_FROM_EMAIL": ours("The sender that SES has verified."),
    "SERVER_EMAIL": ours("The sender that SES has verified."),
    "MAILERS": parts("Every alias sends through the stack's mail server, or SES. They replace the EMAIL settings."),
    "EMAIL_TIMEOUT": stricter("A hanging mail server must not make pages hang.", sooner),
    **{
        name: ours("The stack's mail server, or SES.")
        for name in (
            "EMAIL_BACKEND",
            "EMAIL_HOST",
            "EMAIL_PORT",
            "EMAIL_HOST_USER",
            "EMAIL_HOST_PASSWORD",
            "EMAIL_USE_TLS",
            "EMAIL_USE_SSL",
            "USE_SES_V2",
            "AWS_SES_REGION_NAME",
            "AWS_SES_REGION_ENDPOINT",
            "AWS_SES_CONFIGURATION_SET",
            "AWS_SES_AUTO_THROTTLE",
            "AWS_SES_CONFIG",
        )
    },
}

LOGINS = {
    "AXES_ENABLED": stricter("Password guessing is limited.", on),
    "AXES_FAILURE_LIMIT": stricter("Password guessing is limited.", fewer),
    "AXES_COOLOFF_TIME": stricter("The longer time.", cool_off),
    "AXES_LOCKOUT_PARAMETERS": both("Whichever locks first.", lockouts),
    "AXES_LOCK_OUT_AT_FAILURE": stricter("Password guessing is limited.", on),
    "AXES_RESET_ON_SUCCESS": project("Counting on after a login is stricter."),
    "AXES_ALLOWED_CORS_ORIGINS": project("The stack's domain if there is none."),
    "AXES_HANDLER": ours("Counts in the cache, for all hosts."),
    "AXES_CACHE": ours("Counts in the cache, for all hosts."),
    "AXES_HTTP_RESPONSE_CODE": ours("The status that alarms count."),
    "AXES_USERNAME_CALLABLE": ours("Knows the project's user model."),
    "AXES_IPWARE_META_PRECEDENCE_ORDER": ours("The address that Nginx sends."),
    "AXES_ENABLE_ADMIN": ours("There are no tables to show."),
    "AXES_DISABLE_ACCESS_LOG": ours("There are no tables to write to."),
    "AXES_ENABLE_ACCESS_FAILURE_LOG": ours("There are no tables to write to."),
    "AXES_VERBOSE": ours("Logs would name people."),
}

LOGS = {
    "LOGGING_CONFIG": ours("Logs are lines of JSON."),
    "LOGGING": parts(
        "Levels (but not DEBUG), filters, and handlers that go elsewhere stay. Handlers to the console, files and mail"
        " are replaced: everything goes to the journal, without personal data."
    ),
}

TABLE: Mapping[str, Direction] = {
    **SECURITY,
    **APPLICATIONS,
    **DATABASES,
    **CACHES,
    **TASKS,
    **JOBS,
    **FILES,
    **MAIL,
    **LOGINS,
    **LOGS,
}
