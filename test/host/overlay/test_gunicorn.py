"""Gunicorn as the unit starts it, on a Unix socket."""

import json
import unittest
from pathlib import Path

from support import FROM_NGINX, GunicornCase, ask

# More than the kernel keeps for who has not read it yet.
UPLOAD = 5 * 1024 * 1024


class Gunicorn(GunicornCase):
    def test_requests_arrive_with_the_clients_address_and_all_that_is_logged_is_json(self) -> None:
        self.manage("migrate", DJANGO_SETTINGS_MODULE="people.without_services")
        process, path = self.serve()
        self.ready(process, path)
        response, body = ask(path, "/")
        self.assertEqual(response.status, 200, process.said)
        got = json.loads(body)
        self.assertEqual([got["client"], got["secure"], got["host"]], ["198.51.100.7", True, "hrms.example.com"])
        for header in ("Referrer-Policy", "X-Frame-Options", "Strict-Transport-Security"):
            self.assertEqual(len(response.headers.get_all(header) or []), 1, header)
        response, _ = ask(path, "/broken/?token=canary")
        self.assertEqual(response.status, 500)
        ask(path, "/denied/")

        self.assertEqual(process.stop(), 0)
        lines = process.lines()
        by_logger = {line["logger"] for line in lines}
        self.assertLessEqual({"gunicorn.error", "django.request", "hrms.security"}, by_logger)
        for line in lines:
            self.assertLessEqual({"time", "level", "logger", "message", "role", "release"}, line.keys())
            self.assertEqual([line["role"], line["release"]], ["web", "5e" * 32])
        [denied] = [line for line in lines if line["message"] == "permission_denied"]
        self.assertEqual([denied["client"], denied["request_id"]], ["198.51.100.7", FROM_NGINX["X-Request-ID"]])
        self.assertFalse(any("request_id" in line for line in lines if line["logger"] == "gunicorn.error"))

    def test_readiness_needs_no_host_name_and_no_https(self) -> None:
        self.manage("migrate", DJANGO_SETTINGS_MODULE="people.without_services")
        process, path = self.serve()
        self.ready(process, path)
        inside = {"Host": "10.20.0.5", "X-Health-Check": "1"}
        response, body = ask(path, "/health/ready", inside)
        self.assertEqual([response.status, json.loads(body)["migrations"]], [200, "ok"])
        self.assertEqual(json.loads(ask(path, "/health/release", inside)[1]), {"release": "5e" * 32})
        self.assertEqual(ask(path, "/health/ready", {"Host": "10.20.0.5"})[0].status, 400)
        self.assertEqual(ask(path, "/health/ready", FROM_NGINX)[0].status, 404)

    def test_a_wsgi_file_with_settings_of_its_own_serves_with_the_hosts(self) -> None:
        process, path = self.serve("people.wsgi_of_its_own:application")
        self.ready(process, path)
        self.assertEqual(ask(path, "/log/", {**FROM_NGINX, "Host": "evil.example"})[0].status, 400)
        self.assertEqual(ask(path, "/log/")[0].status, 200)

    def test_an_upload_that_is_refused_unread_is_taken_to_its_end_so_that_nginx_hears_the_answer(self) -> None:
        process, path = self.serve()
        self.ready(process, path)
        # Django refuses it by its headers. http.client fails, as Nginx does, when it cannot send all of it.
        response, _ = ask(path, "/log/", upload=bytes(UPLOAD))
        self.assertEqual(response.status, 403, process.said)

    def test_no_page_costs_memory_for_the_depth_of_its_calls(self) -> None:
        process, path = self.serve()
        self.ready(process, path)
        self.assertLess(json.loads(ask(path, "/deep/")[1])["faults"], 50, process.said)

    def test_an_address_can_be_as_long_as_nginx_allows(self) -> None:
        process, path = self.serve()
        self.ready(process, path)
        self.assertEqual(ask(path, f"/log/?{'x' * 8000}")[0].status, 200, process.said)
        self.assertEqual(ask(path, "/log/", {**FROM_NGINX, "Cookie": "x" * 8000})[0].status, 200, process.said)

    def test_without_a_variable_it_does_not_start_and_says_why(self) -> None:
        process, _ = self.serve(DB_PASSWORD=None, DJANGO_SETTINGS_MODULE="hrms_host.settings")
        code = process.running.wait(30)
        process.reader.join(5)
        self.assertNotEqual(code, 0)
        self.assertIn("The environment lacks DB_PASSWORD.", process.said)

    def test_it_opens_no_other_way_in(self) -> None:
        process, path = self.serve(XDG_RUNTIME_DIR=str(self.place))
        self.ready(process, path)
        # The kernel's list of this machine's sockets; another process may have one of its own.
        mine = [line for line in Path("/proc/net/unix").read_text().splitlines() if str(self.place) in line]
        self.assertTrue(mine)
        self.assertEqual([line for line in mine if not line.endswith("/web.sock")], [])


if __name__ == "__main__":
    unittest.main()
