"""Prints what detect-secrets finds in /build/app, as JSON with hashes in place of values.

Files in which an earlier build found nothing are not read again: vendors' files are most of a project.
"""

import hashlib
import json
import re
import subprocess
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from contents import Results, at_once, files_in
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.keyword import DENYLIST

APP = Path("/build/app")
# Lists of hashes, and the project's own allow list.
LISTS = re.compile(r"(^|/)(\.secrets\.baseline|Pipfile\.lock|poetry\.lock|uv\.lock|package-lock\.json|yarn\.lock)$")
# Entropy alone finds thousands of lines in vendors' files. Django marks keys that protect nothing:
# https://docs.djangoproject.com/en/5.2/ref/checks/#security
ENTROPY = ("Base64HighEntropyString", "HexHighEntropyString")
OPTIONS = (
    *("--all-files", "--no-verify", "--exclude-secrets", "^django-insecure-"),
    *(word for name in ENTROPY for word in ("--disable-plugin", name)),
)
# By this file too: what a fault of it let through once must not stay clean.
CLEAN = Results(f"detect-secrets-1.5.0-{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]}")
AT_ONCE = 500


# What detect-secrets looks for, line by line and slowly. Where none of it is in a file, it finds nothing there.
PATTERNS = [
    re.compile("|".join(DENYLIST), re.IGNORECASE),
    *(
        re.compile(pattern.pattern, pattern.flags | re.MULTILINE)
        for plugin in get_mapping_from_secret_type_to_class().values()
        if plugin.__name__ not in (*ENTROPY, "KeywordDetector")
        for pattern in plugin.denylist
    ),
]


def is_suspect(path: Path) -> bool:
    text = path.read_bytes().decode(errors="replace")
    return any(pattern.search(text) for pattern in PATTERNS)


def content(path: Path) -> bytes:
    """What a result depends on: detect-secrets reads files by their kind."""
    return path.suffix.encode() + b"\0" + path.read_bytes()


def scan(paths: list[Path]) -> dict[str, list[object]]:
    """Findings by path. Keeps those that have none."""
    names = [str(path.relative_to(APP)) for path in paths]
    command = ["/opt/tools/bin/detect-secrets", "scan", *OPTIONS, *names]
    found = json.loads(subprocess.run(command, cwd=APP, check=True, stdout=subprocess.PIPE).stdout)["results"]
    for path, name in zip(paths, names, strict=True):
        if name not in found:
            CLEAN.keep(content(path), b"")
    return found


def main() -> None:
    unknown = [
        path
        for path in files_in(APP)
        if path.is_file() and not LISTS.search(str(path)) and CLEAN.find(content(path)) is None
    ]
    with ProcessPoolExecutor() as pool:
        suspects = [
            path for path, is_one in zip(unknown, pool.map(is_suspect, unknown, chunksize=50), strict=True) if is_one
        ]
    for path in set(unknown).difference(suspects):
        CLEAN.keep(content(path), b"")
    batches = [suspects[start : start + AT_ONCE] for start in range(0, len(suspects), AT_ONCE)]
    results = {name: found for batch in at_once(scan, batches) for name, found in batch.items()}
    CLEAN.remove_old()
    print(json.dumps({"results": results}))


if __name__ == "__main__":
    main()
