"""Calls at every depth of Python's stack: memory is asked for at none of them again and again."""

import sys
import unittest

from hrms_host.callstack import with_room
from support import HERE

sys.path.insert(0, str(HERE / "project"))

from people.depths import CALLS, worst  # noqa: E402


class Room(unittest.TestCase):
    def test_with_room_no_depth_costs_memory_with_each_call(self) -> None:
        found: list[int] = []
        with_room(lambda: found.append(worst()))()
        self.assertLess(found[0], CALLS / 10)

    def test_without_room_one_does(self) -> None:
        asked = worst()
        if asked < CALLS / 10:
            self.skipTest("this Python keeps its pieces by itself: hrms_host.callstack is no longer needed with it")
        self.assertGreaterEqual(asked, CALLS)


if __name__ == "__main__":
    unittest.main()
