"""Finds what a migration takes away from the release that still runs, before anything runs.

While a release is deployed, two releases use the database, and a rollback leaves the old one with the new tables. So a
migration may add, and nothing else: what the old release reads and writes must stay as it was.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

GONE = "the running release still uses it, and fails"
NO_DEFAULT = (
    "it has no default in the database, so the running release cannot insert a row: "
    "make it null, or give it db_default (Django 5.0 or later)"
)
NOT_NULL = "the running release can still write null, and fails"
REBUILT = "MySQL copies the table and lets nobody write to it meanwhile, which takes long for a large one"
UNREADABLE = "SQL that drops, renames or changes something: only a person can say whether the running release needs it"

RISKY_SQL = re.compile(r"\b(alter|drop|rename|truncate|delete)\b", re.IGNORECASE)


def destructive(plan: Iterable[Migration], state: ProjectState) -> list[dict[str, str]]:
    """The steps of pending migrations that can break the release that runs: {"migration", "operation", "why"}.

    `state` is that of the migrations that the database has. A table that the plan itself creates is nobody's yet.
    """
    found = []
    new: set[tuple[str, str]] = set()
    for migration in plan:
        app = migration.app_label
        for operation in migration.operations:
            for step, why in steps(operation, app, state, new):
                name = f"{app}.{migration.name}"
                found.append({"migration": name, "operation": described(step), "why": why})
            operation.state_forwards(app, state)
    return found


def steps(
    operation: Operation, app: str, state: ProjectState, new: set[tuple[str, str]]
) -> Iterator[tuple[Operation, str]]:
    if isinstance(operation, operations.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from steps(inner, app, state, new)
        return
    if isinstance(operation, operations.CreateModel):
        new.add((app, operation.name_lower))
    if table_of(operation, app) in new:
        if isinstance(operation, operations.RenameModel):
            new.add((app, operation.new_name_lower))
        return
    why = reason(operation, app, state)
    if why:
        yield operation, why


def table_of(operation: Any, app: str) -> tuple[str, str] | None:
    for attribute in ("model_name_lower", "old_name_lower", "name_lower"):
        name = getattr(operation, attribute, None)
        # Of operations on fields, name_lower is the field's.
        if isinstance(name, str):
            return app, name
    return None


def reason(operation: Any, app: str, state: ProjectState) -> str | None:
    match operation:
        case operations.DeleteModel():
            return None if unmanaged(state, app, operation.name_lower) else GONE
        case operations.RenameModel():
            return None if unmanaged(state, app, operation.old_name_lower) else GONE
        case operations.RemoveField() | operations.RenameField() | operations.AlterModelTable():
            return GONE
        case operations.AddField():
            return NO_DEFAULT if needs_value(operation.field) else None
        case operations.AlterField():
            before = state.models[app, operation.model_name_lower].fields[operation.name]
            return altered(before, operation.field, operation.name)
        case operations.RunSQL():
            return UNREADABLE if RISKY_SQL.search(str(operation.sql)) else None
    return None


def unmanaged(state: ProjectState, app: str, name: str) -> bool:
    options = state.models[app, name].options
    return not options.get("managed", True) or bool(options.get("proxy"))


def needs_value(field: models.Field) -> bool:
    """Django gives a default in Python only: it drops the column's own after it has filled the rows that are there."""
    has_column = not field.many_to_many and not getattr(field, "generated", False)
    has_default = getattr(field, "db_default", models.NOT_PROVIDED) is not models.NOT_PROVIDED
    return has_column and not field.null and not has_default


def altered(before: models.Field, after: models.Field, name: str) -> str | None:
    if (before.db_column or name) != (after.db_column or name):
        return GONE
    if before.null and not after.null:
        return NOT_NULL
    return REBUILT if shape(before) != shape(after) else None


def shape(field: models.Field) -> tuple[object, ...]:
    """What decides the column's type. A longer varchar stays as it is up to 255 bytes, of which utf8mb4 takes four a letter."""
    length = field.max_length
    size = length if length is None or length > 63 else 63
    return (field.get_internal_type(), size, getattr(field, "max_digits", None), getattr(field, "decimal_places", None))


def described(operation: Any) -> str:
    """Django's own words are sentences; these are names that people can search for: RemoveField employee.phone."""
    model = getattr(operation, "model_name", None)
    name = getattr(operation, "name", None) or getattr(operation, "old_name", None)
    where = ".".join(part for part in (model, name) if part)
    return f"{type(operation).__name__} {where}".strip()
