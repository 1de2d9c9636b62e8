"""Keeps what identifies people out of the logs."""

import hmac
import re
from typing import Any

# Each pattern is bounded, so that a long text takes no long time.
SCRUBBED = (
    # The user and the password of a URL.
    (re.compile(r"(?<=://)[^\s/@]{1,400}(?=@)"), "[secret]"),
    (re.compile(r"\?[^\s\"'<>?=]*=[^\s\"'<>]*"), "?[query]"),
    (re.compile(r"[^\s@\"'<>()\[\]{},;:=/\\]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}"), "[e-mail]"),
    # MySQL quotes the duplicate value, often a name.
    (re.compile(r"(?<=Duplicate entry )'.{0,400}?'(?= for key)"), "[value]"),
)


def scrub(text: str) -> str:
    """The text without e-mail addresses, queries, and passwords in URLs."""
    for pattern, replacement in SCRUBBED:
        text = pattern.sub(replacement, text)
    return text


def scrub_all(value: Any) -> Any:
    """The value with every text in it scrubbed."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, dict):
        return {name: scrub_all(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [scrub_all(part) for part in value]
    return value


def pseudonym(name: object, key: str) -> str:
    """Twelve hexadecimal digits in place of a name: always the same ones, and meaningless without the key."""
    return hmac.digest(key.encode(), str(name).strip().casefold().encode(), "sha256").hex()[:12]
