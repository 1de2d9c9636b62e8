"""A scheduler, started as the package or its app is loaded; its job writes down who ran it."""

import atexit
import os
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler


def start(where: str) -> None:
    def work() -> None:
        with Path(os.environ["JOBS_DONE"]).open("a") as file:
            file.write(f"{where} {os.environ.get('HRMS_ROLE', '')}\n")

    if "JOBS_DONE" in os.environ:
        scheduler = BackgroundScheduler()
        scheduler.add_job(work, "interval", seconds=0.2)
        scheduler.start()
        atexit.register(scheduler.shutdown)
