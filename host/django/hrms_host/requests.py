"""Who asks, and under which name the request is known; first of all middleware."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from django.core.signals import request_finished
from django.http import HttpRequest, HttpResponse

from . import events
from .logs import request_id

# For code that logs somebody in without handing the request on; see lockout.py.
current: ContextVar[HttpRequest | None] = ContextVar("current", default=None)


class Arrival:
    """Gunicorn listens on a Unix socket, over which nobody has an address. Nginx sends the client's, and overwrites
    what clients claim (host/nginx/proxy.conf). With REMOTE_ADDR set, all that reads it is right.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        if not meta.get("REMOTE_ADDR"):
            meta["REMOTE_ADDR"] = meta.get("HTTP_X_REAL_IP", "")
        given = meta.get("HTTP_X_REQUEST_ID", "")
        request_id.set(given if re.fullmatch(r"[\w-]{8,64}", given) else uuid4().hex)
        current.set(request)
        response = self.get_response(request)
        if response.status_code == 403:
            events.log(logging.WARNING, "permission_denied", request, getattr(request, "user", None))
        return response


def forget(**_: Any) -> None:
    """The thread goes on to other requests. Not at the end of the middleware: Django logs the answer after it."""
    current.set(None)
    request_id.set("")


request_finished.connect(forget, dispatch_uid="hrms_host.requests")
