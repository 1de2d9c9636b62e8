"""Room for Python's calls.

CPython keeps the frames of calls in pieces of 16 KiB, and gives a piece back to the kernel when the last call in it
returns. A loop whose calls cross the end of a piece asks the kernel for memory with each of them: 59 times for one login
page of the sample HRMS, a tenth of its time. Which loop it is depends on all calls beneath, so that a middleware more or
less makes a page slow. Mended in 2026 for 3.13 and later, which Debian 13 does not have:
https://github.com/python/cpython/issues/142183
"""

from collections.abc import Callable

# Words of 8 bytes. Pieces double until a call fits: this one gets 1 MiB, and leaves half of it to those within it.
WORDS = 2**16


def with_room(function: Callable[[], None]) -> Callable[[], None]:
    """The function, to be called with a piece for itself and for all that it calls. What is not used takes no memory."""

    def call() -> None:
        function()

    call.__code__ = call.__code__.replace(co_stacksize=WORDS)
    return call
