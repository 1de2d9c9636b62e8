"""What can work in the background, by the names of hrms:backgroundTasks, as the queue's Redis shows it.

Each counts what its library keeps there, under the names that the overlay gives it (settings/jobs.py, settings/tasks.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from redis import Redis

from .queues import tasks_in


@dataclass(frozen=True)
class Kind:
    # Tasks that wait; those that a worker has fetched do not count. None if it has no queue.
    waiting: Callable[[Redis], int] | None = None
    # Hosts with a worker.
    hosts: Callable[[Redis], int] = lambda _: 0
    # The lease of the host that starts tasks by the clock (bin/on-one-host): without it, none does.
    clock: str | None = None


def celery_waiting(redis: Redis) -> int:
    """Of every priority, in all queues that Celery has bound."""
    # Only a project that uses Celery has it.
    from kombu.transport.redis import Channel

    # Pidbox queues hold the workers' answers to `celery inspect`.
    exchanges = redis.scan_iter(Channel.keyprefix_queue % "*", count=1000)
    bindings = [redis.smembers(exchange) for exchange in exchanges if not exchange.endswith(".pidbox")]
    return tasks_in(redis, {binding.rpartition(Channel.sep)[2] for binding in set().union(*bindings)})


def connected(listens: Callable[[Mapping[str, str]], bool]) -> Callable[[Redis], int]:
    """Hosts with a connection that does this."""
    return lambda redis: len(
        {client["addr"].rpartition(":")[0] for client in redis.client_list() if listens(client)}
    )


def is_celery_worker(client: Mapping[str, str]) -> bool:
    """It listens to `celery control`. One that a project forbids that only waits, while it has room for a task."""
    return int(client["psub"]) > 0 or client["cmd"] == "brpop"


def lists(pattern: str) -> Callable[[Redis], int]:
    """What is in all lists, and in sorted sets, which hold queues with priorities."""

    def size(redis: Redis, key: str) -> int:
        return redis.zcard(key) if redis.type(key) == "zset" else redis.llen(key)

    return lambda redis: sum(size(redis, key) for key in redis.scan_iter(pattern, count=1000))


def leased(name: str) -> Callable[[Redis], int]:
    return lambda redis: redis.exists(name)


def rq_waiting(redis: Redis) -> int:
    return sum(redis.llen(queue) for queue in redis.smembers("rq:queues"))


def rq_hosts(redis: Redis) -> int:
    """Workers say where they are, and that they live: the key of one that died expires."""
    names: set[Any] = {redis.hget(worker, "hostname") for worker in redis.smembers("rq:workers")}
    return len(names - {None})


KINDS = {
    "celery": Kind(celery_waiting, connected(is_celery_worker), clock="hrms:beat"),
    # Its cluster's one process that fetches tasks does nothing else in Redis.
    "djangoQ": Kind(lists("django_q:*:q"), connected(lambda client: client["cmd"] == "blpop")),
    "huey": Kind(lists("huey.redis.*"), leased("hrms:huey")),
    "rq": Kind(rq_waiting, rq_hosts),
    "scheduler": Kind(clock="hrms:scheduler"),
    "apschedulerCommand": Kind(clock="hrms:apscheduler"),
}
