"""django-q2, Huey and django-rq: their queues are in the stack's Redis, and their jobs never run in a page.

A project without them gets none of these settings. Which jobs run when is up to the project.
"""

from collections.abc import Mapping
from typing import Any

from ..environment import limits, verified, with_query
from .directions import merged, sooner
from .table import TABLE
from .tasks import KEEPALIVE_SECONDS, OTHER_SECONDS, WEB_SECONDS

# Where django-q2 keeps its queue besides Redis, in its own order (django_q.brokers.get_broker).
OTHER_BROKERS = ("broker_class", "iron_mq", "sqs", "orm", "mongo")
# What names a server. Huey rejects a URL beside any of these.
HUEY_SERVER = (
    *("url", "connection_pool", "host", "port", "db", "username", "password", "ssl", "ssl_cert_reqs"),
    *("unix_socket_path", "filename"),
)
RQ_SERVER = (
    *("HOST", "PORT", "DB", "USERNAME", "PASSWORD", "SSL", "SSL_CERT_REQS", "USE_REDIS_CACHE", "UNIX_SOCKET_PATH"),
    *("SENTINELS", "MASTER_NAME", "SOCKET_TIMEOUT", "CONNECTION_KWARGS", "SENTINEL_KWARGS", "REDIS_CLIENT_KWARGS"),
)


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    apps = [str(app) for app in project.get("INSTALLED_APPS", [])]
    found: dict[str, Any] = {}
    if "Q_CLUSTER" in project or any(app.split(".")[0] == "django_q" for app in apps):
        found["Q_CLUSTER"] = django_q(env, project.get("Q_CLUSTER") or {})
    # A project can also make the object itself; then the URL that it reads from the environment is right.
    huey_settings = project.get("HUEY", {} if "huey.contrib.djhuey" in apps else None)
    if isinstance(huey_settings, dict):
        found["HUEY"] = huey(env, huey_settings)
    if project.get("RQ_QUEUES"):
        found["RQ_QUEUES"] = {name: rq(env, queue) for name, queue in project["RQ_QUEUES"].items()}
    return found


def django_q(env: Mapping[str, str], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Its defaults are a Redis of a developer's machine, no limit, and a second try after a minute."""
    given = theirs.get("timeout")
    timeout = given if sooner(given) is not None else limits(env)[1]
    value = {"sync": False, "timeout": timeout, "retry": 2 * timeout}
    if not any(theirs.get(broker) for broker in OTHER_BROKERS):
        value["redis"] = queue_url(env)
    if env.get("HRMS_PROCESSES"):
        value["workers"] = int(env["HRMS_PROCESSES"])
    # A cache makes room for new keys, and a queue in it would lose tasks.
    return merged(TABLE, without(theirs, ("django_redis",)), value, "Q_CLUSTER")


def huey(env: Mapping[str, str], theirs: Mapping[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = {"immediate": False}
    kind = theirs.get("huey_class", "huey.RedisHuey")
    if not is_on_host(kind) and "Redis" not in str(kind):
        return merged(TABLE, theirs, value, "HUEY")
    value |= {"huey_class": "huey.RedisHuey", "connection": {"url": queue_url(env)}}
    return merged(TABLE, without(theirs, HUEY_SERVER), value, "HUEY")


def is_on_host(kind: Any) -> bool:
    """Whether Huey would keep its queue in the memory or in a file of one host."""
    return any(word in str(kind) for word in ("Memory", "Sqlite", "File"))


def rq(env: Mapping[str, str], theirs: Mapping[str, Any]) -> dict[str, Any]:
    value = {"URL": queue_url(env), "ASYNC": True, "DEFAULT_TIMEOUT": limits(env)[1]}
    return merged(TABLE, without(theirs, RQ_SERVER), value, "RQ_QUEUES.*")


def without(theirs: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in theirs.items() if name not in names}


def queue_url(env: Mapping[str, str]) -> str:
    """Celery's queue: it never drops a key to make room, as a cache does."""
    seconds = WEB_SECONDS if env.get("HRMS_ROLE") == "web" else OTHER_SECONDS
    return with_query(
        verified("CELERY_BROKER_URL", env["CELERY_BROKER_URL"]),
        socket_timeout=seconds,
        socket_connect_timeout=seconds,
        socket_keepalive=True,
        health_check_interval=KEEPALIVE_SECONDS,
    )
