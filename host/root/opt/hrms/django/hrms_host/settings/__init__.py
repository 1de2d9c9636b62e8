"""The settings that production runs with: the project's own, overlaid with what the checklist asks for.

Each module that `overlay.py` names is one concern: `settings(env, project)` returns what production wants, from the
environment and the project's own settings. `table.py` says for each setting whether that or the project's value wins.
All other settings stay as the project has them.
"""

import django

from ..environment import GIVEN, require, restore
from . import errors, overlay, project, report
from .directions import overruled

require(GIVEN)
report.check_version(django.VERSION)
_theirs = project.read(GIVEN["HRMS_PROJECT_SETTINGS"])
restore()

_settings = overlay.settings(GIVEN, _theirs)
globals().update(_settings)

errors.report(GIVEN)
report.tell(GIVEN, report.news(django.VERSION, overruled(_theirs, _settings)))
