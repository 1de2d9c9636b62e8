"""Results of slow programs, kept between builds by the SHA-256 of what they were made from."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import NamedTemporaryFile

CACHE = Path("/cache/static")
# What no build has asked for in this time is removed.
KEPT_SECONDS = 60 * 24 * 3600


def files_in(folder: Path) -> list[Path]:
    return [Path(base, name) for base, _, names in os.walk(folder) for name in sorted(names)]


class Results:
    """Of one program. An empty result says that what it was made from stays as it is."""

    def __init__(self, program: str) -> None:
        """`program` changes with its version and options."""
        self.folder = CACHE / program

    def find(self, content: bytes) -> bytes | None:
        path = self.path(content)
        try:
            result = path.read_bytes()
        except FileNotFoundError:
            return None
        os.utime(path)
        return result

    def keep(self, content: bytes, result: bytes) -> bytes:
        path = self.path(content)
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(result)
        os.replace(file.name, path)
        return result

    def of(self, content: bytes, make: Callable[[bytes], bytes]) -> bytes:
        found = self.find(content)
        return self.keep(content, make(content)) if found is None else found

    def path(self, content: bytes) -> Path:
        digest = hashlib.sha256(content).hexdigest()
        return self.folder / digest[:2] / digest

    def remove_old(self) -> None:
        oldest = time.time() - KEPT_SECONDS
        for path in files_in(self.folder):
            if path.stat().st_mtime < oldest:
                path.unlink()


def at_once[T, R](work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """On all processors: what is slow here runs outside of Python."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(work, items)
