"""What projects have set for a reason, and hosts once replaced."""

import json
import sys
import unittest
from pathlib import Path
from typing import Any
from unittest.mock import patch

from support import ENVIRONMENT, HERE, ProjectCase

sys.path.insert(0, str(HERE / "project"))
from hrms_host.environment import Unusable, limits  # noqa: E402
from hrms_host.settings import overlay, report  # noqa: E402

MYSQL = "django.db.backends.mysql"
AUTHORITIES = "/etc/hrms/database-authorities.pem"


def merged(project: dict[str, Any], role: str = "web", **env: str) -> dict[str, Any]:
    return overlay.settings({**ENVIRONMENT, "HRMS_ROLE": role, **env}, project)


class Tasks(unittest.TestCase):
    def test_a_visibility_timeout_of_a_week_stays_wherever_the_project_put_it(self) -> None:
        week = 7 * 86_400
        for name in ("CELERY_BROKER_TRANSPORT_OPTIONS", "CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS"):
            final = merged({name: {"visibility_timeout": week, "fanout_prefix": True, "sep": "-"}})
            self.assertEqual(final["CELERY_BROKER_TRANSPORT_OPTIONS"]["visibility_timeout"], week)
            self.assertEqual(final["CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS"]["visibility_timeout"], week)
            self.assertEqual(final["CELERY_VISIBILITY_TIMEOUT"], week)
            self.assertTrue(final[name]["fanout_prefix"])
            # The length of the queue is read under Celery's own names.
            self.assertNotIn("sep", final[name])
        self.assertEqual(merged({"CELERY_VISIBILITY_TIMEOUT": week})["CELERY_VISIBILITY_TIMEOUT"], week)

    def test_time_limits_of_the_project_stay_and_the_missing_one_follows(self) -> None:
        def limits(**env: str) -> list[Any]:
            final = merged(theirs, **env)
            return [
                final[f"CELERY_{name}"] for name in ("TASK_SOFT_TIME_LIMIT", "TASK_TIME_LIMIT", "VISIBILITY_TIMEOUT")
            ]

        theirs: dict[str, Any] = {}
        self.assertEqual(limits(), [240, 300, 3600])
        self.assertEqual(limits(HRMS_TASK_SECONDS="7200"), [5760, 7200, 14400])
        theirs = {"CELERY_TASK_TIME_LIMIT": 5000}
        self.assertEqual(limits(), [4000, 5000, 10000])
        theirs = {"CELERY_TASK_SOFT_TIME_LIMIT": 4000}
        self.assertEqual(limits(), [4000, 5000, 10000])
        theirs = {"CELERY_TASK_SOFT_TIME_LIMIT": 50, "CELERY_TASK_TIME_LIMIT": 60}
        self.assertEqual(limits(), [50, 60, 3600])
        # No limit at all is no decision that production can live with.
        theirs = {"CELERY_TASK_SOFT_TIME_LIMIT": None, "CELERY_TASK_TIME_LIMIT": None}
        self.assertEqual(limits(), [240, 300, 3600])

    def test_tls_cannot_be_switched_off_beside_the_url(self) -> None:
        final = merged({"CELERY_BROKER_USE_SSL": {"ssl_cert_reqs": "none"}, "CELERY_REDIS_BACKEND_USE_SSL": {"a": 1}})
        self.assertFalse(final["CELERY_BROKER_USE_SSL"] or final["CELERY_REDIS_BACKEND_USE_SSL"])


class Times(unittest.TestCase):
    def test_the_projects_time_zone_stays_unless_the_stack_names_one(self) -> None:
        theirs = {"TIME_ZONE": "Asia/Kolkata", "USE_TZ": False}
        self.assertEqual(merged(theirs, TIME_ZONE="UTC")["TIME_ZONE"], "Asia/Kolkata")
        self.assertEqual(merged(theirs, TIME_ZONE="Asia/Colombo")["TIME_ZONE"], "Asia/Colombo")
        self.assertEqual(merged({}, TIME_ZONE="UTC")["TIME_ZONE"], "UTC")

    def test_limits_that_make_no_sense_are_rejected_together(self) -> None:
        with self.assertRaisesRegex(Unusable, "^HRMS_REQUEST_SECONDS and HRMS_TASK_SECONDS must be whole seconds"):
            limits({"HRMS_REQUEST_SECONDS": "0", "HRMS_TASK_SECONDS": "5m"})
        self.assertEqual(limits({"HRMS_REQUEST_SECONDS": "", "HRMS_TASK_SECONDS": "900"}), (60, 900))


