"""How a setting of the project and ours become one: the stricter, the larger, both, the project's, or ours.

`table.py` gives each setting its direction. This module needs nothing from Django but its defaults.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import global_settings

# In place of a value: the setting must not exist.
REMOVED = object()
MISSING = object()

# How strict or large a value is; None for one that cannot be compared.
Rank = Callable[[Any], float | None]


@dataclass(frozen=True)
class Direction:
    name: str
    # For people: docs/overlay.md.
    why: str
    # Takes the project's value, or Django's default if that counts as the project's, and ours.
    decide: Callable[[Any, Any], Any]


def ours(why: str) -> Direction:
    """What production decides."""
    return Direction("ours", why, lambda theirs, value: value)


def project(why: str, fits: Callable[[Any], bool] = lambda value: True) -> Direction:
    """The project's value stays if it has one that works on hosts."""
    return Direction("the project's", why, lambda theirs, value: theirs if fits(theirs) else value)


def stricter(why: str, rank: Rank) -> Direction:
    """The project's value stays unless it is weaker than ours, or cannot be compared."""
    return Direction("the stricter", why, higher(rank))


def larger(why: str) -> Direction:
    return Direction("the larger", why, higher(number))


def both(why: str, join: Callable[[Any, Any], Any] = lambda theirs, value: value) -> Direction:
    """Without `join`, our value already contains the project's."""
    return Direction("both", why, join)


def parts(why: str) -> Direction:
    """Each member has a direction of its own. What only the project has stays."""
    return Direction("by member", why, lambda theirs, value: value)


def higher(rank: Rank) -> Callable[[Any, Any], Any]:
    def decide(theirs: Any, value: Any) -> Any:
        theirs_is, ours_is = rank(theirs), rank(value)
        return theirs if theirs_is is not None and (ours_is is None or theirs_is >= ours_is) else value

    return decide


def number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def fewer(value: Any) -> float | None:
    """For limits: None, which is no limit, cannot be compared."""
    limit = number(value)
    return None if limit is None else -limit


def sooner(value: Any) -> float | None:
    """For timeouts: zero and None mean that nothing ever ends."""
    return -value if number(value) and value > 0 else None


def on(value: Any) -> float:
    return float(bool(value))


def off(value: Any) -> float:
    return -on(value)


def in_order(*values: Any) -> Rank:
    """The values from weak to strict; all others cannot be compared. Letter case does not matter."""
    ranks = {folded(value): float(place) for place, value in enumerate(values)}

    def rank(value: Any) -> float | None:
        return ranks.get(folded(value)) if value is None or isinstance(value, str | bool) else None

    return rank


def folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def united(theirs: Any, value: Any) -> list[Any]:
    """Their entries, then those of ours that are not among them."""
    entries = list(theirs or [])
    return entries + [entry for entry in value if entry not in entries]


def https_origins(theirs: Any, value: list[str]) -> list[str]:
    return united([origin for origin in theirs or [] if str(origin).startswith("https://")], value)


def merged(
    table: Mapping[str, Direction], theirs: Mapping[str, Any], values: Mapping[str, Any], path: str = ""
) -> dict[str, Any]:
    """The project's settings with ours in them. `path` is where they are members of: `CACHES.*`.

    Raises KeyError for a setting that the table does not have.
    """
    result = dict(theirs)
    for name, value in values.items():
        direction = table[f"{path}.{name}" if path else name]
        default = MISSING if path else getattr(global_settings, name, MISSING)
        # A default of Django is nobody's decision, so it can only add strictness.
        given = theirs.get(name, default if direction.name == "the stricter" else MISSING)
        if value is REMOVED:
            result.pop(name, None)
        elif direction.name == "by member" and path:
            result[name] = merged(table, given if isinstance(given, Mapping) else {}, value, f"{path}.{name}")
        else:
            result[name] = value if given is MISSING else direction.decide(given, value)
    return result


def overruled(theirs: Mapping[str, Any], final: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Names of what the project set and does not get: `CACHES.default.BACKEND`. Never a value."""
    for name, value in theirs.items():
        here = f"{path}{name}"
        now = final.get(name, MISSING)
        if isinstance(value, Mapping) and isinstance(now, Mapping):
            yield from overruled(value, now, f"{here}.")
        elif now is MISSING or not kept(value, now):
            yield here


def kept(theirs: Any, now: Any) -> bool:
    """Lists can have more entries than the project's."""
    if isinstance(theirs, list | tuple | set) and isinstance(now, list | tuple | set):
        return all(entry in now for entry in theirs)
    return bool(theirs == now)
