"""What projects leave behind as they load: the kind in LEAVES."""

import os
import socket
import threading
import time

kept = []


def leave() -> None:
    kind = os.environ.get("LEAVES")
    if kind == "thread":
        thread = threading.Thread(target=threading.Event().wait, name="refresher", daemon=True)
        thread.start()
    if kind == "connection":
        kept.append(socket.create_connection(("127.0.0.1", int(os.environ["PORT"]))))
        # A change of the environment that must not reach the next start.
        os.environ["LEAVES"] = "nothing"
    if kind == "database":
        from django.db import connection

        connection.ensure_connection()
    if kind == "slow copies":
        os.register_at_fork(after_in_child=lambda: time.sleep(2))
    if kind == "error":
        raise RuntimeError("no licence")
