"""Slow requests, and requests that waited too long: Gunicorn as the unit starts it."""

import threading
import time
import unittest
from http.client import HTTPResponse
from pathlib import Path

from hrms_host import patience
from support import FROM_NGINX, GunicornCase, ask

WORKERS = 4


class Answers:
    """Requests in the background, and their answers with the seconds they took."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.threads: list[threading.Thread] = []
        self.got: list[tuple[int, float]] = []

    def ask(self, url: str) -> None:
        def run() -> None:
            started = time.monotonic()
            response: HTTPResponse = ask(self.path, url)[0]
            self.got.append((response.status, time.monotonic() - started))

        self.threads.append(threading.Thread(target=run))
        self.threads[-1].start()

    def all(self) -> list[int]:
        for thread in self.threads:
            thread.join(60)
        return sorted(status for status, _ in self.got)


class SlowRequests(GunicornCase):
    def test_slow_requests_never_hold_every_process_while_others_wait(self) -> None:
        process, path = self.serve()
        self.ready(process, path)
        slow = Answers(path)
        for _ in range(WORKERS):
            slow.ask("/slow/?seconds=11")
        time.sleep(1)
        started = time.monotonic()
        self.assertEqual(ask(path, "/log/")[0].status, 200, process.said)
        waited = time.monotonic() - started
        # A page waits until the slow ones are known to be slow, not until they end.
        self.assertLess(waited, 3 * patience.SLOW_SECONDS / 2)
        again = time.monotonic()
        self.assertEqual(ask(path, "/log/")[0].status, 200)
        self.assertLess(time.monotonic() - again, 1)
        # Half of the processes may be slow, and each other one ended only because somebody waited.
        statuses = slow.all()
        self.assertEqual(statuses.count(200) + statuses.count(503), WORKERS)
        self.assertGreaterEqual(statuses.count(200), WORKERS // 2, process.said)
        self.assertGreaterEqual(statuses.count(503), 1, process.said)
        self.assertIn("it was ended", process.said)

    def test_slow_requests_that_nobody_waits_for_may_finish(self) -> None:
        process, path = self.serve()
        self.ready(process, path)
        slow = Answers(path)
        for _ in range(WORKERS):
            slow.ask("/slow/?seconds=7")
        self.assertEqual(slow.all(), [200] * WORKERS, process.said)

    def test_a_request_that_has_waited_too_long_is_turned_away_before_the_application_sees_it(self) -> None:
        process, path = self.serve()
        self.ready(process, path)
        waited = {**FROM_NGINX, "X-Request-Start": f"{time.time() - 2 * patience.QUEUE_SECONDS:.3f}"}
        # It waited for Gunicorn to restart.
        self.assertEqual(ask(path, "/log/", waited)[0].status, 200)
        time.sleep(patience.QUEUE_SECONDS + 1)
        now = time.time()
        for age, status in ((0, 200), (patience.QUEUE_SECONDS - 5, 200), (patience.QUEUE_SECONDS + 1, 503)):
            response, _ = ask(path, "/log/", {**FROM_NGINX, "X-Request-Start": f"{now - age:.3f}"})
            self.assertEqual(response.status, status, age)
        self.assertEqual(response.headers["Retry-After"], "30")
        self.assertEqual(ask(path, "/log/", {**FROM_NGINX, "X-Request-Start": "no number"})[0].status, 200)


if __name__ == "__main__":
    unittest.main()
