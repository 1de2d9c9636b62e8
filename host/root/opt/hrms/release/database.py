"""Changes to the database that come with a release."""

import contextlib
import subprocess
import tempfile
from urllib.parse import quote

from . import storage, variables
from .failure import Failed, last_error
from .lock import Lock, fleet_lock
from .processes import say
from .project import answer, invocation, manage

KEEP_SECONDS = 10


def migrations(sha: str) -> dict[str, object]:
    ran = manage(sha, "release_migrations")
    if ran.returncode != 0:
        raise Failed(
            f"The migrations could not be compared: {last_error(ran.stderr)}",
            "Run the command again. If that does not help, correct the release's migrations and build it again",
        )
    return answer(ran)


def migrate(sha: str) -> dict[str, object]:
    """Migrates as the user who can change tables. Its secret is in this process and the one that migrates, and goes with
    them."""
    migrator = storage.secret("HRMS_MIGRATOR_ARN", "of the database user of migrations")
    with fleet_lock(sha, migrator["username"], migrator["password"]) as lock:
        pending = migrations(sha)["pending"]
        say(f"{len(pending)} migrations to apply.")
        # Even if there is none: permissions and content types come after the last one, and that may have been broken off.
        run_migrations(sha, as_user(migrator["username"], migrator["password"]), lock)
        left = migrations(sha)["pending"]
    return {"applied": [name for name in pending if name not in left]}


def run_migrations(sha: str, extra: dict[str, str], lock: Lock) -> None:
    command, options = invocation(sha, ("migrate", "--noinput"), extra)
    # Into a file: whoever prints into the pipe of a process that was killed ends too, in the middle of the migrations.
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, close_fds=False, **options)
        while process.poll() is None:
            try:
                process.wait(KEEP_SECONDS)
            except subprocess.TimeoutExpired:
                keep(lock, process)
        output.seek(0)
        said = output.read()
    if process.returncode != 0:
        raise Failed(
            f"A migration failed: {last_error(said)}",
            "The old release still serves. MySQL cannot undo half a migration: see what it has done, correct it, and build "
            "the release again, or restore the snapshot from before",
        )


def keep(lock: Lock, process: subprocess.Popen) -> None:
    """Without the lock, another host could begin the same migration."""
    with contextlib.suppress(Exception):
        if lock.is_held():
            return
    process.terminate()
    process.wait()
    raise Failed(
        "The connection that locks the database was lost, so the migration was stopped",
        "Run the command again once the database answers",
    )


def as_user(user: str, password: str) -> dict[str, str]:
    """The variables that hold the application's user, password or database URL, under whatever name, for this user."""
    given = variables.application()
    url = given["DATABASE_URL"].replace(
        f"//{quote(given['DB_USER'], safe='')}:{quote(given['DB_PASSWORD'], safe='')}@",
        f"//{quote(user, safe='')}:{quote(password, safe='')}@",
    )
    new = {given["DB_USER"]: user, given["DB_PASSWORD"]: password, given["DATABASE_URL"]: url}
    return {name: new[value] for name, value in given.items() if value in new}


def fixtures(sha: str) -> dict[str, object]:
    """Loads the fixtures of the stack's setting, if the tables that they fill have no rows."""
    given = variables.application()
    names = [name for name in given.get("HRMS_FIXTURES", "").split(",") if name]
    if not names:
        return {"fixtures": [], "loaded": 0, "has_rows": None}
    with fleet_lock(sha, given["DB_USER"], given["DB_PASSWORD"]):
        ran = manage(sha, "first_fixtures", *names)
    if ran.returncode != 0:
        raise Failed(
            f"The fixtures could not be loaded, and nothing of them is in the database: {last_error(ran.stderr)}",
            f"Try them on an empty database (python manage.py loaddata {' '.join(names)}), correct them or hrms:fixtures, "
            "and build the release again if a file changed",
        )
    return {"fixtures": names, **answer(ran)}


def superuser(sha: str) -> dict[str, object]:
    """Creates the first superuser. The password goes through a pipe, so that no list of processes shows it."""
    password = storage.secret("HRMS_SUPERUSER_ARN", "of the first superuser")["value"]
    given = variables.application()
    with fleet_lock(sha, given["DB_USER"], given["DB_PASSWORD"]):
        ran = manage(sha, "first_superuser", given=password)
    if ran.returncode != 0:
        raise Failed(
            f"The superuser could not be created: {last_error(ran.stderr)}",
            "Create it by hand: /opt/hrms/bin/manage createsuperuser",
        )
    return answer(ran)
