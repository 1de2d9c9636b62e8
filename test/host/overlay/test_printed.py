"""What processes print is not in the journal, unless it is an error message, and then it is scrubbed."""

import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

from support import Process, ProjectCase, RedisCase, answers, ask

BIN = Path(sys.executable).parent


def printed(process: Process, logger: str) -> list[str]:
    return [line["message"] for line in process.lines() if line["logger"] == logger]


class Web(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        path = self.place / "web.sock"
        options = ["--config", "python:hrms_host.gunicorn", "--bind", f"unix:{path}", "--workers", "1"]
        self.process = self.start(
            [str(BIN / "gunicorn"), "people.wsgi:application", *options],
            HRMS_ROLE="web",
            DJANGO_SETTINGS_MODULE="prints.settings",
        )
        self.path = path
        self.until(lambda: f"Gunicorn answers; {self.process.said}", lambda: answers(path))

    def test_a_print_is_counted_with_its_place_and_without_its_text(self) -> None:
        self.assertEqual(ask(self.path, "/")[1], "printed")
        # Stopping searches the output for canaries.
        self.assertEqual(self.stop(self.process), 0)
        self.assertNotIn("4711", self.process.said)
        self.assertNotIn("DE89", self.process.said)
        messages = printed(self.process, "stdout")
        ends = "its text is not logged, as it may be about people. It ran"
        self.assertIn(f"print at prints/__init__.py:5: {ends} once.", messages)
        self.assertEqual(
            [message for message in messages if "__init__.py:12" in message],
            [f"print at prints/__init__.py:12: {ends} {times}." for times in ("once", "10 times")],
        )
        self.assertIn("a program or a library printed", "".join(messages))
        lines = [line for line in self.process.lines() if ":12:" in line["message"]]
        self.assertEqual([line["request_id"] for line in lines], ["0123456789abcdef"] * 2)

    def test_errors_are_logged_line_by_line_scrubbed_and_shortened(self) -> None:
        ask(self.path, "/errors/")
        self.assertEqual(self.stop(self.process), 0)
        messages = printed(self.process, "stderr")
        self.assertIn("ValueError: no leave for [e-mail]", messages)
        self.assertIn("x" * 2000 + "… (5000 characters)", messages)
        self.assertIn("a program asks https://hr.example/?[query]", messages)

    def test_a_program_whose_output_the_project_reads_keeps_it(self) -> None:
        self.assertEqual(ask(self.path, "/read/")[1], "read by its caller\n")

    def test_the_last_words_of_a_process_that_crashes_are_logged(self) -> None:
        with self.assertRaises(OSError):
            ask(self.path, "/crash/")
        self.until("the last words", lambda: "last words of a process" in self.process.said)
        self.assertEqual(ask(self.path, "/read/")[0].status, 200)
        self.stop(self.process)
        self.process.lines()


class Worker(RedisCase):
    def test_prints_of_tasks_are_withheld_whatever_the_prefix_of_the_settings(self) -> None:
        worker = self.start(
            [str(BIN / "celery"), "--quiet", "--app", "prints.celery", "worker", "--loglevel", "INFO", "-c", "1"],
            HRMS_ROLE="worker",
        )
        self.until(lambda: f"the worker is ready; {worker.said}", lambda: " ready." in worker.said)
        code = "from prints.celery import work; work.delay().get(timeout=20)"
        # Its own output does not go to the journal, and stays here.
        sent = subprocess.run(
            [sys.executable, "-c", code], cwd=self.place, env=self.environment, capture_output=True, timeout=60
        )
        self.assertEqual(sent.returncode, 0)
        self.assertEqual(self.stop(worker), 0)
        self.assertNotIn("4711", worker.said)
        self.assertIn("print at prints/__init__.py:12", worker.said)


class Elsewhere(ProjectCase):
    def run_python(self, code: str, **changes: str | None) -> Process:
        return self.start([sys.executable, "-c", code], HRMS_ROLE="scheduler", **changes)

    def test_output_that_is_not_the_journals_stays_as_it_is(self) -> None:
        self.environment["DJANGO_SETTINGS_MODULE"] = "people.on_sqlite"
        result = self.manage("shell", "-v", "0", "-c", "print('for the person who asked')")
        self.assertEqual(result.stdout, "for the person who asked\n", result.stderr)
        self.manage("migrate")
        # All apps, including those of the host, which have no tables.
        dumped = self.manage("dumpdata")
        self.assertEqual(dumped.returncode, 0, dumped.stderr)
        self.assertTrue(json.loads(dumped.stdout))

    def test_why_a_process_did_not_start_is_known(self) -> None:
        process = self.run_python("raise SystemExit('cannot start')")
        self.assertEqual(process.running.wait(20), 1)
        process.reader.join(5)
        self.assertEqual(printed(process, "stderr"), ["cannot start"])

    def test_it_is_read_before_the_main_process_ends(self) -> None:
        """At that moment systemd kills the reader. What it has not written by then is lost."""
        self.assertEqual(self.with_journal("import sys; print('the last line', file=sys.stderr)"), 0)
        os.set_blocking(self.read, False)
        self.assertIn(b"the last line", os.read(self.read, 65536))

    def test_a_process_that_survives_its_reader_goes_on(self) -> None:
        code = """
import os, signal, sys, time
def readers():
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as status:
                if status.read().rsplit(")", 1)[1].split()[2] == str(os.getpgrp()) and int(name) != os.getpid():
                    yield int(name)
        except OSError:
            pass
for reader in readers():
    os.kill(reader, signal.SIGKILL)
time.sleep(0.5)
print("nobody reads this")
sys.exit(7)
"""
        self.assertEqual(self.with_journal(code), 7)

    def with_journal(self, code: str) -> int:
        """The exit code of a process, whose output is in `self.read`."""
        self.read, write = os.pipe()
        self.addCleanup(os.close, self.read)
        self.addCleanup(os.close, write)
        status = os.fstat(write)
        environment = self.environment | {"JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"}
        arguments = [sys.executable, "-c", code]
        streams = {"stdout": write, "stderr": write, "start_new_session": True}
        return subprocess.Popen(arguments, cwd=self.place, env=environment, **streams).wait(20)


if __name__ == "__main__":
    unittest.main()
