"""Tasks that kill their worker are set aside after three tries, instead of being delivered for ever.

A task is acknowledged when it has run, so that none is lost with its worker. A task that uses too much memory, or
crashes Python, is never acknowledged: each delivery ends another process. Redis counts how often each task started
without ending. What is set aside stays in Redis, with its arguments, and can be queued again:

    /opt/hrms/bin/manage tasks_set_aside             lists the tasks
    /opt/hrms/bin/manage tasks_set_aside --queue ID  queues one of them again, under a new id
"""

import json
import logging
import time
import uuid
from functools import lru_cache
from typing import Any

from celery import current_app
from celery.worker import state
from redis import Redis, RedisError

from .queues import connection

log = logging.getLogger("hrms.tasks")

TRIES = 3
# Longer than a task can wait to be delivered again (settings/tasks.py).
COUNT_SECONDS = 24 * 3600
SET_ASIDE = "hrms:tasks-set-aside"
# The oldest are dropped beyond that.
MOST = 1000
PATIENCE_SECONDS = 2


@lru_cache(maxsize=1)
def redis() -> Redis:
    """A process that is a copy of another one gets connections of its own: redis-py sees to that."""
    return connection(current_app.conf.broker_url, PATIENCE_SECONDS, decode_responses=True)


def key(task_id: str) -> str:
    return f"hrms:starts:{task_id}"


def count_start(task_id: str = "", task: Any = None, **_: Any) -> None:
    if task is not None and not task.request.called_directly and not task.request.is_eager:
        try:
            with redis().pipeline() as both:
                both.incr(key(task_id))
                both.expire(key(task_id), COUNT_SECONDS)
                both.execute()
        except RedisError as problem:
            log.warning("The start of %s is not counted: %s", task.name, type(problem).__name__)


def count_end(task_id: str = "", task: Any = None, **_: Any) -> None:
    """Failures and retries are ends too: the task's own code has decided about them."""
    if task is not None and not task.request.called_directly and not task.request.is_eager:
        try:
            redis().delete(key(task_id))
        except RedisError as problem:
            log.warning("The end of %s is not counted: %s", task.name, type(problem).__name__)


def judge(request: Any = None, **_: Any) -> None:
    """Sets a delivered task aside if it has already been started too often. Celery then rejects it as revoked."""
    try:
        starts = int(redis().get(key(request.id)) or 0)
        if starts < TRIES:
            return
        with redis().pipeline() as all_three:
            all_three.lpush(SET_ASIDE, json.dumps(described(request)))
            all_three.ltrim(SET_ASIDE, 0, MOST - 1)
            all_three.delete(key(request.id))
            all_three.execute()
    except RedisError as problem:
        log.warning("The starts of %s are not known: %s", request.name, type(problem).__name__)
        return
    state.revoked.add(request.id)
    members = {"task": request.name, "task_id": request.id, "starts": starts}
    log.error("task_set_aside: it ended its worker each time it started", extra={"hrms": members})


def described(request: Any) -> dict[str, Any]:
    """Enough to queue it again."""
    message = request.message
    body = message.body if isinstance(message.body, str) else message.body.decode()
    return {
        "id": request.id,
        "task": request.name,
        "time": time.time(),
        "body": body,
        "headers": message.headers,
        "content_type": message.content_type,
        "content_encoding": message.content_encoding,
        "delivery": {name: message.delivery_info.get(name) for name in ("exchange", "routing_key")},
    }


def set_aside() -> list[dict[str, Any]]:
    return [json.loads(entry) for entry in redis().lrange(SET_ASIDE, 0, -1)]


def queue_again(task_id: str) -> str:
    """The new id. The old one is revoked. Raises KeyError if no such task is set aside."""
    for text in redis().lrange(SET_ASIDE, 0, -1):
        entry = json.loads(text)
        if entry["id"] == task_id and redis().lrem(SET_ASIDE, 1, str(text)):
            return send(entry)
    raise KeyError(task_id)


def send(entry: dict[str, Any]) -> str:
    new = str(uuid.uuid4())
    with current_app.producer_pool.acquire(block=True) as producer:
        producer.publish(
            entry["body"],
            headers=entry["headers"] | {"id": new},
            correlation_id=new,
            content_type=entry["content_type"],
            content_encoding=entry["content_encoding"],
            retry=True,
            **entry["delivery"],
        )
    return new
