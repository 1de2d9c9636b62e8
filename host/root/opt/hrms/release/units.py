"""systemd's units."""

from pathlib import Path

from .failure import Failed
from .processes import run

# Of the application's units, those that do not run the release.
OTHERS = {"hrms-environment.service", "hrms-release.service", "hrms-lifecycle.service"}


def systemctl(*arguments: str) -> str:
    ran = run("systemctl", *arguments)
    if ran.returncode != 0:
        raise Failed(
            f"systemctl {' '.join(arguments)}: {ran.stderr.strip()}",
            f"Find out why: systemctl status {arguments[-1]}. Then run the command again",
        )
    return ran.stdout


def show(unit: str, name: str) -> str:
    """A property of a unit; "" or "0" if it is not loaded."""
    return properties(unit, name)[name]


def properties(unit: str, *names: str) -> dict[str, str]:
    """Several at the price of one."""
    lines = systemctl("show", f"--property={','.join(names)}", unit).splitlines()
    return {name: "" for name in names} | dict(line.split("=", 1) for line in lines if "=" in line)


def set_weight(unit: str, weight: int | None) -> None:
    """Share of the processor time among units of the same slice, until the next boot; None: the default, 100."""
    systemctl("set-property", "--runtime", unit, f"CPUWeight={weight or ''}")


def is_active(unit: str) -> bool:
    return show(unit, "ActiveState") == "active"


def has_process(unit: str) -> bool:
    """Also while it starts."""
    return show(unit, "MainPID") not in ("", "0")


def background() -> list[str]:
    """The units besides Gunicorn that run the release on this host: workers, schedulers, the watcher."""
    listed = systemctl("list-unit-files", "--state=enabled", "--plain", "--no-legend", "hrms-*.service")
    return sorted({line.split()[0] for line in listed.splitlines()} - OTHERS)


def release_of(unit: str) -> str | None:
    """The release that the unit's process has started with; None if it does not run."""
    try:
        variables = Path("/proc", show(unit, "MainPID"), "environ").read_bytes().split(b"\0")
    except OSError:
        return None
    # The last one counts: systemd has put that of release.env there.
    found = [value.partition(b"=")[2].decode() for value in variables if value.startswith(b"HRMS_RELEASE=")]
    return found[-1] if found else None


def restart_background(sha: str) -> None:
    """Lets what runs another release finish its work, and starts it with this one. Does not wait: a task can take long."""
    for unit in background():
        if release_of(unit) != sha:
            systemctl("restart", "--no-block", unit)
