"""Which field of a form or of a JSON document is a password, and which one is the name."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

# Not "passport", which is an everyday field of an HRMS.
PASSWORD = re.compile(r"passw(or)?[dt]|passcode|passphrase|senha|(^|[_-])(pass|pwd|pin|otp)($|[_-])", re.IGNORECASE)
# In this order: a form with both an e-mail address and a company's name is about the address.
NAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"user", r"e-?mail", r"login", r"(^|[_-])id($|[_-])|emp(loyee)?", r"phone|mobile", r"name")
)
NO_NAME = re.compile(r"csrf|captcha|token|next|remember|submit", re.IGNORECASE)


def is_password(name: str) -> bool:
    return PASSWORD.search(name) is not None


def asks_for_one_password(names: Iterable[str]) -> bool:
    """A login asks for one. Registrations and changes of a password ask for it twice."""
    return sum(map(is_password, names)) == 1


def name_in(form: Mapping[str, Any], first: str = "") -> str:
    """The name that somebody logs in with, in lower case; empty without one. `first` is the user model's own field."""
    # Some libraries give fields lazy names.
    texts = {
        field: value.strip().casefold()
        for field, value in ((str(field), value) for field, value in form.items())
        if isinstance(value, str) and value.strip() and not is_password(field) and not NO_NAME.search(field)
    }
    if first in texts:
        return texts[first]
    for pattern in NAMES:
        for field, value in texts.items():
            if pattern.search(field):
                return value
    return next(iter(texts.values()), "")
