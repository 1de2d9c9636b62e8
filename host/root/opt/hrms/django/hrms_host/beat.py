"""The scheduler of Celery's beat: when each task last ran is in the queue's Redis, which outlives beats and hosts.

Celery's own keeps it in a file, and hosts are replaced. After that, a task that runs every 30 days begins to wait anew.
A project that has a scheduler of its own, such as django-celery-beat's, keeps it (settings/tasks.py).
"""

import logging
from typing import Any

from redbeat import RedBeatScheduler
from redis import RedisError

from .replicas import ONCE_MORE

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 5


class Scheduler(RedBeatScheduler):
    # How often it asks for tasks that are due, at least, in seconds; and so, how soon it goes on after an outage.
    max_interval = 5

    def __init__(self, app: Any, **options: Any) -> None:
        app.conf.update(
            redbeat_redis_url=app.conf.broker_url,
            redbeat_key_prefix="hrms:beat:",
            # bin/on-one-host decides which host runs the beat.
            redbeat_lock_key=None,
            redbeat_redis_options={
                "socket_connect_timeout": PATIENCE_SECONDS,
                "socket_timeout": PATIENCE_SECONDS,
                **ONCE_MORE,
            },
        )
        super().__init__(app, **options)

    def tick(self, *arguments: Any, **options: Any) -> float:
        """Goes on after an outage: another beat could only start when this one's lease has expired (bin/on-one-host)."""
        try:
            return super().tick(*arguments, **options)
        except RedisError as problem:
            log.warning("beat: Redis does not answer: %s", type(problem).__name__)
            return self.max_interval
