"""What Django is told, whatever the project says."""

import unittest

from support import ENVIRONMENT, ProjectCase


class Production(ProjectCase):
    def test_debugging_is_off_and_hosts_are_named(self) -> None:
        self.assertEqual(
            self.settings("DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "TIME_ZONE", "ROOT_URLCONF"),
            {
                "DEBUG": False,
                "ALLOWED_HOSTS": ["hrms.example.com"],
                "CSRF_TRUSTED_ORIGINS": ["https://hrms.example.com"],
                "TIME_ZONE": "Europe/Berlin",
                "ROOT_URLCONF": "people.urls",
            },
        )

    def test_a_wildcard_is_refused(self) -> None:
        result = self.manage("check", ALLOWED_HOSTS="hrms.example.com,*.example.com")
        self.assertIn("ALLOWED_HOSTS has a wildcard; name each host.", result.stderr)
        self.assertNotEqual(result.returncode, 0)

    def test_the_key_is_the_environments_and_earlier_ones_still_verify(self) -> None:
        code = """
from django.conf import settings
from django.core.signing import Signer
import os
assert settings.SECRET_KEY == os.environ["SECRET_KEY"]
assert Signer().unsign(Signer(key="an-earlier-key").sign("x")) == "x"
"""
        result = self.python("-c", code, SECRET_KEY_FALLBACKS="an-earlier-key, one-before")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_https(self) -> None:
        wanted = {
            "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
            "SECURE_SSL_REDIRECT": True,
            "SECURE_HSTS_SECONDS": 31536000,
            "SECURE_HSTS_PRELOAD": False,
            "SECURE_CONTENT_TYPE_NOSNIFF": True,
            "SECURE_REFERRER_POLICY": "same-origin",
            "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
            "X_FRAME_OPTIONS": "DENY",
            "USE_X_FORWARDED_HOST": False,
        }
        self.assertEqual(self.settings(*wanted), wanted)
        self.assertEqual(self.settings("SECURE_HSTS_SECONDS", HRMS_HSTS_SECONDS="60"), {"SECURE_HSTS_SECONDS": 60})

    def test_cookies(self) -> None:
        wanted = {
            "SESSION_COOKIE_NAME": "__Secure-sessionid",
            "SESSION_COOKIE_SECURE": True,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "CSRF_COOKIE_SECURE": True,
            "CSRF_COOKIE_SAMESITE": "Lax",
        }
        self.assertEqual(self.settings(*wanted), wanted)
        # Pages that read it go on to do so; where the project has hidden it, there are none.
        csrf = ("CSRF_COOKIE_NAME", "CSRF_COOKIE_HTTPONLY")
        self.assertEqual(list(self.settings(*csrf).values()), ["csrftoken", False])
        self.assertEqual(list(self.settings(*csrf, module="quirks").values()), ["__Secure-csrftoken", True])

    def test_uploads_have_a_limit(self) -> None:
        names = ("DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FIELDS", "FILE_UPLOAD_MAX_MEMORY_SIZE")
        self.assertEqual(list(self.settings(*names).values()), [2621440, 1000, 2621440])
        self.assertEqual(list(self.settings(*names, module="quirks").values()), [26214400, 5000, 2621440])

    def test_the_database_is_mysql_over_verified_tls(self) -> None:
        databases = self.value(
            "from django.conf import settings; import os;"
            "assert settings.DATABASES['default'].pop('PASSWORD') == os.environ['DB_PASSWORD']",
            "settings.DATABASES",
        )
        self.assertEqual(databases["attendance"]["ENGINE"], "django.db.backends.sqlite3")
        default = databases["default"]
        self.assertEqual(
            {name: default[name] for name in ("ENGINE", "NAME", "USER", "HOST", "PORT")},
            {
                "ENGINE": "django.db.backends.mysql",
                "NAME": "hrmodel",
                "USER": "hrms_app",
                "HOST": "db.internal",
                "PORT": "3306",
            },
        )
        self.assertEqual(
            [default[name] for name in ("CONN_MAX_AGE", "CONN_HEALTH_CHECKS", "ATOMIC_REQUESTS")], [60, True, True]
        )
        self.assertEqual(
            default["OPTIONS"],
            {
                "charset": "utf8mb4",
                "isolation_level": "read committed",
                "connect_timeout": 5,
                # A command's; test_merging.py has those of other processes.
                "read_timeout": 3600,
                "write_timeout": 3600,
                "ssl_mode": "VERIFY_IDENTITY",
                "ssl": {"ca": "/etc/hrms/database-authorities.pem"},
            },
        )

    def test_mysqlclient_is_used_where_the_project_has_put_another_driver_in_its_place(self) -> None:
        there = "'MySQLdb' in __import__('sys').modules"
        self.assertTrue(self.value("import people", there))
        self.assertFalse(self.value("import people; from django.conf import settings; settings.DEBUG", there))

    def test_each_cache_of_the_project_is_redis_with_keys_of_its_own(self) -> None:
        code = """
from django.conf import settings
assert set(settings.CACHES) == {"default", "reports"}
for cache in settings.CACHES.values():
    assert cache["BACKEND"] == "django_redis.cache.RedisCache"
    assert cache["LOCATION"].startswith("rediss://") and cache["LOCATION"].endswith("/0?ssl_cert_reqs=required")
    options = cache["OPTIONS"]
    assert options["IGNORE_EXCEPTIONS"] and options["SOCKET_TIMEOUT"] == options["SOCKET_CONNECT_TIMEOUT"] == 1
assert [cache["KEY_PREFIX"] for cache in settings.CACHES.values()] == ["hrms", "hrms:reports"]
assert settings.DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS
assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.cached_db"
"""
        result = self.python("-c", code)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_a_url_without_verified_tls_is_fixed_or_rejected(self) -> None:
        unverified = ENVIRONMENT["CACHE_URL"].replace("=required", "=none")
        code = "from hrms_host.settings import CACHES; assert CACHES['default']['LOCATION'].endswith('=required')"
        self.assertEqual(self.python("-c", code, CACHE_URL=unverified).returncode, 0)
        for name in ("CACHE_URL", "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND"):
            result = self.manage("check", **{name: ENVIRONMENT[name].replace("rediss:", "redis:")})
            self.assertIn(f"{name} must begin with rediss://", result.stderr)

    def test_celery_loses_nothing_and_runs_nothing_for_ever(self) -> None:
        visible = {"visibility_timeout": 3600}
        wanted = {
            "CELERY_TASK_ACKS_LATE": True,
            "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
            "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
            "CELERY_TASK_TIME_LIMIT": 300,
            "CELERY_TASK_SOFT_TIME_LIMIT": 240,
            "CELERY_BROKER_TRANSPORT_OPTIONS": {
                **visible,
                "socket_timeout": 10,
                "socket_connect_timeout": 10,
                "socket_keepalive": True,
                "health_check_interval": 25,
            },
            "CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS": visible,
            "CELERY_VISIBILITY_TIMEOUT": 3600,
            "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": True,
            "CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT": 30,
            "CELERY_BEAT_SCHEDULE": {"greet": {"task": "people.tasks.greet", "schedule": 60}},
        }
        self.assertEqual(self.settings(*wanted), wanted)
        code = """
import os, people.celery
from django.conf import settings
conf = people.celery.app.conf
assert conf.broker_url == os.environ["CELERY_BROKER_URL"]
assert conf.result_backend == os.environ["CELERY_RESULT_BACKEND"]
assert conf.task_acks_late and conf.broker_transport_options["visibility_timeout"] > conf.task_time_limit
"""
        result = self.python("-c", code)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_what_the_project_has_of_its_own_stays(self) -> None:
        got = self.value(
            "import django; django.setup(); from django.conf import settings",
            "{name: getattr(settings, name) for name in ('INSTALLED_APPS', 'MIDDLEWARE', 'AUTHENTICATION_BACKENDS')}",
            DJANGO_SETTINGS_MODULE="people.on_sqlite",
        )
        self.assertEqual(got["INSTALLED_APPS"][-3:], ["people", "axes", "hrms_host"])
        self.assertEqual(
            got["MIDDLEWARE"],
            [
                "hrms_host.requests.Arrival",
                "hrms_host.health.Health",
                "hrms_host.workspace.Workspace",
                "django.middleware.security.SecurityMiddleware",
                "django.contrib.sessions.middleware.SessionMiddleware",
                "django.middleware.common.CommonMiddleware",
                "django.middleware.csrf.CsrfViewMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.middleware.clickjacking.XFrameOptionsMiddleware",
                "axes.middleware.AxesMiddleware",
                "hrms_host.login_guard.LoginGuard",
                # Appended to the list of people.settings while the apps loaded.
                "people.middleware.Late",
            ],
        )
        self.assertEqual(
            got["AUTHENTICATION_BACKENDS"],
            ["hrms_host.lockout.Backend", "django.contrib.auth.backends.ModelBackend"],
        )

    def test_other_habits_are_fine_too(self) -> None:
        got = self.settings("INSTALLED_APPS", "MIDDLEWARE", "STORAGES", "LOGGING_CONFIG", module="quirks")
        self.assertEqual([app for app in got["INSTALLED_APPS"] if "axes" in app], ["axes.apps.AppConfig"])
        security = "django.middleware.security.SecurityMiddleware"
        self.assertEqual([got["MIDDLEWARE"].count(security), got["MIDDLEWARE"].index(security)], [1, 7])
        self.assertEqual(set(got["STORAGES"]), {"archive", "default", "staticfiles"})
        self.assertEqual(got["LOGGING_CONFIG"], "logging.config.dictConfig")

    def test_the_limits_of_logins(self) -> None:
        wanted = {
            "AXES_ENABLED": True,
            "AXES_FAILURE_LIMIT": 5,
            "AXES_COOLOFF_TIME": "0:15:00",
            "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
            "AXES_HTTP_RESPONSE_CODE": 429,
            "AXES_IPWARE_META_PRECEDENCE_ORDER": ["HTTP_X_REAL_IP", "REMOTE_ADDR"],
            "AXES_VERBOSE": False,
        }
        self.assertEqual(self.settings(*wanted), wanted)

    def test_check_deploy_finds_nothing(self) -> None:
        for module in ("without_services", "on_sqlite"):
            result = self.manage(
                "check", "--deploy", "--fail-level", "WARNING", DJANGO_SETTINGS_MODULE=f"people.{module}"
            )
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertRegex(result.stdout, r"^System check identified no issues \(\d silenced\)\.\n$")
        own = self.manage("check", "--deploy", "--fail-level", "WARNING", DJANGO_SETTINGS_MODULE="people.settings")
        self.assertEqual(own.returncode, 1)
        self.assertIn("security.W018", own.stderr)

    def test_what_nobody_should_decide_for_the_project_is_still_found(self) -> None:
        (self.place / "people/no_csrf.py").write_text(
            "from .settings import *\nMIDDLEWARE = [name for name in MIDDLEWARE if 'Csrf' not in name]\n"
        )
        result = self.manage(
            "check",
            "--deploy",
            "--fail-level",
            "WARNING",
            DJANGO_SETTINGS_MODULE="people.without_services",
            HRMS_PROJECT_SETTINGS="people.no_csrf",
        )
        self.assertEqual(result.returncode, 1)
        self.assertIn("security.W003", result.stderr)

    def test_a_weak_key_is_found(self) -> None:
        result = self.manage(
            "check",
            "--deploy",
            "--fail-level",
            "WARNING",
            DJANGO_SETTINGS_MODULE="people.without_services",
            SECRET_KEY="short",
        )
        self.assertIn("security.W009", result.stderr)


class Surroundings(ProjectCase):
    def test_all_that_is_missing_is_said_at_once_with_the_remedy(self) -> None:
        missing = {"DB_HOST": None, "SECRET_KEY": "", "CACHE_URL": None}
        result = self.manage("check", **missing)
        self.assertNotEqual(result.returncode, 0)
        self.assertRegex(
            result.stderr.strip().splitlines()[-1],
            r"Unusable: The environment lacks SECRET_KEY, DB_HOST, CACHE_URL\. On a host bin/fetch-environment writes"
            r" it to /run/hrms/env: see journalctl -u hrms-environment",
        )

    def test_a_variable_that_the_project_needs_is_named_with_the_command_that_sets_it(self) -> None:
        for number, line in enumerate(
            (
                "import os\nLDAP_HOST = os.environ['LDAP_HOST']",
                "from django.core.exceptions import ImproperlyConfigured\n"
                "raise ImproperlyConfigured('Set the LDAP_HOST environment variable')",
                "class UndefinedValueError(Exception): pass\n"
                "raise UndefinedValueError('LDAP_HOST not found. Declare it as envvar or define a default value.')",
            )
        ):
            (self.place / f"needy{number}.py").write_text(line)
            result = self.manage("check", HRMS_PROJECT_SETTINGS=f"needy{number}")
            self.assertNotEqual(result.returncode, 0)
            self.assertIn("pulumi config set --path hrms:environment.LDAP_HOST VALUE", result.stderr)
        (self.place / "broken.py").write_text("{}['Not a variable']")
        result = self.manage("check", HRMS_PROJECT_SETTINGS="broken")
        self.assertNotIn("pulumi config set", result.stderr)

    def test_every_required_name_is_in_a_hosts_environment(self) -> None:
        from hrms_host.environment import REQUIRED

        self.assertEqual([name for name in REQUIRED if not ENVIRONMENT.get(name)], [])

    def test_a_file_in_the_release_does_not_speak_over_systemd(self) -> None:
        (self.place / ".env").write_text(
            "DEBUG=True\nALLOWED_HOSTS=evil.example\nSENTRY_DSN=https://x@evil.example/1\nEMAIL_HOST=evil.example\n"
            "AWS_ACCESS_KEY_ID=AKIA-of-a-developer\nDB_HOST=evil.example\nCOMPANY=ACME\n"
            "DJANGO_SETTINGS_MODULE=people.settings\n"
        )
        # Once as a manage.py does, before Django is there, and once more by the settings themselves.
        code = """
import os
from people.dotenv import read_over_environment
read_over_environment()
from django.conf import settings
"""
        expression = """[
    settings.DATABASES["default"]["HOST"], settings.ALLOWED_HOSTS, settings.DEBUG, settings.COMPANY,
    settings.AWS_ACCESS_KEY_ID, settings.SETTINGS_MODULE, os.environ["DB_HOST"], os.environ["DEBUG"],
    [os.environ.get(name) for name in ("SENTRY_DSN", "EMAIL_HOST", "AWS_ACCESS_KEY_ID")]]"""
        self.assertEqual(
            self.value(code, expression, SENTRY_DSN=None),
            ["db.internal", ["hrms.example.com"], False, "ACME", None, "hrms_host.settings"]
            # SES sends, so fetch-environment gives EMAIL_HOST a harmless value.
            + ["db.internal", "False", [None, "localhost", None]],
        )

    def test_settings_are_the_hosts_even_where_a_wsgi_file_insists_on_its_own(self) -> None:
        code = """
import os
import django.conf
os.environ["DJANGO_SETTINGS_MODULE"] = "people.settings"
from django.conf import settings
"""
        self.assertEqual(self.value(code, "[settings.SETTINGS_MODULE, settings.DEBUG]"), ["hrms_host.settings", False])


if __name__ == "__main__":
    unittest.main()
