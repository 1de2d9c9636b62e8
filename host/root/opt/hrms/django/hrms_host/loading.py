"""Loads the application once for all processes of Gunicorn, which begin as copies of its first one.

Without this each process loads it for itself: a release starts four times slower on a host with four processes, takes the
processor from the release that serves meanwhile, and so does every process that is replaced.

A copy has no threads, and shares connections with the other copies, which would read each other's answers. Django's
connections to databases are closed before the first copy. If loading leaves threads or other connections behind, Gunicorn
starts again and each process loads the application, as Gunicorn does by default.
"""

import gc
import os
import socket
import stat
import sys
import threading
from contextlib import suppress
from typing import Any

from . import printed
from .environment import GIVEN

# Set in the Gunicorn whose processes load the application for themselves.
EACH = "HRMS_EACH_PROCESS_LOADS"
# systemd's first socket: sd_listen_fds(3).
FIRST_SOCKET = 3


def once(server: Any) -> None:
    """Gunicorn's `on_starting`: nothing listens yet, and SIGTERM still ends the process at once."""
    if EACH in GIVEN:
        return
    try:
        server.app.wsgi()
        load_urls(server.log)
    except Exception:
        server.log.exception("The application could not be loaded")
        sys.exit(server.WORKER_BOOT_ERROR)
    left = left_behind()
    if left:
        server.log.warning("Loading the application leaves %s, so each process loads it for itself.", " and ".join(left))
        start_again()
    # The garbage collector writes to what it looks at, and a page of memory that is written to is no longer shared.
    gc.freeze()


def load_urls(log: Any) -> None:
    """Django loads URLs, and views with them, at the first request. A project can have none but those of a middleware."""
    from django.urls import get_resolver

    try:
        _ = get_resolver().url_patterns
    except Exception:
        log.exception("The URLs could not be loaded yet, so each process tries at its first request.")


def left_behind() -> list[str]:
    """What copies of this process cannot use. Closes Django's connections first."""
    from django.db import connections

    connections.close_all()
    threads = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    peers = connected()
    return [
        *([f"threads ({', '.join(threads)})"] if threads else []),
        *([f"connections ({', '.join(peers)})"] if peers else []),
    ]


def connected() -> list[str]:
    """The other ends of this process's connections over the network: addresses with ports."""
    peers = []
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        # The listing's own is closed already; what is not connected has no other end.
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                with socket.socket(fileno=os.dup(descriptor)) as copy:
                    if copy.family in (socket.AF_INET, socket.AF_INET6):
                        address, port, *_ = copy.getpeername()
                        peers.append(f"{address} port {port}")
    return sorted(peers)


def start_again() -> None:
    """Replaces this program by itself. systemd sees the same process, and its sockets stay open."""
    printed.give_back()
    os.closerange(FIRST_SOCKET + int(GIVEN.get("LISTEN_FDS", "0")), os.sysconf("SC_OPEN_MAX"))
    # Not os.environ, which the project may have changed.
    os.execve(sys.executable, sys.orig_argv, {**GIVEN, EACH: "yes"})
