"""django-q2, Huey and django-rq use the stack's Redis, in workers only."""

import logging
import sys
import unittest
from typing import Any
from urllib.parse import parse_qs, urlsplit

from support import ENVIRONMENT, HERE, ProjectCase

sys.path.insert(0, str(HERE / "project"))
from hrms_host import logs  # noqa: E402
from hrms_host.settings import overlay  # noqa: E402

LOCAL = {"host": "localhost", "port": 6379, "db": 0}


def merged(project: dict[str, Any], role: str = "worker", **env: str) -> dict[str, Any]:
    return overlay.settings({**ENVIRONMENT, "HRMS_ROLE": role, **env}, project)


class JobsCase(unittest.TestCase):
    def assert_queue(self, url: str, seconds: int = 10) -> None:
        parts = urlsplit(url)
        self.assertEqual([parts.scheme, parts.hostname, parts.path], ["rediss", "queue.internal", "/1"])
        query = {name: value for name, [value] in parse_qs(parts.query).items()}
        self.assertEqual(
            query,
            {
                "ssl_cert_reqs": "required",
                "socket_timeout": str(seconds),
                "socket_connect_timeout": str(seconds),
                "socket_keepalive": "True",
                "health_check_interval": "25",
            },
        )


class AnyOfThem(JobsCase):
    def test_a_project_without_them_gets_no_settings_of_theirs(self) -> None:
        self.assertFalse({"Q_CLUSTER", "HUEY", "RQ_QUEUES"} & set(merged({"INSTALLED_APPS": ["people"]})))

    def test_a_page_waits_a_second_for_the_queue(self) -> None:
        self.assert_queue(merged({"RQ_QUEUES": {"default": {}}}, "web")["RQ_QUEUES"]["default"]["URL"], seconds=1)


class DjangoQ(JobsCase):
    def of(self, theirs: dict[str, Any] | None, **env: str) -> dict[str, Any]:
        project: dict[str, Any] = {"INSTALLED_APPS": ["django_q"]}
        return merged(project if theirs is None else {"Q_CLUSTER": theirs}, **env)["Q_CLUSTER"]

    def test_its_redis_is_the_stacks_wherever_the_project_has_one(self) -> None:
        for theirs in (None, {}, {"redis": LOCAL}, {"django_redis": "default"}):
            final = self.of(theirs)
            self.assert_queue(final["redis"])
            self.assertNotIn("django_redis", final)

    def test_another_broker_stays(self) -> None:
        for theirs in ({"orm": "default"}, {"sqs": {"aws_region": "eu-central-1"}}, {"broker_class": "people.Broker"}):
            final = self.of(theirs)
            self.assertNotIn("redis", final)
            self.assertEqual({name: final[name] for name in theirs}, theirs)

    def test_a_task_has_a_limit_and_runs_again_only_after_it(self) -> None:
        def limits(theirs: dict[str, Any]) -> list[Any]:
            final = self.of(theirs, HRMS_TASK_SECONDS="600")
            return [final["timeout"], final["retry"]]

        self.assertEqual(limits({}), [600, 1200])
        self.assertEqual(limits({"timeout": 90, "retry": 120}), [90, 180])
        self.assertEqual(limits({"timeout": 90, "retry": 86_400}), [90, 86_400])
        self.assertEqual(limits({"timeout": None, "retry": 60}), [600, 1200])

    def test_the_host_says_how_many_processes_it_has_room_for(self) -> None:
        self.assertEqual(self.of({"workers": 8, "sync": True}, HRMS_PROCESSES="2")["workers"], 2)
        self.assertEqual(self.of({"workers": 8, "name": "hr"})["workers"], 8)

    def test_no_task_runs_in_a_page(self) -> None:
        self.assertFalse(self.of({"sync": True})["sync"])


