"""The overlay weakens nothing of any project, and says what it overrules."""

import os
import sys
import unittest
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from support import ENVIRONMENT, HERE

sys.path.insert(0, str(HERE / "project"))
from hrms_host.settings import directions, overlay, table  # noqa: E402

DOCUMENT = Path(__file__).parents[3] / "docs/overlay.md"
WEB = {**ENVIRONMENT, "HRMS_ROLE": "web", "CORS_ALLOWED_ORIGINS": "https://people.example.com"}
CORS = {"INSTALLED_APPS": ["django.contrib.sessions", "corsheaders"]}
MIB = 1024 * 1024

# Values from weak to strict, written down once more: the test must not ask the code what is strict.
FROM_WEAK_TO_STRICT: Mapping[str, list[Any]] = {
    **{f"{name}_COOKIE_SECURE": [False, True] for name in ("SESSION", "CSRF", "LANGUAGE")},
    **{f"{name}_COOKIE_SAMESITE": ["None", "Lax", "Strict"] for name in ("SESSION", "CSRF", "LANGUAGE")},
    "SESSION_COOKIE_HTTPONLY": [False, True],
    "CSRF_COOKIE_HTTPONLY": [False, True],
    "LANGUAGE_COOKIE_HTTPONLY": [False, True],
    "SECURE_HSTS_SECONDS": [0, 60, 31_536_000, 63_072_000],
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": [False, True],
    "SECURE_HSTS_PRELOAD": [False, True],
    "SECURE_CONTENT_TYPE_NOSNIFF": [False, True],
    "SECURE_SSL_REDIRECT": [False, True],
    "SECURE_REFERRER_POLICY": ["unsafe-url", "origin", "strict-origin-when-cross-origin", "same-origin", "no-referrer"],
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": [None, "unsafe-none", "same-origin-allow-popups", "same-origin"],
    "X_FRAME_OPTIONS": ["ALLOWALL", "SAMEORIGIN", "DENY"],
    "DATA_UPLOAD_MAX_MEMORY_SIZE": [None, 100 * MIB, 25 * MIB, 10 * MIB, MIB],
    "FILE_UPLOAD_MAX_MEMORY_SIZE": [100 * MIB, 5 * MIB // 2, MIB],
    "AXES_ENABLED": [False, True],
    "AXES_FAILURE_LIMIT": [100, 5, 3],
    "AXES_COOLOFF_TIME": [timedelta(minutes=1), timedelta(minutes=15), 1, timedelta(days=1), None],
    "AXES_LOCK_OUT_AT_FAILURE": [False, True],
    "EMAIL_TIMEOUT": [None, 60, 10, 3],
    "CORS_ALLOW_ALL_ORIGINS": [True, False],
}
# What a project may decide, with values that work on hosts.
PROJECTS: Mapping[str, list[Any]] = {
    "CSRF_COOKIE_HTTPONLY": [False, True],
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": [10, 100_000],
    "SESSION_ENGINE": ["django.contrib.sessions.backends.signed_cookies", "django.contrib.sessions.backends.db"],
    "SESSION_CACHE_ALIAS": ["default", "reports"],
    "CELERY_TASK_TIME_LIMIT": [60, 7200],
    "CELERY_TASK_SOFT_TIME_LIMIT": [30, 3600],
    "AXES_RESET_ON_SUCCESS": [False, True],
    "LANGUAGE_CODE": ["de"],
}
TIMEOUTS = [1, 3600, 604_800]
VISIBILITY = {
    "CELERY_VISIBILITY_TIMEOUT": some.sampled_from(TIMEOUTS),
    "CELERY_BROKER_TRANSPORT_OPTIONS": some.fixed_dictionaries(
        {}, optional={"visibility_timeout": some.sampled_from(TIMEOUTS), "fanout_prefix": some.booleans()}
    ),
    "CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS": some.fixed_dictionaries(
        {}, optional={"visibility_timeout": some.sampled_from(TIMEOUTS)}
    ),
}
OVERRULED: Mapping[str, list[Any]] = {
    "DEBUG": [True],
    "ALLOWED_HOSTS": [["*"]],
    "SECRET_KEY": ["django-insecure"],
    "USE_X_FORWARDED_HOST": [True],
    "CELERY_TASK_ACKS_LATE": [False],
    "STATIC_URL": ["/assets/"],
    "STATICFILES_STORAGE": ["whitenoise.storage.CompressedManifestStaticFilesStorage"],
    "AWS_ACCESS_KEY_ID": ["AKIA-of-a-developer"],
    "CORS_ORIGIN_ALLOW_ALL": [True],
}
MORE = {
    "CSRF_TRUSTED_ORIGINS": some.lists(some.sampled_from(["https://app.example.org", "https://*.example.org"])),
    "CORS_ALLOWED_ORIGINS": some.lists(some.sampled_from(["https://app.example.org", "https://hr.example.org"])),
    "Q_CLUSTER": some.fixed_dictionaries(
        {"name": some.just("hr")},
        optional={
            "timeout": some.sampled_from([None, 60, 9999]),
            "retry": some.sampled_from([60, 86_400]),
            "orm": some.just("default"),
            "redis": some.just({"host": "localhost", "password": "of-a-developer"}),
            "sync": some.booleans(),
        },
    ),
    "HUEY": some.fixed_dictionaries(
        {"name": some.just("hr")},
        optional={
            "huey_class": some.sampled_from(["huey.MemoryHuey", "huey.PriorityRedisHuey", "people.SqlHuey"]),
            "connection": some.just({"host": "localhost", "password": "of-a-developer"}),
            "immediate": some.booleans(),
            "consumer": some.just({"workers": 4}),
        },
    ),
    "RQ_QUEUES": some.fixed_dictionaries(
        {},
        optional={
            "default": some.just({"HOST": "localhost", "PORT": 6379}),
            "payroll": some.fixed_dictionaries(
                {"URL": some.just("redis://:of-a-developer@localhost")},
                optional={"DEFAULT_TIMEOUT": some.sampled_from([-1, 60]), "ASYNC": some.booleans()},
            ),
        },
    ),
    "AXES_LOCKOUT_PARAMETERS": some.lists(some.sampled_from(["username", "ip_address", ["username", "user_agent"]])),
    "SILENCED_SYSTEM_CHECKS": some.lists(some.sampled_from(["urls.W005", "security.W005"])),
    "CACHES": some.fixed_dictionaries(
        {},
        optional={
            "default": some.just({"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 86_400}),
            "reports": some.fixed_dictionaries(
                {"BACKEND": some.just("django_redis.cache.RedisCache"), "LOCATION": some.just("redis://localhost")},
                optional={
                    "TIMEOUT": some.sampled_from([None, 5]),
                    "KEY_PREFIX": some.just("mine"),
                    "KEY_FUNCTION": some.just("people.keys.make"),
                    "OPTIONS": some.fixed_dictionaries(
                        {},
                        optional={
                            "SERIALIZER": some.just("django_redis.serializers.json.JSONSerializer"),
                            "PASSWORD": some.just("of-a-developer"),
                            "SOCKET_TIMEOUT": some.sampled_from([0.2, 30]),
                        },
                    ),
                },
            ),
        },
    ),
    "DATABASES": some.fixed_dictionaries(
        {},
        optional={
            "default": some.fixed_dictionaries(
                {"ENGINE": some.sampled_from(["django.db.backends.mysql", "django.db.backends.postgresql"])},
                optional={
                    "ATOMIC_REQUESTS": some.booleans(),
                    "OPTIONS": some.fixed_dictionaries(
                        {},
                        optional={
                            "init_command": some.just("SET sql_mode='STRICT_TRANS_TABLES'"),
                            "read_timeout": some.sampled_from([0, 7, 9999]),
                            "read_default_file": some.just("/etc/my.cnf"),
                        },
                    ),
                },
            ),
            "biometrics": some.just(
                {"ENGINE": "django.db.backends.mysql", "HOST": "old.eu-west-1.rds.amazonaws.com", "NAME": "punches"}
            ),
        },
    ),
}


def any_of(values: Mapping[str, list[Any]]) -> dict[str, some.SearchStrategy[Any]]:
    return {name: some.sampled_from(choices) for name, choices in values.items()}


projects = some.fixed_dictionaries(
    {"INSTALLED_APPS": some.just(CORS["INSTALLED_APPS"])},
    optional={
        **any_of(FROM_WEAK_TO_STRICT),
        **any_of(PROJECTS),
        **any_of(OVERRULED),
        **VISIBILITY,
        **MORE,
    },
)
many = settings(
    max_examples=int(os.environ.get("EXAMPLES", "150")), deadline=None, suppress_health_check=list(HealthCheck)
)


def flat(value: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """Members of members by their dotted names."""
    found: dict[str, Any] = {}
    for name, part in value.items():
        found |= flat(part, f"{path}{name}.") if isinstance(part, Mapping) and part else {f"{path}{name}": part}
    return found


class AnyProject(unittest.TestCase):
    @many
    @given(projects)
    def test_the_stricter_value_wins(self, project: dict[str, Any]) -> None:
        final = overlay.settings(WEB, project)
        without = overlay.settings(WEB, CORS)
        for name, order in FROM_WEAK_TO_STRICT.items():
            if name in project:
                strict = order.index(project[name])
                self.assertGreaterEqual(order.index(final[name]), strict, name)
            if name in project and name in without and without[name] in order:
                self.assertGreaterEqual(order.index(final[name]), order.index(self.floor(name, without)), name)

    def floor(self, name: str, without: Mapping[str, Any]) -> Any:
        """The weakest that hosts accept. Popups are the project's decision; uploads, up to the stack's limit."""
        lowest = {
            "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin-allow-popups",
            "DATA_UPLOAD_MAX_MEMORY_SIZE": 25 * MIB,
        }
        return lowest.get(name, without[name])

    @many
    @given(projects)
    def test_what_is_the_projects_to_decide_stays(self, project: dict[str, Any]) -> None:
        final = overlay.settings(WEB, project)
        for name in PROJECTS:
            if name in project:
                self.assertEqual(final[name], project[name], name)
        for alias, cache in project.get("CACHES", {}).items():
            for member in ("TIMEOUT", "KEY_FUNCTION"):
                if member in cache:
                    self.assertEqual(final["CACHES"][alias][member], cache[member])
        options = project.get("DATABASES", {}).get("default", {}).get("OPTIONS", {})
        if "init_command" in options and project["DATABASES"]["default"]["ENGINE"].endswith("mysql"):
            self.assertEqual(final["DATABASES"]["default"]["OPTIONS"]["init_command"], options["init_command"])

    @many
    @given(projects)
    def test_the_largest_of_the_visibility_timeouts_is_everywhere(self, project: dict[str, Any]) -> None:
        final = flat(overlay.settings(WEB, project))
        places = [name for name in final if name.lower().endswith("visibility_timeout")]
        self.assertEqual(len(places), 3)
        theirs = [value for name, value in flat(project).items() if name in places]
        longest = max([3600, 2 * final["CELERY_TASK_TIME_LIMIT"], *theirs])
        self.assertEqual({final[name] for name in places}, {longest})

    @many
    @given(projects)
    def test_both_keep_all_of_the_projects(self, project: dict[str, Any]) -> None:
        final = overlay.settings(WEB, project)
        for name in (
            "CSRF_TRUSTED_ORIGINS",
            "CORS_ALLOWED_ORIGINS",
            "AXES_LOCKOUT_PARAMETERS",
            "SILENCED_SYSTEM_CHECKS",
        ):
            for entry in (*project.get(name, []), *overlay.settings(WEB, CORS)[name]):
                self.assertIn(entry, final[name])

    @many
    @given(projects)
    def test_all_that_is_overruled_is_reported_and_nothing_else(self, project: dict[str, Any]) -> None:
        final = overlay.settings(WEB, project)
        before, after = flat(project), flat(final)
        reported = set(directions.overruled(project, final))
        for name, value in before.items():
            now = after.get(name, "absent")
            stays = set(map(str, value)) <= set(map(str, now)) if isinstance(value, list) else now == value
            # A whole that became something else is reported by its own name.
            told = any(name == other or name.startswith(f"{other}.") for other in reported)
            if value != {}:
                self.assertEqual(told, not stays, name)
        self.assertFalse({name for name in OVERRULED if name in project} - reported)
        self.assertNotIn("of-a-developer", str(reported))


class Table(unittest.TestCase):
    def test_every_setting_that_a_host_changes_has_a_direction(self) -> None:
        touched = overlay.settings(
            {**WEB, "HRMS_MAIL": "server", "EMAIL_HOST": "mail.internal", "STATIC_ROOT": "/srv/static"}, {}
        )
        with patch("django.VERSION", (6, 1, 0)):
            touched |= overlay.settings(WEB, {"CSRF_COOKIE_HTTPONLY": True, "MAILERS": {}})
        touched |= overlay.settings(WEB, {**CORS, "Q_CLUSTER": {}, "HUEY": {}, "RQ_QUEUES": {"default": {}}})
        names = {name for name in table.TABLE if "." not in name}
        # Each is removed.
        removed = {"STATICFILES_STORAGE", "DEFAULT_FILE_STORAGE", "CORS_ORIGIN_WHITELIST", "CORS_ORIGIN_ALLOW_ALL"}
        self.assertEqual(names - set(touched), removed)
        self.assertEqual(set(touched) - names, {"CSRF_COOKIE_HTTPONLY"})

    def test_the_document_shows_the_table(self) -> None:
        rows = [f"| `{name}` | {way.name} | {way.why} |" for name, way in sorted(table.TABLE.items())]
        head = ["| Setting | Who decides | Why |", "|---|---|---|"]
        begin, end = "<!-- prettier-ignore-start -->\n", "<!-- prettier-ignore-end -->"
        before, _, rest = DOCUMENT.read_text().partition(begin)
        _, _, after = rest.partition(end)
        wanted = before + begin + "\n" + "\n".join([*head, *rows]) + "\n\n" + end + after
        if os.environ.get("UPDATE") == "1":
            DOCUMENT.write_text(wanted)
        self.assertEqual(DOCUMENT.read_text(), wanted, "docs/overlay.md: run UPDATE=1 npx jest test/host/overlay")


if __name__ == "__main__":
    unittest.main()
