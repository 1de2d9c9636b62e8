"""Gunicorn's configuration, but for what depends on the machine: that is in host/systemd/hrms-web.service."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from . import logs
from .callstack import with_room

logconfig_dict = logs.configuration()
errorlog = "-"
# Nginx logs each request; see host/nginx/nginx.conf.
accesslog = None
# It would be one more way in, and systemd manages the process.
control_socket_disable = True

READ_BYTES = 64 * 1024


def post_worker_init(worker: Any) -> None:
    worker.run = with_room(worker.run)


def post_request(worker: Any, request: Any, environ: Mapping[str, Any], response: Any) -> None:
    """Takes what the application left unread, as of an upload that it refused by its headers.

    Gunicorn takes 64 KiB of it and hangs up. Nginx, which still sends, then tells now and then 502 for the answer. It
    keeps a request until it has all of it, and limits its size: nothing is waited for here.
    """
    # Nginx may hang up once it has the answer.
    with suppress(OSError):
        while request.body.read(READ_BYTES):
            pass
