"""Sends CloudWatch the numbers of waiting tasks, of hosts with workers and of clocks every minute:
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
from redis import RedisError

from . import logs
from .background import KINDS, Kind
from .environment import GIVEN, verified, words
from .queues import connection

PERIOD_SECONDS = 60
# For connecting, and for each answer. If it takes longer, the next minute tries again.
PATIENCE_SECONDS = 5

log = logging.getLogger(__name__)


def count(url: str, kinds: list[Kind]) -> dict[str, int]:
    """What the stack's kinds of background work have. Of hosts and clocks, the number of the kind that has fewest."""
    with connection(url, PATIENCE_SECONDS, decode_responses=True) as redis:
        queues = [kind for kind in kinds if kind.waiting]
        clocks = [redis.exists(kind.clock) for kind in kinds if kind.clock]
        return {
            **({"QueueLength": sum(kind.waiting(redis) for kind in queues)} if queues else {}),
            **({"Workers": min(kind.hosts(redis) for kind in queues)} if queues else {}),
            **({"Beats": min(clocks)} if clocks else {}),
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
    kinds = [KINDS[name] for name in words(GIVEN["HRMS_BACKGROUND_TASKS"])]
    while True:
        try:
            tell(namespace, stack, count(url, kinds))
        except (RedisError, OSError, BotoCoreError, ClientError) as problem:
            log.error("QueueLength is not known this minute: %s: %s", type(problem).__name__, problem)
        time.sleep(seconds_to_next(time.time()))


if __name__ == "__main__":
    main(*sys.argv[1:])
