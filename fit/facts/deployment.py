"""How the project is started elsewhere: Procfile, Dockerfile, Compose, shell scripts. And what is built with Node."""

import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tree import Fact, Tree

STARTS = re.compile(
    r"^(Procfile.*|Dockerfile.*|.*\.Dockerfile|(docker-)?compose.*\.ya?ml|.*\.sh|entrypoint.*|start.*|build\.sh)$"
)
MAKES = re.compile(r"\bmakemigrations\b(?!.*--check)")
WORKER = re.compile(r"\bcelery\b.*\bworker\b.*?\s(?:-Q|--queues)[= ]*([\w.,:-]+)")
BINARY = {".py", ".html", ".js", ".css", ".md", ".png", ".svg"}


def facts(files: Tree) -> Iterator[Fact]:
    for file in files.files:
        place = PurePosixPath(file)
        if STARTS.match(place.name) and place.suffix not in BINARY and len(place.parts) <= 4:
            for number, line in enumerate(files.text(file).splitlines(), 1):
                if line.lstrip().startswith("#"):
                    continue
                if MAKES.search(line):
                    yield {"kind": "makemigrations", "file": file, "line": number}
                match = WORKER.search(line)
                for queue in match[1].split(",") if match else []:
                    yield {"kind": "celery-queue", "file": file, "line": number, "queue": queue}
        if place.name == "package.json" and len(place.parts) <= 3:
            yield from node(files, file)


def node(files: Tree, file: str) -> Iterator[Fact]:
    try:
        scripts = json.loads(files.text(file)).get("scripts", {})
    except (ValueError, AttributeError):
        return
    if isinstance(scripts, dict) and "build" in scripts:
        yield {"kind": "node-build", "file": file, "line": 0}
