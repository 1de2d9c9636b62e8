"""A Celery task is logged under the request that it was sent from."""

from typing import Any

from celery import signals

from .logs import request_id

HEADER = "hrms_request_id"


def connect() -> None:
    for signal, receiver in (
        (signals.before_task_publish, send),
        (signals.task_prerun, receive),
        (signals.task_postrun, forget),
    ):
        signal.connect(receiver, weak=False, dispatch_uid=f"hrms_host.{receiver.__name__}")


def send(headers: dict[str, Any] | None = None, **_: Any) -> None:
    if headers is not None and request_id.get():
        headers[HEADER] = request_id.get()


def receive(task: Any = None, **_: Any) -> None:
    if task.request.get(HEADER):
        request_id.set(task.request.get(HEADER))


def forget(task: Any = None, **_: Any) -> None:
    """A task that runs within a request, without being sent, has no header; the request goes on."""
    if task.request.get(HEADER):
        request_id.set("")
