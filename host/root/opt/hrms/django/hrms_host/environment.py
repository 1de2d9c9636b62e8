"""The environment as systemd gave it.

Many projects let a `.env` file override the environment, in their settings or in `manage.py`. A file in a release must
not configure production. Python imports this module before the project (sitecustomize.py). It saves the environment,
which is restored before and after the project's settings are read. It imports only the standard library.
"""

import os
import re
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
    "CORS_ALLOWED_ORIGINS",
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
    "HRMS_PROCESSES",
    "HRMS_RELEASE",
    "HRMS_REQUEST_SECONDS",
    "HRMS_ROLE",
    "HRMS_TASK_SECONDS",
    "HRMS_UPLOAD_LIMIT_MIB",
)

# The longest that a request and a task can take, where the stack does not say (requestSeconds and taskSeconds).
LIMITS: Mapping[str, int] = MappingProxyType({"HRMS_REQUEST_SECONDS": 60, "HRMS_TASK_SECONDS": 300})

# boto3 prefers these to the host's role, so a developer's keys would act for the host.
CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE")


class Unusable(Exception):
    """Variables are missing or invalid. The message says which ones and what to do, and never contains a value."""


def require(env: Mapping[str, str]) -> None:
    """Raises Unusable with every missing name, so that one start shows all of them."""
    missing = [name for name in REQUIRED if not env.get(name)]
    if missing:
        raise Unusable(
            f"The environment lacks {', '.join(missing)}. On a host bin/fetch-environment writes it to /run/hrms/env: "
            "see journalctl -u hrms-environment, and config/environment.ts for what each name means."
        )


def restore() -> None:
    """Restores the variables that systemd set, and removes those of our names that it did not set."""
    for name in {*REQUIRED, *OPTIONAL, *CREDENTIALS} - GIVEN.keys():
        os.environ.pop(name, None)
    os.environ.update(GIVEN)


def verified(name: str, url: str) -> str:
    """The URL with a verified certificate. "required" is the one word that all clients accept."""
    parts = urlsplit(url)
    if parts.scheme != "rediss":
        raise Unusable(f"{name} must begin with rediss://, because its traffic is private.")
    return with_query(url, ssl_cert_reqs="required")


def with_query(url: str, **options: object) -> str:
    parts = urlsplit(url)
    return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | options)).geturl()


def limits(env: Mapping[str, str]) -> tuple[int, int]:
    """The longest that a request and a task can take, in whole seconds.

    Raises Unusable with everything that is wrong about the two variables.
    """
    given = {name: env.get(name) or default for name, default in LIMITS.items()}
    wrong = [name for name, value in given.items() if not re.fullmatch(r"[1-9]\d{0,5}", str(value))]
    if wrong:
        raise Unusable(f"{' and '.join(wrong)} must be whole seconds from 1 to 999999.")
    request, task = (int(value) for value in given.values())
    return request, task


def words(text: str) -> list[str]:
    """The entries of a comma-separated list."""
    return [word.strip() for word in text.split(",") if word.strip()]
