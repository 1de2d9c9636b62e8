"""Which operations of pending migrations break the release that runs now, or make its requests wait.

A deployment migrates first and switches hosts afterwards, so for some minutes the old release works with the new tables.
What is safe then is called expand and contract: one release adds, a later one removes what nothing uses any more. Only
operations on tables that exist before the migrations count: the old release knows no others.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# Up to this many rows, a copy of the table takes seconds. About 100,000 rows of 200 bytes.
LARGE_ROWS = 100_000


class Finding(NamedTuple):
    migration: str
    operation: str
    why: str


class Change(NamedTuple):
    """An operation, with the models before and after it."""

    app: str
    operation: Any
    before: ProjectState
    after: ProjectState
    connection: Any

    def model(self, state: ProjectState, name: str) -> type[models.Model]:
        return state.apps.get_model(self.app, name)

    def fields(self) -> tuple[Any, Any]:
        """The field of an operation on a field that stays, before and after it."""
        model, name = self.operation.model_name, self.operation.name
        before = self.model(self.before, model)._meta.get_field(getattr(self.operation, "old_name", name))
        after = self.model(self.after, model)._meta.get_field(getattr(self.operation, "new_name", name))
        return before, after


def destructive(
    plan: Iterable[Migration], state: ProjectState, connection: Any, rows: Callable[[str], int] = lambda _: 0
) -> list[Finding]:
    """What to know before the migrations of the plan run, in their order.

    state: the models of the applied migrations. rows: about how many rows a table has.
    """
    known = set(state.models)
    found = []
    for migration in plan:
        app = migration.app_label
        for whole in in_turn(app, migration.operations, state, connection):
            state = whole.after
            for change in parts(whole):
                name = f"{app}.{migration.name}"
                found += [Finding(name, named(change.operation), why) for why in faults(change, known, rows)]
            known = renamed(whole.operation, app, known)
    return found


def in_turn(app: str, given: Iterable[Operation], state: ProjectState, connection: Any) -> Iterator[Change]:
    for operation in given:
        changed = state.clone()
        operation.state_forwards(app, changed)
        yield Change(app, operation, state, changed, connection)
        state = changed


def parts(change: Change) -> Iterator[Change]:
    """What happens to the database. What happens to Django's idea of it alone changes nothing for anybody."""
    if isinstance(change.operation, operations.SeparateDatabaseAndState):
        for inner in in_turn(change.app, change.operation.database_operations, change.before, change.connection):
            yield from parts(inner)
    else:
        yield change


def named(operation: Operation) -> str:
    """`RemoveField employee.phone`"""
    given: Any = operation
    owner = getattr(given, "model_name", None)
    name = getattr(given, "old_name", None) or getattr(given, "name", "") or ""
    return f"{type(operation).__name__} {f'{owner}.' if owner else ''}{name}".strip()


def faults(change: Change, known: set[tuple[str, str]], rows: Callable[[str], int]) -> list[str]:
    if not concerns_known(change, known):
        return []
    found = next((check(change) for kind, check in CHECKS.items() if isinstance(change.operation, kind)), None)
    copied = waits(change, rows) if isinstance(change.operation, operations.AlterField) else None
    return [why for why in (found, copied) if why]


def concerns_known(change: Change, known: set[tuple[str, str]]) -> bool:
    """Whether the operation is about a model that was there before, or, if it names none, the app was."""
    operation = change.operation
    names = [getattr(operation, attribute, None) for attribute in ("model_name", "old_name", "name")]
    subject = next((name for name in names if name), None)
    if subject is None or isinstance(operation, operations.RunSQL):
        return any(app == change.app for app, _ in known)
    return (change.app, subject.lower()) in known


