"""Says once per start of the site what hosts change about the project's settings."""

import logging
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256

from ..environment import Unusable

log = logging.getLogger(__name__)

# The first that has all that this package uses, and the first that gets security fixes:
# https://www.djangoproject.com/download/#supported-versions
OLDEST_DJANGO, OLDEST_SAFE_DJANGO = (4, 2), (5, 2)


def check_version(version: tuple[int, ...]) -> None:
    """Raises Unusable for a Django on which this package does not work."""
    if version[:2] < OLDEST_DJANGO:
        raise Unusable(
            f"Django {dotted(version)} is too old: hosts run Django 4.2 and later, and 5.2 is the oldest that gets"
            " security fixes. Change the line in the project's requirements, for example to Django>=5.2,<5.3."
        )


def news(version: tuple[int, ...], overruled: Iterable[str]) -> list[str]:
    lines = []
    if version[:2] < OLDEST_SAFE_DJANGO:
        lines.append(f"Django {dotted(version)} gets no security fixes: upgrade the project to Django 5.2 or later.")
    names = sorted(overruled)
    if names:
        lines.append(f"Hosts overrule these settings of the project (docs/overlay.md says why): {', '.join(names)}")
    return lines


def tell(env: Mapping[str, str], lines: Iterable[str]) -> None:
    """Warns in the first process of hrms-web: names only, because values can be secrets."""
    if env.get("HRMS_ROLE") == "web":
        for line in lines:
            if not env.get("HOME") or is_first(env["HOME"], line):
                log.warning("%s", line)


def is_first(folder: str, line: str) -> bool:
    """Whether no other process has said this. systemd empties the unit's folder when it stops."""
    mark = os.path.join(folder, f".said-{sha256(line.encode()).hexdigest()[:16]}")
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    except OSError as problem:
        log.info("Cannot remember what was said, so each process says it: %s", problem.strerror)
    return True


def dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version[:2])
