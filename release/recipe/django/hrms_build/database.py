"""The builder's MariaDB in place of the project's database."""

from collections.abc import Mapping
from typing import Any

SOCKET = "/build/temporary/mariadb.sock"


def here(databases: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same databases, with the default one on the socket. Options about tests and transactions stay."""
    default = databases.get("default", {})
    kept = {name: default[name] for name in ("ATOMIC_REQUESTS", "TIME_ZONE", "TEST") if name in default}
    return {**databases, "default": {**kept, **MARIADB}}


MARIADB = {
    "ENGINE": "django.db.backends.mysql",
    "NAME": "hrmodel",
    "USER": "root",
    "PASSWORD": "",
    "HOST": SOCKET,
    "PORT": "",
    "OPTIONS": {"charset": "utf8mb4"},
}
