"""Lists the tasks that were set aside because they ended their worker, or queues one of them again."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queue", metavar="ID", help="queues the task with this id again, under a new id")

    def handle(self, *_: Any, queue: str | None = None, **__: Any) -> None:
        try:
            from hrms_host import deliveries
        except ModuleNotFoundError as missing:
            raise CommandError(f"The project does not use Celery: {missing}.") from missing
        if queue:
            try:
                self.stdout.write(f"Queued again as {deliveries.queue_again(queue)}.")
            except KeyError:
                raise CommandError(f"No task {queue} is set aside.") from None
            return
        for entry in deliveries.set_aside():
            at = datetime.fromtimestamp(entry["time"], UTC).isoformat(timespec="seconds")
            self.stdout.write(f"{at}  {entry['id']}  {entry['task']}")
