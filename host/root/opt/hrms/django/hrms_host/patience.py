"""Slow requests do not occupy every Gunicorn process. See docs/adr/0016-hangs.md.

A request that takes longer than SLOW_SECONDS needs a place, and half of the processes have one. A slow request without a
place continues as long as nobody waits. When requests wait, it ends with 503. Requests that waited too long themselves
end the same way, before the application sees them: the person has reloaded the page or left.
"""

import fcntl
import logging
import os
import select
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import outage

SLOW_SECONDS = 5.0
TICK_SECONDS = 0.25
# From the arrival at Nginx to the application; config/limits.ts counts on it. After a restart of Gunicorn it begins when the
# process is ready: there is room then, and nobody who waited for a busy machine to restart it is turned away.
QUEUE_SECONDS = 15.0

logger = logging.getLogger(__name__)


class TooSlow(BaseException):
    """Ends a request. Not an Exception, so that the project's own handlers do not continue with it."""


class Current:
    """The request that this process works on. Only its main thread changes it."""

    def __init__(self) -> None:
        self.number = 0
        # When the process could take its first request, in seconds since 1970.
        self.ready = 0.0
        self.started: float | None = None
        self.ended_by_us = 0

    @contextmanager
    def request(self) -> Iterator[None]:
        self.number += 1
        self.started = time.monotonic()
        try:
            yield
        finally:
            self.started = None

    def age(self) -> float:
        """Seconds since the current request began; 0 without one."""
        started = self.started
        return 0.0 if started is None else time.monotonic() - started

    def interrupt(self, *_: Any) -> None:
        """The signal's handler: runs in the main thread, in whatever the request is doing."""
        if self.started is not None and self.ended_by_us == self.number:
            raise TooSlow


current = Current()


class Places:
    """Locks on files, which the kernel releases when a process dies."""

    def __init__(self, folder: str, count: int) -> None:
        self.paths = [os.path.join(folder, f"slow-{number}") for number in range(count)]
        self.held: int | None = None

    def take(self) -> bool:
        """Whether this process has a place, which it takes if one is free."""
        for path in self.paths if self.held is None else []:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
            else:
                self.held = descriptor
                break
        return self.held is not None

    def leave(self) -> None:
        if self.held is not None:
            os.close(self.held)
            self.held = None


class Watch:
    """What a thread of each Gunicorn process does, a few times per second."""

    def __init__(self, places: Places, listeners: list[Any]) -> None:
        self.places = places
        self.listeners = listeners
        self.was_waiting = False
        self.was_down = False

    def tick(self) -> None:
        is_down = outage.is_known()
        if is_down and not self.was_down:
            outage.hang_up()
        self.was_down = is_down
        if current.age() < SLOW_SECONDS:
            self.places.leave()
            self.was_waiting = False
        elif not self.places.take():
            # Twice, because a process that is free takes a request within much less than a tick.
            is_waiting = bool(select.select(self.listeners, [], [], 0)[0])
            if is_waiting and self.was_waiting:
                self.end()
            self.was_waiting = is_waiting

    def end(self) -> None:
        number = current.number
        if current.age() < SLOW_SECONDS:
            return
        if current.ended_by_us != number:
            logger.warning("A request took over %g s while others waited; it was ended.", SLOW_SECONDS)
        current.ended_by_us = number
        # No signal interrupts the database's driver, which is written in C.
        outage.hang_up()
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGALRM)

    def run(self) -> None:
        while all(listener.fileno() >= 0 for listener in self.listeners):
            self.tick()
            time.sleep(TICK_SECONDS)


def start(worker: Any) -> None:
    """Called in each Gunicorn process."""
    current.ready = time.time()
    signal.signal(signal.SIGALRM, current.interrupt)
    places = Places(os.environ.get("HOME", "/tmp"), max(1, worker.cfg.workers // 2))
    watch = Watch(places, list(worker.sockets))
    threading.Thread(target=watch.run, name="patience", daemon=True).start()


def waited_too_long(arrived: str) -> bool:
    """Whether a request has waited too long, by the time at which Nginx had it (seconds since 1970)."""
    try:
        return time.time() - max(float(arrived), current.ready) > QUEUE_SECONDS
    except ValueError:
        return False
