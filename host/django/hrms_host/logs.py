"""Logs: a line of JSON for each record, with the request that it belongs to and nothing about people.

Gunicorn uses this before Django is there, so it imports nothing of Django.
"""

import logging
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from .environment import GIVEN
from .privacy import scrub_all

# Nginx's name for the request in progress, in this thread or task.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class Formatter(JsonFormatter):
    """Only these members: what else a record carries may be anything, the request with its query among it. Our own
    events have theirs in `hrms`.
    """

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        members = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
            "role": GIVEN.get("HRMS_ROLE", ""),
            "release": GIVEN.get("HRMS_RELEASE", ""),
            **getattr(record, "hrms", {}),
            "exception": message_dict.get("exc_info", ""),
        }
        log_data.update(scrub_all({name: value for name, value in members.items() if value != ""}))


def is_not_denial(record: logging.LogRecord) -> bool:
    """Denials are logged once, by requests.py, with who and from where."""
    return getattr(record, "status_code", None) != 403


def configuration(loggers: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """For logging.config.dictConfig. The loggers named are kept, but all of them end in the one handler of the root."""
    passed_on = {"handlers": [], "level": "INFO", "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "hrms_host.logs.Formatter"}},
        "filters": {"no_denials": {"()": lambda: is_not_denial}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"},
        },
        "root": {"level": "INFO", "handlers": ["stderr"]},
        "loggers": {
            **(loggers or {}),
            # Django's own configuration mails errors, with all of the request, to the administrators.
            "django": passed_on,
            "django.server": passed_on,
            "django.request": passed_on | {"filters": ["no_denials"]},
            "gunicorn.error": passed_on,
            # Each new client says where its credentials come from.
            "botocore": passed_on | {"level": "WARNING"},
            # It sets itself to say everything.
            "sentry_sdk.errors": passed_on | {"level": "WARNING"},
            # It names users; our own events tell the same without names.
            "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
