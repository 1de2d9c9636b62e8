"""Where releases are on a host."""

import os
from pathlib import Path

# One folder per release, named by its SHA-256:
#   app/               the Django project
#   venv/              every package that it needs
#   static/            static files, collected
#   requirements.lock  the packages' versions and hashes
#   release.env        HRMS_RELEASE, which the processes of the release read
RELEASES = Path("/srv/hrms/releases")
# Links to a release: the one that this host runs, and the one before it. Each colour has a link of its name.
CURRENT = Path("/srv/hrms/current")
PREVIOUS = Path("/srv/hrms/previous")
COLOURS = Path("/srv/hrms")
# In memory, so that nothing of it survives a loss of power.
RUNTIME = Path("/run/hrms-release")


def folder(sha: str) -> Path:
    return RELEASES / sha


def is_installed(sha: str) -> bool:
    return (folder(sha) / ".installed").exists()


def installed() -> list[str]:
    """The newest one first."""
    marks = sorted(RELEASES.glob("*/.installed"), key=lambda mark: mark.stat().st_mtime, reverse=True)
    return [mark.parent.name for mark in marks]


def target(link: Path) -> str | None:
    """The release that a link leads to; None without a link."""
    return link.readlink().name if link.is_symlink() else None


def point(link: Path, to: Path) -> None:
    """Makes the link lead there, in one step: nobody finds it missing."""
    partial = link.with_name(f".{link.name}.new")
    partial.unlink(missing_ok=True)
    partial.symlink_to(to)
    os.replace(partial, link)
