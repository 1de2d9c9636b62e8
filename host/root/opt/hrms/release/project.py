"""Runs the project's manage.py in a release that may not be the current one."""

import json
import subprocess
from typing import Any

from . import places, variables
from .failure import Failed
from .processes import run

PROGRAMS = "/usr/local/bin:/usr/bin:/bin"


def invocation(sha: str, arguments: tuple[str, ...], extra: dict[str, str]) -> tuple[list[str], dict[str, Any]]:
    """The command, and options for subprocess: as the application's user, in the project's folder, with the environment
    of the host. Arguments are visible to everyone on the host, variables to the same user alone."""
    if not places.is_installed(sha):
        raise Failed(f"Release {sha} is not installed on this host", f"/opt/hrms/bin/release install {sha}")
    place = places.folder(sha)
    environment = {
        **variables.application(),
        "HRMS_RELEASE": sha,
        "HRMS_ROLE": "manage",
        "PATH": PROGRAMS,
        "PYTHONPATH": "/opt/hrms/django",
        "PYTHONDONTWRITEBYTECODE": "1",
        "STATIC_ROOT": str(place / "static"),
        "HOME": "/var/tmp",
        "TMPDIR": "/var/tmp",
        **extra,
    }
    options = {
        "cwd": place / "app" / variables.host()["HRMS_PROJECT_FOLDER"],
        "env": environment,
        "user": "hrms",
        "group": "hrms",
        "extra_groups": [],
        "umask": 0o077,
    }
    return [str(place / "venv/bin/python"), "manage.py", *arguments], options


def manage(
    sha: str, *arguments: str, extra: dict[str, str] | None = None, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end; `given` is its standard input."""
    command, options = invocation(sha, arguments, extra or {})
    return run(*command, input=given, **options)


def answer(ran: subprocess.CompletedProcess[str]) -> Any:
    """The JSON in the last line of a command's output: a project can print before that."""
    return json.loads(ran.stdout.strip().splitlines()[-1])
