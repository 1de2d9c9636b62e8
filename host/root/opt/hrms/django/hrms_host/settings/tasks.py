"""Celery: tasks run at least once, are never lost, and never run for ever.

Names are those of `config_from_object("django.conf:settings", namespace="CELERY")`; a project without Celery ignores
them. Which tasks run when, and the beat schedule, is up to the project.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from ..environment import limits, verified
from .directions import merged, number, sooner
from .table import TABLE

# Of the hard limit: a task can clean up before it is killed.
SOFT_SHARE = 0.8
# When Redis gives a task that nobody acknowledged to another worker, at least. It must exceed the longest task,
# countdown and eta, or tasks run twice.
VISIBILITY_SECONDS = 3600
# After a second SIGTERM or SIGQUIT: running tasks can finish within this time, and are queued again otherwise.
SOFT_SHUTDOWN_SECONDS = 30
# For connecting and for each answer of the queue. A page that sends a task waits three times as long at most. Workers
# ask with BRPOP, which itself takes one second.
WEB_SECONDS, OTHER_SECONDS = 1, 10
KEEPALIVE_SECONDS = 25
# One more try at once: the connection may have been closed while nobody used it.
ONCE_MORE = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}

# The length of queues, by which hosts are scaled, is read under Celery's own names (queue_length.py).
NOT_KEPT = ("sep", "priority_steps", "global_keyprefix")


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    soft, hard = time_limits(env, project)
    seconds = WEB_SECONDS if env.get("HRMS_ROLE") == "web" else OTHER_SECONDS
    return {
        "CELERY_BROKER_URL": verified("CELERY_BROKER_URL", env["CELERY_BROKER_URL"]),
        "CELERY_RESULT_BACKEND": verified("CELERY_RESULT_BACKEND", env["CELERY_RESULT_BACKEND"]),
        "CELERY_BROKER_USE_SSL": False,
        "CELERY_REDIS_BACKEND_USE_SSL": {},
        **visibility(project, hard, seconds),
        **deadlines(seconds),
        # After a restart, or if a host dies, another worker runs the task.
        "CELERY_TASK_ACKS_LATE": True,
        "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
        "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
        "CELERY_TASK_SOFT_TIME_LIMIT": soft,
        "CELERY_TASK_TIME_LIMIT": hard,
        "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": True,
        "CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT": SOFT_SHUTDOWN_SECONDS,
        "CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE": True,
        # Celery's log lines go where Django's do; what tasks print, where all prints go (printed.py).
        "CELERY_WORKER_HIJACK_ROOT_LOGGER": False,
        "CELERY_WORKER_REDIRECT_STDOUTS": False,
        "CELERY_TASK_ALWAYS_EAGER": False,
        **scheduler(project),
        # A page that sends a task to a hanging queue fails after seconds.
        **({"CELERY_TASK_PUBLISH_RETRY_POLICY": ONCE_MORE} if seconds == WEB_SECONDS else {}),
    }


def time_limits(env: Mapping[str, str], project: Mapping[str, Any]) -> tuple[float, float]:
    """The soft and the hard limit. If the project has one of them, the other follows from it."""
    _, longest = limits(env)
    soft, hard = (
        value if sooner(value) is not None else None
        for value in (project.get("CELERY_TASK_SOFT_TIME_LIMIT"), project.get("CELERY_TASK_TIME_LIMIT"))
    )
    hard = hard or (max(longest, int(soft / SOFT_SHARE)) if soft else longest)
    return soft or int(hard * SOFT_SHARE) or 1, hard


def visibility(project: Mapping[str, Any], hard: float, seconds: int) -> dict[str, Any]:
    """The largest timeout of the three places that Celery reads: for the broker, for results, and its own."""
    names = ("CELERY_BROKER_TRANSPORT_OPTIONS", "CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS")
    broker, results = (
        {name: value for name, value in (project.get(whole) or {}).items() if name not in NOT_KEPT} for whole in names
    )
    theirs = (
        project.get("CELERY_VISIBILITY_TIMEOUT"),
        broker.get("visibility_timeout"),
        results.get("visibility_timeout"),
    )
    longest = max(number(value) or 0 for value in (VISIBILITY_SECONDS, int(2 * hard), *theirs))
    ours = {"visibility_timeout": longest}
    asked = {
        "socket_timeout": seconds,
        "socket_connect_timeout": seconds,
        "socket_keepalive": True,
        "health_check_interval": KEEPALIVE_SECONDS,
    }
    bounded = {"retry_policy": ONCE_MORE} if seconds == WEB_SECONDS else {}
    return {
        names[0]: merged(TABLE, broker, ours | asked, names[0]),
        names[1]: merged(TABLE, results, ours | bounded, names[1]),
        "CELERY_VISIBILITY_TIMEOUT": longest,
    }


def deadlines(seconds: int) -> dict[str, Any]:
    return {
        "CELERY_BROKER_CONNECTION_TIMEOUT": seconds,
        "CELERY_REDIS_SOCKET_TIMEOUT": seconds,
        "CELERY_REDIS_SOCKET_CONNECT_TIMEOUT": seconds,
        "CELERY_REDIS_SOCKET_KEEPALIVE": True,
        "CELERY_REDIS_BACKEND_HEALTH_CHECK_INTERVAL": KEEPALIVE_SECONDS,
    }


def scheduler(project: Mapping[str, Any]) -> dict[str, Any]:
    """For projects that name none. Many name django-celery-beat's only on a command line."""
    if "django_celery_beat" in project.get("INSTALLED_APPS", ()):
        ours = "django_celery_beat.schedulers:DatabaseScheduler"
    else:
        ours = "hrms_host.beat:Scheduler" if find_spec("redbeat") else "celery.beat:PersistentScheduler"
    return {"CELERY_BEAT_SCHEDULER": ours}
