"""Cache, lock-out and queue with a server that speaks TLS: what one process writes, another one reads."""

import json
import sys
import unittest
from pathlib import Path

from support import FROM_NGINX, Authority, Process, RedisCase, answers, ask

BIN = Path(sys.executable).parent


class WithRedis(RedisCase):
    def test_values_are_kept_for_all_processes_each_cache_apart(self) -> None:
        self.run_django(
            "from django.core.cache import caches\n"
            "caches['default'].set('who', 'default'); caches['reports'].set('who', 'reports')"
        )
        read = "from django.core.cache import caches; print(*[caches[name].get('who') for name in caches.settings])"
        self.assertEqual(self.run_django(read), "default reports\n")

    def test_a_server_that_cannot_prove_its_name_gets_no_password(self) -> None:
        keep = "from django.core.cache import cache; cache.set('a', 1); print(cache.get('a'))"
        self.assertEqual(self.run_django(keep), "1\n")
        other = Authority(self.place / "other")
        for refused in ({"SSL_CERT_FILE": str(other.file)}, {"CACHE_URL": self.redis.url(0, "127.0.0.1")}):
            result = self.python("-c", f"import django; django.setup()\n{keep}", **refused)
            self.assertEqual([result.returncode, result.stdout], [0, "None\n"])
            self.assertIn("CERTIFICATE_VERIFY_FAILED", result.stderr)

    def test_pages_go_on_without_the_cache_and_it_is_logged(self) -> None:
        self.manage("migrate")
        process, path = self.serve()
        cookies = ask(path, "/")[0].headers["Set-Cookie"].split(";")[0]
        again = {**FROM_NGINX, "Cookie": cookies}
        self.assertEqual(json.loads(ask(path, "/", again)[1])["visits"], 2)
        self.redis.process.stop()
        # Nobody is logged out: sessions are in the database too.
        self.assertEqual(json.loads(ask(path, "/", again)[1])["visits"], 3)
        # Nobody's failures can be counted either.
        self.assertEqual([ask(path, "/login/", upload=b"")[0].status for _ in range(2)], [302, 302])
        inside = {"Host": "10.20.0.5", "X-Health-Check": "1"}
        self.assertEqual(json.loads(ask(path, "/health/ready", inside)[1])["cache"], "failed")
        process.stop()
        self.assertIn("Exception ignored", {line["message"] for line in process.lines()})

    def test_who_is_locked_out_is_so_at_every_host(self) -> None:
        self.manage("migrate")
        code = """
from django.test import Client
host = {"HTTP_HOST": "hrms.example.com", "HTTP_X_FORWARDED_PROTO": "https"}
client = Client(REMOTE_ADDR="", HTTP_X_REAL_IP="198.51.100.7", **host)
print(client.post("/login/", {"username": "jane", "password": "wrong"}).status_code)
"""
        self.assertEqual([self.run_django(code).strip() for _ in range(6)], ["302"] * 4 + ["429"] * 2)

    def test_a_task_is_done_by_the_worker_and_logged_under_the_request_that_sent_it(self) -> None:
        self.manage("migrate")
        unit = (Path(__file__).parents[3] / "host/root/etc/systemd/system/hrms-worker.service").read_text()
        self.assertIn("celery --quiet --app {{celeryApplication}} worker --loglevel INFO", unit)
        worker = self.start(
            [str(BIN / "celery"), "--quiet", "--app", "people", "worker", "--loglevel", "INFO", "--concurrency", "1"],
            HRMS_ROLE="worker",
        )
        self.until(lambda: f"the worker is ready; {worker.said}", lambda: " ready." in worker.said)
        _, path = self.serve()
        self.assertEqual(ask(path, "/send/")[1], "greeted")
        self.assertEqual(ask(path, "/log/")[1], "logged")
        worker.stop()
        lines = worker.lines()
        [greeting] = [line for line in lines if line["logger"] == "people.tasks"]
        self.assertEqual(
            [greeting["message"], greeting["request_id"], greeting["role"]],
            ["greeting [e-mail]", FROM_NGINX["X-Request-ID"], "worker"],
        )
        # Its farewell, which it writes past all logging.
        self.assertIn("a program or a library printed 1 line", " ".join(line["message"] for line in lines))
        self.assertFalse(any("request_id" in line for line in lines if " ready." in line["message"]))

    def test_beat_says_json_alone(self) -> None:
        schedule = ["--schedule", str(self.place / "schedule"), "--pidfile="]
        beat = self.start(
            [str(BIN / "celery"), "--quiet", "--app", "people", "beat", "--loglevel", "INFO", *schedule],
            HRMS_ROLE="beat",
        )
        self.until(lambda: f"the beat starts; {beat.said}", lambda: "beat: Starting" in beat.said)
        beat.stop()
        self.assertEqual({line["role"] for line in beat.lines()}, {"beat"})

    def serve(self) -> tuple[Process, Path]:
        path = self.place / "web.sock"
        options = ["--config", "python:hrms_host.gunicorn", "--worker-class", "gthread", "--bind", f"unix:{path}"]
        process = self.start([str(BIN / "gunicorn"), "people.wsgi:application", *options], HRMS_ROLE="web")
        self.until(lambda: f"Gunicorn answers; {process.said}", lambda: answers(path))
        return process, path


if __name__ == "__main__":
    unittest.main()