class Caches(unittest.TestCase):
    def test_how_the_projects_cache_works_stays(self) -> None:
        theirs = {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": "redis://localhost:6379/1",
            "TIMEOUT": None,
            "VERSION": 3,
            "KEY_PREFIX": "hr",
            "KEY_FUNCTION": "people.keys.make",
            "OPTIONS": {
                "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
                "COMPRESSOR": "django_redis.compressors.zlib.ZlibCompressor",
                "CLIENT_CLASS": "django_redis.client.ShardClient",
                "PASSWORD": "of-a-developer",
                "CONNECTION_POOL_KWARGS": {"max_connections": 7, "ssl_cert_reqs": None},
            },
        }
        final = merged({"CACHES": {"default": theirs, "reports": theirs}})["CACHES"]
        self.assertEqual([cache["KEY_PREFIX"] for cache in final.values()], ["hrms:hr", "hrms:reports:hr"])
        for name in ("TIMEOUT", "VERSION", "KEY_FUNCTION"):
            self.assertEqual(final["default"][name], theirs[name])
        options = final["default"]["OPTIONS"]
        self.assertEqual(options["SERIALIZER"], theirs["OPTIONS"]["SERIALIZER"])
        self.assertEqual(options["COMPRESSOR"], theirs["OPTIONS"]["COMPRESSOR"])
        self.assertEqual(options["CONNECTION_POOL_KWARGS"], {"max_connections": 7, "health_check_interval": 30})
        self.assertFalse({"CLIENT_CLASS", "PASSWORD"} & set(options))

    def test_sessions_stay_where_they_are_if_they_survive_there(self) -> None:
        engines = "django.contrib.sessions.backends."
        sessions = ["django.contrib.sessions"]
        for theirs, apps, wanted in (
            ("signed_cookies", [], "signed_cookies"),
            ("db", sessions, "db"),
            ("cache", sessions, "cached_db"),
            ("cache", [], "cache"),
            ("file", sessions, "cached_db"),
            ("file", [], "cache"),
        ):
            final = merged({"INSTALLED_APPS": [*apps], "SESSION_ENGINE": engines + theirs})
            self.assertEqual(final["SESSION_ENGINE"], engines + wanted)
        self.assertEqual(merged({"SESSION_ENGINE": "qsessions.backends.db"})["SESSION_ENGINE"], "qsessions.backends.db")


class Origins(unittest.TestCase):
    FRONT_END = "https://people.example.com"

    def of(self, project: dict[str, Any], origins: str = FRONT_END) -> dict[str, Any]:
        final = merged({"INSTALLED_APPS": ["corsheaders"], **project}, CORS_ALLOWED_ORIGINS=origins)
        return {name: value for name, value in final.items() if name.startswith("CORS_")}

    def test_the_stacks_front_end_and_the_projects_https_origins_are_allowed(self) -> None:
        theirs = ["http://localhost:3000", "https://app.example.org"]
        wanted = ["https://app.example.org", self.FRONT_END]
        for name in ("CORS_ALLOWED_ORIGINS", "CORS_ORIGIN_WHITELIST"):
            final = self.of({name: theirs, "CORS_ALLOW_CREDENTIALS": True})
            self.assertEqual(final.pop("CORS_ALLOW_CREDENTIALS"), True)
            self.assertEqual(final, {"CORS_ALLOWED_ORIGINS": wanted, "CORS_ALLOW_ALL_ORIGINS": False})

    def test_with_a_front_end_nobody_else_is_allowed(self) -> None:
        for name in ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"):
            self.assertEqual(
                self.of({name: True}), {"CORS_ALLOWED_ORIGINS": [self.FRONT_END], "CORS_ALLOW_ALL_ORIGINS": False}
            )

    def test_without_one_the_project_decides(self) -> None:
        for theirs in ({}, {"CORS_ALLOW_ALL_ORIGINS": True}, {"CORS_ORIGIN_WHITELIST": ["http://localhost:3000"]}):
            self.assertEqual(self.of(theirs, origins=""), theirs)
        self.assertEqual(merged({}, CORS_ALLOWED_ORIGINS=self.FRONT_END).get("CORS_ALLOWED_ORIGINS"), None)


