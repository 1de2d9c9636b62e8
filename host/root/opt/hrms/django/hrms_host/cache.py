"""Connections to the cache that stop asking a server that does not answer.

A page can make dozens of cache calls. If each waited for its own timeout, a hanging cache would make the page hang, and
with it every worker. So the first call that fails is the last for a few seconds: until then all calls of this process
fail at once, which django-redis turns into misses (IGNORE_EXCEPTIONS). Then one call tries again.
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from django_redis.exceptions import ConnectionInterrupted
from redis.connection import ConnectionPool, SSLConnection
from redis.exceptions import ConnectionError, ResponseError, TimeoutError

from .replicas import ONCE_MORE, Replica

log = logging.getLogger(__name__)

PAUSE_SECONDS = 3.0
# Together, for slow answers in a row: the longest that a slow cache can hold up a page. An answer takes less than 1 ms.
SLOW_SECONDS, PATIENCE_SECONDS = 0.1, 1.0


class Away(ConnectionError):
    """Nobody asked the server: it did not answer a moment ago."""


class Breaker:
    """Whether the cache is worth asking. All threads of a process share what one of them found out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.lock = Lock()
        self.failing = False
        self.pause_until = 0.0
        self.slow = 0.0

    def enter(self) -> None:
        """Raises Away during a pause. After it, one caller passes and the others wait for what it finds."""
        if not self.failing:
            return
        with self.lock:
            if self.clock() < self.pause_until:
                raise Away("not asked: it did not answer a moment ago")
            self.pause_until = self.clock() + PAUSE_SECONDS

    def failed(self) -> None:
        if not self.failing:
            log.warning("The cache does not answer. It counts as empty, and is asked every %g s.", PAUSE_SECONDS)
        with self.lock:
            self.failing = True
            self.pause_until = self.clock() + PAUSE_SECONDS
            self.slow = 0.0

    def answered(self, seconds: float) -> None:
        if self.failing:
            log.warning("The cache answers again.")
        self.failing = False
        self.slow = self.slow + seconds if seconds > SLOW_SECONDS else 0.0
        if self.slow > PATIENCE_SECONDS:
            self.failed()


breaker = Breaker()


def watched(method: Callable[..., Any]) -> Callable[..., Any]:
    """Tells the breaker if the method does not reach the server."""

    @wraps(method)
    def call(self: Any, *arguments: Any, **options: Any) -> Any:
        try:
            return method(self, *arguments, **options)
        except Replica:
            # It answers, so others need not stop asking.
            raise
        except (ConnectionError, TimeoutError, OSError):
            breaker.failed()
            raise

    return call


class Connection(SSLConnection):
    connect = watched(SSLConnection.connect)
    send_packed_command = watched(SSLConnection.send_packed_command)

    @watched
    def read_response(self, *arguments: Any, **options: Any) -> Any:
        started = breaker.clock()
        try:
            response = super().read_response(*arguments, **options)
        except ResponseError:
            breaker.answered(breaker.clock() - started)
            raise
        breaker.answered(breaker.clock() - started)
        return response


class Pool(ConnectionPool):
    def __init__(self, **options: Any) -> None:
        # After any other failure, the next call is the retry.
        super().__init__(**options | ONCE_MORE | {"connection_class": Connection})

    def get_connection(self, *arguments: Any, **options: Any) -> Any:
        breaker.enter()
        return super().get_connection(*arguments, **options)


def ignored(method: Callable[..., Any]) -> Callable[..., Any]:
    """For a method of django-redis's client whose failures IGNORE_EXCEPTIONS does not reach."""

    @wraps(method)
    def call(self: Any, *arguments: Any, **options: Any) -> Any:
        try:
            return method(self, *arguments, **options)
        except (ConnectionError, TimeoutError) as problem:
            raise ConnectionInterrupted(connection=None) from problem

    return call


def is_news(record: logging.LogRecord) -> bool:
    """django-redis logs each call that it ignores, here. One line per outage is enough."""
    raised = record.exc_info[1] if record.exc_info else None
    return not isinstance(getattr(raised, "__cause__", None), Away)


log.addFilter(is_news)
