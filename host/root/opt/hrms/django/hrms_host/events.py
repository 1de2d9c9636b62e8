"""Security events, each logged once: what happened, from which address, and a pseudonym of who it was.

components/monitoring counts them by their names.
"""

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .privacy import pseudonym

logger = logging.getLogger("hrms.security")


def log(level: int, event: str, request: HttpRequest | None, who: Any = None) -> None:
    """`who` is a user or a name; its pseudonym is logged."""
    name = who.get_username() if hasattr(who, "get_username") else who
    members = {
        "client": request.META.get("REMOTE_ADDR", "") if request else "",
        "method": request.method or "" if request else "",
        "path": request.path if request else "",
        "user": pseudonym(name, settings.SECRET_KEY) if name else "",
    }
    logger.log(level, event, extra={"hrms": members})
