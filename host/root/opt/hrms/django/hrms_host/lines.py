"""A line of a log: its members, and the id of the request that it belongs to.

It also writes what is printed before Django or any package is loaded, so it imports only the standard library.
"""

import json
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from .environment import GIVEN
from .privacy import scrub_all

# Nginx's id of the current request, in this thread or task.
request_id: ContextVar[str] = ContextVar("request_id", default="")


def members(
    created: float, level: str, logger: str, message: str, more: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What a line says, scrubbed and without empty members. `created` is in seconds since 1970."""
    line = {
        "time": datetime.fromtimestamp(created, UTC).isoformat(timespec="milliseconds"),
        "level": level,
        "logger": logger,
        "message": message,
        "request_id": request_id.get(),
        "role": GIVEN.get("HRMS_ROLE", ""),
        "release": GIVEN.get("HRMS_RELEASE", ""),
        **(more or {}),
    }
    return scrub_all({name: value for name, value in line.items() if value != ""})


def line(created: float, level: str, logger: str, message: str) -> str:
    return json.dumps(members(created, level, logger, message)) + "\n"
