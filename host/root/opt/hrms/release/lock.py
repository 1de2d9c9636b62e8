"""One host of the fleet at a time: a lock in the database, which ends with its connection."""

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import Any

from . import places, variables
from .failure import Failed
from .processes import say

# As long as a command waits for another one on the same host.
WAIT_SECONDS = 600
# MySQL's names of locks are not longer.
LONGEST_NAME = 64


class Lock:
    def __init__(self, connection: Any, name: str) -> None:
        self.connection = connection
        self.name = name

    def ask(self, statement: str, *values: object) -> Any:
        cursor = self.connection.cursor()
        cursor.execute(statement, values)
        [[value]] = cursor.fetchall()
        return value

    def is_held(self) -> bool:
        """Asks the server. Also keeps the connection from being closed as an idle one."""
        return self.ask("SELECT IS_USED_LOCK(%s) = CONNECTION_ID()", self.name) == 1


@contextlib.contextmanager
def fleet_lock(sha: str, user: str, password: str) -> Iterator[Lock]:
    """Holds `hrms.<database>.migrate`. Waits for another host that has it."""
    environment = variables.application()
    name = f"hrms.{environment['DB_NAME']}.migrate"[:LONGEST_NAME]
    # The release's own driver; Debian's Python has none.
    sys.path += map(str, (places.folder(sha) / "venv/lib").glob("python3*/site-packages"))
    import MySQLdb

    try:
        connection = MySQLdb.connect(
            host=environment["DB_HOST"],
            port=int(environment["DB_PORT"]),
            user=user,
            password=password,
            connect_timeout=10,
            ssl_mode="VERIFY_IDENTITY",
            ssl={"ca": "/etc/hrms/database-authorities.pem"},
        )
    except MySQLdb.Error as problem:
        raise Failed(
            f"The database does not let {user} in: {problem.args[-1]}",
            "Run the command again. If that does not help: the database runs, and has this user",
        ) from None
    with contextlib.closing(connection):
        lock = Lock(connection, name)
        began = time.monotonic()
        if lock.ask("SELECT GET_LOCK(%s, 0)", name) != 1:
            say("Another host changes the database. Waiting for it.")
            if lock.ask("SELECT GET_LOCK(%s, %s)", name, WAIT_SECONDS) != 1:
                raise Failed(
                    f"Another host has changed the database for {time.monotonic() - began:.0f} s",
                    "Wait until it has ended, then run the command again",
                )
        yield lock
