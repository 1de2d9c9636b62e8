import os

from people.on_sqlite import *  # noqa: F403

CELERY_BEAT_SCHEDULE = {
    "monthly": {"task": "chores.celery.work", "schedule": float(os.environ.get("INTERVAL", "3600"))},
}
