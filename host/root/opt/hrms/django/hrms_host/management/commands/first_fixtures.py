"""Loads a project's initial data once, for /opt/hrms/bin/release."""

import json
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import models, transaction
from django.db.models.signals import post_save, pre_save

# `migrate` itself fills these tables, also in a database that nobody has used.
FILLED_BY_MIGRATE = {"auth.Permission", "contenttypes.ContentType", "sites.Site"}


class HasRows(Exception):
    """A table that a fixture fills is in use. loaddata writes a text of its own into what passes through it."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class Command(BaseCommand):
    help = (
        "Loads fixtures if the tables that they fill have no rows: loaddata would overwrite what people have changed "
        "since. Loads all of them or nothing."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("fixtures", nargs="+")

    def handle(self, *_: Any, fixtures: list[str], **__: Any) -> None:
        seen: set[str] = set()
        loaded = 0

        def look(sender: type[models.Model], raw: bool, using: str, **_: Any) -> None:
            """Before the first row of each model; fixtures of any format name models only as they are read."""
            label = sender._meta.label
            if not raw or label in seen:
                return
            seen.add(label)
            if label not in FILLED_BY_MIGRATE and sender._base_manager.using(using).exists():
                raise HasRows(label)

        def count(raw: bool, **_: Any) -> None:
            nonlocal loaded
            loaded += raw

        pre_save.connect(look)
        post_save.connect(count)
        has_rows = None
        try:
            with transaction.atomic():
                call_command("loaddata", *fixtures, verbosity=0)
        except HasRows as found:
            has_rows, loaded = found.label, 0
        finally:
            pre_save.disconnect(look)
            post_save.disconnect(count)
        self.stdout.write(json.dumps({"loaded": loaded, "has_rows": has_rows}))
