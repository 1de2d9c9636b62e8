"""Celery's queues in Redis."""

from collections.abc import Iterable
from itertools import product
from typing import Any

from redis import Redis

from .replicas import ONCE_MORE


def connection(url: str, seconds: float, **options: Any) -> Redis:
    """To the queue's Redis, with a limit for connecting and for each answer."""
    return Redis.from_url(url, socket_connect_timeout=seconds, socket_timeout=seconds, **ONCE_MORE, **options)


def tasks_in(redis: Any, queues: Iterable[str]) -> int:
    """Tasks of every priority that wait in the queues. Tasks that a worker has fetched do not count."""
    # Not every project with a queue has Celery.
    from kombu.transport.redis import Channel

    # Celery's default names: the overlay lets no project change separator, steps or prefix (settings/tasks.py).
    with redis.pipeline(transaction=False) as lengths:
        for queue, priority in product(queues, Channel.priority_steps):
            lengths.llen(f"{queue}{Channel.sep}{priority}" if priority else queue)
        return sum(lengths.execute())
