import os
import signal
import time
from pathlib import Path

from celery import Celery

app = Celery("chores")
app.config_from_object("django.conf:settings", namespace="CELERY")
STARTED = Path(os.environ["STARTED"])


def note(text: str) -> None:
    with STARTED.open("a") as file:
        file.write(f"{text}\n")


@app.task
def kill(salary: int) -> None:
    """As the kernel does with a process that uses too much memory."""
    note("kill")
    os.kill(os.getpid(), signal.SIGKILL)


@app.task(bind=True, max_retries=5)
def fail(self) -> None:
    """A failure is no crash: Celery retries it as often as the project wants."""
    note("fail")
    raise self.retry(countdown=0)


@app.task
def work(text: str = "work", seconds: float = 0) -> str:
    note(text)
    time.sleep(seconds)
    return text
