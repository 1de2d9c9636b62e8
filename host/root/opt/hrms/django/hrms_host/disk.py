"""Folders of one process on the host's disk. uploads.py removes those of processes that have ended."""

import os
import tempfile

PREFIX = "hrms-uploads-"


def media_root() -> str:
    """Within TMPDIR, which is the unit's own and ends with it."""
    return os.path.join(tempfile.gettempdir(), f"{PREFIX}{os.getpid()}-media")
