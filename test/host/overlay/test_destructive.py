"""What pending migrations do to the release that runs meanwhile. A real database decides who is right: a model as the old
release has it writes and reads after the operation, and fails if and only if the operation was found."""

import os
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any, NamedTuple

import django
import pymysql
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from hrms_host.destructive import LARGE_ROWS, destructive

pymysql.install_as_MySQLdb()

AddField, AlterField, RemoveField = operations.AddField, operations.AlterField, operations.RemoveField


class Example(NamedTuple):
    operation: Any
    # A row that the old release writes, once or twice.
    row: dict[str, Any] = {"name": "Ada", "grade": 1}
    times: int = 1


EXAMPLES = {
    "a new table": Example(operations.CreateModel("Extra", [("id", models.AutoField(primary_key=True))])),
    "a new column that may be empty": Example(AddField("employee", "phone", models.CharField(max_length=9, null=True))),
    "a new column with a default in the database": Example(
        AddField("employee", "phone", models.CharField(max_length=9, db_default=""))
    ),
    "a new column with a default in Django alone": Example(
        AddField("employee", "phone", models.CharField(max_length=9, default=""))
    ),
    "a new column that is unique and may be empty": Example(
        AddField("employee", "badge", models.IntegerField(null=True, unique=True))
    ),
    "a new column that is unique and has one default for all": Example(
        AddField("employee", "badge", models.IntegerField(db_default=0, unique=True)), times=2
    ),
    "a new index": Example(operations.AddIndex("employee", models.Index(fields=["name"], name="by_name"))),
    "a removed column": Example(RemoveField("employee", "name")),
    "a removed table": Example(operations.DeleteModel("Employee")),
    "a renamed column": Example(operations.RenameField("employee", "name", "full_name")),
    "a renamed field with the old column": Example(
        AlterField("employee", "name", models.CharField(max_length=20, db_column="name", verbose_name="Name"))
    ),
    "another column": Example(AlterField("employee", "name", models.CharField(max_length=20, db_column="called"))),
    "a renamed table": Example(operations.RenameModel("Employee", "Person")),
    "a table with another name": Example(operations.AlterModelTable("employee", "people")),
    "a table with the same name": Example(operations.AlterModelTable("employee", "app_employee")),
    "longer text": Example(AlterField("employee", "name", models.CharField(max_length=200)), {"name": "a" * 20}),
    "text of any length": Example(AlterField("employee", "name", models.TextField()), {"name": "a" * 20}),
    "shorter text": Example(AlterField("employee", "name", models.CharField(max_length=10)), {"name": "a" * 20}),
    "larger numbers": Example(AlterField("employee", "grade", models.BigIntegerField(null=True))),
    "larger keys": Example(AlterField("employee", "id", models.BigAutoField(primary_key=True))),
    "smaller numbers": Example(
        AlterField("employee", "grade", models.SmallIntegerField(null=True)), {"grade": 70_000, "name": "Ada"}
    ),
    "numbers without a sign": Example(
        AlterField("employee", "grade", models.PositiveIntegerField(null=True)), {"grade": -1, "name": "Ada"}
    ),
    "more digits": Example(
        AlterField("employee", "pay", models.DecimalField(max_digits=12, decimal_places=3, null=True)),
        {"name": "Ada", "pay": "99999999.99"},
    ),
    "more digits, but fewer before the point": Example(
        AlterField("employee", "pay", models.DecimalField(max_digits=11, decimal_places=4, null=True)),
        {"name": "Ada", "pay": "99999999.99"},
    ),
    "a value that may not be empty any more": Example(
        AlterField("employee", "grade", models.IntegerField()), {"name": "Ada", "grade": None}
    ),
    "a value that may be empty": Example(AlterField("employee", "name", models.CharField(max_length=20, null=True))),
    "a value that is unique": Example(
        AlterField("employee", "name", models.CharField(max_length=20, unique=True)), times=2
    ),
    "a constraint": Example(
        operations.AddConstraint("employee", models.UniqueConstraint(fields=["name"], name="one")), times=2
    ),
    "unique together": Example(operations.AlterUniqueTogether("employee", {("name", "grade")}), times=2),
    "not unique together any more": Example(operations.AlterUniqueTogether("employee", set()), times=2),
    "SQL that drops": Example(operations.RunSQL("ALTER TABLE app_employee DROP COLUMN name")),
    "SQL that adds": Example(operations.RunSQL([("ALTER TABLE app_employee ADD COLUMN note text NULL", None)])),
    "Python": Example(operations.RunPython(lambda apps, editor: None)),
    "what Django alone is told": Example(
        operations.SeparateDatabaseAndState(state_operations=[RemoveField("employee", "name")])
    ),
    "what the database alone is told": Example(
        operations.SeparateDatabaseAndState(
            state_operations=[RemoveField("employee", "name")], database_operations=[RemoveField("employee", "name")]
        )
    ),
    "other words for people": Example(operations.AlterModelOptions("employee", {"verbose_name": "person"})),
}

