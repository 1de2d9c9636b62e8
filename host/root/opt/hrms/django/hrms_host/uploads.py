"""Uploads in a private bucket, for code that wants a path on disk too.

`file.path` is how projects hand an upload to a library that opens files: pandas, Pillow, a PDF renderer. It gives a
copy of the object. The copy is made when it is asked for, and again when the object has changed; old ones are dropped.
What a page writes to a copy is stored before its answer leaves (workspace.py). Elsewhere, in tasks and commands, copies
are read-only: code that writes must use `storage.save()`.
"""

import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from threading import Lock
from typing import IO

from django.core.files import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from .disk import PREFIX
from .environment import GIVEN

# Copies that nobody has asked for during this time make room for others.
KEEP_SECONDS = 15 * 60
WRITABLE, READABLE = 0o600, 0o400


class PrivateFiles(S3Storage):
    def path(self, name: str) -> str:
        """Path of a copy on disk. Raises FileNotFoundError like open() if there is no such object."""
        return str(copies.get(self, clean_name(name)))

    def replace(self, name: str, path: Path) -> None:
        """Stores the file under exactly this name. The bucket keeps the version before."""
        with path.open("rb") as content:
            self._save(clean_name(name), File(content))


class Copies:
    """One process's copies, in a folder of its own that others cannot read."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.owner = 0
        self.lock = Lock()
        # Where each copy came from, and what it was like.
        self.made: dict[Path, tuple[PrivateFiles, str, tuple[int, int]]] = {}
        # Those that somebody was given since changed ones were last stored.
        self.given: set[Path] = set()

    def get(self, storage: PrivateFiles, name: str) -> Path:
        with self.lock:
            folder = self.own_folder()
            self.drop_old(folder)
            with storage.open(name) as uploaded:
                # The object's version, so that a changed one is copied again. Its own name, because its ending matters.
                version = hashlib.sha256(f"{name} {uploaded.obj.e_tag}".encode()).hexdigest()[:16]
                copy = folder / version / os.path.basename(name)
                if not copy.exists():
                    write(uploaded, copy)
                    self.made[copy] = (storage, name, state_of(copy))
            os.utime(copy.parent)
            self.given.add(copy)
            return copy

    def own_folder(self) -> Path:
        # Gunicorn's and Celery's children must not remove each other's.
        if self.folder is None or self.owner != os.getpid():
            self.owner = os.getpid()
            drop_orphans()
            self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{self.owner}-"))
            self.made = {}
            self.given = set()
        return self.folder

    def store_changed(self) -> None:
        """Stores what has been written to copies since they were given. Each is a copy of another object then, and nobody
        gets it again.
        """
        while self.given:
            copy = self.given.pop()
            storage, name, state = self.made.get(copy, (None, "", None))
            if storage is None or (copy.exists() and state_of(copy) == state):
                continue
            try:
                if copy.exists():
                    storage.replace(name, copy)
            finally:
                shutil.rmtree(copy.parent, ignore_errors=True)
                del self.made[copy]

    def drop_old(self, folder: Path) -> None:
        for copy in folder.iterdir():
            if time.time() - copy.stat().st_mtime > KEEP_SECONDS:
                shutil.rmtree(copy)
                self.made = {path: made for path, made in self.made.items() if path.parent != copy}
                self.given &= self.made.keys()


def drop_orphans() -> None:
    """Of processes that have ended: Gunicorn and Celery replace theirs all the time."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)


def state_of(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_mtime_ns, status.st_size


def write(uploaded: IO[bytes], copy: Path) -> None:
    copy.parent.mkdir()
    partial = copy.with_name(f"{copy.name}.partial")
    with partial.open("wb") as file:
        shutil.copyfileobj(uploaded, file)
    partial.chmod(WRITABLE if GIVEN.get("HRMS_ROLE") == "web" else READABLE)
    partial.rename(copy)


copies = Copies()
