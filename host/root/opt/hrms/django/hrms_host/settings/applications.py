"""Apps and middleware besides the project's own."""

from collections.abc import Iterable, Mapping
from typing import Any

FIRST = (
    "hrms_host.requests.Arrival",
    "hrms_host.health.Health",
    "hrms_host.workspace.Workspace",
    "django.middleware.security.SecurityMiddleware",
)
LAST = (
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "hrms_host.login_guard.LoginGuard",
)
BACKENDS = ("hrms_host.lockout.Backend",)
MODEL_BACKEND = ("django.contrib.auth.backends.ModelBackend",)


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    apps = project.get("INSTALLED_APPS", [])
    ours = [app for app in ("axes", "hrms_host") if not any(is_of(app, other) for other in apps)]
    return {
        "INSTALLED_APPS": extended(apps, last=ours),
        "MIDDLEWARE": extended(project.get("MIDDLEWARE", []), FIRST, LAST),
        "AUTHENTICATION_BACKENDS": extended(project.get("AUTHENTICATION_BACKENDS", MODEL_BACKEND), BACKENDS),
    }


def extended(entries: Iterable[str], first: Iterable[str] = (), last: Iterable[str] = ()) -> list[str]:
    """The entries with others before and behind them. Entries that exist already keep their place.

    Changes the project's list in place: some projects append to it while their apps load, and Django sees that only
    in the same list.
    """
    whole = entries if isinstance(entries, list) else list(entries)
    whole[:0] = [entry for entry in first if entry not in whole]
    whole += [entry for entry in last if entry not in whole]
    return whole


def is_of(app: str, entry: str) -> bool:
    """Whether an entry names the app, by its package or its configuration class."""
    return entry == app or entry.startswith(f"{app}.apps.")
