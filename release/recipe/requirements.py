"""requirements.py LOCK [GROUP...]: prints the versions of a Pipfile.lock or poetry.lock, as lines of a requirements file.

Those of the main packages, and of the groups that are named.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def pipfile(text: str, groups: list[str]) -> Iterator[str]:
    """https://github.com/pypa/pipfile: `default` has everything but what is in groups, which Pipenv calls categories."""
    read = json.loads(text)
    for name, package in (item for group in ("default", *groups) for item in read[group].items()):
        if "git" in package:
            folder = f"#subdirectory={package['subdirectory']}" if "subdirectory" in package else ""
            version = f" @ git+{package['git']}@{package['ref']}{folder}"
        else:
            version = package.get("version", "")
        yield line(name, package.get("extras", []), version, package.get("markers", ""))


def poetry(text: str, groups: list[str]) -> Iterator[str]:
    """Poetry 2 says the groups of each package. Older ones do not, so development's packages are included."""
    wanted = {"main", *groups}
    for package in tomllib.loads(text).get("package", []):
        chosen = wanted.intersection(package.get("groups", ["main"]))
        if chosen:
            source = package.get("source", {})
            if source.get("type") == "git":
                folder = f"#subdirectory={source['subdirectory']}" if "subdirectory" in source else ""
                version = f" @ git+{source['url']}@{source['resolved_reference']}{folder}"
            else:
                version = f"=={package['version']}"
            yield line(package["name"], [], version, marker(package.get("markers", ""), sorted(chosen)))


def marker(given: Any, groups: list[str]) -> str:
    """One for all groups, or one for each; a group without one has no condition."""
    if not isinstance(given, dict):
        return given
    own = [given.get(group, "") for group in groups]
    return "" if "" in own else " or ".join(f"({each})" for each in own) if len(own) > 1 else own[0]


def line(name: str, extras: list[str], version: str, markers: str) -> str:
    return f"{name}{'[' + ','.join(extras) + ']' if extras else ''}{version}{' ; ' + markers if markers else ''}"


READERS = {"Pipfile.lock": pipfile, "poetry.lock": poetry}

if __name__ == "__main__":
    lock = Path(sys.argv[1])
    print("\n".join(READERS[lock.name](lock.read_text(encoding="utf-8"), sys.argv[2:])))
