"""Password guessing ends, wherever the login is and whatever it is made of; other people can still log in."""

import io
import json
import os
import sys
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from support import HERE, ProjectCase

sys.path.insert(0, str(HERE / "project"))
directory = TemporaryDirectory(prefix="hrms-overlay-")
os.environ["SQLITE"] = str(Path(directory.name) / "db.sqlite3")

import django  # noqa: E402

django.setup()

import logging  # noqa: E402

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from hrms_host import failures, fields, logins  # noqa: E402
from people import memory  # noqa: E402

PAGE = ("/", "emp_code", "password")
OFFICE = "198.51.100.7"


def setUpModule() -> None:
    call_command("migrate", verbosity=0)
    User.objects.create_user("jane", password="right-of-jane")


def tearDownModule() -> None:
    directory.cleanup()


class Case(unittest.TestCase):
    def setUp(self) -> None:
        handler = logging.getLogger().handlers[0]
        self.written = io.StringIO()
        self.addCleanup(handler.setStream, handler.setStream(self.written))
        memory.Cache("", {}).clear()
        memory.away = False

    def at(self, address: str = OFFICE) -> Client:
        nginx = {"HTTP_X_REAL_IP": address, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_HOST": "hrms.example.com"}
        return Client(REMOTE_ADDR="", **nginx)

    def enter(self, name: str, password: str, address: str = OFFICE, way: tuple[str, str, str] = PAGE) -> Any:
        path, name_field, password_field = way
        kind = {"content_type": "application/json"} if path.startswith("/api/") else {}
        return self.at(address).post(path, {name_field: name, password_field: password}, **kind)

    def guess(self, times: int, name: str = "jane", **more: Any) -> list[int]:
        return [self.enter(name, "wrong", **more).status_code for _ in range(times)]

    def logged(self, event: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.written.getvalue().splitlines()]
        return [line for line in lines if line["message"] == event]


class Guessing(Case):
    WAYS = {
        ("/", "emp_code", "password"): 200,
        ("/again/", "email", "pwd"): 302,
        ("/api/enter/", "user", "password"): 200,
        ("/api/token/", "username", "password"): 401,
        ("/api/key/", "username", "password"): 400,
    }

    def test_it_ends_after_five_failures_at_every_login_and_everyone_else_gets_in(self) -> None:
        for way, wrong in self.WAYS.items():
            with self.subTest(way[0]):
                memory.Cache("", {}).clear()
                statuses = self.guess(7, way=way)
                self.assertEqual([statuses[0], statuses[3], statuses[6]], [wrong, wrong, 429])
                self.assertEqual(self.enter("jane", "right-of-jane", way=way).status_code, 429)
                self.assertLess(self.enter("bob", "right-of-bob", way=way).status_code, 402)
                self.assertLess(self.enter("jane", "right-of-jane", "203.0.113.9", way).status_code, 400)

    def test_each_failure_is_an_event_with_a_pseudonym_and_each_success_too(self) -> None:
        self.guess(6)
        self.enter("bob", "right-of-bob")
        failed = self.logged("login_failed")
        self.assertEqual(len(failed), 6)
        self.assertEqual([failed[0]["client"], failed[0]["path"], len(failed[0]["user"])], [OFFICE, "/", 12])
        self.assertEqual(len(self.logged("login_succeeded")), 1)
        self.assertNotIn("jane", self.written.getvalue())

    def test_a_success_forgets_failures(self) -> None:
        for way in self.WAYS:
            memory.Cache("", {}).clear()
            for password in ("wrong", "wrong", "wrong", "right-of-jane", "wrong", "wrong", "wrong"):
                self.assertNotEqual(self.enter("jane", password, way=way).status_code, 429, way)

    def test_basic_authentication_is_a_login_too(self) -> None:
        import base64

        header = "Basic " + base64.b64encode(b"jane:wrong").decode()
        statuses = [self.at().get("/api/whoami/", HTTP_AUTHORIZATION=header).status_code for _ in range(6)]
        self.assertEqual([statuses[0], statuses[5]], [401, 429])

    def test_without_the_cache_people_log_in(self) -> None:
        memory.away = True
        self.assertEqual(set(self.guess(8)), {200})
        self.assertEqual(self.enter("jane", "right-of-jane").status_code, 302)
        self.assertEqual(len(self.logged("login_failed")), 8)


class Spraying(Case):
    def test_monday_morning_in_an_office_of_200_people_behind_one_address(self) -> None:
        statuses = []
        with patch.dict("entrance.views.PEOPLE", {f"person{number}": "right" for number in range(200)}):
            for number in range(200):
                # Each of them errs once, and every tenth three times.
                for _ in range(3 if number % 10 == 0 else 1):
                    statuses.append(self.enter(f"person{number}", "wrong").status_code)
                statuses.append(self.enter(f"person{number}", "right").status_code)
        self.assertNotIn(429, statuses)

    def test_many_names_at_one_address(self) -> None:
        statuses = [self.enter(f"name{number}", "Summer2026!").status_code for number in range(110)]
        self.assertEqual([statuses[99], statuses[100], statuses[109]], [200, 429, 429])
        self.assertEqual(self.enter("bob", "right-of-bob", "203.0.113.9").status_code, 302)

    def test_one_name_from_many_addresses(self) -> None:
        self.enter("jane", "right-of-jane")
        statuses = [self.enter("jane", "wrong", f"203.0.113.{number}").status_code for number in range(35)]
        self.assertEqual([statuses[29], statuses[30], statuses[34]], [200, 429, 429])
        # She still gets in where she has been before.
        self.assertEqual(self.enter("jane", "right-of-jane").status_code, 302)
        self.assertEqual(self.enter("jane", "right-of-jane", "203.0.113.99").status_code, 429)

    def test_the_same_holds_at_logins_that_django_axes_sees(self) -> None:
        way = ("/api/token/", "username", "password")
        statuses = [self.enter("jane", "wrong", f"203.0.113.{number}", way).status_code for number in range(35)]
        self.assertEqual([statuses[28], statuses[34]], [401, 429])

    def test_who_is_locked_out_at_one_address_locks_nobody_elsewhere(self) -> None:
        for way in (PAGE, ("/api/token/", "username", "password")):
            memory.Cache("", {}).clear()
            self.guess(60, way=way)
            self.assertLess(self.enter("jane", "right-of-jane", "203.0.113.9", way).status_code, 400)

    def test_counts_end_by_themselves(self) -> None:
        import time

        self.guess(1)
        ends = [end for key, end in memory.Cache("", {})._expire_info.items() if "logins:" in key]
        self.assertEqual(len(ends), 3)
        for end in ends:
            self.assertAlmostEqual(end - time.time(), 15 * 60, delta=30)

    def test_the_cache_has_no_names(self) -> None:
        self.guess(1)
        self.assertFalse([key for key in memory.Cache("", {})._cache if "jane" in key])


class NoLogins(Case):
    def test_other_forms_are_not_counted(self) -> None:
        client = self.at()
        client.force_login(User.objects.get(username="jane"))
        before = len(self.logged("login_failed"))
        for _ in range(8):
            for answer in (
                client.post("/employees/new/", {"email": "x@example.com", "password": "first"}),
                self.at().post("/register/", {"username": "x", "password1": "a", "password2": "a"}),
                self.at().post("/passport/", {"passport_number": "x1"}),
            ):
                self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(self.logged("login_failed")), before)

    def test_a_view_can_still_read_its_body_itself(self) -> None:
        upload = {"data": b"x" * 50_000, "content_type": "application/octet-stream"}
        self.assertEqual(self.at().post("/leave/", **upload).content, b"50000")
        document = {"data": b'{"a": 1}', "content_type": "application/json"}
        self.assertEqual(self.at().post("/leave/", **document).content, b"8")
        for broken in (b"{", b"[1]", b"\xff"):
            self.assertEqual(self.at().post("/leave/", data=broken, content_type="application/json").status_code, 200)


