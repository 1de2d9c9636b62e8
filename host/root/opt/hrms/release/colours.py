"""The two colours: Gunicorn can run twice, each time with a release, a socket and a memory of its own.

Nginx connects to a link. Whoever changes the link, in one step, decides which colour gets every later request; the
other one still has those that it got before.
"""

import time
from pathlib import Path

from . import places, units
from .processes import run, say

COLOURS = ("blue", "green")
# Nginx's upstream (/etc/nginx/hrms/hrms.conf). systemd-tmpfiles makes it blue at boot.
UPSTREAM = places.RUNTIME / "application.sock"
# Both colours share its memory and its processor time.
SLICE = "hrms-web.slice"
# CPUWeight of a colour that gets no requests yet: a sixth of the processor time that both want, and whatever the other one
# leaves. With the default, 100, a release that loads would take half.
BESIDE = 20
# Requests that wait for the old colour get this long, beyond which it is stuck and takes none of them.
DRAIN_SECONDS = 30


def socket(colour: str) -> Path:
    return Path(f"/run/hrms-web-{colour}.sock")


def service(colour: str) -> str:
    return f"hrms-web@{colour}.service"


def link(colour: str) -> Path:
    return places.COLOURS / colour


def active() -> str:
    """The colour that gets requests."""
    return UPSTREAM.readlink().stem.removeprefix("hrms-web-")


def idle() -> str:
    return COLOURS[1 - COLOURS.index(active())]


def activate(colour: str) -> None:
    """Lets the colour get all later requests, with the processor time that they need."""
    give_full_weight(colour)
    places.point(UPSTREAM, socket(colour))


def give_full_weight(colour: str) -> None:
    units.set_weight(service(colour), None)


def serving() -> str | None:
    """The release that gets requests; None if nothing answers them."""
    return places.target(link(active())) if is_serving(active()) else None


def is_serving(colour: str) -> bool:
    """Whether a process of Gunicorn has loaded the application."""
    return Path(f"/run/hrms-web-{colour}/serving").exists() and units.is_active(service(colour))


def start(colour: str, sha: str, processes: int | None = None) -> None:
    """Starts a release in this colour, which does not run. Without a number, it gets as many processes as the host has
    room for."""
    limit = limit_of(colour)
    limit.unlink(missing_ok=True)
    if processes is not None:
        limit.write_text(f"HRMS_WORKERS={processes}\n")
    places.point(link(colour), places.folder(sha))
    units.set_weight(service(colour), None if colour == active() else BESIDE)
    units.systemctl("start", f"hrms-web@{colour}.socket")
    units.systemctl("start", "--no-block", service(colour))


def limit_of(colour: str) -> Path:
    """A file that the unit reads after its own number of processes."""
    return places.RUNTIME / f"{colour}.env"


def retire(colour: str, wait: bool) -> None:
    """Stops a colour that gets no new requests. Those that it has are answered first."""
    if units.has_process(service(colour)):
        drain(colour)
    options = () if wait else ("--no-block",)
    units.systemctl("stop", *options, f"hrms-web@{colour}.socket", service(colour))


def drain(colour: str) -> None:
    """Waits until Gunicorn has accepted every request in its queue: what is left there at its stop would be lost."""
    until = time.monotonic() + DRAIN_SECONDS
    empty = 0
    # Twice, because a request can be between Nginx and the queue.
    while empty < 2 and time.monotonic() < until:
        time.sleep(0.1)
        empty = empty + 1 if queued(colour) == 0 else 0
    if empty < 2:
        say(f"{service(colour)} did not take the requests in its queue within {DRAIN_SECONDS} s.")


def queued(colour: str) -> int:
    """Connections that Gunicorn has not accepted yet: Recv-Q of a listening socket."""
    fields = run("ss", "--no-header", "--listening", "--unix", "src", str(socket(colour))).stdout.split()
    return int(fields[2]) if fields else 0
