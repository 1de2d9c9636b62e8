"""What happens around Celery's tasks. They log the id of the request that sent them."""

from typing import Any

from celery import signals

from . import deliveries, starvation
from .lines import request_id

HEADER = "hrms_request_id"


def connect() -> None:
    for signal, receiver in (
        (signals.before_task_publish, send),
        (signals.task_prerun, receive),
        (signals.task_postrun, forget),
        (signals.task_received, deliveries.judge),
        (signals.task_prerun, deliveries.count_start),
        (signals.task_postrun, deliveries.count_end),
        (signals.celeryd_init, starvation.watch),
        (signals.task_received, starvation.note_task),
    ):
        signal.connect(receiver, weak=False, dispatch_uid=f"hrms_host.{receiver.__name__}")


def send(headers: dict[str, Any] | None = None, **_: Any) -> None:
    if headers is not None and request_id.get():
        headers[HEADER] = request_id.get()


def receive(task: Any = None, **_: Any) -> None:
    if task.request.get(HEADER):
        request_id.set(task.request.get(HEADER))


def forget(task: Any = None, **_: Any) -> None:
    """A task that is called directly within a request has no header: the request continues."""
    if task.request.get(HEADER):
        request_id.set("")
