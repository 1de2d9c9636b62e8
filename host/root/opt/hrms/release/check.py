"""Django's own check of the deployment, with this host's environment."""

import re

from .failure import Failed, last_error
from .project import manage

# ?: (security.W004) You have not set …
MESSAGE = re.compile(r"^(\S+: \(\w[\w.]*\) .*)$", re.MULTILINE)


def check(sha: str) -> dict[str, object]:
    ran = manage(sha, "check", "--deploy")
    said = ran.stdout + ran.stderr
    if ran.returncode != 0:
        found = MESSAGE.findall(said)
        raise Failed(
            f"manage.py check --deploy: {'; '.join(found) if found else last_error(said)}",
            "Correct the release and build it again, or give the variable that it asks for with hrms:environment",
        )
    return {"passed": True, "warnings": MESSAGE.findall(said)}
