"""What hosts run with, on SQLite: a database server takes part in tests of booted hosts."""

import os

from hrms_host.settings import *  # noqa: F403

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["SQLITE"]}}
