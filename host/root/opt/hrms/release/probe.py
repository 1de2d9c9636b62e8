"""Tries a colour before it gets requests of users."""

import http.client
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
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


def try_out(colour: str, processes: int) -> None:
    """Waits until the colour is ready, then asks for each page as often as it has processes. Fails if users would get errors."""
    began = time.time()
    until_ready(colour, began)
    for path in variables.application().get("HRMS_PROBE_PATHS", "/").split(","):
        # Not every project has every login page.
        if good_status(colour, path, began) != NOT_FOUND:
            with ThreadPoolExecutor(processes) as pool:
                list(pool.map(lambda _, path=path: good_status(colour, path, began), range(1, processes)))


def good_status(colour: str, path: str, began: float) -> int:
    status, _ = ask(colour, path)
    if status == 0 or status >= 500:
        raise bad(colour, reason(colour, began) or f"GET {path} answers {status or 'nothing'}", began)
    return status


def until_ready(colour: str, began: float) -> None:
    body = ""
    while time.time() < began + READY_SECONDS:
        stopped = reason(colour, began)
        if stopped:
            raise bad(colour, stopped, began)
        if colours.is_serving(colour):
            status, body = ask(colour, READINESS)
            if status == 200:
                return
        time.sleep(0.2)
    raise bad(colour, f"it was not ready within {READY_SECONDS} s: {failing(body)}", began)


def failing(body: str) -> str:
    """The checks of /health/ready that failed, from its answer."""
    try:
        return ", ".join(name for name, result in json.loads(body).items() if result != "ok") or "it does not say why"
    except (ValueError, AttributeError):
        return body[:100] or "no process has loaded the application"


def reason(colour: str, began: float) -> str | None:
    """Why the colour will not serve, if that is certain."""
    unit = colours.service(colour)
    if out_of_memory(unit):
        return "it needs more memory than the host has for it"
    # systemd starts a service that ended again and again.
    if units.show(unit, "SubState") in ("auto-restart", "failed") or int(units.show(unit, "NRestarts") or 0) > 0:
        return "it crashed at its start"
    return None


def out_of_memory(unit: str) -> bool:
    """Whether the kernel has ended a process of the unit for its memory."""
    events = Path(f"/sys/fs/cgroup{units.show(unit, 'ControlGroup')}/memory.events")
    if not events.exists():
        return False
    return int(dict(line.split() for line in events.read_text().splitlines())["oom_kill"]) > 0


def bad(colour: str, what: str, began: float) -> Failed:
    unit = colours.service(colour)
    log = run("journalctl", f"--unit={unit}", f"--since=@{int(began)}", "--output=cat", "--no-pager").stdout
    return Failed(
        f"The new release does not serve, so the old one still does: {what}. Its log says: {last_error(log)}",
        f"Read the whole log on this host (journalctl --unit={unit} --since=@{int(began)}), correct the release, "
        "and build it again",
    )
