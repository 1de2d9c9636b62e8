"""A worker that is alive but fetches no tasks ends, so that systemd starts it again.

After a failover of Redis, a worker's connection can be open and dead: its loop waits for an answer that never comes, or
goes round without asking for tasks (https://github.com/celery/celery/issues/10205). `celery inspect ping` does not
tell: a loop that goes round answers it.

A thread of the main process asks Redis on a connection of its own. If Redis answers, and either the loop stands still
or tasks wait although this worker has room for them, for two minutes, the worker ends. Tasks in progress can finish if
the loop still works. Otherwise systemd ends them with the worker, and Redis delivers them again.
"""

import logging
import os
import signal
import threading
import time
from typing import Any

from celery import bootsteps
from celery.worker import state
from redis import RedisError

from .environment import GIVEN, limits
from .queues import connection, tasks_in

log = logging.getLogger("hrms.tasks")

CHECK_SECONDS = 10.0
# Longer than Celery's longest pause between two tries to connect, which is 32 s.
PATIENCE_SECONDS = 120.0
# How long tasks in progress can take to finish. As long as the unit's TimeoutStopSec (config/limits.ts).
FINISH_SECONDS = limits(GIVEN)[1] + 60.0
REDIS_SECONDS = 5


class Health:
    """What the loop last did, in time.monotonic()."""

    def __init__(self) -> None:
        self.ticked = self.received = time.monotonic()
        self.queues: list[str] = []


health = Health()


class Tick(bootsteps.StartStopStep):
    """A timer in the worker's loop. Celery stops it with each lost connection and starts it with the next."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def start(self, consumer: Any) -> None:
        health.queues = [queue.name for queue in consumer.task_consumer.queues]
        consumer.timer.call_repeatedly(CHECK_SECONDS / 2, self.tick, (consumer,))

    def tick(self, consumer: Any) -> None:
        health.ticked = time.monotonic()
        # They change with `celery control add_consumer`.
        health.queues = [queue.name for queue in consumer.task_consumer.queues]


def note_task(**_: Any) -> None:
    health.received = time.monotonic()


def watch(instance: Any = None, **_: Any) -> None:
    """Before the worker starts. Other pools run tasks in the loop itself, which stands still meanwhile."""
    instance.app.steps["consumer"].add(Tick)
    from celery.signals import worker_ready

    def begin(sender: Any = None, **_: Any) -> None:
        if sender.pool.__class__.__module__ == "celery.concurrency.prefork":
            health.ticked = health.received = time.monotonic()
            threading.Thread(target=follow, args=(sender.app, sender.pool.num_processes), daemon=True).start()

    worker_ready.connect(begin, weak=False, dispatch_uid="hrms_host.starvation")


def follow(app: Any, concurrency: int) -> None:
    fine = time.monotonic()
    while time.monotonic() - fine < PATIENCE_SECONDS:
        time.sleep(CHECK_SECONDS)
        waiting = waiting_tasks(app)
        if waiting is None or works(waiting, concurrency):
            fine = time.monotonic()
    log.error("worker_stuck: the worker fetches no tasks, so it starts again")
    end()


def waiting_tasks(app: Any) -> int | None:
    """None if Redis does not answer: then starting again would help nobody."""
    try:
        with connection(app.conf.broker_url, REDIS_SECONDS) as redis:
            return tasks_in(redis, health.queues)
    except RedisError:
        return None


def works(waiting: int, concurrency: int) -> bool:
    now = time.monotonic()
    ticks = now - health.ticked < CHECK_SECONDS * 2
    fetches = now - health.received < CHECK_SECONDS or len(state.reserved_requests) >= concurrency
    return ticks and (waiting == 0 or fetches)


def end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    asked = time.monotonic()
    while time.monotonic() - asked < FINISH_SECONDS and time.monotonic() - health.ticked < CHECK_SECONDS * 3:
        time.sleep(CHECK_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
