"""What Python asks of the kernel while calls go on at each depth of its stack."""

from collections.abc import Callable
from resource import RUSAGE_SELF, getrusage

CALLS = 500
# Frames of more than two pieces.
DEEPEST = 300


def leaf() -> None:
    pass


def faults() -> int:
    """Pages that the kernel had to give for calls at one depth."""
    before = getrusage(RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        leaf()
    return getrusage(RUSAGE_SELF).ru_minflt - before


def at(depth: int, measure: Callable[[], int]) -> int:
    return measure() if depth == 0 else at(depth - 1, measure)


def worst() -> int:
    """At the depth where it is most."""
    return max(at(depth, faults) for depth in range(DEEPEST))
