"""Where people log in, and what limits guessing there: `python -m hrms_host.logins`.

It lists the logins that the URL patterns lead to, and ends with 1 if nothing would see a wrong password at one of them.
A login is found by its view's class, by LOGIN_URL, by the name or path of its pattern, or by what its code does.
"""

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from inspect import unwrap
from types import CodeType, FunctionType, MethodType
from typing import Any, NamedTuple

from .fields import is_password

AXES = "django-axes, and login_guard.py by name and by address"
ANSWERS = "login_guard.py, by its answers"
NO_PASSWORD = "not needed: it takes no password"

# Views that call django.contrib.auth.authenticate(), as do their subclasses.
KNOWN = frozenset(
    {
        "django.contrib.auth.views.LoginView",
        "rest_framework.authtoken.views.ObtainAuthToken",
        "rest_framework_simplejwt.views.TokenObtainPairView",
        "rest_framework_simplejwt.views.TokenObtainSlidingView",
        "knox.views.LoginView",
        "dj_rest_auth.views.LoginView",
        "allauth.account.views.LoginView",
        "two_factor.views.core.LoginView",
    }
)
NAMED = re.compile(r"log[_-]?(in|on)\b|sign[_-]?in\b|authenticate\b|(^|[/_:-])(token|jwt|auth)([/_-]|$)", re.IGNORECASE)
NOT_NAMED = re.compile(r"refresh|verify|blacklist|revoke|log-?_?out|social|callback|csrf", re.IGNORECASE)
AUTHENTICATE = frozenset({"authenticate", "aauthenticate", "LoginView", "AuthenticationForm", "perform_login"})
READ = frozenset({"POST", "body", "data", "form_valid", "is_valid", "read"})
# Code that sets passwords is a registration or a change of a password.
SET = frozenset({"set_password", "make_password", "create_user", "create_superuser", "UserCreationForm"})
# Views of frameworks: what their code mentions says nothing about the project's.
FRAMEWORKS = ("django.", "rest_framework.", "builtins", "typing")
# How far calls are followed.
DEPTH = 4


class Login(NamedTuple):
    path: str
    view: str
    found_by: str
    # None: nothing would see a wrong password.
    guard: str | None


class Facts:
    """What the code of a view, and the code that it calls, mentions."""

    def __init__(self, view: Any) -> None:
        self.names: set[str] = set()
        self.takes_password = False
        self.visited: set[int] = set()
        self.classes = tuple(f"{cls.__module__}.{cls.__qualname__}" for cls in view_class(view).__mro__)
        self.visit(view_class(view) if view_class(view) is not object else view, DEPTH)

    def visit(self, part: Any, depth: int) -> None:
        if depth == 0 or id(part) in self.visited:
            return
        self.visited.add(id(part))
        if isinstance(part, type):
            for cls in part.__mro__:
                if not cls.__module__.startswith(FRAMEWORKS):
                    for member in vars(cls).values():
                        self.visit(getattr(member, "__func__", member), depth - 1)
            self.visit_fields(part)
        elif isinstance(part, MethodType):
            self.visit(part.__func__, depth)
        elif callable(part):
            function = unwrap(part)
            if isinstance(function, FunctionType):
                self.visit_code(function.__code__, function, depth)

    def visit_code(self, code: CodeType, function: FunctionType, depth: int) -> None:
        self.names.update(code.co_names)
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                self.visit_code(constant, function, depth)
            elif isinstance(constant, str) and constant.isidentifier() and is_password(constant):
                self.takes_password = True
        for name in code.co_names:
            called = function.__globals__.get(name)
            if callable(called) and not getattr(called, "__module__", "").startswith(FRAMEWORKS):
                self.visit(called, depth - 1)
        # Decorators and closures keep the function that they wrap.
        for cell in function.__closure__ or ():
            try:
                self.visit(cell.cell_contents, depth - 1)
            except ValueError:
                # Not assigned yet.
                continue

    def visit_fields(self, cls: type) -> None:
        """The fields of forms and serializers."""
        for kind in ("base_fields", "_declared_fields"):
            fields = getattr(cls, kind, None)
            if isinstance(fields, dict) and sum(map(is_password, fields)) == 1:
                self.takes_password = True


def view_class(view: Any) -> type:
    """The class of a class-based view; `object` for a function."""
    for name in ("view_class", "cls"):
        found = getattr(view, name, None)
        if isinstance(found, type):
            return found
    return object


def logins() -> list[Login]:
    from django.urls import get_resolver

    found = [login(path, name, view) for path, name, view in patterns(get_resolver(), "/")]
    return sorted({entry for entry in found if entry is not None})


def patterns(resolver: Any, prefix: str) -> Iterator[tuple[str, str, Any]]:
    """Path, name and view of each pattern."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern).replace("^", "").replace("$", "").removeprefix("/")
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern, path)
        else:
            yield path, pattern.name or "", pattern.callback


def login(path: str, name: str, view: Any) -> Login | None:
    facts = Facts(view)
    known = not KNOWN.isdisjoint(facts.classes)
    authenticates = known or not AUTHENTICATE.isdisjoint(facts.names)
    found_by = {
        "its class": known,
        "LOGIN_URL": path == login_url(),
        "its name": any(NAMED.search(text) and not NOT_NAMED.search(text) for text in (path, name)),
        "its code, which calls authenticate()": authenticates,
        "its code, which takes a password": facts.takes_password and SET.isdisjoint(facts.names),
    }
    reasons = [reason for reason, holds in found_by.items() if holds]
    if not reasons:
        return None
    called = view_class(view) if view_class(view) is not object else unwrap(view)
    label = f"{called.__module__}.{getattr(called, '__qualname__', type(called).__name__)}"
    return Login(path, label, reasons[0], guard_of(facts, authenticates))


def guard_of(facts: Facts, authenticates: bool) -> str | None:
    from django.conf import settings

    has_guard = "hrms_host.login_guard.LoginGuard" in settings.MIDDLEWARE
    if authenticates and "hrms_host.lockout.Backend" in settings.AUTHENTICATION_BACKENDS:
        return AXES
    if authenticates or facts.takes_password:
        return ANSWERS if has_guard else None
    return None if READ & facts.names else NO_PASSWORD


def login_url() -> str:
    from django.conf import settings
    from django.shortcuts import resolve_url
    from django.urls import NoReverseMatch

    try:
        return resolve_url(settings.LOGIN_URL)
    except NoReverseMatch:
        # A name that the project does not have; @login_required would fail too.
        return ""


@lru_cache(maxsize=1)
def login_paths() -> frozenset[str]:
    return frozenset({login.path for login in logins()} | {login_url()})


def main() -> int:
    import django

    django.setup()
    found = logins()
    for entry in found:
        print(f"{entry.path}\n    {entry.view}, found by {entry.found_by}\n    Guard: {entry.guard or 'none'}")
    unseen = [entry.path for entry in found if entry.guard is None]
    if unseen:
        print(
            f"Nothing sees a wrong password at {', '.join(unseen)}. Call django.contrib.auth.authenticate() there, or "
            'name the field of the password "password".',
            file=sys.stderr,
        )
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main())
