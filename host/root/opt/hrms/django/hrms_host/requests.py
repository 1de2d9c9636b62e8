"""The address and the id of each request. The first of all middleware."""

import logging
import re
import sys
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from django.core.signals import got_request_exception, request_finished
from django.http import HttpRequest, HttpResponse

from . import events, outage, patience
from .logs import request_id

RETRY_SECONDS = "30"

# For code that authenticates without passing the request on; see lockout.py.
current: ContextVar[HttpRequest | None] = ContextVar("current", default=None)


class Arrival:
    """Clients of a Unix socket, which Gunicorn listens on, have no address. Nginx sends the client's, and overwrites
    what clients claim (/etc/nginx/hrms/proxy.conf). This sets REMOTE_ADDR, so all code that reads it is right.
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
        if patience.waited_too_long(meta.get("HTTP_X_REQUEST_START", "")):
            return unavailable()
        try:
            with patience.current.request():
                response = self.get_response(request)
        except patience.TooSlow:
            return unavailable()
        if response.status_code == 500 and getattr(request, "hrms_outage", False):
            response.status_code = 503
            response["Retry-After"] = RETRY_SECONDS
        if response.status_code == 403:
            events.log(logging.WARNING, "permission_denied", request, getattr(request, "user", None))
        return response


def unavailable() -> HttpResponse:
    page = "<!doctype html><title>Busy</title><h1>Busy</h1><p>This takes longer than usual. Please try again in a minute."
    return HttpResponse(page, status=503, headers={"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"})


def forget(**_: Any) -> None:
    """The thread continues with other requests. Not in the middleware, because Django logs the response after it."""
    current.set(None)
    request_id.set("")


def note_outage(request: HttpRequest | None = None, **_: Any) -> None:
    """Called while the error of a page is handled."""
    if request is not None and outage.is_outage(sys.exc_info()[1]):
        request.hrms_outage = True  # type: ignore[attr-defined]


request_finished.connect(forget, dispatch_uid="hrms_host.requests")
got_request_exception.connect(note_outage, dispatch_uid="hrms_host.requests.note_outage")
