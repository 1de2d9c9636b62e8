"""Compares the release's migrations with those that the database has, for /opt/hrms/bin/release."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from hrms_host.destructive import destructive


class Command(BaseCommand):
    help = (
        "Prints as JSON which migrations are pending, what they do to the running release, "
        "and which ones the database has from another release."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        executor = MigrationExecutor(connection)
        loader = executor.loader
        pending = [migration for migration, _ in executor.migration_plan(loader.graph.leaf_nodes())]
        # What a squashed migration has replaced is not missing.
        replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
        foreign = [key for key in loader.applied_migrations if key not in loader.disk_migrations and key not in replaced]
        applied = [key for key in loader.applied_migrations if key in loader.graph.nodes]
        answer = {
            "pending": [f"{migration.app_label}.{migration.name}" for migration in pending],
            "unapplied_on_rollback": sorted(".".join(key) for key in foreign),
            "destructive": [
                finding._asdict() for finding in destructive(pending, loader.project_state(applied), connection, rows)
            ],
        }
        self.stdout.write(json.dumps(answer))


def rows(table: str) -> int:
    """The server's own estimate. https://dev.mysql.com/doc/refman/8.4/en/information-schema-tables-table.html"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_rows FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = %s", [table]
        )
        found = cursor.fetchone()
    return int(found[0] or 0) if found else 0
