"""Settings of a developer's machine, as they get into production."""

import os
from pathlib import Path

from .dotenv import read_over_environment

BASE_DIR = Path(__file__).parent.parent
read_over_environment()

DEBUG = True
SECRET_KEY = "django-insecure-of-the-project"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "people.urls"
WSGI_APPLICATION = "people.wsgi.application"
COMPANY = os.environ.get("COMPANY", "from the project")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "people",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3", "ATOMIC_REQUESTS": True},
    "attendance": {"ENGINE": "django.db.backends.sqlite3", "NAME": "attendance.sqlite3"},
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "reports": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STATIC_URL = "/static/"
MEDIA_ROOT = BASE_DIR / "media"
AWS_ACCESS_KEY_ID = "AKIA-of-a-developer"
AWS_SECRET_ACCESS_KEY = "of-a-developer"
AWS_S3_ENDPOINT_URL = "http://minio:9000"
AWS_S3_CUSTOM_DOMAIN = "media.example.com"
AWS_S3_VERIFY = False
AWS_QUERYSTRING_AUTH = False
AWS_DEFAULT_ACL = "public-read"
AWS_S3_OBJECT_PARAMETERS = {"ServerSideEncryption": "AES256"}
SECURE_PROXY_SSL_HEADER = None
SESSION_COOKIE_HTTPONLY = False
X_FRAME_OPTIONS = "ALLOWALL"
CELERY_BEAT_SCHEDULE = {"greet": {"task": "people.tasks.greet", "schedule": 60}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "handlers": {"file": {"class": "logging.FileHandler", "filename": "/nowhere/people.log", "delay": True}},
    "loggers": {
        "people": {"handlers": ["file"], "level": "DEBUG", "propagate": False},
        "people.quiet": {"handlers": ["file"], "level": "ERROR", "propagate": False},
    },
}
