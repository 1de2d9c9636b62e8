"""A front end on another origin (`hrms:frontendOrigins`), for projects with django-cors-headers.

CSRF_TRUSTED_ORIGINS is in security.py: the environment's has these origins too.
"""

from collections.abc import Mapping
from typing import Any

from ..environment import words
from .applications import is_of
from .directions import REMOVED, https_origins

# What django-cors-headers called its settings before version 3.5. It ignores an old name beside the new one.
OLD_ORIGINS, OLD_ALL = "CORS_ORIGIN_WHITELIST", "CORS_ORIGIN_ALLOW_ALL"


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    ours = words(env.get("CORS_ALLOWED_ORIGINS", ""))
    if not ours or not any(is_of("corsheaders", str(app)) for app in project.get("INSTALLED_APPS", [])):
        return {}
    return {
        "CORS_ALLOWED_ORIGINS": https_origins(project.get(OLD_ORIGINS), ours),
        "CORS_ALLOW_ALL_ORIGINS": False,
        OLD_ORIGINS: REMOVED,
        OLD_ALL: REMOVED,
    }
