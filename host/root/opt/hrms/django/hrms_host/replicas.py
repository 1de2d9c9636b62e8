"""A Redis server that has become a replica counts as a lost connection.

After a failover of ElastiCache the name leads to another server, but connections to the old one stay open, and it
answers READONLY to every write. Libraries keep such a connection: no task was sent or counted until the process started
again, and workers ended, with their tasks. A lost connection is what libraries are prepared for: they open another one
and repeat what they asked. Nothing was written, so nothing happens twice.
"""

from functools import wraps
from types import ModuleType
from typing import Any

from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, ReadOnlyError, ResponseError
from redis.retry import Retry

# What a client hears that was waiting for a queue when the server became a replica.
UNBLOCKED = "UNBLOCKED"


class Replica(ConnectionError):
    """The connection is closed. The name leads, or will soon lead, to another server."""


# For connections that this package opens itself.
ONCE_MORE = {"retry": Retry(NoBackoff(), 1, supported_errors=(Replica,)), "retry_on_error": [Replica]}


def change(connection: ModuleType) -> None:
    """Changes redis.connection."""
    read = connection.AbstractConnection.read_response

    @wraps(read)
    def read_or_leave(self: Any, *arguments: Any, **options: Any) -> Any:
        try:
            return read(self, *arguments, **options)
        except ResponseError as answer:
            if not isinstance(answer, ReadOnlyError) and not str(answer).startswith(UNBLOCKED):
                raise
            self.disconnect()
            raise Replica("The server has become a replica.") from None

    connection.AbstractConnection.read_response = read_or_leave
