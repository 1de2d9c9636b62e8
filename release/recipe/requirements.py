"""requirements.py LOCK: prints the versions of a Pipfile.lock or poetry.lock, as lines of a requirements file."""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def pipfile(text: str) -> Iterator[str]:
    """https://github.com/pypa/pipfile: `default` has everything but development's packages."""
    for name, package in json.loads(text)["default"].items():
        # uv says what hashing needs of those from repositories.
        address = f" @ git+{package['git']}@{package['ref']}" if "git" in package else package.get("version", "")
        yield line(name, package.get("extras", []), address, package.get("markers", ""))


def poetry(text: str) -> Iterator[str]:
    """Poetry 2 says the groups of each package. Older ones do not, so development's packages are included."""
    for package in tomllib.loads(text).get("package", []):
        if "main" in package.get("groups", ["main"]):
            yield line(package["name"], [], f"=={package['version']}", marker(package.get("markers", "")))


def marker(given: Any) -> str:
    """One for all groups, or one for each."""
    return given.get("main", "") if isinstance(given, dict) else given


def line(name: str, extras: list[str], version: str, markers: str) -> str:
    return f"{name}{'[' + ','.join(extras) + ']' if extras else ''}{version}{' ; ' + markers if markers else ''}"


READERS = {"Pipfile.lock": pipfile, "poetry.lock": poetry}

if __name__ == "__main__":
    lock = Path(sys.argv[1])
    print("\n".join(READERS[lock.name](lock.read_text(encoding="utf-8"))))
