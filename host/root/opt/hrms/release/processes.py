"""Programs that the commands run."""

import subprocess
import sys
from typing import Any

from .failure import Failed, last_error


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(*command: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end. If it fails, that is for the caller to judge.

    It inherits the lock of commands.py: if someone kills this process, the next command waits for the program's end.
    """
    return subprocess.run(command, capture_output=True, text=True, errors="replace", close_fds=False, **options)


def must(*command: str, what: str, fix: str, **options: Any) -> str:
    """The output of a program, which must succeed. Else fails with `what`, a clause, and the program's last error."""
    ran = run(*command, **options)
    if ran.returncode != 0:
        raise Failed(f"{what}: {last_error(ran.stderr + ran.stdout)}", fix)
    return ran.stdout
