"""The project's settings with ours in them."""

from collections.abc import Mapping
from typing import Any

from . import applications, cache, database, files, jobs, logins, logs, mail, mailers, origins, security, tasks
from .directions import merged
from .table import TABLE

CONCERNS = (applications, security, origins, database, cache, tasks, jobs, files, mail, mailers, logins, logs)


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of apps and middleware stay the project's own objects and grow in place (applications.py)."""
    whole = dict(project)
    for concern in CONCERNS:
        whole = merged(TABLE, whole, concern.settings(env, whole))
    return whole
