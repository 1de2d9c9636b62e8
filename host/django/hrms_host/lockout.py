"""django-axes, for projects that were not written with it in mind."""

from collections.abc import Mapping
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.handlers.cache import AxesCacheHandler
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import get_user_model
from django.core.cache import BaseCache
from django.http import HttpRequest

from .requests import current


class Backend(AxesStandaloneBackend):
    """Refuses who is locked out. Axes wants the request, and many projects authenticate without handing it on."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        known = current.get() or request
        if known is not None:
            super().authenticate(known, **credentials)


class Handler(AxesCacheHandler):
    """Counts under the request in progress; a management command has none, and is not counted."""

    def __init__(self) -> None:
        super().__init__()
        self.cache = Counter(self.cache)

    def user_login_failed(
        self, sender: Any, credentials: dict, request: HttpRequest | None = None, **rest: Any
    ) -> None:
        known = current.get() or request
        if known is not None:
            AxesProxyHandler.update_request(known)
            super().user_login_failed(sender, credentials, known, **rest)


class Counter:
    """The cache, whose count is a number even when it is away, or when the key has run out just now."""

    def __init__(self, cache: BaseCache) -> None:
        self.cache = cache

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cache, name)

    def incr(self, key: str, delta: int) -> int:
        try:
            return self.cache.incr(key, delta) or 1
        except ValueError:
            return 1


def name_given(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """The name that somebody tries to log in under, whatever a project calls it; empty where there is none."""
    given = credentials if credentials is not None else getattr(request, "POST", {})
    for field in (get_user_model().USERNAME_FIELD, "username", "email"):
        if given.get(field):
            return str(given[field]).strip().casefold()
    return ""
