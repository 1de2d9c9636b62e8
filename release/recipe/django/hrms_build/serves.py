"""Imports what Gunicorn serves, `module:callable`, and fails if there is no such callable."""

import os
import sys
from importlib import import_module

module, _, name = sys.argv[1].partition(":")
sys.path.insert(0, os.getcwd())
if not callable(getattr(import_module(module), name, None)):
    sys.exit(f"{module} has no callable {name}.")
