"""What takes part in each request beside the project's own apps and middleware."""

from collections.abc import Iterable, Mapping
from typing import Any

FIRST = (
    "hrms_host.requests.Arrival",
    "hrms_host.health.Health",
    "django.middleware.security.SecurityMiddleware",
)
LAST = ("django.middleware.clickjacking.XFrameOptionsMiddleware", "axes.middleware.AxesMiddleware")
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
    """The entries with others before and behind them, those that are there already where they are.

    A list of the project is changed and not copied: some projects append to theirs while their apps load, which
    reaches Django only if it is the same list.
    """
    whole = entries if isinstance(entries, list) else list(entries)
    whole[:0] = [entry for entry in first if entry not in whole]
    whole += [entry for entry in last if entry not in whole]
    return whole


def is_of(app: str, entry: str) -> bool:
    """Whether an entry is the app, by its package or by its configuration class."""
    return entry == app or entry.startswith(f"{app}.apps.")
