"""django-axes, for projects that were not written with it in mind."""

from collections.abc import Mapping
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.handlers.cache import AxesCacheHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_cache_keys
from django.contrib.auth import get_user_model
from django.core.cache import BaseCache
from django.http import HttpRequest

from . import failures
from .fields import name_in
from .requests import current


class Backend(AxesStandaloneBackend):
    """Rejects locked-out users. Axes needs the request, which many projects do not pass to authenticate()."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        known = current.get() or request
        if known is not None:
            super().authenticate(known, **credentials)


class Handler(AxesCacheHandler):
    """Counts for the current request. Management commands have none and are not counted."""

    def __init__(self) -> None:
        super().__init__()
        self.cache = Counter(self.cache)

    def is_locked(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        if super().is_locked(request, credentials):
            return True
        return failures.is_locked(name_given(request, credentials), request.META.get("REMOTE_ADDR", ""))

    def user_login_failed(
        self, sender: Any, credentials: dict, request: HttpRequest | None = None, **rest: Any
    ) -> None:
        known = current.get() or request
        if known is not None:
            AxesProxyHandler.update_request(known)
            super().user_login_failed(sender, credentials, known, **rest)


class Counter:
    """The cache, with a count that is a number even if the cache is unavailable or the key has just expired."""

    def __init__(self, cache: BaseCache) -> None:
        self.cache = cache

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cache, name)

    def incr(self, key: str, delta: int) -> int:
        try:
            return self.cache.incr(key, delta) or 1
        except ValueError:
            return 1


def forget_failures(request: HttpRequest, name: str) -> None:
    """Of a login that succeeded without the signal by which axes would hear of it, such as one for a token."""
    handler = AxesProxyHandler.get_implementation()
    AxesProxyHandler.update_request(request)
    handler.cache.delete_many(get_client_cache_keys(request, {"username": name}))


def name_given(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """The user name of a login attempt, whatever the project calls the field; empty without one."""
    given = credentials if credentials is not None else getattr(request, "POST", {})
    return name_in(given, get_user_model().USERNAME_FIELD)
