"""The project's files: what git has of them, or else what is in the folder."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

Fact = dict[str, Any]

# Never part of a release, and often larger than the project.
SKIPPED = {
    ".git", ".hg", ".svn", ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".idea", ".vscode",
    "__pycache__",
}  # fmt: skip
# Files of others inside the project. They are counted, but not read.
VENDORED = {"node_modules", "bower_components", "site-packages"}
# A larger text is generated.
MOST_BYTES = 1_000_000
GIT_SECONDS = 20


@dataclass
class Tree:
    root: Path
    # Relative to the root, with slashes, sorted.
    files: list[str]
    # Whether git knows each of the files; without a repository, nobody can tell.
    tracked: bool
    facts: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = set(self.files)
        self._texts: dict[str, str] = {}

    def bytes(self, file: str, most: int = MOST_BYTES) -> bytes:
        """The start of the file; nothing if it cannot be read, or is not a plain file of this project."""
        place = self.root / file
        try:
            if not place.resolve().is_relative_to(self.root) or not place.is_file():
                return b""
            with place.open("rb") as stream:
                return stream.read(most)
        except OSError:
            return b""

    def text(self, file: str) -> str:
        if file not in self._texts:
            self._texts[file] = self.bytes(file).decode("utf-8-sig", "replace")
        return self._texts[file]

    def ending(self, *suffixes: str) -> list[str]:
        return [file for file in self.files if file.lower().endswith(suffixes)]


def read(root: Path) -> Tree:
    listed = from_git(root)
    every = from_folder(root) if listed is None else listed
    environments = {str(PurePosixPath(file).parent) for file in every if file.endswith("/pyvenv.cfg")}
    own: list[str] = []
    vendored: dict[str, int] = {}
    for file in sorted(every):
        folder = vendor(file, environments)
        if folder is None:
            own.append(file)
        else:
            vendored[folder] = vendored.get(folder, 0) + 1
    facts = [
        {"kind": "vendored", "file": folder, "line": 0, "files": count} for folder, count in sorted(vendored.items())
    ]
    return Tree(root, own, listed is not None, facts)


def vendor(file: str, environments: set[str]) -> str | None:
    """The folder with files of others that the file is in: a virtual environment, or packages of npm."""
    parts = file.split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        folder = "/".join(parts[:depth])
        if folder in environments:
            return folder
        if parts[depth - 1] == "site-packages":
            # lib/python3.12/site-packages on Linux, Lib/site-packages on Windows: the environment is above.
            above = parts[: depth - 1]
            while above and above[-1].lower().startswith(("lib", "python")):
                above.pop()
            return "/".join(above) or folder
        if parts[depth - 1] in VENDORED:
            return folder
    return None


def from_git(root: Path) -> list[str] | None:
    """Files that git knows or would add; None if this is no repository."""
    # A repository's own configuration could name a program to run.
    git = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-C", str(root)]
    try:
        ran = subprocess.run(
            [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            capture_output=True,
            timeout=GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    names = [os.fsdecode(name) for name in ran.stdout.split(b"\0") if name]
    if ran.returncode != 0 or not names:
        return None
    return [name for name in names if not SKIPPED & set(name.split("/")) and (root / name).is_file()]


def from_folder(root: Path) -> list[str]:
    files: list[str] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED]
        place = Path(folder).relative_to(root)
        files += [(place / name).as_posix() for name in names]
    return files


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
