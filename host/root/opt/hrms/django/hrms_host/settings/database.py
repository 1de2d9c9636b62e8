"""MySQL, over verified TLS, with persistent connections; and limits for every other database of the project."""

import sys
from collections.abc import Mapping
from typing import Any

from ..environment import limits
from .directions import merged
from .table import TABLE

# Part of the host bundle, because Debian does not know RDS's authorities.
AUTHORITIES = "/etc/hrms/database-authorities.pem"
CONNECT_SECONDS = 5
# Connections persist between requests because a TLS handshake takes longer than most queries.
KEEP_SECONDS = 60
# Commands by hand, such as migrations of large tables, are waited for by a person.
COMMAND_SECONDS = 3600
# A page can still say what happened before its worker is killed; a task before its own limit ends it.
REQUEST_MARGIN_SECONDS, TASK_MARGIN_SECONDS = 5, 30

RDS = (".rds.amazonaws.com", ".rds.amazonaws.com.cn")
POSTGRESQL = (".postgresql", ".postgresql_psycopg2", ".postgis")
# Django's own for each connection, whatever the database.
FOR_ANY_DATABASE = ("ATOMIC_REQUESTS", "AUTOCOMMIT", "TIME_ZONE", "TEST")
# They name another server, user or kind of TLS.
NOT_KEPT = {
    *("host", "port", "user", "username", "password", "passwd", "db", "database", "unix_socket"),
    *("read_default_file", "read_default_group", "ssl_mode", "ssl", "ssl_disabled", "ssl_verify_cert"),
    *("ssl_verify_identity", "ssl_ca", "ssl_cert", "ssl_key", "cursorclass"),
}


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    theirs = project.get("DATABASES", {})
    seconds = answer_seconds(env)
    others = {alias: other(database, seconds) for alias, database in theirs.items() if alias != "default"}
    use_mysqlclient()
    return {"DATABASES": {**others, "default": default(env, theirs.get("default", {}), seconds)}}


def answer_seconds(env: Mapping[str, str]) -> int:
    """How long a process waits for an answer. A server that goes silent on an open connection never gives one."""
    request, task = limits(env)
    role = env.get("HRMS_ROLE")
    if role == "web":
        return max(request - REQUEST_MARGIN_SECONDS, 1)
    return task + TASK_MARGIN_SECONDS if role in ("worker", "beat", "scheduler") else COMMAND_SECONDS


def default(env: Mapping[str, str], theirs: Mapping[str, Any], seconds: int) -> dict[str, Any]:
    value = {
        "ENGINE": "django.db.backends.mysql",
        "NAME": env["DB_NAME"],
        "USER": env["DB_USER"],
        "PASSWORD": env["DB_PASSWORD"],
        "HOST": env["DB_HOST"],
        "PORT": env["DB_PORT"],
        "CONN_MAX_AGE": KEEP_SECONDS,
        # After a failover, the first request on an old connection opens a new one.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "charset": "utf8mb4",
            # Django's own recommendation: MySQL's default, repeatable read, hides what others have just committed.
            "isolation_level": "read committed",
            **mysql_timeouts(seconds),
            # Debian's client library is MariaDB's. With REQUIRED it checks no name, and without `ca` nothing at all.
            "ssl_mode": "VERIFY_IDENTITY",
            "ssl": {"ca": AUTHORITIES},
        },
    }
    if is_mysql(theirs):
        options = {name: option for name, option in options_of(theirs).items() if name not in NOT_KEPT}
        kept = {**theirs, "OPTIONS": options}
    else:
        kept = {name: theirs[name] for name in FOR_ANY_DATABASE if name in theirs}
    return {"ATOMIC_REQUESTS": False, **merged(TABLE, kept, value, "DATABASES.*")}


def other(theirs: Mapping[str, Any], seconds: int) -> dict[str, Any]:
    """Another database with timeouts, and with verified TLS if it is on RDS, whose authorities hosts know."""
    options: dict[str, Any] = {}
    verifies = str(theirs.get("HOST", "")).endswith(RDS)
    if is_mysql(theirs):
        options = {**mysql_timeouts(seconds)}
        if verifies:
            ssl = options_of(theirs).get("ssl") or {}
            options |= {"ssl_mode": "VERIFY_IDENTITY", "ssl": {"ca": AUTHORITIES, **ssl}}
    elif str(theirs.get("ENGINE", "")).endswith(POSTGRESQL):
        options = postgresql_timeouts(seconds, options_of(theirs))
        if verifies:
            options |= {"sslmode": "verify-full", "sslrootcert": options_of(theirs).get("sslrootcert", AUTHORITIES)}
    return merged(TABLE, theirs, {"OPTIONS": options} if options else {}, "DATABASES.*")


def mysql_timeouts(seconds: int) -> dict[str, int]:
    return {"connect_timeout": CONNECT_SECONDS, "read_timeout": seconds, "write_timeout": seconds}


def postgresql_timeouts(seconds: int, theirs: Mapping[str, Any]) -> dict[str, Any]:
    """The server ends statements; the client notices that the server is gone."""
    milliseconds = seconds * 1000
    options = str(theirs.get("options") or "")
    if "statement_timeout" not in options:
        options = f"{options} -c statement_timeout={milliseconds}".strip()
    return {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": milliseconds, "options": options}


def is_mysql(database: Mapping[str, Any]) -> bool:
    return str(database.get("ENGINE", "")).endswith(".backends.mysql")


def options_of(database: Mapping[str, Any]) -> Mapping[str, Any]:
    return database.get("OPTIONS") or {}


def use_mysqlclient() -> None:
    """Many projects replace it with PyMySQL, which does not support these options and is slower."""
    if getattr(sys.modules.get("MySQLdb"), "__name__", "") == "pymysql":
        for name in [name for name in sys.modules if name.split(".")[0] in ("MySQLdb", "_mysql")]:
            del sys.modules[name]
