"""The application is loaded once for all of Gunicorn's processes, unless that leaves something that they cannot share."""

import json
import os
import socket
import time
import unittest
from pathlib import Path

from support import GunicornCase, Process, ask

WORKERS = 4


class Loading(GunicornCase):
    def loads(self, process: Process, path: Path) -> dict[int, int]:
        """For each process, the one that has loaded its views."""
        self.ready(process, path)
        seen: dict[int, int] = {}

        def ask_again() -> bool:
            answer = json.loads(ask(path, "/process/")[1])
            seen[answer["process"]] = answer["loaded_by"]
            return len(seen) == WORKERS

        self.until(lambda: f"each process answers: {seen}; {process.said}", ask_again)
        return seen

    def open_files(self, process: Process) -> list[str]:
        files = []
        for link in Path(f"/proc/{process.running.pid}/fd").iterdir():
            try:
                files.append(os.readlink(link))
            except FileNotFoundError:
                continue
        return files

    def test_the_first_process_loads_it_for_all_and_keeps_no_connection_to_the_database(self) -> None:
        self.manage("migrate", DJANGO_SETTINGS_MODULE="people.without_services")
        process, path = self.serve(LEAVES="database")
        self.assertEqual(set(self.loads(process, path).values()), {process.running.pid})
        self.assertEqual([name for name in self.open_files(process) if "db.sqlite3" in name], [])
        self.assertEqual(ask(path, "/")[0].status, 200)

    def test_a_thread_of_the_project_runs_in_each_process(self) -> None:
        process, path = self.serve(LEAVES="thread")
        self.assertTrue(all(one == loaded_by for one, loaded_by in self.loads(process, path).items()))
        self.assertEqual(self.stop(process), 0)
        [warning] = [line for line in process.lines() if "loads it for itself" in line["message"]]
        self.assertIn("threads (refresher)", warning["message"])

    def test_a_connection_of_the_project_belongs_to_one_process(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            process, path = self.serve(LEAVES="connection", PORT=str(port))
            self.assertTrue(all(one == loaded_by for one, loaded_by in self.loads(process, path).items()))
            self.assertEqual(self.stop(process), 0)
        [warning] = [line for line in process.lines() if "loads it for itself" in line["message"]]
        self.assertIn(f"connections (127.0.0.1 port {port})", warning["message"])

    def test_a_stop_just_after_the_start_reaches_every_process(self) -> None:
        process, _ = self.serve(LEAVES="slow copies")
        self.until(lambda: process.said, lambda: "Listening at" in process.said)
        time.sleep(0.5)
        began = time.monotonic()
        self.assertEqual(self.stop(process), 0)
        self.assertLess(time.monotonic() - began, 15)

    def test_an_application_that_cannot_be_loaded_ends_gunicorn_and_says_why(self) -> None:
        process, _ = self.serve(LEAVES="error")
        self.assertEqual(process.running.wait(30), 3)
        process.reader.join(5)
        [said] = [line for line in process.lines() if line["message"] == "The application could not be loaded"]
        self.assertIn("RuntimeError: no licence", said["exception"])


if __name__ == "__main__":
    unittest.main()
