"""The settings of hosts, with the static files that are collected already, and made smaller."""

import hrms_host.settings as _hosts

globals().update({name: value for name, value in vars(_hosts).items() if name.isupper()})
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATICFILES_DIRS = ["/build/collected"]
