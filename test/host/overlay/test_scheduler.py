"""APScheduler runs in one process of the fleet, whoever starts it and wherever."""

import signal
import sys
import unittest

from support import ProjectCase


class Scheduler(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        self.jobs = self.place / "jobs.txt"
        self.jobs.write_text("")
        self.environment |= {"JOBS_DONE": str(self.jobs), "DJANGO_SETTINGS_MODULE": "people.without_services"}

    def test_other_processes_start_no_scheduler_and_end_without_complaint(self) -> None:
        for role in ("web", "worker", "beat", "manage", None):
            result = self.python("-c", "import people.wsgi, time; time.sleep(1)", HRMS_ROLE=role)
            self.assertEqual([result.returncode, self.jobs.read_text()], [0, ""], role)
            self.assertNotIn("Traceback", result.stderr)
        for kinds, said in (("celery,scheduler", "hrms-scheduler runs it"), ("celery", "APScheduler runs nowhere")):
            result = self.python("-c", "import people.wsgi", HRMS_ROLE="beat", HRMS_BACKGROUND_TASKS=kinds)
            self.assertIn(said, result.stderr)

    def test_without_the_guard_each_would(self) -> None:
        result = self.python("-c", "import people.jobs, time; people.jobs.start('any'); time.sleep(1)", PYTHONPATH="")
        self.assertIn("any", self.jobs.read_text(), result.stderr)

    def test_the_one_process_runs_the_jobs_of_package_and_app_until_it_is_ended(self) -> None:
        process = self.start([sys.executable, "-m", "hrms_host.scheduler"], HRMS_ROLE="scheduler")
        wanted = {"package scheduler", "app scheduler"}
        self.until(lambda: f"jobs run; {process.said}", lambda: wanted <= set(self.jobs.read_text().splitlines()))
        process.running.send_signal(signal.SIGTERM)
        self.assertEqual(process.running.wait(15), 0)
        self.assertNotIn("Traceback", process.said)
        done = self.jobs.read_text()
        self.assertEqual(self.jobs.read_text(), done)


if __name__ == "__main__":
    unittest.main()
