"""Works off every queue of RQ_QUEUES, those named first before the others. django-rq's own commands take the queue
"default" only, unless each queue is named.
"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Runs workers of django-rq for every queue of RQ_QUEUES."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--processes", type=int, help="number of workers")
        what.add_argument("--scheduler", action="store_true", help="one worker, which also queues jobs at their time")

    def handle(self, *_: Any, processes: int | None, scheduler: bool, **__: Any) -> None:
        queues = list(settings.RQ_QUEUES)
        if scheduler:
            call_command("rqworker", *queues, with_scheduler=True)
        else:
            call_command("rqworker-pool", *queues, num_workers=processes)
