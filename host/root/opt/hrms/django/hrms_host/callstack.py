"""Room for Python's calls.

CPython keeps call frames in chunks of 16 KiB and returns a chunk to the kernel when the last call in it returns. A loop
whose calls cross the end of a chunk asks the kernel for memory on every call: 59 times for one login page of the sample
HRMS, a tenth of its time. Which loop that is depends on all calls below it, so one middleware more or less can make a
page slow. CPython fixed this in 2026 for 3.13 and later; Debian 13 does not have the fix yet:
https://github.com/python/cpython/issues/142183
"""

from collections.abc import Callable

# Words of 8 bytes. Chunks double until a call fits: this one gets 1 MiB, and leaves half of it to the calls within.
WORDS = 2**16


def with_room(function: Callable[[], None]) -> Callable[[], None]:
    """The function with a chunk of its own, for itself and all that it calls. Unused parts take no memory."""

    def call() -> None:
        function()

    call.__code__ = call.__code__.replace(co_stacksize=WORDS)
    return call
