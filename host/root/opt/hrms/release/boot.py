"""The release of the stack, once after each boot (hrms-release.service).

A host that boots goes straight to the release that the stack's parameter names, whatever it ran before: a deployment
may have been broken off. Once it runs, only `release switch` changes its release.
"""

from . import colours, nginx, places, units, variables
from .install import install
from .processes import say

MARK = places.RUNTIME / "booted"
# Nginx fails the load balancer's check while this file exists (/etc/nginx/hrms/release/health.conf).
REFUSED = places.RUNTIME / "refused"


def boot() -> dict[str, object]:
    if not MARK.exists():
        prepare(variables.application().get("HRMS_RELEASE"))
    start()
    return {"current": places.target(places.CURRENT)}


def prepare(sha: str | None) -> None:
    """Installs the release and makes it the current one. Until that succeeds, no unit finds a release to start."""
    if variables.serves_pages():
        for colour in colours.COLOURS:
            colours.link(colour).unlink(missing_ok=True)
    before = places.target(places.CURRENT)
    if before not in (sha, None):
        places.point(places.PREVIOUS, places.folder(before))
        places.CURRENT.unlink()
    if sha is None:
        say("The stack has no release yet.")
        return
    try:
        install(sha)
    except BaseException:
        refuse()
        raise
    places.point(places.CURRENT, places.folder(sha))
    REFUSED.unlink(missing_ok=True)
    MARK.touch()


def refuse() -> None:
    """Requests do not wait for what does not come: without its socket, Nginx answers at once. The load balancer sends none."""
    REFUSED.touch()
    if variables.serves_pages():
        units.systemctl("stop", "--no-block", "hrms-web@blue.socket")


def start() -> None:
    """Starts what is not running. systemd lets everything wait until this program has ended."""
    sha = places.target(places.CURRENT)
    if variables.serves_pages():
        nginx.serve("release" if sha else "no-release")
        if sha and not units.is_active(colours.service(colours.active())):
            colours.start(colours.active(), sha)
    if sha:
        units.systemctl("start", "--no-block", *units.background())
