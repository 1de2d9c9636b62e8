"""Connects as each of the application's clients does, and prints what it thinks of the server's certificate."""

import json
import subprocess
from collections.abc import Callable

import django

django.setup()

from celery import current_app
from django.core.files.storage import default_storage
from django.db import connection
from django_redis import get_redis_connection


def command_line() -> None:
    asked = subprocess.run(["aws", "s3", "ls"], capture_output=True, text=True)
    if asked.returncode != 0:
        raise RuntimeError(asked.stderr)


CLIENTS: dict[str, Callable[[], object]] = {
    "database": connection.ensure_connection,
    "cache": lambda: get_redis_connection("default").ping(),
    "queue": lambda: current_app.connection_for_write().ensure_connection(max_retries=1, interval_start=0),
    "files": lambda: default_storage.exists("none"),
    "command line": command_line,
}


def answer(connect: Callable[[], object]) -> str:
    try:
        connect()
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}".strip()
    return "accepted"


print(json.dumps({name: answer(connect) for name, connect in CLIENTS.items()}))
