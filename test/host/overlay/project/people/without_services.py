"""The same without Redis."""

from .on_sqlite import *  # noqa: F403

CACHES = {"default": {"BACKEND": "people.memory.Cache"}}
# A password of people takes half a second; tests have many.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
