"""Mail for a project that has moved to MAILERS, which Django 6.1 rejects beside the settings that mail.py makes."""

from collections.abc import Mapping
from typing import Any

import django

from .directions import REMOVED

# Earlier versions ignore MAILERS.
FIRST = (6, 1)

# Options of Django's backend for SMTP, by the settings that they replace.
SMTP = {
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
    "EMAIL_TIMEOUT": "timeout",
}


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    """The project's settings have those of mail.py in them already."""
    if "MAILERS" not in project or django.VERSION < FIRST:
        return {}
    backend = project["EMAIL_BACKEND"]
    # django-ses has settings of its own, and only those.
    options = {option: project[name] for name, option in SMTP.items() if name in project} if "smtp" in backend else {}
    mailer = {"BACKEND": backend, "OPTIONS": options}
    return {
        "MAILERS": {alias: mailer for alias in ("default", *project["MAILERS"])},
        **dict.fromkeys(("EMAIL_BACKEND", *SMTP), REMOVED),
    }
