"""The one process of the fleet that runs the project's APScheduler jobs: `python -m hrms_host.scheduler`.

Code that starts schedulers in a web process starts them here too: this loads the project's WSGI application, but
serves no requests. SIGTERM ends it; Python waits for jobs in progress before it exits.
"""

import signal
import sys
from importlib import import_module
from threading import Event

from .environment import GIVEN


def main() -> int:
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    module, _, _ = GIVEN["HRMS_WSGI_APPLICATION"].partition(":")
    import_module(module)
    stopping.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
