"""What does not belong into a repository: databases, people's uploads, environment files."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tree import Fact, Tree

SQLITE = b"SQLite format 3\0"
DATABASE = re.compile(r"\.(sqlite3?|db|sqlite3?[-.]\w+)$", re.I)
DUMP = re.compile(r"\.(sql|dump|bak|sql\.gz)$", re.I)
UPLOADS = re.compile(r"^(?:[\w-]+/)?(media|uploads?|mediafiles)/", re.I)
# Kept by hand, not uploaded.
HARMLESS = re.compile(
    r"(^|/)(\.gitkeep|\.gitignore|README[^/]*|default[^/]*|placeholder[^/]*)$|\.(css|js|py|html|scss|svg)$", re.I
)
ENV = re.compile(r"^\.env")
# Samples to copy, which a release leaves out. Any other name is refused (/opt/hrms/bin/clean-release).
SAMPLE = re.compile(
    r"^\.envrc$|^\.env.*\.(example|dist|sample|template|tmpl)$|^\.env(\.example\..*|[-_](example|sample))$"
)


def facts(files: Tree) -> Iterator[Fact]:
    uploads: dict[str, int] = {}
    for file in files.files:
        name = PurePosixPath(file).name
        if {"tests", "test", "fixtures", "docs", "doc"} & set(file.split("/")[:-1]):
            continue
        if ENV.match(name):
            yield {"kind": "env-file", "file": file, "line": 0, "sample": bool(SAMPLE.search(name))}
        elif DATABASE.search(name) and files.bytes(file, len(SQLITE)) == SQLITE:
            yield {"kind": "database-file", "file": file, "line": 0, "what": "SQLite"}
        elif DUMP.search(name) and re.search(rb"(?i)insert into|^copy .* from stdin", files.bytes(file)):
            yield {"kind": "database-file", "file": file, "line": 0, "what": "a dump with rows"}
        elif UPLOADS.match(file) and not HARMLESS.search(file):
            folder = UPLOADS.match(file)[0].rstrip("/")  # type: ignore[index]
            uploads[folder] = uploads.get(folder, 0) + 1
    for folder, count in uploads.items():
        yield {"kind": "uploads", "file": folder, "line": 0, "files": count}
