"""Celery: a task is done once, or again; it is not lost, and it does not run for ever.

Names are those of `config_from_object("django.conf:settings", namespace="CELERY")`; a project without Celery has no use
for them. When what runs is the project's matter, and so is its beat schedule.
"""

from collections.abc import Mapping
from typing import Any

from ..environment import verified

SOFT_LIMIT_SECONDS = 240
HARD_LIMIT_SECONDS = 300
# After which Redis hands a task that nobody acknowledged to another worker. It must be longer than any task runs, and
# than any countdown or eta waits, or tasks run twice.
VISIBILITY_SECONDS = 3600
# A second SIGTERM, or SIGQUIT: what runs may end within this time, and is queued again otherwise.
SOFT_SHUTDOWN_SECONDS = 30


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    # Celery wants it in three places: the broker's, the results', and its own.
    visibility = {"visibility_timeout": VISIBILITY_SECONDS}
    return {
        "CELERY_BROKER_URL": verified("CELERY_BROKER_URL", env["CELERY_BROKER_URL"]),
        "CELERY_RESULT_BACKEND": verified("CELERY_RESULT_BACKEND", env["CELERY_RESULT_BACKEND"]),
        "CELERY_BROKER_TRANSPORT_OPTIONS": visibility,
        "CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS": visibility,
        "CELERY_VISIBILITY_TIMEOUT": VISIBILITY_SECONDS,
        # With a restart, or a host that dies, the task is done by another worker.
        "CELERY_TASK_ACKS_LATE": True,
        "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
        "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
        "CELERY_TASK_SOFT_TIME_LIMIT": SOFT_LIMIT_SECONDS,
        "CELERY_TASK_TIME_LIMIT": HARD_LIMIT_SECONDS,
        "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": True,
        "CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT": SOFT_SHUTDOWN_SECONDS,
        "CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE": True,
        # Its lines go where Django's do, and what a task prints does too.
        "CELERY_WORKER_HIJACK_ROOT_LOGGER": False,
        "CELERY_WORKER_REDIRECT_STDOUTS": True,
        "CELERY_TASK_ALWAYS_EAGER": False,
    }
