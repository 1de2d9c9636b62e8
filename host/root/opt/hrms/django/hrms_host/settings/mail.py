"""E-mail: through the given mail server, or through SES with the host's role.

EMAIL_HOST does not tell which: with SES, bin/fetch-environment sets it to a harmless value, because projects read it.
"""

from collections.abc import Mapping
from typing import Any

TIMEOUT_SECONDS = 10


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "DEFAULT_FROM_EMAIL": env["DEFAULT_FROM_EMAIL"],
        "SERVER_EMAIL": env.get("SERVER_EMAIL") or env["DEFAULT_FROM_EMAIL"],
        "EMAIL_TIMEOUT": TIMEOUT_SECONDS,
        **(server(env) if env.get("HRMS_MAIL") == "server" else ses(env)),
    }


def server(env: Mapping[str, str]) -> dict[str, Any]:
    tls, ssl = (env.get(name) == "True" for name in ("EMAIL_USE_TLS", "EMAIL_USE_SSL"))
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": env["EMAIL_HOST"],
        "EMAIL_PORT": int(env.get("EMAIL_PORT") or 587),
        "EMAIL_HOST_USER": env.get("EMAIL_HOST_USER", ""),
        "EMAIL_HOST_PASSWORD": env.get("EMAIL_HOST_PASSWORD", ""),
        # Never unencrypted: STARTTLS unless another method is set.
        "EMAIL_USE_TLS": tls or not ssl,
        "EMAIL_USE_SSL": ssl and not tls,
    }


def ses(env: Mapping[str, str]) -> dict[str, Any]:
    from botocore.config import Config

    region = env.get("AWS_SES_REGION_NAME") or env["AWS_S3_REGION_NAME"]
    return {
        "EMAIL_BACKEND": "django_ses.SESBackend",
        # Only version 1 of the API documents the message header for the configuration set.
        "USE_SES_V2": False,
        "AWS_SES_REGION_NAME": region,
        "AWS_SES_REGION_ENDPOINT": f"email.{region}.amazonaws.com",
        "AWS_SES_CONFIGURATION_SET": env.get("AWS_SES_CONFIGURATION_SET"),
        # It would ask for the account's quota, which the role does not allow, and sleep in the middle of a request.
        "AWS_SES_AUTO_THROTTLE": None,
        "AWS_SES_CONFIG": Config(
            connect_timeout=TIMEOUT_SECONDS, read_timeout=TIMEOUT_SECONDS, retries={"total_max_attempts": 3}
        ),
    }
