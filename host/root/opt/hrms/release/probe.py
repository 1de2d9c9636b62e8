"""Tries a colour before it gets requests of users."""

import http.client
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import colours, units, variables
from .failure import Failed, last_error
from .processes import run

# Longer than a large application needs to load.
READY_SECONDS = 120
ANSWER_SECONDS = 30
READINESS = "/health/ready"
NOT_FOUND = 404


class Connection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=ANSWER_SECONDS)
        self.path = str(path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(ANSWER_SECONDS)
        self.sock.connect(self.path)


def ask(colour: str, path: str) -> tuple[int, str]:
    """Status and body of a page, as Nginx would ask for it. Status 0: no answer."""
    is_check = path == READINESS
    headers = {
        "Host": variables.application()["ALLOWED_HOSTS"].split(",")[0],
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "127.0.0.1",
        "X-Real-IP": "127.0.0.1",
        "X-Health-Check": "1" if is_check else "",
        "Connection": "close",
    }
    connection = Connection(colours.socket(colour))
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as problem:
        return 0, type(problem).__name__
    finally:
        connection.close()


@dataclass(frozen=True)
class Trial:
    colour: str
    # Seconds since 1970.
    began: float
    # The kernel counts here what it does about the memory of both colours. What it counts for one is gone when that restarts.
    memory_events: Path
    # Processes of both that it had ended for their memory before.
    ended_for_memory: int


def try_out(colour: str, processes: int) -> None:
    """Waits until the colour is ready, then asks for each page as often as it has processes. Fails if users would get errors."""
    events = Path(f"/sys/fs/cgroup{units.show(colours.SLICE, 'ControlGroup')}/memory.events")
    trial = Trial(colour, time.time(), events, ended_for_memory(events))
    until_ready(trial)
    for path in variables.application().get("HRMS_PROBE_PATHS", "/").split(","):
        # Not every project has every login page.
        if good_status(trial, path) != NOT_FOUND:
            with ThreadPoolExecutor(processes) as pool:
                list(pool.map(lambda _, path=path: good_status(trial, path), range(1, processes)))


def good_status(trial: Trial, path: str) -> int:
    status, _ = ask(trial.colour, path)
    if status == 0 or status >= 500:
        raise bad(trial, reason(trial) or f"GET {path} answers {status or 'nothing'}")
    return status


def until_ready(trial: Trial) -> None:
    body = ""
    while time.time() < trial.began + READY_SECONDS:
        stopped = reason(trial)
        if stopped:
            raise bad(trial, stopped)
        if colours.is_serving(trial.colour):
            status, body = ask(trial.colour, READINESS)
            if status == 200:
                return
        time.sleep(0.2)
    raise bad(trial, f"it was not ready within {READY_SECONDS} s: {failing(body)}")


def failing(body: str) -> str:
    """The checks of /health/ready that failed, from its answer."""
    try:
        return ", ".join(name for name, result in json.loads(body).items() if result != "ok") or "it does not say why"
    except (ValueError, AttributeError):
        return body[:100] or "no process has loaded the application"


def reason(trial: Trial) -> str | None:
    """Why the colour will not serve, if that is certain."""
    if ended_for_memory(trial.memory_events) > trial.ended_for_memory:
        return "it needs more memory than the host has for it"
    # systemd starts a service that ended again and again.
    now = units.properties(colours.service(trial.colour), "SubState", "NRestarts")
    if now["SubState"] in ("auto-restart", "failed") or int(now["NRestarts"] or 0) > 0:
        return "it crashed at its start"
    return None


def ended_for_memory(events: Path) -> int:
    if not events.exists():
        return 0
    return int(dict(line.split() for line in events.read_text().splitlines())["oom_kill"])


def bad(trial: Trial, what: str) -> Failed:
    unit, since = colours.service(trial.colour), int(trial.began)
    log = run("journalctl", f"--unit={unit}", f"--since=@{since}", "--output=cat", "--no-pager").stdout
    return Failed(
        f"The new release does not serve, so the old one still does: {what}. Its log says: {last_error(log)}",
        f"Read the whole log on this host (journalctl --unit={unit} --since=@{since}), correct the release, "
        "and build it again",
    )
