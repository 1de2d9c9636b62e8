"""Logs: one line of JSON per record, with the id of its request and nothing about people.

Gunicorn uses this before Django is loaded, so it imports nothing from Django.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

from .lines import members, request_id

__all__ = ["Formatter", "configuration", "request_id"]


class Formatter(logging.Formatter):
    """Writes only these members: other data of a record can be anything, including a request with its query. Our own
    events put theirs in `hrms`.
    """

    def format(self, record: logging.LogRecord) -> str:
        exception = self.formatException(record.exc_info) if record.exc_info else record.exc_text or ""
        more = {**getattr(record, "hrms", {}), "exception": exception}
        return json.dumps(
            members(record.created, record.levelname, record.name, record.getMessage(), more), default=str
        )


def is_not_denial(record: logging.LogRecord) -> bool:
    """requests.py already logs denials, with the user and the address."""
    return getattr(record, "status_code", None) != 403


def without_arguments(record: logging.LogRecord) -> bool:
    """RQ logs each job as a call, with arguments that can be anything about people: `pay('Ada', 5200)`."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            f"{arg.partition('(')[0]}(…)" if isinstance(arg, str) and "(" in arg else arg for arg in record.args
        )
    return True


def configuration(loggers: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """For logging.config.dictConfig. Keeps the given loggers, but all of them use the root's one handler."""
    passed_on = {"handlers": [], "level": "INFO", "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "hrms_host.logs.Formatter"}},
        "filters": {
            "no_denials": {"()": lambda: is_not_denial},
            "no_arguments": {"()": lambda: without_arguments},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": "ext://hrms_host.printed.journal",
            },
        },
        "root": {"level": "INFO", "handlers": ["stderr"]},
        "loggers": {
            **(loggers or {}),
            # Django's default configuration mails errors, with the whole request, to ADMINS.
            "django": passed_on,
            "django.server": passed_on,
            "django.request": passed_on | {"filters": ["no_denials"]},
            "gunicorn.error": passed_on,
            "rq.worker": passed_on | {"filters": ["no_arguments"]},
            # Without a handler of its own, Huey gives it one that writes every line once more.
            "huey": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            # Logs the source of the credentials for each new client.
            "botocore": passed_on | {"level": "WARNING"},
            # Sets its own level to the lowest.
            "sentry_sdk.errors": passed_on | {"level": "WARNING"},
            # Logs user names. Our own events say the same without names.
            "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