class Found(Case):
    def test_every_login_is_found_with_its_guard(self) -> None:
        found = {entry.path: entry.guard for entry in logins.logins()}
        self.assertEqual(
            found,
            {
                "/": logins.ANSWERS,
                "/again/": logins.ANSWERS,
                "/accounts/": logins.AXES,
                "/api/token/": logins.AXES,
                "/api/key/": logins.AXES,
                "/api/enter/": logins.ANSWERS,
                "/sso/login/": logins.NO_PASSWORD,
            },
        )

    def test_one_without_a_guard_is_found(self) -> None:
        with override_settings(ROOT_URLCONF="entrance.unseen"):
            self.assertEqual([entry.guard for entry in logins.logins()], [None])
        with override_settings(MIDDLEWARE=[], AUTHENTICATION_BACKENDS=[]):
            self.assertEqual(sum(entry.guard is None for entry in logins.logins()), 6)

    def test_fields(self) -> None:
        passwords = ("password", "Password", "user_password", "pwd", "pass", "passwd", "pin", "userPassword", "otp")
        self.assertEqual([name for name in passwords if not fields.is_password(name)], [])
        others = ("passport_number", "bypass", "shipping", "opinion", "compass", "pinned", "passenger")
        self.assertEqual([name for name in others if fields.is_password(name)], [])
        form = {"csrfmiddlewaretoken": "t", "next": "/", "company": "ACME", "email": " J@x ", "password": "p"}
        self.assertEqual([fields.name_in(form), fields.name_in(form, "company")], ["j@x", "acme"])


class Command(ProjectCase):
    def test_the_list_and_its_exit_code(self) -> None:
        good = self.python("-m", "hrms_host.logins", DJANGO_SETTINGS_MODULE="entrance.settings")
        self.assertEqual(good.returncode, 0, good.stderr)
        self.assertIn("/again/\n    entrance.views.enter_and_redirect, found by its code", good.stdout)
        (self.place / "entrance/bad.py").write_text(
            "from .settings import *\nROOT_URLCONF = 'entrance.unseen'\nLOGIN_URL = '/staff/login/'\n"
        )
        bad = self.python("-m", "hrms_host.logins", DJANGO_SETTINGS_MODULE="entrance.bad")
        self.assertEqual(bad.returncode, 1)
        self.assertIn("Nothing sees a wrong password at /staff/login/.", bad.stderr)


class Limits(unittest.TestCase):
    def test_an_address_is_locked_only_where_most_logins_fail(self) -> None:
        self.assertEqual(
            [failures.PAIR_FAILURES, failures.NAME_FAILURES, failures.ADDRESS_FAILURES, failures.WINDOW_SECONDS],
            [5, 30, 100, 900],
        )


if __name__ == "__main__":
    unittest.main()
