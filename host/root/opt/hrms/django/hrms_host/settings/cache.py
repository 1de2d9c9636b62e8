"""Redis for caches and sessions, over verified TLS."""

from collections.abc import Mapping
from typing import Any

from ..environment import verified
from .directions import merged
from .table import TABLE

# For connecting, for TLS and for each answer: the first that takes longer is the last for a while (../cache.py).
SOCKET_SECONDS = 1

# How the project's cache works, whatever its server. All that is about its server is dropped.
KEPT = ("TIMEOUT", "VERSION", "KEY_FUNCTION", "REVERSE_KEY_FUNCTION")
# Options of django-redis. Those of other backends mean nothing to it.
KEPT_OPTIONS = ("SERIALIZER", "COMPRESSOR", "PICKLE_VERSION", "CLIENT_CLASS")
DJANGO_REDIS = "django_redis."
# The others are for several servers.
CLIENTS = ("django_redis.client.DefaultClient", "django_redis.client.HerdClient")


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    url = verified("CACHE_URL", env["CACHE_URL"])
    theirs = {"default": {}, **project.get("CACHES", {})}
    has_table = any(str(app).startswith("django.contrib.sessions") for app in project.get("INSTALLED_APPS", []))
    return {
        "CACHES": {alias: redis(url, alias, cache) for alias, cache in theirs.items()},
        # Failures of the cache are ignored and logged: the page is slower, but it is served.
        "DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS": True,
        "DJANGO_REDIS_LOGGER": "hrms_host.cache",
        # Sessions are read from the cache and also written to the database: losing the cache logs nobody out.
        "SESSION_ENGINE": f"django.contrib.sessions.backends.{'cached_db' if has_table else 'cache'}",
        "SESSION_CACHE_ALIAS": "default",
    }


def redis(url: str, alias: str, theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Every alias of the project has keys of its own."""
    parts = ("hrms", "" if alias == "default" else alias, str(theirs.get("KEY_PREFIX") or ""))
    value = {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": ":".join(part for part in parts if part),
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": SOCKET_SECONDS,
            "SOCKET_TIMEOUT": SOCKET_SECONDS,
            "CONNECTION_POOL_CLASS": "hrms_host.cache.Pool",
            "CONNECTION_POOL_KWARGS": {"health_check_interval": 30},
        },
    }
    kept = {name: theirs[name] for name in KEPT if name in theirs}
    return merged(TABLE, {**kept, "OPTIONS": kept_options(theirs)}, value, "CACHES.*")


def kept_options(theirs: Mapping[str, Any]) -> dict[str, Any]:
    if not str(theirs.get("BACKEND", "")).startswith(DJANGO_REDIS):
        return {}
    options = theirs.get("OPTIONS") or {}
    kept = {name: options[name] for name in KEPT_OPTIONS if name in options}
    if kept.get("CLIENT_CLASS", CLIENTS[0]) not in CLIENTS:
        del kept["CLIENT_CLASS"]
    timeouts = {name: options[name] for name in ("SOCKET_CONNECT_TIMEOUT", "SOCKET_TIMEOUT") if name in options}
    pool = options.get("CONNECTION_POOL_KWARGS") or {}
    most = {"max_connections": pool["max_connections"]} if "max_connections" in pool else {}
    return {**kept, **timeouts, "CONNECTION_POOL_KWARGS": most}
