"""How many tasks wait: counted in a server that speaks TLS, as libraries leave them there, and told to CloudWatch."""

import json
import os
import shlex
import signal
import socket
import sys
import threading
import unittest
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from support import ENVIRONMENT, MAIN, Authority, Process, RedisCase

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}

SEND = """
from kombu import Exchange, Queue
from people.celery import app

def send(queue, **options):
    app.send_task("people.tasks.greet", ["jane"], queue=queue, **options)
"""

RQ = """
import os
from redis import Redis
from rq import Queue, SimpleWorker

redis = Redis.from_url(os.environ["CELERY_BROKER_URL"])
"""
DJANGO_Q = """
import os
from django.conf import settings

settings.configure(Q_CLUSTER={"name": "people", "redis": os.environ["CELERY_BROKER_URL"]})
from django_q.brokers import get_broker

broker = get_broker()
"""
HUEY = """
import os
from huey import PriorityRedisHuey, RedisHuey

for kind, name in ((RedisHuey, "people"), (PriorityRedisHuey, "payroll")):
    huey = kind(name, url=os.environ["CELERY_BROKER_URL"])
    huey.task()(print)("jane")
"""


class CloudWatch(BaseHTTPRequestHandler):
    """Keeps what it is told, and refuses as long as it is to."""

    told: list[dict[str, Any]]
    refuses: bool

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.refuses:
            self.answer(403, {"__type": "AccessDenied", "message": "not for this role"})
        elif self.headers["X-Amz-Target"].endswith(".PutMetricData"):
            self.told.append(body)
            self.answer(200, {})
        else:
            self.answer(400, {"__type": "InvalidAction"})

    def answer(self, status: int, document: dict[str, str]) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class QueueLength(RedisCase):
    def setUp(self) -> None:
        super().setUp()
        self.cloudwatch = type("Told", (CloudWatch,), {"told": [], "refuses": False})
        server = ThreadingHTTPServer(("127.0.0.1", 0), self.cloudwatch)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.environment |= {"AWS_ENDPOINT_URL_CLOUDWATCH": f"http://127.0.0.1:{server.server_port}", **KEYS}

    def count(self, period: float | None = None, **changes: str | None) -> Process:
        """The unit's own program; with a period, that and a shorter patience in place of a minute and its own."""
        unit = os.environ["HOST_QUEUE_LENGTH_UNIT"].replace("\\\n", " ").splitlines()
        [command] = [line for line in unit if line.startswith("ExecStart=")]
        on_one_host, name, python, *arguments = shlex.split(command.removeprefix("ExecStart="))
        self.assertEqual([on_one_host, name], ["/opt/hrms/bin/on-one-host", "hrms:queue-length"])
        self.assertEqual(python, "/srv/hrms/current/venv/bin/python")
        self.assertEqual(arguments[:2], ["-m", "hrms_host.queue_length"])
        if period is not None:
            code = (
                "import sys; from hrms_host import queue_length as module;"
                f"module.PERIOD_SECONDS = {period}; module.PATIENCE_SECONDS = 1; module.main(*sys.argv[1:])"
            )
            arguments[:2] = ["-c", code]
        given = {"HRMS_BACKGROUND_TASKS": "celery", **changes}
        return self.start([sys.executable, *arguments], HRMS_ROLE="queue-length", **given)

    def lease(self, name: str, seconds: int = 3) -> None:
        """What a host that runs a command under this name has meanwhile."""
        command = [sys.executable, "-I", os.environ["HOST_ON_ONE_HOST"], name, "sleep", str(seconds)]
        self.start(command, HRMS_LEASE_SECONDS="6")

    def values(self) -> list[float]:
        return self.values_of("QueueLength")

    def values_of(self, name: str) -> list[float]:
        data = [datum for request in self.cloudwatch.told for datum in request["MetricData"]]
        return [datum["Value"] for datum in data if datum["MetricName"] == name]

    def until_told(self, process: Process, value: int, name: str = "QueueLength") -> None:
        told = len(self.cloudwatch.told)
        self.until(
            lambda: f"told {name} {value}, but {self.values_of(name)}; {process.said}",
            lambda: value in self.values_of(name)[told:],
        )

    def until_logged(self, process: Process, words: str, seconds: float = 30) -> None:
        said = len(process.said)
        self.until(lambda: f"{words}; {process.said}", lambda: words in process.said[said:], seconds)

    def ends(self, process: Process) -> None:
        """Sooner than an answer is waited for."""
        process.running.send_signal(signal.SIGTERM)
        self.assertEqual(process.running.wait(4), 0, process.said)
        self.assertNotIn("Traceback", process.said)

    def test_tasks_of_all_queues_and_priorities_are_told_as_worker_hosts_are_scaled_by(self) -> None:
        # Each number is told from any sum of the others.
        self.run_django(f"""{SEND}
send("celery")
for _ in range(2): send("payroll")
for _ in range(4): send("payroll", priority=3)
for _ in range(8): send("reports", priority=9)
with app.connection() as connection, connection.channel() as channel:
    # Bound twice, it holds its tasks once.
    Queue("payroll", Exchange("other"), routing_key="salaries")(channel).declare()
    # A worker's answer to `celery inspect` is no task.
    replies = Queue("replies", Exchange("reply.celery.pidbox"), routing_key="replies")
    app.amqp.Producer(channel).publish({{}}, exchange=replies.exchange, routing_key="replies", declare=[replies])
""")
        process = self.count()
        self.until_told(process, 15)
        stack = [{"Name": "Stack", "Value": ENVIRONMENT["SENTRY_ENVIRONMENT"]}]
        data = [
            {"MetricName": name, "Dimensions": stack, "Value": value, "Unit": "Count"}
            for name, value in (("QueueLength", 15), ("Workers", 0), ("Beats", 0))
        ]
        self.assertEqual(self.cloudwatch.told, [{"Namespace": "HRMS", "MetricData": data}])

    def test_hosts_with_workers_are_told_whether_they_can_be_controlled_or_not(self) -> None:
        process = self.count(period=1)
        self.until_told(process, 0, "Workers")
        for allowed in (True, False):
            code = f"from people.celery import app; app.conf.worker_enable_remote_control = {allowed}\n{MAIN}"
            arguments = ["--quiet", "--app", "people.celery", "worker", "--loglevel", "INFO", "--concurrency", "1"]
            worker = self.start([sys.executable, "-c", f"import sys\n{code}", *arguments], HRMS_ROLE="worker")
            self.until_told(process, 1, "Workers")
            self.stop(worker)
            self.until_told(process, 0, "Workers")

    def test_the_beat_is_told_as_long_as_a_host_has_its_lease(self) -> None:
        process = self.count(period=1)
        self.until_told(process, 0, "Beats")
        self.lease("hrms:beat")
        self.until_told(process, 1, "Beats")
        self.until_told(process, 0, "Beats")

    def test_jobs_of_rq_and_hosts_with_its_workers(self) -> None:
        process = self.count(period=1, HRMS_BACKGROUND_TASKS="rq")
        self.until_told(process, 0, "Workers")
        self.run_django(f"""{RQ}
for queue in ("default", "payroll", "payroll"):
    Queue(queue, connection=redis).enqueue("time.sleep", 0)
""")
        self.until_told(process, 3)
        work = f"{RQ}\nSimpleWorker(['default', 'payroll'], connection=redis).work()"
        workers = [self.start([sys.executable, "-c", work], HRMS_ROLE="worker") for _ in range(2)]
        self.until_told(process, 0)
        # Two workers of one host.
        self.until_told(process, 1, "Workers")
        for worker in workers:
            self.stop(worker)
        self.until_told(process, 0, "Workers")
        self.assertEqual(self.values_of("Beats"), [])

    def test_tasks_of_django_q_and_hosts_with_its_cluster(self) -> None:
        process = self.count(period=1, HRMS_BACKGROUND_TASKS="djangoQ")
        self.until_told(process, 0, "Workers")
        self.python("-c", f"{DJANGO_Q}\nbroker.enqueue('one'); broker.enqueue('two')")
        self.until_told(process, 2)
        # What the cluster's process does that fetches tasks for the others.
        pusher = self.start([sys.executable, "-c", f"{DJANGO_Q}\nwhile True: broker.dequeue()"], HRMS_ROLE="worker")
        self.until_told(process, 0)
        self.until_told(process, 1, "Workers")
        self.stop(pusher)
        self.until_told(process, 0, "Workers")

    def test_tasks_of_huey_with_and_without_priorities(self) -> None:
        process = self.count(period=1, HRMS_BACKGROUND_TASKS="huey")
        self.until_told(process, 0, "Workers")
        result = self.python("-c", HUEY)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.until_told(process, 2)
        self.lease("hrms:huey")
        self.until_told(process, 1, "Workers")
        self.until_told(process, 0, "Workers")

    def test_of_several_kinds_the_one_that_stopped_counts(self) -> None:
        process = self.count(period=1, HRMS_BACKGROUND_TASKS="huey, rq,scheduler")
        self.lease("hrms:huey", seconds=8)
        self.lease("hrms:scheduler", seconds=8)
        self.until_told(process, 1, "Beats")
        self.until_told(process, 0, "Beats")
        self.assertNotIn(1, self.values_of("Workers"))

    def test_a_scheduler_alone_has_a_clock_and_no_queue(self) -> None:
        process = self.count(period=1, HRMS_BACKGROUND_TASKS="apschedulerCommand")
        self.lease("hrms:apscheduler")
        self.until_told(process, 1, "Beats")
        self.until_told(process, 0, "Beats")
        self.assertEqual(self.values_of("Workers") + self.values(), [])

    def test_an_empty_broker_has_no_task_and_each_period_is_told(self) -> None:
        process = self.count(period=1)
        self.until_told(process, 0)
        self.run_django(f"{SEND}\nsend('celery')")
        self.until_told(process, 1)
        self.assertEqual(process.said.count("is not known"), 0, process.said)
        code = "from hrms_host.queue_length import seconds_to_next as next"
        self.assertEqual(self.value(code, "[next(now) for now in (600, 629, 630, 659)]"), [30, 1, 60, 31])

    def test_a_broker_that_goes_away_is_logged_and_counted_when_it_is_back(self) -> None:
        process = self.count(period=1)
        self.until_told(process, 0)
        self.redis.process.stop()
        self.until_logged(process, "ConnectionError")
        self.redis.start()
        self.until_told(process, 0)
        self.ends(process)
        complaints = [line for line in process.lines() if line["level"] == "ERROR"]
        self.assertTrue(complaints)
        for line in complaints:
            self.assertEqual([line["logger"], line["role"]], ["hrms_host.queue_length", "queue-length"])
            self.assertRegex(line["message"], "^QueueLength is not known this minute: ")

    def test_a_server_that_cannot_prove_its_name_gets_no_password(self) -> None:
        other = Authority(self.place / "other")
        unverified = self.redis.url(1, "127.0.0.1").replace("=required", "=none")
        for refused in ({"SSL_CERT_FILE": str(other.file)}, {"CELERY_BROKER_URL": unverified}):
            process = self.count(period=1, **refused)
            self.until_logged(process, "CERTIFICATE_VERIFY_FAILED")
        self.assertEqual(self.cloudwatch.told, [])
        plain = self.python(
            *("-m", "hrms_host.queue_length", "HRMS", "prod"),
            CELERY_BROKER_URL="redis://:canary@localhost/1",
            HRMS_BACKGROUND_TASKS="celery",
        )
        self.assertIn("CELERY_BROKER_URL must begin with rediss://", plain.stderr)

    def test_what_cloudwatch_refuses_is_logged_and_told_in_the_next_period(self) -> None:
        self.cloudwatch.refuses = True
        process = self.count(period=1)
        self.until_logged(process, "not for this role")
        self.cloudwatch.refuses = False
        self.until_told(process, 0)
        self.ends(process)
        process.lines()

    def test_a_role_that_comes_late_is_found(self) -> None:
        late = dict.fromkeys(KEYS) | {"AWS_EC2_METADATA_DISABLED": "true"}
        process = self.count(period=1, **late)
        self.until_logged(process, "NoCredentialsError")
        (self.place / ".aws").mkdir()
        keys = "\n".join(f"{name.lower()} = {value}" for name, value in KEYS.items())
        (self.place / ".aws/credentials").write_text(f"[default]\n{keys}\n")
        self.until_told(process, 0)

    def test_it_ends_at_once_while_it_sleeps_and_while_it_waits_for_an_answer(self) -> None:
        process = self.count()
        self.until_told(process, 0)
        self.ends(process)
        for server in self.silent_servers():
            process = self.count(**server.instead)
            with server.socket.accept()[0]:
                self.ends(process)

    def test_it_waits_for_no_answer_for_long(self) -> None:
        for server in self.silent_servers():
            process = self.count(period=1, **server.instead)
            with server.socket.accept()[0]:
                # Sooner than the libraries lose theirs.
                self.until_logged(process, "imeout", seconds=4)
            self.stop(process)

    def silent_servers(self) -> Iterator["Silent"]:
        """In the place of the broker, then of CloudWatch."""
        for name, url in (
            ("CELERY_BROKER_URL", "rediss://:canary@localhost:{}/1"),
            ("AWS_ENDPOINT_URL_CLOUDWATCH", "http://localhost:{}"),
        ):
            with socket.create_server(("127.0.0.1", 0)) as listening:
                yield Silent(listening, {name: url.format(listening.getsockname()[1])})


class Silent(NamedTuple):
    """Takes connections and says nothing."""

    socket: socket.socket
    instead: dict[str, str]


if __name__ == "__main__":
    unittest.main()
