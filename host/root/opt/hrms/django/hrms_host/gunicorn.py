"""Gunicorn's configuration, except what depends on the machine: see hrms-web@.service."""

import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import loading, logs, patience
from .callstack import with_room

logconfig_dict = logs.configuration()
errorlog = "-"
# Nginx logs each request; see /etc/nginx/nginx.conf.
accesslog = None
# Not needed: systemd manages the process.
control_socket_disable = True

# As long as Nginx's buffers, the most that Gunicorn allows (large_client_header_buffers).
limit_request_line = 8190
limit_request_field_size = 8190

READ_BYTES = 64 * 1024
# In the unit's RuntimeDirectory, which systemd removes when Gunicorn ends. bin/watch, bin/setup and bin/release look for
# it. Elsewhere, in tests and on developers' machines, there is no such folder.
FOLDER = os.environ.get("RUNTIME_DIRECTORY")


STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)


def on_starting(server: Any) -> None:
    loading.once(server)
    hold_signals_while_copying(os.getpid())


def hold_signals_while_copying(first: int) -> None:
    """CPython drops what reaches a new process before its first line of Python, and Gunicorn then waits for that process
    until its graceful timeout. So a new process gets these signals once it has handlers for them."""

    def change(how: int) -> None:
        if os.getpid() == first:
            signal.pthread_sigmask(how, STOPPING)

    os.register_at_fork(
        before=lambda: change(signal.SIG_BLOCK), after_in_parent=lambda: change(signal.SIG_UNBLOCK)
    )


def post_worker_init(worker: Any) -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    worker.run = with_room(worker.run)
    patience.start(worker)
    if FOLDER:
        Path(FOLDER, "serving").touch()


def post_request(worker: Any, request: Any, environ: Mapping[str, Any], response: Any) -> None:
    """Reads the rest of a request body, for example of an upload that the application rejected by its headers.

    Gunicorn itself reads only 64 KiB and closes the connection. Nginx, which is still sending, then sometimes answers
    502 instead. Nginx buffers whole requests and limits their size, so this never waits for a client.
    """
    # Nginx can close the connection once it has the response.
    with suppress(OSError):
        while request.body.read(READ_BYTES):
            pass
