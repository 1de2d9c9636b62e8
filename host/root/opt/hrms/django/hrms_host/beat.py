"""The scheduler of Celery's beat: when each task last ran is in the queue's Redis, which outlives beats and hosts.

Celery's own keeps it in a file, and hosts are replaced. After that, a task that runs every 30 days begins to wait anew.
A project that has a scheduler of its own, such as django-celery-beat's, keeps it (settings/tasks.py).
"""

from typing import Any

from redbeat import RedBeatScheduler

PATIENCE_SECONDS = 5


class Scheduler(RedBeatScheduler):
    def __init__(self, app: Any, **options: Any) -> None:
        app.conf.update(
            redbeat_redis_url=app.conf.broker_url,
            redbeat_key_prefix="hrms:beat:",
            # bin/on-one-host decides which host runs the beat.
            redbeat_lock_key=None,
            redbeat_redis_options={
                "socket_connect_timeout": PATIENCE_SECONDS,
                "socket_timeout": PATIENCE_SECONDS,
            },
        )
        super().__init__(app, **options)
