"""Debugging, keys, hosts, HTTPS, cookies, uploads.

Each header reaches people once, from whoever decides about it:
- Strict-Transport-Security, X-Content-Type-Options, X-Frame-Options: the load balancer sets them on every answer
  (components/edge), and Nginx drops Django's (host/nginx/proxy.conf). Django has them all the same, for a request that
  did not come through the load balancer and because `check --deploy` asks for them.
- Referrer-Policy, Cross-Origin-Opener-Policy: Nginx adds them where the application has not set them itself.
"""

from collections.abc import Mapping
from typing import Any

from ..environment import Unusable, words

MIB = 1024 * 1024
# What Django keeps of an upload in memory, and what a form without its files may take; its own defaults.
IN_MEMORY_BYTES = 5 * MIB // 2

SILENCED = [
    # HSTS for subdomains, and preloading: the load balancer's header, which people see, has includeSubDomains where
    # the domain has them to itself, and never preload, which could not be taken back for months.
    "security.W005",
    "security.W021",
]


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    hosts = words(env["ALLOWED_HOSTS"])
    if any("*" in host for host in hosts):
        raise Unusable("ALLOWED_HOSTS has a wildcard; name each host.")
    given = {"TIME_ZONE": env["TIME_ZONE"]} if env.get("TIME_ZONE") else {}
    return {
        "DEBUG": False,
        "SECRET_KEY": env["SECRET_KEY"],
        # The keys before this one, while sessions and links signed with them are still about.
        "SECRET_KEY_FALLBACKS": words(env.get("SECRET_KEY_FALLBACKS", "")),
        "ALLOWED_HOSTS": hosts,
        "CSRF_TRUSTED_ORIGINS": words(env["CSRF_TRUSTED_ORIGINS"]),
        "SILENCED_SYSTEM_CHECKS": [*project.get("SILENCED_SYSTEM_CHECKS", []), *SILENCED],
        **https(env),
        **cookies(project),
        **uploads(env, project),
        **given,
    }


def https(env: Mapping[str, str]) -> dict[str, Any]:
    return {
        # Nginx says so of every request, whatever the client claims; only HTTPS gets that far.
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


def cookies(project: Mapping[str, Any]) -> dict[str, Any]:
    """Browsers take a `__Secure-` cookie from HTTPS alone, so that nobody on the way can plant a session.

    The CSRF cookie is another matter: pages read it by its name and send it back, as Django's documentation teaches.
    Renamed or hidden from scripts, it would break them. A project that has hidden it already has no such pages.
    """
    cookies: dict[str, Any] = {"SESSION_COOKIE_NAME": "__Secure-sessionid"}
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        cookies[f"{name}_COOKIE_SECURE"] = True
        cookies[f"{name}_COOKIE_SAMESITE"] = "Lax"
        cookies[f"{name}_COOKIE_HTTPONLY"] = True
    if project.get("CSRF_COOKIE_HTTPONLY") or project.get("CSRF_USE_SESSIONS"):
        return cookies | {"CSRF_COOKIE_NAME": "__Secure-csrftoken"}
    return cookies | {"CSRF_COOKIE_HTTPONLY": False}


def uploads(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    """A project may ask for more, but not for more than Nginx lets through, nor for no limit at all."""
    most = int(env.get("HRMS_UPLOAD_LIMIT_MIB") or 25) * MIB
    wanted = project.get("DATA_UPLOAD_MAX_MEMORY_SIZE", IN_MEMORY_BYTES)
    return {
        "DATA_UPLOAD_MAX_MEMORY_SIZE": most if wanted is None else min(wanted, most),
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": project.get("DATA_UPLOAD_MAX_NUMBER_FIELDS") or 1000,
        "DATA_UPLOAD_MAX_NUMBER_FILES": project.get("DATA_UPLOAD_MAX_NUMBER_FILES") or 100,
        # Larger ones go to the unit's own /tmp at once: memory does not depend on who uploads what.
        "FILE_UPLOAD_MAX_MEMORY_SIZE": IN_MEMORY_BYTES,
    }
