"""A cache that hangs, is slow, or comes back; and a queue that hangs. Pages go on."""

import json
import socket
import threading
import time
import unittest
from typing import Any

from hrms_host.cache import PAUSE_SECONDS, Away, Breaker
from support import RedisCase, Relay

START = """
import os, signal, sys, time, json, django
django.setup()
from django.core.cache import cache
from django.test import Client
client = Client(REMOTE_ADDR="", HTTP_HOST="hrms.example.com", HTTP_X_FORWARDED_PROTO="https")
def page(path="/ten/"):
    start = time.monotonic()
    response = client.get(path)
    return [response.json()["found"], round(time.monotonic() - start, 2)]
def until_found():
    start = time.monotonic()
    while page()[0] < 10 and time.monotonic() < start + 30:
        time.sleep(0.1)
    return round(time.monotonic() - start, 2)
cache.set_many({f"key-{number}": number for number in range(10)})
figures = {"before": page()}
"""


class Silent:
    """Accepts connections and never says anything."""

    def __init__(self, case: unittest.TestCase) -> None:
        self.server = socket.create_server(("localhost", 0))
        self.port = self.server.getsockname()[1]
        case.addCleanup(self.server.close)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        taken = []
        while True:
            try:
                taken.append(self.server.accept())
            except OSError:
                return


class Hanging(RedisCase):
    def setUp(self) -> None:
        super().setUp()
        self.environment |= {"DJANGO_SETTINGS_MODULE": "people.caching", "HRMS_ROLE": "web"}

    def figures(self, code: str, **changes: str | None) -> Any:
        result = self.python("-c", f"{START}{code}\nprint(json.dumps(figures))", **changes)
        self.assertEqual(result.returncode, 0, result.stderr)
        print(self._testMethodName, result.stdout.strip())
        self.said = result.stderr
        return json.loads(result.stdout)

    def test_a_frozen_server_costs_one_page_a_second_and_is_back_within_seconds(self) -> None:
        pid = self.redis.process.running.pid
        got = self.figures(
            f"""
os.kill({pid}, signal.SIGSTOP)
figures["first"] = page()
figures["later"] = [page() for _ in range(5)]
time.sleep({PAUSE_SECONDS})
figures["try"] = page()
os.kill({pid}, signal.SIGCONT)
figures["back"] = until_found()
figures["after"] = page()
"""
        )
        self.assertEqual(got["before"][0], 10)
        self.assertEqual(got["first"][0], 0)
        self.assertLess(got["first"][1], 2)
        for found, seconds in got["later"]:
            self.assertEqual(found, 0)
            self.assertLess(seconds, 0.2)
        self.assertLess(got["try"][1], 2)
        self.assertLess(got["back"], PAUSE_SECONDS + 2)
        self.assertEqual(got["after"][0], 10)
        # Once per attempt, and not once per call.
        self.assertEqual(self.said.count("Exception ignored"), 2)
        self.assertEqual(self.said.count("The cache does not answer."), 1)
        self.assertEqual(self.said.count("The cache answers again."), 1)

    def test_a_server_that_accepts_and_never_answers_costs_a_second(self) -> None:
        silent = Silent(self)
        url = self.redis.url(0).replace(f":{self.redis.port}/", f":{silent.port}/")
        got = self.figures('figures["later"] = [page() for _ in range(3)]', CACHE_URL=url)
        # The first attempt was to fill the cache, so no page had to wait.
        self.assertEqual(got["before"][0], 0)
        self.assertLess(got["before"][1], 1)
        self.assertLess(sum(seconds for _, seconds in got["later"]), 0.5)

    def test_slow_answers_together_cost_little_more_than_a_second(self) -> None:
        relay = Relay(self, self.redis.port)
        url = self.redis.url(0).replace(f":{self.redis.port}/", f":{relay.port}/")
        # The relay becomes slow when the page's file appears.
        mark = self.place / "slow"

        def watch() -> None:
            while not mark.exists():
                time.sleep(0.05)
            relay.delay = 0.4

        threading.Thread(target=watch, daemon=True).start()
        got = self.figures(f'open({str(mark)!r}, "w"); time.sleep(0.3); figures["slow"] = page()', CACHE_URL=url)
        self.assertEqual(got["before"][0], 10)
        # Ten answers would take 4 s.
        self.assertEqual(got["slow"][0], 3)
        self.assertLess(got["slow"][1], 2)

    def test_a_lock_of_a_hanging_cache_fails_at_once_too(self) -> None:
        pid = self.redis.process.running.pid
        got = self.figures(
            f"""
os.kill({pid}, signal.SIGSTOP)
page()
from django_redis import get_redis_connection
start = time.monotonic()
try:
    get_redis_connection("default").ping()
except Exception as problem:
    figures["lock"] = [type(problem).__name__, time.monotonic() - start]
os.kill({pid}, signal.SIGCONT)
"""
        )
        self.assertEqual(got["lock"][0], "Away")
        self.assertLess(got["lock"][1], 0.1)

    def test_a_page_that_sends_a_task_to_a_hanging_queue_fails_within_seconds(self) -> None:
        code = """
def send():
    start = time.monotonic()
    client.raise_request_exception = False
    status = client.get("/send/").status_code
    return [status, round(time.monotonic() - start, 2)]
"""
        pid = self.redis.process.running.pid
        frozen = self.figures(
            f"""{code}
figures["sent"] = send()
os.kill({pid}, signal.SIGSTOP)
figures["frozen"] = [send(), send()]
os.kill({pid}, signal.SIGCONT)
figures["again"] = send()
"""
        )
        self.assertEqual([frozen["sent"][0], frozen["again"][0]], [200, 200])
        silent = Silent(self)
        urls = {
            name: self.redis.url(number).replace(f":{self.redis.port}/", f":{silent.port}/")
            for number, name in enumerate(("CELERY_BROKER_URL", "CELERY_RESULT_BACKEND"), 1)
        }
        never = self.figures(f'{code}\nfigures["never"] = [send(), send()]', **urls)
        for status, seconds in (*frozen["frozen"], *never["never"]):
            self.assertEqual(status, 500)
            self.assertLess(seconds, 5)


