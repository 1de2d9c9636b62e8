"""Settings without a project: a database, and two applications with migrations."""

import os

SECRET_KEY = "none"
DATABASES = {
    "default": {"ENGINE": "django.db.backends.mysql", "NAME": "hrms", "HOST": os.environ["MARIADB_SOCKET"]},
}
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "axes"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
