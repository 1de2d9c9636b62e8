"""The settings of hosts. Only the database differs."""

import hrms_host.settings as _hosts

from .database import here

globals().update({name: value for name, value in vars(_hosts).items() if name.isupper()})
DATABASES = here(_hosts.DATABASES)
