"""Limits password guessing: django-axes counts in the cache, which all hosts share, and needs no table.

While the cache is unavailable, nobody is counted or locked out; Nginx and WAF still limit by address.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ..environment import words

FAILURES = 5
COOL_OFF = timedelta(minutes=15)


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "AXES_ENABLED": True,
        "AXES_HANDLER": "hrms_host.lockout.Handler",
        "AXES_CACHE": "default",
        "AXES_FAILURE_LIMIT": FAILURES,
        "AXES_COOLOFF_TIME": COOL_OFF,
        # Together: an attacker elsewhere cannot lock out a user, and one user cannot lock out a whole office.
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_LOCK_OUT_AT_FAILURE": True,
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_HTTP_RESPONSE_CODE": 429,
        "AXES_USERNAME_CALLABLE": "hrms_host.lockout.name_given",
        "AXES_IPWARE_META_PRECEDENCE_ORDER": ("HTTP_X_REAL_IP", "REMOTE_ADDR"),
        "AXES_ALLOWED_CORS_ORIGINS": words(env["CSRF_TRUSTED_ORIGINS"])[0],
        "AXES_ENABLE_ADMIN": False,
        "AXES_DISABLE_ACCESS_LOG": True,
        "AXES_ENABLE_ACCESS_FAILURE_LOG": False,
        "AXES_VERBOSE": False,
        # The models of axes need no tables, and commands such as dumpdata must not look for them.
        "DATABASE_ROUTERS": ["hrms_host.routers.NoTables", *project.get("DATABASE_ROUTERS", [])],
        "MIGRATION_MODULES": {**project.get("MIGRATION_MODULES", {}), "axes": None},
    }