class Huey(JobsCase):
    def of(self, theirs: Any) -> Any:
        return merged({"HUEY": theirs})["HUEY"]

    def test_its_redis_is_the_stacks_wherever_the_project_has_one(self) -> None:
        for theirs in (
            {},
            {"connection": LOCAL},
            {"url": "redis://localhost", "host": "localhost"},
            {"huey_class": "huey.SqliteHuey", "filename": "huey.db"},
            {"huey_class": "huey.MemoryHuey"},
        ):
            final = self.of(theirs)
            self.assert_queue(final["connection"]["url"])
            # Huey rejects a URL beside them.
            self.assertEqual(set(final), {"huey_class", "connection", "immediate"})
            self.assertEqual(final["huey_class"], "huey.RedisHuey")
        installed = merged({"INSTALLED_APPS": ["huey.contrib.djhuey"]})["HUEY"]
        self.assert_queue(installed["connection"]["url"])

    def test_how_it_works_stays(self) -> None:
        theirs = {"huey_class": "huey.PriorityRedisExpireHuey", "name": "hr", "consumer": {"worker_type": "process"}}
        final = self.of(theirs)
        self.assertEqual({name: final[name] for name in theirs}, theirs)
        sql = {"huey_class": "huey.contrib.sql_huey.SqlHuey", "database": "mysql://…", "immediate": False}
        self.assertEqual(self.of(sql), sql)
        made = object()
        self.assertIs(self.of(made), made)

    def test_no_task_runs_in_a_page(self) -> None:
        self.assertIs(self.of({"immediate": True})["immediate"], False)


class HueysClock(ProjectCase):
    def test_each_minutes_tasks_begin_once_although_the_consumer_starts_again(self) -> None:
        code = """
from datetime import datetime
from huey import SqliteHuey, crontab
def begun(second, minute=30):
    # A consumer that has just started.
    huey = SqliteHuey(filename="queue.db")
    @huey.periodic_task(crontab())
    def remind():
        pass
    @huey.periodic_task(crontab(minute="31"))
    def pay():
        pass
    huey._get_timestamp = lambda: datetime(2030, 1, 1, 6, minute, second)
    # As the consumer asks.
    return [task.name for task in huey.read_periodic(None)]
"""
        self.assertEqual(
            self.value(code, "[begun(1), begun(20), begun(5, minute=31), begun(6, minute=31), begun(0, minute=32)]"),
            [["remind"], [], ["remind", "pay"], [], ["remind"]],
        )


class Rq(JobsCase):
    def test_every_queue_is_in_the_stacks_redis(self) -> None:
        theirs = {
            "default": {"HOST": "localhost", "PORT": 6379, "DB": 0, "PASSWORD": "of-a-developer", "ASYNC": False},
            "payroll": {"URL": "redis://localhost", "DB": 3, "DEFAULT_TIMEOUT": 7200, "DEFAULT_RESULT_TTL": 60},
            "mail": {"USE_REDIS_CACHE": "default", "DEFAULT_TIMEOUT": -1},
        }
        final = merged({"RQ_QUEUES": theirs})["RQ_QUEUES"]
        # In the project's order: workers prefer the first.
        self.assertEqual(list(final), list(theirs))
        for queue in final.values():
            self.assert_queue(queue.pop("URL"))
        self.assertEqual(
            final,
            {
                "default": {"ASYNC": True, "DEFAULT_TIMEOUT": 300},
                "payroll": {"ASYNC": True, "DEFAULT_TIMEOUT": 7200, "DEFAULT_RESULT_TTL": 60},
                "mail": {"ASYNC": True, "DEFAULT_TIMEOUT": 300},
            },
        )

    def test_its_log_names_a_job_without_its_arguments(self) -> None:
        arguments = ("worker", "default", "people.jobs.pay('Ada', salary=Decimal('5200'))", "5b1c")
        record = logging.LogRecord("rq.worker", logging.INFO, "", 1, "Worker %s: %s: %s (%s)", arguments, None)
        self.assertTrue(logs.without_arguments(record))
        self.assertEqual(record.getMessage(), "Worker worker: default: people.jobs.pay(…) (5b1c)")
        self.assertEqual(logs.configuration()["loggers"]["rq.worker"]["filters"], ["no_arguments"])


if __name__ == "__main__":
    unittest.main()
