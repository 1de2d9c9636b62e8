"""All logs as lines of JSON on stderr, which journald takes, and the project's own logs where they go besides.

Handlers of the project that write to the console, to files or by mail are replaced: the console is the journal, a
release's folder cannot be written to, and mails would have whole requests in them. All others stay, such as one that
writes an audit trail to a table. They get records as the project made them: what they keep about people is the
project's decision.
"""

import logging
from collections.abc import Mapping
from typing import Any

from .. import logs
from ..environment import Unusable

# Handlers of others by the beginnings of their names. Most of these print.
REPLACED = ("logging.StreamHandler", "logging.FileHandler", "django.", "rich.", "colorlog.")
REPLACED_IN_HANDLERS = (
    *("RotatingFileHandler", "TimedRotatingFileHandler", "WatchedFileHandler", "BaseRotatingHandler"),
    *("SMTPHandler", "MemoryHandler", "QueueHandler"),
)


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    theirs = project.get("LOGGING") or {}
    return {"LOGGING_CONFIG": "logging.config.dictConfig", "LOGGING": configuration(theirs)}


def configuration(theirs: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: handler for name, handler in (theirs.get("handlers") or {}).items() if stays(handler)}
    loggers = {name: logger or {} for name, logger in (theirs.get("loggers") or {}).items()}
    # The root logger can be in either place.
    root = theirs.get("root") or loggers.pop("", {})
    whole = logs.configuration({name: passed_on(name, logger, kept) for name, logger in loggers.items()})
    for name, logger in loggers.items():
        # Ours, such as `django`, hand records to the project's handlers too.
        whole["loggers"][name] = with_handlers(whole["loggers"][name], logger, kept)
    whole["root"] = with_handlers(whole["root"], root, kept)
    whole["handlers"] |= {own(name): renamed(handler) for name, handler in kept.items()}
    for kind, names in {
        "formatters": [handler.get("formatter") for handler in kept.values()],
        "filters": [name for entry in (*kept.values(), *loggers.values()) for name in entry.get("filters") or []],
    }.items():
        # Only what is used: others can need packages that only developers have.
        whole[kind] |= {own(name): theirs[kind][name] for name in names if name in (theirs.get(kind) or {})}
    return whole


def with_handlers(logger: Mapping[str, Any], theirs: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    return {**logger, "handlers": [*logger["handlers"], *handlers_of(theirs, kept)]}


def stays(handler: Mapping[str, Any]) -> bool:
    """Whether the handler writes to something besides the console, files and mail."""
    name = str(handler.get("class") or handler.get("()") or "")
    last = name.rpartition(".")[2]
    return not (
        name.startswith(REPLACED) or last in REPLACED_IN_HANDLERS or "filename" in handler or "stream" in handler
    )


def passed_on(name: str, logger: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """A logger of the project with its level and filters.

    Its records go to the journal too, unless the project has sent them to a handler of its own and nowhere else.
    """
    handlers = handlers_of(logger, kept)
    return {
        "level": level(name, logger.get("level")),
        "filters": [own(entry) for entry in logger.get("filters") or []],
        "handlers": [],
        "propagate": logger.get("propagate", True) or not handlers,
    }


def level(name: str, given: Any) -> Any:
    """Never DEBUG, which shows what people typed. None leaves the level to the logger's parent."""
    number = logging.getLevelName(given.upper()) if isinstance(given, str) else given or logging.NOTSET
    if not isinstance(number, int):
        raise Unusable(f"LOGGING of the project's settings: the logger {name} has a level that does not exist.")
    return "INFO" if logging.NOTSET < number < logging.INFO else given or "NOTSET"


def handlers_of(logger: Mapping[str, Any], kept: Mapping[str, Any]) -> list[str]:
    return [own(name) for name in logger.get("handlers") or [] if name in kept]


def renamed(handler: Mapping[str, Any]) -> dict[str, Any]:
    """The handler with our names for the project's formatters and filters."""
    formatter = {"formatter": own(handler["formatter"])} if handler.get("formatter") else {}
    filters = {"filters": [own(name) for name in handler["filters"]]} if handler.get("filters") else {}
    return {**handler, **formatter, **filters}


def own(name: Any) -> Any:
    """The name of a part of the project's, apart from ours. Filters can be objects."""
    return f"project:{name}" if isinstance(name, str) else name
