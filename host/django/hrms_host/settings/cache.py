"""Redis for caches and sessions, over TLS that is verified."""

from collections.abc import Mapping
from typing import Any

from ..environment import verified

# A cache that hangs must not take the site with it.
SOCKET_SECONDS = 2


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    url = verified("CACHE_URL", env["CACHE_URL"])
    # Every alias of the project, each with keys of its own.
    aliases = {
        "default": "hrms",
        **{alias: f"hrms:{alias}" for alias in project.get("CACHES", {}) if alias != "default"},
    }
    return {
        "CACHES": {alias: redis(url, prefix) for alias, prefix in aliases.items()},
        # What the cache fails to do is passed over, and logged: a page is slower without it, and there.
        "DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS": True,
        # Read from the cache, written through to the database: losing the cache logs nobody out.
        "SESSION_ENGINE": "django.contrib.sessions.backends.cached_db",
        "SESSION_CACHE_ALIAS": "default",
    }


def redis(url: str, prefix: str) -> dict[str, Any]:
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": prefix,
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": SOCKET_SECONDS,
            "SOCKET_TIMEOUT": SOCKET_SECONDS,
            "CONNECTION_POOL_KWARGS": {"health_check_interval": 30},
        },
    }
