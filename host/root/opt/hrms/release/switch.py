"""Lets an installed release take over."""

import os
import signal
import time

from . import colours, nginx, places, probe, units, variables
from .failure import Failed
from .processes import run, say

# What a host without room for two releases starts of the new one beside the old one.
FIRST = 1
GROW_SECONDS = 30


def switch(sha: str) -> dict[str, object]:
    if not places.is_installed(sha):
        raise Failed(f"Release {sha} is not installed on this host", f"/opt/hrms/bin/release install {sha}")
    began = time.monotonic()
    if variables.serves_pages():
        if colours.serving() != sha:
            take_over(sha)
        remember(sha)
        nginx.serve("release")
        finish()
    else:
        remember(sha)
    units.restart_background(sha)
    return {
        "current": places.target(places.CURRENT),
        "previous": places.target(places.PREVIOUS),
        "seconds": round(time.monotonic() - began, 1),
        "how": variables.host()["HRMS_MEMORY"],
    }


def take_over(sha: str) -> None:
    """Starts the release in the idle colour, tries it, and then lets Nginx use it. Until then users notice nothing."""
    colour = colours.idle()
    # An earlier switch may still be finishing requests in it, or may have been broken off.
    colours.retire(colour, wait=True)
    processes = FIRST if takes_turns() else int(variables.host()["HRMS_WORKERS"])
    say(f"Starting release {sha} as {colours.service(colour)}.")
    colours.start(colour, sha, FIRST if takes_turns() else None)
    try:
        probe.try_out(colour, processes)
    except BaseException:
        colours.retire(colour, wait=True)
        colours.link(colour).unlink(missing_ok=True)
        raise
    colours.activate(colour)
    say(f"Release {sha} serves.")


def takes_turns() -> bool:
    """Whether the host is too small for two releases with all their processes at once."""
    return variables.host()["HRMS_MEMORY"] == "turns"


def remember(sha: str) -> None:
    """The links to the current and the previous release. The previous one first: a second run must still know it."""
    current = places.target(places.CURRENT)
    if current not in (sha, None):
        places.point(places.PREVIOUS, places.folder(current))
    places.point(places.CURRENT, places.folder(sha))
    (places.RUNTIME / "booted").touch()


def finish() -> None:
    """Lets the old colour answer its last requests and stop, then gives the new one all of its processes."""
    colours.retire(colours.idle(), wait=takes_turns())
    colour = colours.active()
    if colours.limit_of(colour).exists():
        grow(colour)
        colours.limit_of(colour).unlink()


def grow(colour: str) -> None:
    """Gunicorn starts one more process for each TTIN. Signals that come too fast count once, so it is asked again."""
    wanted = int(variables.host()["HRMS_WORKERS"])
    until = time.monotonic() + GROW_SECONDS
    while time.monotonic() < until:
        master = int(units.show(colours.service(colour), "MainPID"))
        if len(run("pgrep", "--parent", str(master)).stdout.split()) >= wanted:
            return
        os.kill(master, signal.SIGTTIN)
        time.sleep(0.5)
    raise Failed(
        f"{colours.service(colour)} did not get {wanted} processes within {GROW_SECONDS} s",
        f"The new release serves, with fewer processes: systemctl restart {colours.service(colour)}",
    )
