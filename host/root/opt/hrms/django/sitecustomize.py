"""Python runs this first in every process whose PYTHONPATH names this folder: before the project can do anything."""

from hrms_host import hooks, printed

printed.capture()
hooks.install()
