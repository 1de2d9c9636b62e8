"""Its settings do not have the usual prefix, so the host's do not reach it."""

import os

from celery import Celery

from . import print_everywhere

app = Celery("prints", broker=os.environ["CELERY_BROKER_URL"], backend=os.environ["CELERY_RESULT_BACKEND"])


@app.task
def work() -> str:
    print_everywhere("task")
    return "done"