class Security(unittest.TestCase):
    def test_what_is_stricter_stays(self) -> None:
        theirs = {
            "SESSION_COOKIE_SAMESITE": "Strict",
            "CSRF_COOKIE_SAMESITE": "Strict",
            "SESSION_COOKIE_NAME": "__Host-hr",
            "SECURE_REFERRER_POLICY": "no-referrer",
            "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin-allow-popups",
            "AXES_FAILURE_LIMIT": 3,
        }
        final = merged(theirs)
        self.assertEqual({name: final[name] for name in theirs}, theirs)

    def test_what_is_weaker_or_unknown_does_not(self) -> None:
        final = merged(
            {
                "SESSION_COOKIE_SAMESITE": False,
                "SESSION_COOKIE_NAME": "hr",
                "SECURE_REFERRER_POLICY": ["no-referrer", "unsafe-url"],
                "SECURE_CROSS_ORIGIN_OPENER_POLICY": None,
                "X_FRAME_OPTIONS": "ALLOWALL",
                "AXES_FAILURE_LIMIT": "people.limits.of",
                "EMAIL_TIMEOUT": 0,
            }
        )
        self.assertEqual(
            [
                final["SESSION_COOKIE_SAMESITE"],
                final["SESSION_COOKIE_NAME"],
                final["SECURE_REFERRER_POLICY"],
                final["SECURE_CROSS_ORIGIN_OPENER_POLICY"],
                final["X_FRAME_OPTIONS"],
                final["AXES_FAILURE_LIMIT"],
                final["EMAIL_TIMEOUT"],
            ],
            ["Lax", "__Secure-hr", "same-origin", "same-origin", "DENY", 5, 10],
        )

    def test_origins_of_the_project_are_trusted_over_https(self) -> None:
        theirs = ["https://app.example.org", "http://localhost:3000"]
        self.assertEqual(
            merged({"CSRF_TRUSTED_ORIGINS": theirs})["CSRF_TRUSTED_ORIGINS"],
            ["https://app.example.org", "https://hrms.example.com"],
        )


