"""Settings of a project that has other habits."""

from .settings import *  # noqa: F403

INSTALLED_APPS = ("axes.apps.AppConfig", *INSTALLED_APPS)  # noqa: F405
MIDDLEWARE = (*MIDDLEWARE, "django.middleware.security.SecurityMiddleware")  # noqa: F405
AUTHENTICATION_BACKENDS = ("axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend")
CSRF_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_MEMORY_SIZE = None
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
STORAGES = {"archive": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
LOGGING_CONFIG = None
