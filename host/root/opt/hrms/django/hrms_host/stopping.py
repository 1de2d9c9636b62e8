"""Celery's beat ends on SIGTERM, wherever it is.

Celery's own handler first closes the scheduler, and creates it for that if it does not exist yet. While Python imports
the scheduler's modules this raises an AttributeError, and Python ignores what is raised in the callback of a weak
reference or in `__del__`, which run while modules are imported. Such a beat goes on for ever. So this handler raises
nothing but SystemExit, and does so again until the beat has seen it; the beat then closes the scheduler once.
"""

import atexit
import signal
from types import ModuleType
from typing import Any

# Less than bin/on-one-host waits for a command that must end at once.
AGAIN_SECONDS = 0.3


def change(program: ModuleType) -> None:
    """Changes celery.apps.beat."""
    program.Beat.install_sync_handler = handle_signals


def handle_signals(_: Any, service: Any) -> None:
    close = service.sync

    def close_undisturbed() -> None:
        be_quiet()
        close()

    service.sync = close_undisturbed
    # If the beat ends before it can close anything.
    atexit.register(be_quiet)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
        signal.signal(number, end)


def end(*_: Any) -> None:
    signal.setitimer(signal.ITIMER_REAL, AGAIN_SECONDS)
    raise SystemExit


def be_quiet() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