class Replica(RedisCase):
    def test_a_server_that_has_become_a_replica_is_left_for_the_one_its_name_leads_to(self) -> None:
        result = self.run_django(
            """
from django.core.cache import cache
from django_redis import get_redis_connection
cache.set("a", 1)
redis = get_redis_connection("default")
before = redis.client_id()
redis.replicaof("localhost", 1)
cache.set("a", 2)
print(redis.client_id() != before)
redis.replicaof("no", "one")
cache.set("a", 3)
print(cache.get("a"))
"""
        )
        self.assertEqual(result.split(), ["True", "3"])


class Pauses(unittest.TestCase):
    def setUp(self) -> None:
        self.now = 0.0
        self.breaker = Breaker(lambda: self.now)

    def enters(self) -> bool:
        try:
            self.breaker.enter()
        except Away:
            return False
        return True

    def test_one_caller_tries_after_each_pause_and_the_others_wait_for_it(self) -> None:
        self.assertEqual([self.enters(), self.enters()], [True, True])
        self.breaker.failed()
        self.assertFalse(self.enters())
        self.now += PAUSE_SECONDS
        self.assertEqual([self.enters(), self.enters()], [True, False])
        self.breaker.answered(0.001)
        self.assertEqual([self.enters(), self.enters()], [True, True])

    def test_slow_answers_in_a_row_count_together_and_a_quick_one_ends_the_row(self) -> None:
        for seconds in (0.4, 0.4, 0.001, 0.4, 0.4):
            self.breaker.answered(seconds)
        self.assertTrue(self.enters())
        self.breaker.answered(0.4)
        self.assertFalse(self.enters())


if __name__ == "__main__":
    unittest.main()
