"""Requests, answered in this process: who asks, what is logged of it, who is locked out, and how health is told."""

import io
import json
import logging
import os
import sys
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from support import HERE

sys.path.insert(0, str(HERE / "project"))
directory = TemporaryDirectory(prefix="hrms-overlay-")
os.environ["SQLITE"] = str(Path(directory.name) / "db.sqlite3")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402
from django.test import Client  # noqa: E402
from hrms_host import privacy  # noqa: E402
from people import memory  # noqa: E402

PASSWORD = "canary-password-of-jane"
NAME = "Jane.Doe@example.com"
INSIDE = {"HTTP_X_HEALTH_CHECK": "1", "HTTP_HOST": "10.20.0.5"}


def setUpModule() -> None:
    call_command("migrate", verbosity=0)
    User.objects.create_user(NAME.casefold(), password=PASSWORD)


def tearDownModule() -> None:
    directory.cleanup()


class Requests(unittest.TestCase):
    def setUp(self) -> None:
        handler = logging.getLogger().handlers[0]
        self.written = io.StringIO()
        self.addCleanup(handler.setStream, handler.setStream(self.written))
        memory.Cache("", {}).clear()
        self.client = self.of("198.51.100.7")

    def tearDown(self) -> None:
        memory.away = False
        for secret in (NAME, NAME.casefold(), "canary", "Jane", "jane", "AXES"):
            self.assertNotIn(secret, self.written.getvalue())

    def of(self, address: str) -> Client:
        """A client at an address, as Gunicorn shows it: known by Nginx's word alone."""
        nginx = {"HTTP_X_REAL_IP": address, "HTTP_X_FORWARDED_FOR": address, "HTTP_X_FORWARDED_PROTO": "https"}
        return Client(
            raise_request_exception=False,
            REMOTE_ADDR="",
            HTTP_HOST="hrms.example.com",
            HTTP_X_REQUEST_ID="0123456789abcdef",
            **nginx,
        )

    def logged(self, event: str | None = None) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.written.getvalue().splitlines()]
        return [line for line in lines if event in (None, line["message"])]

    def log_in(self, client: Client, password: str = "wrong", name: str = NAME.casefold()) -> Any:
        return client.post("/login/", {"username": name, "password": password})


class Arrival(Requests):
    def test_the_client_is_who_nginx_says(self) -> None:
        self.assertEqual(self.client.get("/").json()["client"], "198.51.100.7")

    def test_an_address_that_is_known_is_not_overwritten_by_a_header(self) -> None:
        got = self.client.get("/", REMOTE_ADDR="203.0.113.9").json()
        self.assertEqual(got["client"], "203.0.113.9")

    def test_only_https_and_the_own_host_are_answered(self) -> None:
        self.assertTrue(self.client.get("/").json()["secure"])
        plain = self.client.get("/", HTTP_X_FORWARDED_PROTO="http")
        self.assertEqual([plain.status_code, plain["Location"]], [301, "https://hrms.example.com/"])
        self.assertEqual(self.client.get("/", HTTP_HOST="evil.example").status_code, 400)
        forwarded = self.client.get("/", HTTP_X_FORWARDED_HOST="evil.example")
        self.assertEqual(forwarded.json()["host"], "hrms.example.com")

    def test_cookies_are_for_https_and_not_for_scripts(self) -> None:
        cookie = self.client.get("/").cookies["__Secure-sessionid"]
        self.assertEqual([cookie["secure"], cookie["httponly"], cookie["samesite"]], [True, True, "Lax"])
        csrf = self.client.get("/form/").cookies["csrftoken"]
        self.assertEqual([csrf["secure"], csrf["httponly"], csrf["samesite"]], [True, "", "Lax"])

    def test_headers(self) -> None:
        headers = self.client.get("/").headers
        self.assertEqual(
            {
                name: headers[name]
                for name in (
                    "Strict-Transport-Security",
                    "X-Content-Type-Options",
                    "X-Frame-Options",
                    "Referrer-Policy",
                    "Cross-Origin-Opener-Policy",
                )
            },
            {
                "Strict-Transport-Security": "max-age=31536000",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY",
                "Referrer-Policy": "same-origin",
                "Cross-Origin-Opener-Policy": "same-origin",
            },
        )


