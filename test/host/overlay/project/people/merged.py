"""Settings of a careful project: each of these was once replaced."""

from .settings import *  # noqa: F403

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "django.contrib.sessions"]  # noqa: F405
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
STATICFILES_STORAGE = "people.storage.Building"
DEFAULT_FILE_STORAGE = "django.core.files.storage.FileSystemStorage"
LOGGING = {
    "version": 1,
    "formatters": {
        "trail": {"format": "%(levelname)s of %(name)s: %(message)s"},
        "unused": {"()": "nowhere.Formatter"},
    },
    "filters": {"no_salaries": {"()": "people.trail.NoSalaries"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "unused"},
        "file": {"class": "logging.handlers.RotatingFileHandler", "filename": "/nowhere/people.log"},
        "mail": {"class": "django.utils.log.AdminEmailHandler"},
        "trail": {"class": "people.trail.Trail", "formatter": "trail", "filters": ["no_salaries"], "level": "INFO"},
    },
    "root": {"handlers": ["console", "trail"], "level": "ERROR"},
    "loggers": {
        "people.audit": {"handlers": ["trail", "file"], "level": None, "propagate": False},
        "people.views": {"handlers": ["console"], "level": "WARNING", "propagate": False, "filters": ["no_salaries"]},
        "django.request": {"handlers": ["mail", "trail"], "level": "ERROR"},
    },
}
