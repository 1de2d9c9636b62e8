"""Requests fail at once while the database does not answer, instead of occupying every Gunicorn process.

`bin/watch` notices that the database does not answer and creates a file. From then on a request that needs the database
raises Unreachable, which becomes 503 (requests.py), and pages that do not need it are served. Connections that were
waiting for an answer are closed (patience.py), because a driver would wait for its whole read timeout.
"""

import os
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any

from .environment import GIVEN

FLAG = "/run/hrms-watch/database-down"
# The driver's codes for: no connection, unknown host, gone away, lost. bin/watch has the same, and failed TLS.
UNREACHABLE = (2002, 2003, 2005, 2006, 2013)


def is_known() -> bool:
    return os.path.exists(FLAG)


def guard(base: ModuleType) -> None:
    """Changes django.db.backends.mysql.base. Other databases of the project keep their own timeouts."""
    wrapper = base.DatabaseWrapper
    # What asks the server, except closing: Django closes connections between requests, where nothing may fail.
    for name in ("_cursor", "close_if_health_check_failed", "get_new_connection"):
        setattr(wrapper, name, unless_unreachable(getattr(wrapper, name)))


def unless_unreachable(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: Any, *args: Any) -> Any:
        if self.settings_dict["HOST"] == GIVEN.get("DB_HOST") and is_known():
            # Django's errors can only be imported when settings are read, and this module is older.
            from django.db.utils import OperationalError

            raise OperationalError(UNREACHABLE[-1], "The database does not answer; see journalctl -u hrms-watch.")
        return method(self, *args)

    return call


def is_outage(problem: BaseException | None) -> bool:
    """Whether an error says that the database is unreachable, from the driver or from us."""
    from django.db.utils import OperationalError

    return isinstance(problem, OperationalError) and bool(set(problem.args[:1]) & set(UNREACHABLE))


def hang_up() -> None:
    """Ends what waits for the database, from another thread: the driver sees a closed connection and raises an error.

    All connections to the database's port, because the driver shows none that is still being made.
    """
    for connection in sockets():
        with connection, suppress(OSError):  # Not connected, or no longer.
            if str(connection.getpeername()[1]) == GIVEN.get("DB_PORT"):
                connection.shutdown(socket.SHUT_RDWR)


def sockets() -> Iterator[socket.socket]:
    """Duplicates of this process's Internet sockets. Closing a duplicate leaves the original open."""
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # Closed in the meantime.
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                duplicate = socket.socket(fileno=os.dup(int(name)))
                if duplicate.family in (socket.AF_INET, socket.AF_INET6):
                    yield duplicate
                else:
                    duplicate.close()
