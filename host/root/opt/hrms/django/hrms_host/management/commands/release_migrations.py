"""Compares the release's migrations with those that the database has, for /opt/hrms/bin/release."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hrms_host.destructive import destructive


class Command(BaseCommand):
    help = "Prints as JSON which migrations are pending, and which ones the database has from another release."

    def handle(self, *_: Any, **__: Any) -> None:
        executor = MigrationExecutor(connection)
        loader = executor.loader
        pending = [migration for migration, _ in executor.migration_plan(loader.graph.leaf_nodes())]
        # What a squashed migration has replaced is not missing.
        replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
        foreign = [key for key in loader.applied_migrations if key not in loader.disk_migrations and key not in replaced]
        state = loader.project_state(nodes=list(loader.applied_migrations.keys() & loader.graph.nodes.keys()))
        answer = {
            "pending": [f"{migration.app_label}.{migration.name}" for migration in pending],
            "unapplied_on_rollback": sorted(".".join(key) for key in foreign),
            "destructive": destructive(pending, state),
        }
        self.stdout.write(json.dumps(answer))
