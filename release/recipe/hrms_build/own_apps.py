"""Prints, with the settings of DJANGO_SETTINGS_MODULE, the labels of the apps that are the project's own, and not a package's."""

from pathlib import Path

import django
from django.apps import apps

django.setup()
print(*(app.label for app in apps.get_app_configs() if Path(app.path).is_relative_to("/build/trial")))
