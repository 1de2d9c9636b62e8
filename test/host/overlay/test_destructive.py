"""Which migrations are found that can break the release that runs."""

import unittest

import django
from django.conf import settings

settings.configure(INSTALLED_APPS=[], DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()

from django.db import migrations, models  # noqa: E402
from django.db.migrations.state import ModelState, ProjectState  # noqa: E402

from hrms_host.destructive import destructive  # noqa: E402


def state() -> ProjectState:
    """What runs: a table of people, and a proxy and a view of it."""
    made = ProjectState()
    fields = [
        ("id", models.AutoField(primary_key=True)),
        ("name", models.CharField(max_length=100)),
        ("phone", models.CharField(max_length=20, null=True)),
        ("pay", models.DecimalField(max_digits=8, decimal_places=2)),
    ]
    made.add_model(ModelState("app", "Person", fields))
    made.add_model(ModelState("app", "Manager", [], {"proxy": True}, ("app.person",)))
    return made


def found(*operations: migrations.operations.base.Operation) -> list[tuple[str, str]]:
    class Migration(migrations.Migration):
        pass

    Migration.operations = list(operations)
    return [
        (step["operation"], step["why"].split(",")[0].split(":")[0])
        for step in destructive([Migration("0002_next", "app")], state())
    ]


def new_column(**options: object) -> migrations.AddField:
    return migrations.AddField("Person", "room", models.CharField(max_length=9, **options))


def altered(name: str, field: models.Field) -> migrations.AlterField:
    return migrations.AlterField("Person", name, field)


USED = "the running release still uses it"
NO_DEFAULT = "it has no default in the database"
COPIED = "MySQL copies the table and lets nobody write to it meanwhile"


class Destructive(unittest.TestCase):
    def test_what_takes_something_away(self) -> None:
        cases = [
            (migrations.RemoveField("Person", "phone"), "RemoveField Person.phone", USED),
            (migrations.DeleteModel("Person"), "DeleteModel Person", USED),
            (migrations.RenameField("Person", "phone", "mobile"), "RenameField Person.phone", USED),
            (migrations.RenameModel("Person", "Human"), "RenameModel Person", USED),
            (migrations.AlterModelTable("Person", "people"), "AlterModelTable Person", USED),
            (altered("name", models.CharField(max_length=100, db_column="n")), "AlterField Person.name", USED),
            (new_column(default="x"), "AddField Person.room", NO_DEFAULT),
            (
                altered("phone", models.CharField(max_length=20)),
                "AlterField Person.phone",
                "the running release can still write null",
            ),
            (altered("name", models.TextField()), "AlterField Person.name", COPIED),
            (altered("pay", models.DecimalField(max_digits=9, decimal_places=2)), "AlterField Person.pay", COPIED),
            (
                migrations.RunSQL("ALTER TABLE app_person DROP COLUMN phone"),
                "RunSQL",
                "SQL that drops",
            ),
        ]
        for operation, described, why in cases:
            with self.subTest(described):
                self.assertEqual(found(operation), [(described, why)])

    def test_what_only_adds(self) -> None:
        harmless = [
            new_column(null=True),
            new_column(db_default="x"),
            migrations.AddField("Person", "friends", models.ManyToManyField("app.Person")),
            migrations.CreateModel("Room", [("id", models.AutoField(primary_key=True))]),
            migrations.AddIndex("Person", models.Index(fields=["name"], name="by_name")),
            migrations.DeleteModel("Manager"),
            altered("name", models.CharField(max_length=100, verbose_name="full name")),
            altered("phone", models.CharField(max_length=40, null=True)),
            migrations.RunSQL("INSERT INTO app_person (name) VALUES ('x')"),
            migrations.RunPython(migrations.RunPython.noop),
        ]
        for operation in harmless:
            with self.subTest(str(operation)):
                self.assertEqual(found(operation), [])

    def test_a_table_of_the_same_deployment_is_nobodys_yet(self) -> None:
        create = migrations.CreateModel("Room", [("id", models.AutoField(primary_key=True))])
        add = migrations.AddField("Room", "floor", models.IntegerField(default=1))
        rename = migrations.RenameModel("Room", "Hall")
        remove = migrations.RemoveField("Hall", "floor")
        self.assertEqual(found(create, add, rename, remove), [])

    def test_what_hides_in_another_operation_is_found(self) -> None:
        inner = migrations.RemoveField("Person", "phone")
        apart = migrations.SeparateDatabaseAndState(database_operations=[inner])
        self.assertEqual(found(apart), [("RemoveField Person.phone", USED)])
        self.assertEqual(found(migrations.SeparateDatabaseAndState(state_operations=[inner])), [])
