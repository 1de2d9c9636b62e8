"""What this host is, and the application's environment."""

import re
from functools import cache
from pathlib import Path

from .failure import Failed

HOST = Path("/opt/hrms/host.env")
APPLICATION = Path("/run/hrms/env")


@cache
def host() -> dict[str, str]:
    """/opt/hrms/host.env: what distinguishes this host."""
    return dict(line.split("=", 1) for line in HOST.read_text().splitlines() if "=" in line and line[0] != "#")


@cache
def application() -> dict[str, str]:
    """The application's environment with its secrets, which fetch-environment has written."""
    try:
        text = APPLICATION.read_text()
    except FileNotFoundError:
        raise Failed(
            "This host does not have the application's environment yet",
            "Find out why: journalctl --unit hrms-environment. Then: systemctl restart hrms-environment",
        ) from None
    return {name: re.sub(r"\\(.)", r"\1", value) for name, value in LINES.findall(text)}


# A value is between double quotes, can have several lines, and escapes four characters with a backslash.
LINES = re.compile(r'^(\w+)="((?:[^"\\]|\\.)*)"$', re.MULTILINE | re.DOTALL)


def serves_pages() -> bool:
    return host()["HRMS_ROLE"] == "web"
