"""The project's own settings, for its tests. Only the database differs."""

import os
from importlib import import_module

from .database import here

_theirs = import_module(os.environ["HRMS_PROJECT_SETTINGS"])
globals().update({name: value for name, value in vars(_theirs).items() if name.isupper()})
DATABASES = here(getattr(_theirs, "DATABASES", {}))