class Databases(unittest.TestCase):
    def options(self, theirs: dict[str, Any], role: str = "web", alias: str = "default", **env: str) -> dict[str, Any]:
        return merged({"DATABASES": {alias: theirs}}, role, **env)["DATABASES"][alias].get("OPTIONS", {})

    def test_options_for_mysql_stay_unless_they_name_another_server(self) -> None:
        theirs = {
            "ENGINE": MYSQL,
            "TIME_ZONE": "Asia/Kolkata",
            "OPTIONS": {
                "init_command": "SET sql_mode='STRICT_TRANS_TABLES'",
                "isolation_level": "serializable",
                "read_default_file": "/etc/my.cnf",
                "ssl_mode": "DISABLED",
                "charset": "utf8",
            },
        }
        final = merged({"DATABASES": {"default": theirs}})["DATABASES"]["default"]
        self.assertEqual(final["TIME_ZONE"], "Asia/Kolkata")
        self.assertEqual(
            final["OPTIONS"],
            {
                "init_command": "SET sql_mode='STRICT_TRANS_TABLES'",
                "isolation_level": "serializable",
                "charset": "utf8mb4",
                "connect_timeout": 5,
                "read_timeout": 55,
                "write_timeout": 55,
                "ssl_mode": "VERIFY_IDENTITY",
                "ssl": {"ca": AUTHORITIES},
            },
        )

    def test_options_for_another_engine_are_not_handed_to_mysql(self) -> None:
        options = self.options({"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"timeout": 20}})
        self.assertNotIn("timeout", options)
        final = merged({"DATABASES": {"default": {"ENGINE": "django.contrib.gis.db.backends.mysql"}}})
        self.assertEqual(final["DATABASES"]["default"]["ENGINE"], "django.contrib.gis.db.backends.mysql")

    def test_each_process_waits_as_long_as_its_work_may_take(self) -> None:
        env = {"HRMS_REQUEST_SECONDS": "90", "HRMS_TASK_SECONDS": "1000"}
        for role, seconds in {"web": 85, "worker": 1030, "beat": 1030, "scheduler": 1030, "manage": 3600}.items():
            options = self.options({}, role, **env)
            self.assertEqual([options["read_timeout"], options["write_timeout"]], [seconds] * 2, role)
        self.assertEqual(self.options({}, HRMS_REQUEST_SECONDS="3")["read_timeout"], 1)
        self.assertEqual(self.options({"ENGINE": MYSQL, "OPTIONS": {"read_timeout": 7}})["read_timeout"], 7)

    def test_another_database_on_rds_has_verified_tls(self) -> None:
        rds = "old.abc.eu-west-1.rds.amazonaws.com"
        self.assertEqual(
            self.options({"ENGINE": MYSQL, "HOST": rds, "OPTIONS": {"ssl_mode": "REQUIRED"}}, alias="biometrics"),
            {
                "ssl_mode": "VERIFY_IDENTITY",
                "ssl": {"ca": AUTHORITIES},
                "connect_timeout": 5,
                "read_timeout": 55,
                "write_timeout": 55,
            },
        )
        theirs = {"ENGINE": "django.db.backends.postgresql", "HOST": rds, "OPTIONS": {"options": "-c search_path=hr"}}
        self.assertEqual(
            self.options(theirs, alias="biometrics"),
            {
                "sslmode": "verify-full",
                "sslrootcert": AUTHORITIES,
                "connect_timeout": 5,
                "tcp_user_timeout": 55000,
                "options": "-c search_path=hr -c statement_timeout=55000",
            },
        )

    def test_another_database_elsewhere_has_timeouts_and_its_own_tls(self) -> None:
        theirs = {"ENGINE": MYSQL, "HOST": "10.0.0.9", "OPTIONS": {"ssl": {"ca": "/app/ca.pem"}, "read_timeout": 5}}
        self.assertEqual(
            self.options(theirs, alias="biometrics"),
            {"ssl": {"ca": "/app/ca.pem"}, "connect_timeout": 5, "read_timeout": 5, "write_timeout": 55},
        )
        sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}
        self.assertEqual(merged({"DATABASES": {"notes": sqlite}})["DATABASES"]["notes"], sqlite)


class Mail(ProjectCase):
    @patch("django.VERSION", (6, 1, 0))
    def test_every_mailer_sends_through_the_stack(self) -> None:
        theirs = {"MAILERS": {"default": {}, "payroll": {"OPTIONS": {"host": "localhost"}}}}
        server = {
            "EMAIL_HOST": "mail.internal",
            "EMAIL_PORT": "587",
            "EMAIL_HOST_USER": "hrms",
            "EMAIL_HOST_PASSWORD": "canary",
        }
        final = merged(theirs, HRMS_MAIL="server", **server)
        self.assertEqual(list(final["MAILERS"]), ["default", "payroll"])
        self.assertEqual(
            final["MAILERS"]["payroll"]["OPTIONS"],
            {
                "host": "mail.internal",
                "port": 587,
                "username": "hrms",
                "password": "canary",
                "use_tls": True,
                "use_ssl": False,
                "timeout": 10,
            },
        )
        # Django 6.1 accepts the one or the other.
        self.assertFalse([name for name in final if name.startswith("EMAIL_")])
        self.assertEqual(
            merged(theirs, HRMS_MAIL="ses")["MAILERS"]["payroll"], {"BACKEND": "django_ses.SESBackend", "OPTIONS": {}}
        )

    def test_a_project_with_mailers_starts_and_sends(self) -> None:
        (self.place / "people/mailers.py").write_text(
            "from .settings import *\ndel EMAIL_BACKEND\nMAILERS = {'default': {}}\n"
        )
        code = """
import django; django.setup()
from django.core import mail
kind = type(mail.mailers["default"] if hasattr(mail, "mailers") else mail.get_connection())
"""
        project = {"HRMS_PROJECT_SETTINGS": "people.mailers", "DJANGO_SETTINGS_MODULE": "people.on_sqlite"}
        for mail, wanted in (("server", "EmailBackend"), ("ses", "SESBackend")):
            env = {"HRMS_MAIL": mail, "EMAIL_HOST": "mail.internal"}
            self.assertEqual(self.value(code, "kind.__name__", **project, **env), wanted)


class CarefulProject(ProjectCase):
    """Starts a project with all of it at once."""

    def setUp(self) -> None:
        super().setUp()
        self.trail = self.place / "trail"
        self.environment |= {
            "HRMS_PROJECT_SETTINGS": "people.merged",
            "DJANGO_SETTINGS_MODULE": "people.on_sqlite",
            "TRAIL": str(self.trail),
        }

    def test_an_audit_trail_goes_on_and_nothing_else_gets_past_the_journal(self) -> None:
        code = """
import logging, django
django.setup()
logging.getLogger("people.audit").info("jane left")
logging.getLogger("people.audit").info("her salary")
logging.getLogger("people.views").warning("slow page of jane.doe@example.com")
logging.getLogger("people.views").warning("a salary")
logging.getLogger("django.request").error("no page")
logging.getLogger("people").error("all have it")
"""
        result = self.python("-c", code)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(
            self.trail.read_text().splitlines(),
            [
                "INFO of people.audit: jane left",
                "WARNING of people.views: slow page of jane.doe@example.com",
                # Once from its own logger, and once from the root.
                "ERROR of django.request: no page",
                "ERROR of django.request: no page",
                "ERROR of people: all have it",
            ],
        )
        said = [json.loads(line)["message"] for line in result.stderr.splitlines()]
        self.assertEqual(said, ["slow page of [e-mail]", "no page", "all have it"])

    def test_static_files_are_built_and_hashed(self) -> None:
        result = self.manage("collectstatic", "--noinput")
        self.assertEqual(result.returncode, 0, result.stderr)
        manifest = json.loads((self.place / "static/staticfiles.json").read_text())["paths"]
        self.assertRegex(manifest["built.css"], r"^built\.\w{12}\.css$")
        self.assertTrue((Path(self.place / "static") / manifest["built.css"]).exists())

    def test_pages_work_with_sessions_in_cookies(self) -> None:
        code = """
import django; django.setup()
from django.test import Client
client = Client(REMOTE_ADDR="", HTTP_HOST="hrms.example.com", HTTP_X_FORWARDED_PROTO="https")
answers = [client.get("/") for _ in range(2)]
"""
        got = self.value(
            code,
            "[[answer.status_code for answer in answers], answers[1].json()['visits']]",
            DJANGO_SETTINGS_MODULE="people.without_services",
        )
        self.assertEqual(got, [[200, 200], 2])

    def test_a_level_that_does_not_exist_is_named(self) -> None:
        (self.place / "people/wrong.py").write_text(
            "from .merged import *\nLOGGING = {'version': 1, 'loggers': {'people': {'level': 'LOUD'}}}\n"
        )
        result = self.manage("check", HRMS_PROJECT_SETTINGS="people.wrong")
        self.assertIn("the logger people has a level that does not exist", result.stderr)


class Report(ProjectCase):
    def test_what_is_overruled_is_said_once_per_start_by_web_alone(self) -> None:
        code = "from django.conf import settings; settings.DEBUG"
        told = [self.python("-c", code, HRMS_ROLE=role).stderr for role in ("web", "web", "worker", "manage")]
        self.assertEqual([text.count("Hosts overrule these settings") for text in told], [1, 0, 0, 0])
        self.assertIn("CACHES.default.BACKEND", told[0])
        self.assertNotIn("developer", told[0])

    def test_a_django_without_security_fixes_is_said_and_an_older_one_is_rejected(self) -> None:
        self.assertEqual(report.news((5, 2, 19), []), [])
        self.assertIn("Django 4.2 gets no security fixes", report.news((4, 2, 30), [])[0])
        report.check_version((4, 2, 30))
        with self.assertRaisesRegex(Unusable, r"Django 3\.2 is too old.*for example to Django>=5\.2,<5\.3"):
            report.check_version((3, 2, 25))


if __name__ == "__main__":
    unittest.main()
