"""Celery loses no task, runs none for ever, and does not stand still."""

import signal
import sys
import textwrap
import time
import unittest
from collections.abc import Sequence
from pathlib import Path

from support import CELERY, Chores, Process

BIN = Path(sys.executable).parent
class Deliveries(Chores):
    def test_a_task_that_kills_its_worker_is_set_aside_after_three_tries(self) -> None:
        worker = self.worker()
        task = self.send("print(kill.delay(4711).id)")
        self.until(lambda: f"it is set aside; {worker.said}", lambda: "task_set_aside" in worker.said)
        # Other tasks go on, and it does not come again.
        self.send("work.delay().get(timeout=20)")
        time.sleep(2)
        self.assertEqual(self.notes(), ["kill"] * 3 + ["work"])
        self.stop(worker)
        [line] = [line for line in worker.lines() if "task_set_aside" in line["message"]]
        self.assertEqual(
            [line[name] for name in ("level", "logger", "task", "task_id", "starts")],
            ["ERROR", "hrms.tasks", "chores.celery.kill", task, 3],
        )
        self.assertNotIn("4711", worker.said)

    def test_a_task_that_was_set_aside_can_be_queued_again(self) -> None:
        worker = self.worker()
        task = self.send("print(kill.delay(4711).id)")
        self.until(lambda: f"it is set aside; {worker.said}", lambda: "task_set_aside" in worker.said)
        self.assertRegex(self.manage("tasks_set_aside").stdout, rf"^\S+  {task}  chores\.celery\.kill\n$")
        again = self.manage("tasks_set_aside", "--queue", task)
        self.assertIn("Queued again as ", again.stdout, again.stderr)
        self.until(lambda: f"it starts again; {worker.said}", lambda: len(self.notes()) == 6)
        self.until(lambda: f"it is set aside again; {worker.said}", lambda: worker.said.count("task_set_aside") == 2)
        unknown = self.manage("tasks_set_aside", "--queue", task)
        self.assertIn(f"No task {task} is set aside.", unknown.stderr)

    def test_failures_and_retries_are_the_projects_own_matter(self) -> None:
        worker = self.worker()
        self.send("fail.delay()")
        self.until(lambda: f"all retries; {worker.said}", lambda: len(self.notes()) == 6)
        time.sleep(1)
        self.assertNotIn("task_set_aside", worker.said)

    def test_whoever_waits_for_its_result_is_told(self) -> None:
        self.worker()
        said = self.send(
            "from celery.exceptions import TaskRevokedError\n"
            "try:\n    kill.delay(1).get(timeout=30)\nexcept Exception as problem:\n    print(type(problem).__name__)"
        )
        self.assertIn(said, ("WorkerLostError", "TaskRevokedError"))


class Starvation(Chores):
    # A loop that waits for something that never comes.
    HANGS = """
from celery import signals
@signals.worker_ready.connect(weak=False)
def hang(sender, **_):
    import time
    sender.timer.call_after(2, time.sleep, (600,))
"""
    # A loop that goes round and no longer asks for tasks.
    ASKS_NO_MORE = """
from celery import signals
from kombu.transport.redis import MultiChannelPoller
@signals.worker_ready.connect(weak=False)
def ask_no_more(sender, **_):
    import types
    MultiChannelPoller._register_BRPOP = lambda *_: None
    for channel in list(sender.connection.transport.cycle._channels):
        sender.connection.transport.cycle._fd_to_chan.clear()
"""

    def test_a_worker_whose_loop_hangs_ends(self) -> None:
        worker = self.worker(self.HANGS)
        self.assertEqual(worker.running.wait(30), -signal.SIGKILL, worker.said)
        worker.reader.join(5)
        self.assertIn("worker_stuck", worker.said)

    def test_a_worker_that_fetches_no_tasks_ends(self) -> None:
        worker = self.worker(self.ASKS_NO_MORE)
        self.send("work.delay(); work.delay(); work.delay(); work.delay()")
        self.until(lambda: f"it is noticed; {worker.said} {self.notes()}", lambda: "worker_stuck" in worker.said)
        worker.running.wait(30)
        again = self.worker("pass")
        self.until(lambda: f"another one runs them; {again.said}", lambda: len(self.notes()) >= 4)

    def test_a_worker_that_works_or_has_nothing_to_do_goes_on(self) -> None:
        worker = self.worker("pass")
        time.sleep(6)
        self.send("[work.delay(seconds=5) for _ in range(4)]")
        self.until(lambda: f"all are done; {worker.said}", lambda: worker.said.count("succeeded") == 4)
        self.assertNotIn("worker_stuck", worker.said)
        self.assertIsNone(worker.running.poll())

    def test_a_worker_whose_redis_is_away_waits_for_it_and_goes_on(self) -> None:
        # Longer than Celery's pauses between its tries to connect, and shorter than the outage.
        worker = self.worker("starvation.PATIENCE_SECONDS = 9")
        self.redis.process.stop()
        time.sleep(11)
        self.assertIsNone(worker.running.poll())
        self.redis.start()
        self.until(lambda: f"it is back; {worker.said}", lambda: worker.said.count("Connected to") == 2)
        self.send("work.delay().get(timeout=20)")
        self.assertNotIn("worker_stuck", worker.said)


