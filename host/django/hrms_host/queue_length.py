"""Tells CloudWatch once a minute how many tasks wait for Celery: `python -m hrms_host.queue_length NAMESPACE STACK`.

Worker hosts are scaled by it (components/hosts/scaling.ts). SIGTERM ends it.
"""

import logging.config
import signal
import sys
import time
from contextlib import closing
from itertools import product

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from kombu.transport.redis import Channel
from redis import Redis, RedisError

from . import logs
from .environment import GIVEN, verified

METRIC = "QueueLength"
PERIOD_SECONDS = 60
# For a connection, and for each answer. What does not answer until then is asked again in the next minute.
PATIENCE_SECONDS = 5

log = logging.getLogger(__name__)


def waiting(redis: Redis) -> int:
    """Tasks of every priority in all queues that Celery has bound. What a worker has taken does not wait any more."""
    # Those of pidboxes hold what workers answer to `celery inspect`.
    exchanges = redis.scan_iter(Channel.keyprefix_queue % "*", count=1000)
    bindings = [redis.smembers(exchange) for exchange in exchanges if not exchange.endswith(".pidbox")]
    queues = {binding.rpartition(Channel.sep)[2] for binding in set().union(*bindings)}
    # Celery's own names: the overlay leaves no project its own separator, steps or prefix (settings/tasks.py).
    with redis.pipeline(transaction=False) as lengths:
        for queue, priority in product(queues, Channel.priority_steps):
            lengths.llen(f"{queue}{Channel.sep}{priority}" if priority else queue)
        return sum(lengths.execute())


def count(url: str) -> int:
    patience = {"socket_connect_timeout": PATIENCE_SECONDS, "socket_timeout": PATIENCE_SECONDS}
    with Redis.from_url(url, decode_responses=True, **patience) as redis:
        return waiting(redis)


def tell(namespace: str, stack: str, tasks: int) -> None:
    # Made anew each time: a client that found no role when it was made has none for ever.
    patience = Config(
        connect_timeout=PATIENCE_SECONDS, read_timeout=PATIENCE_SECONDS, retries={"total_max_attempts": 1}
    )
    stacks = [{"Name": "Stack", "Value": stack}]
    datum = {"MetricName": METRIC, "Dimensions": stacks, "Value": tasks, "Unit": "Count"}
    with closing(boto3.client("cloudwatch", config=patience)) as cloudwatch:
        cloudwatch.put_metric_data(Namespace=namespace, MetricData=[datum])


def seconds_to_next(now: float) -> float:
    """To the middle of CloudWatch's next period: near its edge, one would get two data and another one none."""
    return PERIOD_SECONDS - (now - PERIOD_SECONDS / 2) % PERIOD_SECONDS


def main(namespace: str, stack: str) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logging.config.dictConfig(logs.configuration())
    url = verified("CELERY_BROKER_URL", GIVEN["CELERY_BROKER_URL"])
    while True:
        try:
            tell(namespace, stack, count(url))
        except (RedisError, OSError, BotoCoreError, ClientError) as problem:
            log.error("%s is not known this minute: %s: %s", METRIC, type(problem).__name__, problem)
        time.sleep(seconds_to_next(time.time()))


if __name__ == "__main__":
    main(*sys.argv[1:])
