"""What Nginx serves: the release, or a page that says that there is none."""

from pathlib import Path

from . import places, units

FOLDER = Path("/etc/nginx/hrms")


def serve(what: str) -> None:
    """`release` or `no-release`: a folder beside the link."""
    link = FOLDER / "serve"
    if link.is_symlink() and str(link.readlink()) == what:
        return
    places.point(link, Path(what))
    units.systemctl("try-reload-or-restart", "--no-block", "nginx.service")
