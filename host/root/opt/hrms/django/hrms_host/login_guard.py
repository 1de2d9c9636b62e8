"""Limits password guessing at logins that django-axes does not see, and at all of them by name and by address.

Projects compare passwords in their own views and keep people in their own sessions. So an attempt is any POST of
somebody who is not logged in with exactly one field that is a password, whatever its path. If django.contrib.auth says
nothing, the answer tells whether it failed: no new session, no token, and no redirect to another page.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from axes.helpers import get_lockout_response
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.http.request import UnreadablePostError

from . import events, failures, lockout
from .fields import asks_for_one_password, name_in

# A login is small. Larger bodies are uploads and imports, which views may want to read themselves.
LARGEST_BYTES = 16 * 1024
# What changes in a session when a login fails.
NOTES = re.compile(r"messag|csrf|attempt|fail|error|captcha|next|lock|^_", re.IGNORECASE)
TOKEN = re.compile(r"token|access|jwt|session|(^|_)key$", re.IGNORECASE)


class Attempt(NamedTuple):
    name: str
    address: str
    session: Mapping[str, Any]


class LoginGuard:
    """The innermost middleware, so that it sees what the view answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        attempt = getattr(request, "hrms_attempt", None)
        if attempt is not None and not hasattr(request, "hrms_login"):
            conclude(request, response, attempt)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        attempt = attempted(request)
        if attempt is None:
            return None
        if failures.is_locked(attempt.name, attempt.address):
            events.log(logging.WARNING, "login_failed", request, attempt.name)
            return get_lockout_response(request)
        request.hrms_attempt = attempt  # type: ignore[attr-defined]
        return None


def attempted(request: HttpRequest) -> Attempt | None:
    """The login that the request tries, before the view sees it."""
    if request.method != "POST" or is_known(request):
        return None
    form = form_of(request)
    if not asks_for_one_password(form):
        return None
    name = name_in(form, get_user_model().USERNAME_FIELD)
    return Attempt(name, request.META.get("REMOTE_ADDR", ""), session_of(request))


def is_known(request: HttpRequest) -> bool:
    return getattr(getattr(request, "user", None), "is_authenticated", False)


def form_of(request: HttpRequest) -> Mapping[str, Any]:
    """The fields of a form or of a JSON document; empty if there is neither, or it is too large for a login."""
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return {}
    if not 0 < size <= LARGEST_BYTES:
        return {}
    try:
        if request.content_type == "application/json":
            document = json.loads(request.body)
            return document if isinstance(document, dict) else {}
        return request.POST
    except (ValueError, UnreadablePostError, RawPostDataException):
        # The view says what is wrong with it.
        return {}


def session_of(request: HttpRequest) -> dict[str, Any]:
    session = getattr(request, "session", None)
    return {} if session is None else {name: value for name, value in session.items() if not NOTES.search(name)}


def conclude(request: HttpRequest, response: HttpResponse, attempt: Attempt) -> None:
    """Counts an attempt of which django.contrib.auth said nothing."""
    if response.status_code >= 500:
        return
    if succeeded(request, response, attempt):
        events.log(logging.INFO, "login_succeeded", request, attempt.name)
        failures.count_success(attempt.name, attempt.address)
        lockout.forget_failures(request, attempt.name)
    else:
        events.log(logging.WARNING, "login_failed", request, attempt.name)
        failures.count_failure(attempt.name, attempt.address, pair=True)


def succeeded(request: HttpRequest, response: HttpResponse, attempt: Attempt) -> bool:
    if response.status_code >= 400:
        return False
    if session_of(request) != attempt.session or any(not NOTES.search(name) for name in response.cookies):
        return True
    if 300 <= response.status_code < 400:
        return not leads_back(request, response.headers.get("Location", ""))
    return has_token(response)


def leads_back(request: HttpRequest, location: str) -> bool:
    """Whether a redirect leads to the login again."""
    from .logins import login_paths

    path = location.partition("?")[0].removeprefix(f"{request.scheme}://{request.get_host()}")
    return path in ("", request.path) or path in login_paths()


def has_token(response: HttpResponse) -> bool:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("application/json"):
        return False
    if hasattr(response, "render") and not response.is_rendered:
        content = getattr(response, "data", None)
    else:
        try:
            content = json.loads(response.content)
        except ValueError:
            return False
    return any(map(TOKEN.search, names_in(content)))


def names_in(content: Any) -> list[str]:
    """The names of a JSON document's members with a value, and of those in its objects."""
    if not isinstance(content, Mapping):
        return []
    return [str(name) for name, value in content.items() if value and not isinstance(value, Mapping)] + [
        name for value in content.values() for name in names_in(value)
    ]
