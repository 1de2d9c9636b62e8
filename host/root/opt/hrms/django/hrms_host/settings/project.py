"""The project's own settings, and what to do if they need a variable that the environment lacks."""

import os
import re
from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from ..environment import Unusable

# Each library names the variable somewhere in its message.
NAME = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b")


def read(module: str) -> dict[str, Any]:
    """Raises Unusable for a missing variable, with the commands that set it."""
    try:
        project = import_module(module)
    except Exception as problem:
        name = missing_name(problem)
        if name is None:
            raise
        raise Unusable(
            f"The project's settings need the variable {name}, which the environment lacks. Set it with"
            f" pulumi config set --path hrms:environment.{name} VALUE, or a secret with"
            f" pulumi config set --secret --path hrms:environmentSecrets.{name}. Then run pulumi up."
        ) from problem
    return {name: value for name, value in vars(project).items() if name.isupper()}


def missing_name(problem: Exception) -> str | None:
    """The variable that the error is about: of os.environ, django-environ, or python-decouple."""
    if isinstance(problem, KeyError):
        names = [problem.args[0]] if problem.args and isinstance(problem.args[0], str) else []
        names = [name for name in names if NAME.fullmatch(name)]
    elif isinstance(problem, ImproperlyConfigured) or type(problem).__name__ == "UndefinedValueError":
        names = NAME.findall(str(problem))
    else:
        names = []
    return next((name for name in names if len(name) > 1 and name not in os.environ), None)
