"""MySQL, over TLS that is verified, through connections that last."""

import sys
from collections.abc import Mapping
from typing import Any

# bin/setup puts it there; Debian knows none of RDS's authorities.
AUTHORITIES = "/etc/hrms/database-authorities.pem"
CONNECT_SECONDS = 5
# Kept between requests: a TLS handshake takes longer than most queries.
KEEP_SECONDS = 60


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    default = {
        "ENGINE": "django.db.backends.mysql",
        "NAME": env["DB_NAME"],
        "USER": env["DB_USER"],
        "PASSWORD": env["DB_PASSWORD"],
        "HOST": env["DB_HOST"],
        "PORT": env["DB_PORT"],
        "CONN_MAX_AGE": KEEP_SECONDS,
        # After a failover the first request on an old connection makes a new one.
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": project.get("DATABASES", {}).get("default", {}).get("ATOMIC_REQUESTS", False),
        "OPTIONS": {
            "charset": "utf8mb4",
            # Django's own recommendation: MySQL's default, repeatable read, hides what others have just committed.
            "isolation_level": "read committed",
            "connect_timeout": CONNECT_SECONDS,
            # Debian's client library is MariaDB's. Below VERIFY_CA mysqlclient tells it to verify nothing at all;
            # VERIFY_IDENTITY checks the name too.
            "ssl_mode": "VERIFY_IDENTITY",
            "ssl": {"ca": AUTHORITIES},
        },
    }
    use_mysqlclient()
    return {"DATABASES": {**project.get("DATABASES", {}), "default": default}}


def use_mysqlclient() -> None:
    """Many projects put PyMySQL in its place, which does not know these options, and is slower."""
    if getattr(sys.modules.get("MySQLdb"), "__name__", "") == "pymysql":
        for name in [name for name in sys.modules if name.split(".")[0] in ("MySQLdb", "_mysql")]:
            del sys.modules[name]
