"""Python runs this first in every process whose PYTHONPATH names this folder: before the project can do anything."""

import sys
from pathlib import Path

from hrms_host import hooks, printed

# Links to releases change while a process runs. It stays with the files that it has started with.
sys.path[:] = [str(Path(folder).resolve()) if folder else folder for folder in sys.path]

printed.capture()
hooks.install()
