"""What is changed in libraries while they are imported: earlier than any code of the project can use them.

APScheduler: projects start their schedulers when their packages or apps load, so that each Gunicorn process, each
Celery process, each management command and each host would run every job: a mail for every process. Only the unit
hrms-scheduler, which runs on one host at a time, has HRMS_ROLE=scheduler; everywhere else starting one does nothing.

Django: DJANGO_SETTINGS_MODULE counts as systemd gave it, also where a manage.py or wsgi.py sets it and not merely
offers a default, or a .env file names another. Otherwise such a project would run with its own settings, and nobody
would see.
"""

import logging
import sys
from collections.abc import Callable, Mapping
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from .environment import GIVEN, restore


class Finder(MetaPathFinder):
    """Finds modules where they are, and changes each once it has run."""

    def __init__(self, changes: Mapping[str, Callable[[ModuleType], None]]) -> None:
        self.changes = changes

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in self.changes:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_change(module: ModuleType) -> None:
                run(module)
                self.changes[name](module)

            spec.loader.exec_module = run_and_change  # type: ignore[method-assign]
        return spec


def keep_settings(conf: ModuleType) -> None:
    read = conf.LazySettings._setup

    def restore_and_read(self: Any, name: str | None = None) -> None:
        restore()
        read(self, name)

    conf.LazySettings._setup = restore_and_read


def disarm(base: ModuleType) -> None:
    """Neither start nor shutdown does anything: one that was never started would complain at the process's end.

    The subclasses' own `start` still runs; their loops and threads end at once, for the state stays "stopped".
    """

    def start(self: Any, *_: Any, **__: Any) -> None:
        role = GIVEN.get("HRMS_ROLE", "none")
        logging.getLogger(__name__).info("APScheduler is left alone in role %s; hrms-scheduler runs it.", role)

    def shutdown(self: Any, *_: Any, **__: Any) -> None:
        pass

    base.BaseScheduler.start = start
    base.BaseScheduler.shutdown = shutdown


def install() -> None:
    """To be called before anything else is imported."""
    changes = {"django.conf": keep_settings}
    if GIVEN.get("HRMS_ROLE") != "scheduler":
        changes["apscheduler.schedulers.base"] = disarm
    sys.meta_path.insert(0, Finder(changes))