class Logs(Requests):
    def test_a_line_says_when_where_and_in_which_request(self) -> None:
        self.client.get("/log/")
        [line] = self.logged()
        self.assertRegex(line.pop("time"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$")
        self.assertEqual(
            line,
            {
                "level": "INFO",
                "logger": "people.views",
                "message": "asked by [e-mail] at https://x.example/reset?[query]",
                "request_id": "0123456789abcdef",
                "role": "web",
                "release": "5e" * 32,
            },
        )

    def test_errors_have_a_trace_without_values_and_no_query(self) -> None:
        self.client.get("/broken/?token=canary")
        [line] = self.logged()
        self.assertEqual([line["level"], line["message"]], ["ERROR", "Internal Server Error: /broken/"])
        self.assertIn("ValueError: no salary for [e-mail], GET", line["exception"])
        self.assertEqual(line["request_id"], "0123456789abcdef")
        # What components/monitoring counts, in a line within a line.
        self.assertRegex(json.dumps(self.written.getvalue()), r"level\W{1,6}[EC]R")

    def test_what_django_says_after_the_middleware_has_the_request_too(self) -> None:
        self.client.get("/nowhere/?name=Jane")
        [line] = self.logged()
        self.assertEqual([line["message"], line["request_id"]], ["Not Found: /nowhere/", "0123456789abcdef"])

    def test_a_request_without_a_name_gets_one_and_a_strange_name_is_no_name(self) -> None:
        for given in ("", "x" * 65, 'a"b}{', "short"):
            self.client.get("/log/", HTTP_X_REQUEST_ID=given)
        names = [line["request_id"] for line in self.logged()]
        self.assertEqual([len(name) for name in names], [32] * 4)
        self.assertEqual(len(set(names)), 4)

    def test_between_requests_there_is_no_name(self) -> None:
        self.client.get("/log/")
        logging.getLogger("people.views").info("later")
        self.assertNotIn("request_id", self.logged("later")[0])

    def test_warnings_of_python_are_lines_too(self) -> None:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("of a library", stacklevel=1)
        self.assertEqual(self.logged()[0]["logger"], "py.warnings")

    def test_a_dictionary_is_a_message(self) -> None:
        logging.getLogger("people").info({"asked": "by x@example.com"})
        self.assertEqual(self.logged()[0]["message"], "{'asked': 'by [e-mail]'}")


class Events(Requests):
    def test_a_failed_login_is_logged_once_with_address_and_pseudonym(self) -> None:
        self.assertEqual(self.log_in(self.client).status_code, 302)
        [line] = self.logged()
        self.assertEqual(
            {name: line[name] for name in ("level", "message", "client", "path", "method", "user", "request_id")},
            {
                "level": "WARNING",
                "message": "login_failed",
                "client": "198.51.100.7",
                "path": "/login/",
                "method": "POST",
                "user": privacy.pseudonym(NAME, settings.SECRET_KEY),
                "request_id": "0123456789abcdef",
            },
        )
        self.assertRegex(line["user"], "^[0-9a-f]{12}$")

    def test_the_same_person_has_the_same_pseudonym_however_written(self) -> None:
        self.log_in(self.client, name=" JANE.doe@example.com ")
        self.log_in(self.client, PASSWORD)
        [failed], [succeeded] = self.logged("login_failed"), self.logged("login_succeeded")
        self.assertEqual(failed["user"], succeeded["user"])
        self.assertEqual([succeeded["level"], succeeded["client"]], ["INFO", "198.51.100.7"])
        self.assertNotEqual(privacy.pseudonym(NAME, "another key"), succeeded["user"])

    def test_a_denial_is_logged_once_with_who_and_from_where(self) -> None:
        self.log_in(self.client, PASSWORD)
        self.assertEqual(self.client.get("/denied/?of=Jane").status_code, 403)
        [line] = [line for line in self.logged() if line["message"] != "login_succeeded"]
        self.assertEqual(
            [line[name] for name in ("message", "level", "client", "path", "user")],
            ["permission_denied", "WARNING", "198.51.100.7", "/denied/", privacy.pseudonym(NAME, settings.SECRET_KEY)],
        )

    def test_a_form_from_elsewhere_is_denied_with_its_reason(self) -> None:
        strict = Client(enforce_csrf_checks=True, **self.client.defaults)
        self.assertEqual(strict.post("/form/", {"name": "Jane"}).status_code, 403)
        self.assertEqual([line["logger"] for line in self.logged()], ["django.security.csrf", "hrms.security"])


class Lockout(Requests):
    def test_after_five_failures_a_name_is_locked_at_that_address_alone(self) -> None:
        answers = [self.log_in(self.client).status_code for _ in range(5)]
        self.assertEqual(answers, [302, 302, 302, 302, 429])
        self.assertEqual(self.log_in(self.client, PASSWORD).status_code, 429)
        self.assertEqual(len(self.logged("login_failed")), 6)
        self.assertEqual(self.log_in(self.client, name="another").status_code, 302)
        self.assertEqual(self.log_in(self.of("203.0.113.9"), PASSWORD)["Location"], "/")

    def test_letters_and_blanks_do_not_make_another_name(self) -> None:
        for name in ("jane.doe@example.com", "JANE.doe@example.com", " jane.doe@example.com", NAME):
            self.log_in(self.client, name=name)
        self.assertEqual(self.log_in(self.client, name=NAME.upper()).status_code, 429)

    def test_a_claimed_address_changes_nothing(self) -> None:
        for number in range(4):
            self.client.post("/login/", {"username": NAME}, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        self.assertEqual(self.log_in(self.client).status_code, 429)

    def test_a_success_forgets_failures(self) -> None:
        for password in ("wrong", "wrong", "wrong", PASSWORD, "wrong", "wrong", "wrong"):
            self.assertEqual(self.log_in(self.client, password).status_code, 302)

    def test_the_lock_ends_by_itself(self) -> None:
        for _ in range(5):
            self.log_in(self.client)
        cache = memory.Cache("", {})
        [ends] = [end for key, end in cache._expire_info.items() if "axes" in key]
        import time

        self.assertAlmostEqual(ends - time.time(), 15 * 60, delta=30)

    def test_without_the_cache_people_log_in_and_failures_are_still_told(self) -> None:
        memory.away = True
        self.assertEqual([self.log_in(self.client).status_code for _ in range(7)], [302] * 7)
        self.assertEqual(self.log_in(self.client, PASSWORD)["Location"], "/")
        self.assertEqual(len(self.logged("login_failed")), 7)

    def test_a_command_authenticates_without_a_request(self) -> None:
        from django.contrib.auth import authenticate

        self.assertIsNone(authenticate(username=NAME.casefold(), password="wrong"))
        self.assertIsNotNone(authenticate(username=NAME.casefold(), password=PASSWORD))
        self.assertEqual([line["message"] for line in self.logged()], ["login_failed"])

    def test_there_are_no_tables(self) -> None:
        self.assertEqual([name for name in connection.introspection.table_names() if "axes" in name], [])


class Outage(Requests):
    def test_an_error_because_the_database_is_unreachable_is_503_and_other_errors_stay_500(self) -> None:
        for code, status in ((2002, 503), (2013, 503), (1045, 500)):
            with mock.patch("people.views.get_token", side_effect=OperationalError(code, "canary")):
                answer = self.client.get("/form/")
            self.assertEqual([answer.status_code, answer.headers.get("Retry-After")], [status, "30"] if status == 503 else [500, None])
        self.assertEqual(self.client.post("/broken/").status_code, 500)
        self.written.truncate(0)


class Health(Requests):
    def test_ready_tells_of_database_cache_migrations_and_tables(self) -> None:
        answer = self.client.get("/health/ready", **INSIDE)
        self.assertEqual(
            [answer.status_code, answer.json()], [200, {"database": "ok", "cache": "ok", "migrations": "ok", "tables": "ok"}]
        )

    def test_not_ready_without_the_cache(self) -> None:
        memory.away = True
        answer = self.client.get("/health/ready", **INSIDE)
        self.assertEqual(
            [answer.status_code, answer.json()], [503, {"database": "ok", "cache": "failed", "migrations": "ok", "tables": "ok"}]
        )

    def test_not_ready_without_the_database_and_no_detail_leaves(self) -> None:
        with self.without_database():
            answer = self.client.get("/health/ready", **INSIDE)
        self.assertEqual(
            [answer.status_code, answer.json()],
            [503, {"database": "failed", "cache": "ok", "migrations": "failed", "tables": "failed"}],
        )
        self.assertEqual(self.logged()[0]["message"], "Not ready: database, by OperationalError")

    def test_not_ready_with_a_migration_to_apply(self) -> None:
        call_command("migrate", "people", "zero", verbosity=0)
        self.addCleanup(call_command, "migrate", "people", verbosity=0)
        answer = self.client.get("/health/ready", **INSIDE)
        self.assertEqual(
            [answer.status_code, answer.json()],
            [503, {"database": "ok", "cache": "ok", "migrations": "failed", "tables": "failed"}],
        )

    def test_not_ready_without_tables_although_no_migration_is_pending(self) -> None:
        with connection.schema_editor() as editor:
            editor.execute("ALTER TABLE people_document RENAME TO people_gone")
        try:
            answer = self.client.get("/health/ready", **INSIDE)
        finally:
            with connection.schema_editor() as editor:
                editor.execute("ALTER TABLE people_gone RENAME TO people_document")
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(answer.json()["migrations"], "ok")
        self.assertEqual(answer.json()["tables"], "failed")
        self.assertIn("1 tables are missing, among them people_document", self.logged()[0]["message"])

    def test_the_release(self) -> None:
        self.assertEqual(self.client.get("/health/release", **INSIDE).json(), {"release": "5e" * 32})

    def test_outside_there_are_no_such_pages(self) -> None:
        for path in ("/health/ready", "/health/release", "/health/live/", "/health/"):
            for claimed in ("", "0", "true"):
                answer = self.client.get(path, HTTP_X_HEALTH_CHECK=claimed)
                self.assertEqual(answer.status_code, 404, path)

    def without_database(self) -> Any:
        """As if the server were away: no file can be there."""
        from contextlib import contextmanager

        @contextmanager
        def away() -> Any:
            connection.close()
            name = connection.settings_dict["NAME"]
            connection.settings_dict["NAME"] = "/nowhere/db.sqlite3"
            try:
                yield
            finally:
                connection.close()
                connection.settings_dict["NAME"] = name

        return away()


if __name__ == "__main__":
    unittest.main()