def renamed(operation: Operation, app: str, known: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The models that were there before the migrations, by the names that they have now."""
    if isinstance(operation, operations.SeparateDatabaseAndState):
        for one in operation.state_operations:
            known = renamed(one, app, known)
    if isinstance(operation, operations.RenameModel):
        old, new = (app, operation.old_name.lower()), (app, operation.new_name.lower())
        return {new if key == old else key for key in known}
    return known


def table_changes(change: Change, before: str, after: str) -> str | None:
    old, new = change.model(change.before, before)._meta.db_table, change.model(change.after, after)._meta.db_table
    return None if old == new else f"the running release uses the table {old}, which becomes {new}"


def removed_model(change: Change) -> str | None:
    meta = change.model(change.before, change.operation.name)._meta
    return f"the running release uses the table {meta.db_table}" if meta.managed and not meta.proxy else None


def removed_field(change: Change) -> str | None:
    field: Any = change.model(change.before, change.operation.model_name)._meta.get_field(change.operation.name)
    if field.many_to_many:
        return f"the running release uses the table {field.remote_field.through._meta.db_table}" if own(field) else None
    return f"the running release reads and writes the column {field.column}" if has_column(change, field) else None


def own(field: Any) -> bool:
    return field.remote_field.through._meta.auto_created


def has_column(change: Change, field: Any) -> bool:
    return field.column is not None and field.db_type(change.connection) is not None


def added_field(change: Change) -> str | None:
    field: Any = change.model(change.after, change.operation.model_name)._meta.get_field(change.operation.name)
    if field.many_to_many or not has_column(change, field) or field.null:
        return None
    # Since Django 5.0.
    if getattr(field, "db_default", models.NOT_PROVIDED) is not models.NOT_PROVIDED:
        return unique(field)
    return (
        f"the running release does not write the column {field.column}, which must have a value: its inserts fail. "
        "Give the field null=True or db_default"
    )


def unique(field: Any) -> str | None:
    if not field.unique or field.primary_key:
        return None
    return f"{field.column} has to be unique, and the running release can write the same value twice"


def renamed_field(change: Change) -> str | None:
    before, after = change.fields()
    return None if before.column == after.column else f"the running release reads and writes the column {before.column}"


def altered_field(change: Change) -> str | None:
    before, after = change.fields()
    if before.many_to_many or after.many_to_many:
        return None
    if before.column != after.column:
        return f"the running release reads and writes the column {before.column}"
    if before.null and not after.null:
        return f"the running release can write NULL into {before.column}, which the database then rejects"
    if narrower(change, before, after):
        old, new = (field.db_type(change.connection) for field in (before, after))
        return f"the running release can write values of type {old} into {before.column}, which becomes {new}"
    return unique(after) if not before.unique else None


# Kinds of types whose values fit into a type of the same kind with larger numbers.
SIZED = re.compile(r"(varchar|numeric)\((\d+)(?:, (\d+))?\)$")
INTEGERS = ["smallint", "integer", "bigint"]


def narrower(change: Change, before: Any, after: Any) -> bool:
    """Whether values of the old type may not fit into the new one."""
    old, new = (str(field.db_type(change.connection)) for field in (before, after))
    return old != new and not (fits_sized(old, new) or fits_integer(old, new))


def fits_sized(old: str, new: str) -> bool:
    before, after = SIZED.match(old), SIZED.match(new)
    if before is None:
        return False
    if after is None or before[1] != after[1]:
        return before[1] == "varchar" and new == "longtext"
    size, digits, new_size, new_digits = (int(part or 0) for part in (before[2], before[3], after[2], after[3]))
    return new_digits >= digits and new_size - new_digits >= size - digits


def fits_integer(old: str, new: str) -> bool:
    """`integer UNSIGNED AUTO_INCREMENT`: the first word is the size, and the others stay."""
    (before, _, others), (after, _, new_others) = old.partition(" "), new.partition(" ")
    if before not in INTEGERS or after not in INTEGERS:
        return False
    return others == new_others and INTEGERS.index(after) >= INTEGERS.index(before)


def waits(change: Change, rows: Callable[[str], int]) -> str | None:
    """Whether MySQL copies a large table, while every write to it waits.
    https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"""
    before, after = change.fields()
    old, new = (field.db_type(change.connection) for field in (before, after))
    table = change.model(change.before, change.operation.model_name)._meta.db_table
    count = 0 if old == new else rows(table)
    return f"about {count:,} rows of {table} are copied, and writes wait meanwhile" if count >= LARGE_ROWS else None


def altered_table(change: Change) -> str | None:
    return table_changes(change, change.operation.name, change.operation.name)


def renamed_model(change: Change) -> str | None:
    return table_changes(change, change.operation.old_name, change.operation.new_name)


def added_constraint(change: Change) -> str | None:
    name = change.operation.constraint.name
    return f"the running release can write rows that {name} rejects"


def unique_together(change: Change) -> str | None:
    before = change.before.models[change.app, change.operation.name_lower].options.get("unique_together") or set()
    added = {tuple(fields) for fields in change.operation.option_value or ()} - {tuple(fields) for fields in before}
    return "the running release can write rows that are not unique" if added else None


RISKY_SQL = re.compile(r"\b(DROP|RENAME|TRUNCATE|DELETE|MODIFY|CHANGE)\b", re.IGNORECASE)


def sql(change: Change) -> str | None:
    given = change.operation.sql
    statements = [given] if isinstance(given, str) else [one if isinstance(one, str) else one[0] for one in given]
    word = next((found[1].upper() for one in statements if (found := RISKY_SQL.search(one))), None)
    return f"it contains {word}, and the running release may use what it is about" if word else None


# The first class that fits decides. Operations that are not here, such as AddIndex, leave the running release alone.
CHECKS: dict[type[Operation], Callable[[Change], str | None]] = {
    operations.DeleteModel: removed_model,
    operations.RenameModel: renamed_model,
    operations.AlterModelTable: altered_table,
    operations.RemoveField: removed_field,
    operations.RenameField: renamed_field,
    operations.AddField: added_field,
    operations.AlterField: altered_field,
    operations.AddConstraint: added_constraint,
    operations.AlterUniqueTogether: unique_together,
    operations.RunSQL: sql,
}
