"""The settings that production runs with: the project's own, and over them what the checklist wants.

Each module beside this one is a concern: `settings(env, project)` gives what it sets, from the environment and from
what the project had. What none of them names stays as the project has it.
"""

from importlib import import_module
from typing import Any

from ..environment import GIVEN, require, restore
from . import applications, cache, database, errors, files, logins, logs, mail, security, tasks

require(GIVEN)
_project = import_module(GIVEN["HRMS_PROJECT_SETTINGS"])
restore()

_settings: dict[str, Any] = {name: value for name, value in vars(_project).items() if name.isupper()}
for _concern in (applications, security, database, cache, tasks, files, mail, logins, logs):
    _settings |= _concern.settings(GIVEN, _settings)
globals().update(_settings)

errors.report(GIVEN)
