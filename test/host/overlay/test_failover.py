"""Redis changes its role, as in a failover of ElastiCache: the name leads to another server, connections to the old one
stay open, and it answers READONLY to every write.
"""

import sys
import time
import unittest
from pathlib import Path

from redis import Redis as Client
from support import CELERY, FROM_NGINX, Chores, Process, Redis, Relay, answers, ask

BIN = Path(sys.executable).parent
ON_ONE_HOST = Path(__file__).parents[3] / "host/root/opt/hrms/bin/on-one-host"
QUEUE = 1
# How long the name leads to the old server after it has become a replica.
NAME_SECONDS = 1.0
# Within which everything works again once the name has moved.
BACK_SECONDS = 5.0
LEASE_SECONDS = 6.0
LONG_SECONDS = 3
# Longer than it takes a host to notice that its lease is gone and to end the command.
OVERLAP_SECONDS = LEASE_SECONDS / 30 + 1.0 + 0.5
# A process that lives as long as the test, as Gunicorn's do. Each line is a task, or why it was not sent.
SENDER = f"""
import time, django; django.setup()
from chores.celery import work
work.delay("long", seconds={LONG_SECONDS})
for number in range(1000):
    with open("sent.txt", "a") as file:
        try:
            work.delay(f"task {{number}}")
            file.write(f"task {{number}}\\n")
        except Exception as problem:
            file.write(f"{{type(problem).__name__}}\\n")
    time.sleep(0.2)
"""


class Failover(Chores):
    def setUp(self) -> None:
        super().setUp()
        second = Redis(self, self.authority, self.redis.password)
        # The primary's, and the replica's.
        self.ports = [self.redis.port, second.port]
        self.name = Relay(self, self.redis.port)
        for variable in self.redis.variables():
            self.environment[variable] = self.environment[variable].replace(
                f":{self.redis.port}/", f":{self.name.port}/"
            )
        self.follow(second.port, self.redis.port)

    def client(self, port: int, database: int = 0) -> Client:
        tls = {"ssl": True, "ssl_ca_certs": str(self.authority.file)}
        client = Client("localhost", port, database, self.redis.password, decode_responses=True, **tls)
        self.addCleanup(client.close)
        return client

    def follow(self, replica: int, primary: int) -> None:
        client = self.client(replica)
        client.replicaof("localhost", primary)
        self.until("the replica follows", lambda: client.info("replication")["master_link_status"] == "up")

    def change_roles(self, *lost: str) -> Client:
        """Returns the new primary's queue. `lost` are keys of it that the replica did not get in time."""
        self.ports.reverse()
        primary, replica = self.ports
        self.client(primary).replicaof("no", "one")
        queue = self.client(primary, QUEUE)
        queue.delete("nothing", *lost)
        self.client(replica).replicaof("localhost", primary)
        return queue

    def move_name(self) -> None:
        self.name.to = self.ports[0]
        self.moved = time.monotonic()

    def fail_over(self, *lost: str) -> Client:
        queue = self.change_roles(*lost)
        time.sleep(NAME_SECONDS)
        self.move_name()
        return queue

    def back(self, what: str) -> None:
        seconds = time.monotonic() - self.moved
        print(f"{what} {seconds:.1f} s after the name moved")
        self.assertLess(seconds, BACK_SECONDS)

    def test_pages_sessions_and_the_lock_out_go_on_without_losing_anything(self) -> None:
        self.manage("migrate")
        path = self.place / "web.sock"
        options = ["--config", "python:hrms_host.gunicorn", "--bind", f"unix:{path}"]
        web = self.start([str(BIN / "gunicorn"), "people.wsgi:application", *options], HRMS_ROLE="web")
        self.until(lambda: f"Gunicorn answers; {web.said}", lambda: answers(path))
        cookie = ask(path, "/")[0].headers["Set-Cookie"].split(";")[0]

        def visit() -> str:
            return ask(path, "/", {**FROM_NGINX, "Cookie": cookie})[1].rpartition(" ")[2]

        def guess() -> int:
            return ask(path, "/login/", upload=b"")[0].status

        self.assertEqual([visit(), guess(), guess()], ["2}", 302, 302])
        self.change_roles()
        # Nothing can be kept or counted, and pages work.
        self.assertEqual([ask(path, "/")[0].status, guess()], [200, 302], web.said)
        self.move_name()
        after = [visit(), visit(), guess(), guess(), guess()]
        self.assertEqual(after, ["3}", "4}", 302, 302, 429], web.said)
        self.assertNotIn("The cache does not answer", web.said)

    def test_tasks_are_sent_and_run_by_the_same_worker_and_none_that_runs_is_ended(self) -> None:
        worker = self.worker()
        self.start([sys.executable, "-c", SENDER], HRMS_ROLE="web")
        self.until(lambda: f"tasks run; {worker.said}", lambda: len(self.notes()) > 3)
        queue = self.fail_over()
        ran = len(self.notes())
        self.until(lambda: f"tasks run; {worker.said}", lambda: len(self.notes()) > ran)
        self.back("tasks run")
        self.until(lambda: f"the long one ends; {worker.said}", lambda: f"succeeded in {LONG_SECONDS}." in worker.said)
        time.sleep(1)
        sent = (self.place / "sent.txt").read_text().splitlines()
        self.assertLess(sum(not line.startswith("task") for line in sent), NAME_SECONDS / 0.2, sent)
        self.assertTrue(all(line.startswith("task") for line in sent[-5:]), sent)
        self.until(lambda: f"the last one runs; {worker.said}", lambda: sent[-1] in self.notes(), 5)
        self.assertIsNone(worker.running.poll())
        # Each start has been counted until its end.
        self.assertLess(len(queue.keys("hrms:starts:*")), 2)

    def host_with_a_beat(self) -> Process:
        beat = [str(BIN / "celery"), *CELERY, "beat", "--loglevel", "INFO", "--pidfile="]
        return self.start(
            ["/usr/bin/python3", "-I", str(ON_ONE_HOST), "hrms:beat", *beat],
            HRMS_ROLE="beat",
            INTERVAL="1",
            HRMS_LEASE_SECONDS=str(LEASE_SECONDS),
        )

    def test_one_beat_goes_on_and_the_other_one_waits_unless_the_lease_is_lost(self) -> None:
        first = self.host_with_a_beat()
        self.until(lambda: f"the beat sends; {first.said}", lambda: first.said.count("Sending due task") > 1)
        second = self.host_with_a_beat()
        beat = children(first)
        queue = self.fail_over()
        queue.delete("celery")
        self.until(lambda: f"the beat sends; {first.said}", lambda: queue.llen("celery") > 0)
        self.back("the beat sends")
        # Longer than a lease lasts that could not be renewed.
        time.sleep(LEASE_SECONDS)
        self.assertEqual([children(first), children(second)], [beat, []], first.said)

        self.follow(*reversed(self.ports))
        self.fail_over("hrms:beat")
        together = 0.0
        seen = self.moved
        while seen < self.moved + LEASE_SECONDS / 2:
            time.sleep(0.02)
            now = time.monotonic()
            together += now - seen if children(first) and children(second) else 0.0
            seen = now
        print(f"two beats run together for {together:.1f} s")
        self.assertLess(together, OVERLAP_SECONDS)
        self.assertEqual(first.running.poll(), 1, first.said)
        self.assertIn("the lease is gone", first.said)
        self.assertEqual(len(children(second)), 1, second.said)


def children(process: Process) -> list[str]:
    pid = process.running.pid
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []


if __name__ == "__main__":
    unittest.main()