class Beat(Chores):
    def beat(self, interval: float, more: Sequence[str] = ()) -> Process:
        """A beat of a new host, which has no file of a schedule."""
        schedule = ["--schedule", str(self.place / f"schedule{time.monotonic()}"), "--pidfile="]
        process = self.start(
            [str(BIN / "celery"), *CELERY, "beat", "--loglevel", "INFO", *schedule, *more],
            HRMS_ROLE="beat",
            INTERVAL=str(interval),
        )
        self.until(lambda: f"the beat starts; {process.said}", lambda: "beat: Starting" in process.said)
        return process

    def until_sent(self, process: Process, seconds: float) -> None:
        self.until(lambda: f"sent; {process.said}", lambda: "Sending due task monthly" in process.said, seconds)

    def test_an_interval_goes_on_where_another_host_left_it(self) -> None:
        # Neither beat lives for the whole interval.
        first = self.beat(interval=20)
        time.sleep(10)
        self.stop(first)
        self.assertNotIn("Sending due task", first.said)
        self.until_sent(self.beat(interval=20), 15)

    def test_a_changed_schedule_is_taken_over(self) -> None:
        first = self.beat(interval=3600)
        time.sleep(2)
        self.stop(first)
        self.until_sent(self.beat(interval=2), 20)

    def test_it_ends_even_if_sigterm_comes_where_python_ignores_exceptions(self) -> None:
        """While the scheduler is imported, and in `__del__`."""
        signal_itself = "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\nfor _ in range(1000): pass\n"
        inside = f"class Dying:\n    def __del__(self):\n{textwrap.indent(signal_itself, ' ' * 8)}\n"
        scheduler = "from hrms_host.beat import Scheduler\n"
        for name, code in (("plain", signal_itself), ("ignored", f"{inside}Dying()\n")):
            with self.subTest(name):
                (self.place / f"{name}.py").write_text(code + scheduler)
                process = self.beat(interval=3600, more=["--scheduler", f"{name}:Scheduler"])
                self.assertEqual(process.running.wait(10), 0, process.said)
                self.assertNotIn("beat raised exception", process.said)

    def test_the_projects_own_scheduler_stays(self) -> None:
        (self.place / "people/own.py").write_text("from .settings import *\nCELERY_BEAT_SCHEDULER = 'own:Scheduler'\n")
        (self.place / "people/known.py").write_text(
            "from .settings import *\nINSTALLED_APPS = [*INSTALLED_APPS, 'django_celery_beat']\n"
        )
        found = {
            module: self.settings("CELERY_BEAT_SCHEDULER", module=module, DJANGO_SETTINGS_MODULE="hrms_host.settings")
            for module in ("settings", "own", "known")
        }
        self.assertEqual(
            [scheduler["CELERY_BEAT_SCHEDULER"] for scheduler in found.values()],
            ["hrms_host.beat:Scheduler", "own:Scheduler", "django_celery_beat.schedulers:DatabaseScheduler"],
        )


if __name__ == "__main__":
    unittest.main()
