"""Changes libraries while they are imported, before any code of the project can use them.

APScheduler: projects start their schedulers when their packages or apps load, so each Gunicorn process, each Celery
process and each management command on each host would run every job: one e-mail per process. Only the unit
hrms-scheduler, which runs on one host at a time, has HRMS_ROLE=scheduler; everywhere else starting one does nothing.

Django: uses DJANGO_SETTINGS_MODULE as systemd set it, even if manage.py or wsgi.py overwrites it or a .env file names
another module. Otherwise such a project would run with its own settings, and nobody would notice.

Huey: a consumer begins the periodic tasks of the current minute when it starts, even if another one has begun them
already. After a restart, or when another host takes over, they would run twice.

Celery: leaves stdout and stderr as they are, whatever prefix the project's settings have. It would log what tasks
print. Its beat ends on SIGTERM (stopping.py).

Redis: a server that has become a replica counts as a lost connection (replicas.py). django-redis ignores failures of the
cache in all of Django's methods but one, `touch`, which each failed login uses.
"""

import logging
import sys
from collections.abc import Callable, Mapping
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from . import outage, stopping
from .environment import GIVEN, restore, words


class Finder(MetaPathFinder):
    """Finds modules as usual, and changes each one once it has run."""

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
    """Makes start and shutdown do nothing: shutting down a scheduler that never started would raise an error.

    The subclasses' own `start` still runs; their loops and threads end at once because the state stays "stopped".
    """

    def start(self: Any, *_: Any, **__: Any) -> None:
        log, role = logging.getLogger(__name__), GIVEN.get("HRMS_ROLE", "none")
        if "scheduler" in words(GIVEN.get("HRMS_BACKGROUND_TASKS", "")):
            log.info("APScheduler is left alone in role %s; hrms-scheduler runs it.", role)
        else:
            log.warning("APScheduler runs nowhere: hrms:backgroundTasks of the stack does not contain scheduler.")

    def shutdown(self: Any, *_: Any, **__: Any) -> None:
        pass

    base.BaseScheduler.start = start
    base.BaseScheduler.shutdown = shutdown


def once_a_minute(api: ModuleType) -> None:
    read = api.Huey.read_periodic

    def read_new(self: Any, timestamp: Any) -> list[Any]:
        """One consumer at a time asks (on-one-host), so nothing happens between the two calls of Redis."""
        # A consumer asks without a time.
        now = timestamp or self._get_timestamp()
        new = []
        for task in read(self, now):
            key = f"hrms.minute.{type(task).__module__}.{task.name}"
            minute = now.strftime("%Y-%m-%d %H:%M")
            if self.get(key, peek=True) != minute:
                self.put(key, minute)
                new.append(task)
        return new

    api.Huey.read_periodic = read_new


def keep_streams(log: ModuleType) -> None:
    log.Logging.redirect_stdouts = lambda *_, **__: None


def leave_replicas(connection: ModuleType) -> None:
    from . import replicas  # Needs redis, which a project can lack.

    replicas.change(connection)


def ignore_in_touch(client: ModuleType) -> None:
    from . import cache

    client.DefaultClient.touch = cache.ignored(client.DefaultClient.touch)


def install() -> None:
    """Call this before anything else is imported."""
    changes = {
        "django.conf": keep_settings,
        "celery.app.log": keep_streams,
        "celery.apps.beat": stopping.change,
        "huey.api": once_a_minute,
        "redis.connection": leave_replicas,
        "django_redis.client.default": ignore_in_touch,
    }
    if GIVEN.get("HRMS_ROLE") == "web":
        changes["django.db.backends.mysql.base"] = outage.guard
    if GIVEN.get("HRMS_ROLE") != "scheduler":
        changes["apscheduler.schedulers.base"] = disarm
    sys.meta_path.insert(0, Finder(changes))
