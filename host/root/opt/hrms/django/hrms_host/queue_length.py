"""Sends CloudWatch the numbers of waiting Celery tasks, of hosts with workers and of beats every minute:
`python -m hrms_host.queue_length NAMESPACE STACK`.

Worker hosts scale by the first (components/hosts/scaling.ts), and alarms watch all of them
(components/monitoring/alarms/background.ts). SIGTERM ends it.
"""

import logging.config
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import closing

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from kombu.transport.redis import Channel
from redis import Redis, RedisError

from . import logs
from .environment import GIVEN, verified
from .queues import connection, tasks_in

# What bin/on-one-host calls the lease of the host that runs the beat (hrms-beat.service).
BEAT_LEASE = "hrms:beat"
PERIOD_SECONDS = 60
# For connecting, and for each answer. If it takes longer, the next minute tries again.
PATIENCE_SECONDS = 5

log = logging.getLogger(__name__)


def waiting(redis: Redis) -> int:
    """Tasks of every priority in all queues that Celery has bound. Tasks that a worker has fetched do not count."""
    # Pidbox queues hold the workers' answers to `celery inspect`.
    exchanges = redis.scan_iter(Channel.keyprefix_queue % "*", count=1000)
    bindings = [redis.smembers(exchange) for exchange in exchanges if not exchange.endswith(".pidbox")]
    queues = {binding.rpartition(Channel.sep)[2] for binding in set().union(*bindings)}
    return tasks_in(redis, queues)


def worker_hosts(redis: Redis) -> int:
    """Hosts with a worker, known by their connections: each worker listens to `celery control`, and waits for tasks."""
    return len({client["addr"].rpartition(":")[0] for client in redis.client_list() if is_worker(client)})


def is_worker(client: Mapping[str, str]) -> bool:
    # One that a project forbids `celery control` only waits, while it has room for a task.
    return int(client["psub"]) > 0 or client["cmd"] == "brpop"


def count(url: str) -> dict[str, int]:
    with connection(url, PATIENCE_SECONDS, decode_responses=True) as redis:
        return {
            "QueueLength": waiting(redis),
            "Workers": worker_hosts(redis),
            # A host without the lease runs no beat.
            "Beats": redis.exists(BEAT_LEASE),
        }


def tell(namespace: str, stack: str, counted: Mapping[str, int]) -> None:
    # A new client each time: one that was made before the role's credentials arrived never gets them.
    patience = Config(
        connect_timeout=PATIENCE_SECONDS, read_timeout=PATIENCE_SECONDS, retries={"total_max_attempts": 1}
    )
    stacks = [{"Name": "Stack", "Value": stack}]
    data = [
        {"MetricName": name, "Dimensions": stacks, "Value": value, "Unit": "Count"} for name, value in counted.items()
    ]
    with closing(boto3.client("cloudwatch", config=patience)) as cloudwatch:
        cloudwatch.put_metric_data(Namespace=namespace, MetricData=data)


def seconds_to_next(now: float) -> float:
    """Seconds to the middle of CloudWatch's next period: near an edge, a period could get two values or none."""
    return PERIOD_SECONDS - (now - PERIOD_SECONDS / 2) % PERIOD_SECONDS


def main(namespace: str, stack: str) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logging.config.dictConfig(logs.configuration())
    url = verified("CELERY_BROKER_URL", GIVEN["CELERY_BROKER_URL"])
    while True:
        try:
            tell(namespace, stack, count(url))
        except (RedisError, OSError, BotoCoreError, ClientError) as problem:
            log.error("QueueLength is not known this minute: %s: %s", type(problem).__name__, problem)
        time.sleep(seconds_to_next(time.time()))


if __name__ == "__main__":
    main(*sys.argv[1:])
