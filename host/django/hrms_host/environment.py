"""The environment as systemd gave it.

Many projects read a `.env` file over the environment, in their settings or already in `manage.py`. A file that came
along with a release must not decide about production: this module is imported before the project (sitecustomize.py)
and keeps what was given, which is put back before and after the project's settings are read. It imports the standard
library alone.
"""

import os
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode, urlsplit

GIVEN: Mapping[str, str] = MappingProxyType(dict(os.environ))

REQUIRED = (
    "HRMS_PROJECT_SETTINGS",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DB_NAME",
    "DB_USER",
    "DB_PASSWORD",
    "DB_HOST",
    "DB_PORT",
    "CACHE_URL",
    "CELERY_BROKER_URL",
    "CELERY_RESULT_BACKEND",
    "AWS_STORAGE_BUCKET_NAME",
    "AWS_S3_REGION_NAME",
    "STATIC_URL",
    "DEFAULT_FROM_EMAIL",
)

OPTIONAL = (
    "SECRET_KEY_FALLBACKS",
    "STATIC_ROOT",
    "TIME_ZONE",
    "SERVER_EMAIL",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_TLS",
    "EMAIL_USE_SSL",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
    "AWS_SES_REGION_NAME",
    "AWS_SES_CONFIGURATION_SET",
    "SENTRY_DSN",
    "SENTRY_ENVIRONMENT",
    "SENTRY_SAMPLE_RATE",
    "SENTRY_TRACES_SAMPLE_RATE",
    "HRMS_HEALTH_PATH",
    "HRMS_HSTS_SECONDS",
    "HRMS_RELEASE",
    "HRMS_ROLE",
    "HRMS_UPLOAD_LIMIT_MIB",
)

# boto3 takes these before the host's own role, so that a developer's keys would speak for the host.
CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE")


class Unusable(Exception):
    """Variables are missing or not what they should be. Says which ones and what to do, and never a value."""


def require(env: Mapping[str, str]) -> None:
    """Raises Unusable with every name that is missing: one start shows them all."""
    missing = [name for name in REQUIRED if not env.get(name)]
    if missing:
        raise Unusable(
            f"The environment lacks {', '.join(missing)}. On a host bin/fetch-environment writes it to /run/hrms/env: "
            "see journalctl -u hrms-environment, and host/environment.ts for what each name means."
        )


def restore() -> None:
    """What systemd gave is in force again, and what it did not give of our names is gone."""
    for name in {*REQUIRED, *OPTIONAL, *CREDENTIALS} - GIVEN.keys():
        os.environ.pop(name, None)
    os.environ.update(GIVEN)


def verified(name: str, url: str) -> str:
    """The URL, for TLS with a certificate that must hold. "required" is the one word that all clients understand."""
    parts = urlsplit(url)
    if parts.scheme != "rediss":
        raise Unusable(f"{name} must begin with rediss://, for what it carries is private.")
    query = dict(parse_qsl(parts.query)) | {"ssl_cert_reqs": "required"}
    return parts._replace(query=urlencode(query)).geturl()


def words(text: str) -> list[str]:
    """The entries of a list with commas."""
    return [word.strip() for word in text.split(",") if word.strip()]
