"""Prints the labels of the apps that are the project's own, and not a package's, by the settings of DJANGO_SETTINGS_MODULE."""

from pathlib import Path

import django
from django.apps import apps

# The project, and the copy of it for what writes files.
TREES = tuple(Path(folder).resolve() for folder in ("/build/app", "/build/trial"))

django.setup()
print(*(app.label for app in apps.get_app_configs() if any(Path(app.path).is_relative_to(tree) for tree in TREES)))
