"""Gunicorn's configuration, but for what depends on the machine: that is in host/systemd/hrms-web.service."""

from typing import Any

from . import logs
from .callstack import with_room

logconfig_dict = logs.configuration()
errorlog = "-"
# Nginx logs each request; see host/nginx/nginx.conf.
accesslog = None
# It would be one more way in, and systemd manages the process.
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    worker.run = with_room(worker.run)