EMPLOYEE = operations.CreateModel(
    "Employee",
    [
        ("id", models.AutoField(primary_key=True)),
        ("name", models.CharField(max_length=20)),
        ("grade", models.IntegerField(null=True)),
        ("pay", models.DecimalField(max_digits=10, decimal_places=2, null=True)),
    ],
)


def migration(*given: Any, app: str = "app", name: str = "0002_next") -> Migration:
    made = Migration(name, app)
    made.operations = list(given)
    return made


def state_of(*given: Any) -> ProjectState:
    return migration(*given).mutate_state(ProjectState(), preserve=False)


class Database(unittest.TestCase):
    place: Path
    server: subprocess.Popen[bytes]

    @classmethod
    def setUpClass(cls) -> None:
        cls.place = Path(tempfile.mkdtemp(prefix="hrms-destructive-"))
        data, socket = cls.place / "data", cls.place / "socket"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        common = ["--no-defaults", f"--datadir={data}", *(["--user=root"] if os.getuid() == 0 else [])]
        subprocess.run(["mariadb-install-db", *common, "--skip-test-db"], check=True, **quiet)
        open_to_all = ["--skip-networking", "--skip-grant-tables"]
        cls.server = subprocess.Popen(["mariadbd", *common, f"--socket={socket}", *open_to_all], **quiet)
        while not socket.exists():
            assert cls.server.poll() is None, "MariaDB has ended"
            time.sleep(0.1)
        pymysql.connect(unix_socket=str(socket)).cursor().execute("CREATE DATABASE hrms")
        os.environ["MARIADB_SOCKET"] = str(socket)
        django.setup()

    @classmethod
    def tearDownClass(cls) -> None:
        connection.close()
        cls.server.terminate()
        cls.server.wait()
        shutil.rmtree(cls.place)

    def breaks(self, example: Example) -> bool:
        """Whether the old release fails after the operation."""
        before = state_of(EMPLOYEE)
        with connection.cursor() as cursor:
            cursor.execute("DROP DATABASE hrms")
            cursor.execute("CREATE DATABASE hrms")
            cursor.execute("USE hrms")
        for state, given in ((ProjectState(), EMPLOYEE), (before, example.operation)):
            with connection.schema_editor() as editor:
                migration(given).apply(state.clone(), editor)
        old = before.apps.get_model("app", "Employee")
        try:
            for _ in range(example.times):
                old.objects.create(**example.row)
            self.assertEqual(len(old.objects.all()), example.times)
        except django.db.Error:
            return True
        return False

    def test_the_database_agrees(self) -> None:
        before = state_of(EMPLOYEE)
        for title, example in EXAMPLES.items():
            found = destructive([migration(example.operation)], before, connection)
            with self.subTest(title, found=found):
                self.assertEqual(bool(found), self.breaks(example))

    def test_a_finding_says_where_what_and_why(self) -> None:
        plan = [migration(RemoveField("employee", "name"))]
        self.assertEqual(
            [tuple(one) for one in destructive(plan, state_of(EMPLOYEE), connection)],
            [("app.0002_next", "RemoveField employee.name", "the running release reads and writes the column name")],
        )

    def test_tables_that_the_same_migrations_create_are_nobodys_yet(self) -> None:
        drop = operations.RunSQL("DROP TABLE app_employee")
        plan = [migration(EMPLOYEE), migration(RemoveField("employee", "name"), drop)]
        self.assertEqual(destructive(plan, ProjectState(), connection), [])

    def test_a_renamed_table_is_still_the_old_one(self) -> None:
        plan = [migration(operations.RenameModel("Employee", "Person"), RemoveField("person", "name"))]
        found = [one.operation for one in destructive(plan, state_of(EMPLOYEE), connection)]
        self.assertEqual(found, ["RenameModel Employee", "RemoveField person.name"])

    def test_only_a_large_table_makes_writes_wait(self) -> None:
        plan = [migration(EXAMPLES["larger numbers"].operation)]
        for rows, expected in ((LARGE_ROWS - 1, []), (LARGE_ROWS, ["about 100,000 rows of app_employee are copied"])):
            found = destructive(plan, state_of(EMPLOYEE), connection, lambda _, rows=rows: rows)
            self.assertEqual([one.why.split(", and")[0] for one in found], expected)

    def test_what_real_packages_have_changed(self) -> None:
        """Django's and django-axes' own migrations, as if each were pending after the first."""
        loader = MigrationLoader(None)
        for app, expected in REAL.items():
            keys = sorted(key for key in loader.disk_migrations if key[0] == app)
            plan = [loader.disk_migrations[key] for key in keys[1:]]
            found = destructive(plan, loader.project_state([keys[0]]), connection)
            with self.subTest(app):
                self.assertEqual({f"{one.migration.split('.')[1][:4]} {one.operation}" for one in found}, expected)


REAL = {
    "contenttypes": {"0002 RemoveField contenttype.name"},
    "auth": set(),
    "axes": {
        "0005 RemoveField accessattempt.trusted",
        "0006 RemoveField accesslog.trusted",
        "0007 AlterUniqueTogether accessattempt",
        "0009 AddField accesslog.session_hash",
    },
}

if __name__ == "__main__":
    unittest.main()
