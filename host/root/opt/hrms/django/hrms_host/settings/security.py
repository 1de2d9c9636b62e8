"""Debugging, keys, hosts, HTTPS, cookies, uploads.

Each header reaches browsers once, from whatever decides about it:
- Strict-Transport-Security, X-Content-Type-Options, X-Frame-Options: the load balancer sets them on every response
  (components/edge), and Nginx drops Django's (/etc/nginx/hrms/proxy.conf). Django sets them anyway, for requests that
  do not come through the load balancer and because `check --deploy` asks for them.
- Referrer-Policy, Cross-Origin-Opener-Policy: Nginx adds them if the application has not set them itself.
"""

from collections.abc import Mapping
from typing import Any

from ..environment import Unusable, words
from .directions import united

MIB = 1024 * 1024
# What hrms:timeZone is if nobody sets it.
DEFAULT_ZONE = "UTC"
# How much of an upload Django keeps in memory. Django's default.
IN_MEMORY_BYTES = 5 * MIB // 2

SILENCED = [
    # HSTS for subdomains, and preloading. Browsers see the load balancer's header. It has includeSubDomains if the
    # stack owns all subdomains, and never preload, which takes months to undo.
    "security.W005",
    "security.W021",
]


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    hosts = words(env["ALLOWED_HOSTS"])
    if any("*" in host for host in hosts):
        raise Unusable("ALLOWED_HOSTS has a wildcard; name each host.")
    return {
        "DEBUG": False,
        "SECRET_KEY": env["SECRET_KEY"],
        # Earlier keys, as long as sessions and links signed with them are in use.
        "SECRET_KEY_FALLBACKS": words(env.get("SECRET_KEY_FALLBACKS", "")),
        "ALLOWED_HOSTS": hosts,
        "CSRF_TRUSTED_ORIGINS": words(env["CSRF_TRUSTED_ORIGINS"]),
        "SILENCED_SYSTEM_CHECKS": united(project.get("SILENCED_SYSTEM_CHECKS"), SILENCED),
        **https(env),
        **cookies(project),
        **uploads(env),
        **time_zone(env, project),
    }


def https(env: Mapping[str, str]) -> dict[str, Any]:
    return {
        # Nginx sets this on every request, whatever the client sends; only HTTPS requests reach it.
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "USE_X_FORWARDED_HOST": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_REDIRECT_EXEMPT": [],
        "SECURE_SSL_HOST": None,
        "SECURE_HSTS_SECONDS": int(env.get("HRMS_HSTS_SECONDS") or 31_536_000),
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
        "SECURE_HSTS_PRELOAD": False,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
    }


def time_zone(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, str]:
    """The stack's, but its default overrules no project: nobody chose it."""
    zone = env.get("TIME_ZONE")
    return {"TIME_ZONE": zone} if zone and (zone != DEFAULT_ZONE or "TIME_ZONE" not in project) else {}


def cookies(project: Mapping[str, Any]) -> dict[str, Any]:
    """Browsers accept a `__Secure-` cookie over HTTPS only, so nobody on the network can plant a session.

    The CSRF cookie keeps its name: pages read it by that name and send it back, as Django's documentation shows.
    Renamed or hidden from scripts, it would break them. A project that has hidden it already has no such pages.
    """
    cookies: dict[str, Any] = {"SESSION_COOKIE_NAME": prefixed(project.get("SESSION_COOKIE_NAME", "sessionid"))}
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        cookies[f"{name}_COOKIE_SECURE"] = True
        cookies[f"{name}_COOKIE_SAMESITE"] = "Lax"
    for name in ("SESSION", "LANGUAGE"):
        cookies[f"{name}_COOKIE_HTTPONLY"] = True
    if project.get("CSRF_COOKIE_HTTPONLY") or project.get("CSRF_USE_SESSIONS"):
        cookies["CSRF_COOKIE_NAME"] = prefixed(project.get("CSRF_COOKIE_NAME", "csrftoken"))
    return cookies


def prefixed(name: str) -> str:
    return name if name.startswith(("__Host-", "__Secure-")) else f"__Secure-{name}"


def uploads(env: Mapping[str, str]) -> dict[str, Any]:
    """A project can raise the limit, but not above what Nginx accepts, and cannot remove it."""
    return {
        "DATA_UPLOAD_MAX_MEMORY_SIZE": int(env.get("HRMS_UPLOAD_LIMIT_MIB") or 25) * MIB,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 1000,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 100,
        # Larger ones go to the unit's own /var/tmp at once: memory does not depend on who uploads what.
        "FILE_UPLOAD_MAX_MEMORY_SIZE": IN_MEMORY_BYTES,
    }
