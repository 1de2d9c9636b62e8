"""All logs as lines of JSON on stderr, which journald takes."""

import logging
from collections.abc import Mapping
from typing import Any

from .. import logs


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    theirs = (project.get("LOGGING") or {}).get("loggers", {})
    return {
        "LOGGING_CONFIG": "logging.config.dictConfig",
        "LOGGING": logs.configuration({name: passed_on(logger) for name, logger in theirs.items() if name}),
    }


def passed_on(logger: Mapping[str, Any]) -> dict[str, Any]:
    """A logger of the project with its level, though not for debugging, which shows what people wrote."""
    level = logger.get("level", "NOTSET")
    number = level if isinstance(level, int) else logging.getLevelName(level.upper())
    return {"level": max(number, logging.INFO) if number else logging.NOTSET, "handlers": [], "propagate": True}
