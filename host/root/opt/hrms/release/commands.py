"""The commands of /opt/hrms/bin/release."""

import contextlib
import fcntl
import json
import os
import re
import time
import traceback
from collections.abc import Callable, Iterator

from . import places
from .boot import boot
from .check import check
from .clean import clean
from .database import fixtures, migrate, migrations, superuser
from .failure import Failed
from .install import install
from .processes import say
from .status import status
from .switch import switch

# Commands without an argument, and commands about a release.
PLAIN: dict[str, Callable[[], dict[str, object]]] = {"status": status, "clean": clean, "boot": boot}
ABOUT_A_RELEASE: dict[str, Callable[[str], dict[str, object]]] = {
    "install": install,
    "check": check,
    "migrations": migrations,
    "migrate": migrate,
    "fixtures": fixtures,
    "superuser": superuser,
    "switch": switch,
}
USAGE = f"/opt/hrms/bin/release {' | '.join([*PLAIN, *(f'{name} SHA' for name in ABOUT_A_RELEASE)])}"
WAIT_SECONDS = 600


def main(arguments: list[str]) -> int:
    """Runs a command, prints its answer, and returns the exit code."""
    # The application's user must be able to read what root installs.
    os.umask(0o022)
    try:
        answer = perform(arguments)
    except Failed as failed:
        answer = {"failed": failed.what, "fix": failed.fix}
    except Exception as problem:
        traceback.print_exc()
        fix = "The lines above say where. Run the command again; if that does not help, report them"
        answer = {"failed": f"{type(problem).__name__}: {problem}", "fix": fix}
    print(json.dumps(answer), flush=True)
    return 1 if "failed" in answer else 0


def perform(arguments: list[str]) -> dict[str, object]:
    match arguments:
        # Changes nothing, so that it also tells what a long command is doing.
        case ["status"]:
            return status()
        case [name] if name in PLAIN:
            with alone():
                return PLAIN[name]()
        case [name, sha] if name in ABOUT_A_RELEASE:
            if not re.fullmatch(r"[0-9a-f]{64}", sha):
                raise Failed(f"{sha!r} is not the SHA-256 of a release's archive, 64 hexadecimal digits", USAGE)
            with alone():
                return ABOUT_A_RELEASE[name](sha)
    raise Failed(f"Unknown command: {' '.join(arguments) or 'none'}", USAGE)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Waits for another command on this host. Programs that it has started hold its lock too, until they end."""
    lock = os.open(places.RUNTIME / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    os.set_inheritable(lock, True)
    until = time.monotonic() + WAIT_SECONDS
    told = False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > until:
                raise Failed(
                    f"Another release command has been running on this host for over {WAIT_SECONDS} s",
                    "Look at it (pgrep --list-full --full hrms/bin/release), then run the command again",
                ) from None
            if not told:
                say("Another release command is running on this host. Waiting for it.")
                told = True
            time.sleep(0.2)
    try:
        yield
    finally:
        os.close(lock)
