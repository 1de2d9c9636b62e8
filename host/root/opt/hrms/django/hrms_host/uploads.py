"""Uploads in a private bucket, for code that wants a path on disk too.

`file.path` is how projects hand an upload to a library that opens files: pandas, Pillow, a PDF renderer. It gives a
copy of the object, for reading. The copy is made when it is asked for, and again when the object has changed; old ones
are dropped. It is read-only and never written back: code that writes must use `storage.save()`.
"""

import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from threading import Lock
from typing import IO

from storages.backends.s3 import S3Storage
from storages.utils import clean_name

# Copies that nobody has asked for during this time make room for others.
KEEP_SECONDS = 15 * 60
PREFIX = "hrms-uploads-"


class PrivateFiles(S3Storage):
    def path(self, name: str) -> str:
        """Path of a copy on disk. Raises FileNotFoundError like open() if there is no such object."""
        return str(copies.get(self, clean_name(name)))


class Copies:
    """One process's copies, in a folder of its own that others cannot read."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.owner = 0
        self.lock = Lock()

    def get(self, storage: S3Storage, name: str) -> Path:
        with self.lock:
            folder = self.own_folder()
            self.drop_old(folder)
            with storage.open(name) as uploaded:
                # The object's version, so that a changed one is copied again. Its own name, because its ending matters.
                version = hashlib.sha256(f"{name} {uploaded.obj.e_tag}".encode()).hexdigest()[:16]
                copy = folder / version / os.path.basename(name)
                if not copy.exists():
                    write(uploaded, copy)
            os.utime(copy.parent)
            return copy

    def own_folder(self) -> Path:
        # Gunicorn's and Celery's children must not remove each other's.
        if self.folder is None or self.owner != os.getpid():
            self.owner = os.getpid()
            drop_orphans()
            self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{self.owner}-"))
        return self.folder

    def drop_old(self, folder: Path) -> None:
        for copy in folder.iterdir():
            if time.time() - copy.stat().st_mtime > KEEP_SECONDS:
                shutil.rmtree(copy)


def drop_orphans() -> None:
    """Of processes that have ended: Gunicorn and Celery replace theirs all the time."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)


def write(uploaded: IO[bytes], copy: Path) -> None:
    """Read-only: what is written there would be lost."""
    copy.parent.mkdir()
    partial = copy.with_name(f"{copy.name}.partial")
    with partial.open("wb") as file:
        shutil.copyfileobj(uploaded, file)
    partial.chmod(0o400)
    partial.rename(copy)


copies = Copies()
