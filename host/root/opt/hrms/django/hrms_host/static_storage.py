"""The project's own storage of static files with hashed names: `STORAGES["staticfiles"]` of settings/files.py."""

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from .staticfiles import HashedFiles


def hashed(project: str, **options: Any) -> HashedFiles:
    """A storage of both classes: the project's does what it does, and calls ours where it would call Django's."""
    theirs = import_string(project)
    if not (isinstance(theirs, type) and issubclass(theirs, StaticFilesStorage)):
        raise ImproperlyConfigured(
            f"The storage of static files, {project}, is no subclass of Django's StaticFilesStorage. Hosts serve static"
            " files from a CDN; remove it from the project's STORAGES or STATICFILES_STORAGE."
        )
    return type("Hashed", (theirs, HashedFiles), {})(**options)
