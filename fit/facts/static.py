"""Templates, style sheets and scripts: references to static files, and what pages ask browsers for."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from settings import Found
from tree import Fact, Tree, line_of

TEMPLATES = (".html", ".htm", ".txt", ".xml", ".jinja", ".jinja2", ".j2", ".djhtml")
SLASH = re.compile(r"""\{%-?\s*static\s+["']/[^"']*["']""")
HARD = re.compile(
    r"""\b(?:src|href|action|data-src|poster)\s*=\s*["'](/static/[^"'{}]+)["']"""
    r"""|url\(\s*["']?(/static/[^"'){}]+)"""
)
CSS_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)""")
CSS_IMPORT = re.compile(r"""@import\s+["']([^"']+)["']""")
COMMENT = re.compile(r"/\*(?!#).*?\*/", re.S)
SOURCE_MAP = re.compile(r"(?m)^(?:/\*|//)[#@]\s*sourceMappingURL=(?!data:)([^\s*]+)")
ELSEWHERE = re.compile(r"^([a-z][a-z0-9+.-]*:|//|#|/|data:|\{|%|~|$)|\{\{|\{%|\$\{", re.I)
DEVICES = {"geolocation": re.compile(r"navigator\s*\.\s*geolocation\b"), "camera": re.compile(r"\bgetUserMedia\s*\(")}
# The most of each kind in one file: what is generated repeats itself.
MOST = 20


def facts(files: Tree, found: Found) -> Iterator[Fact]:
    roots = static_roots(files, found)
    for file in files.ending(*TEMPLATES, ".css", ".js"):
        if {"tests", "test", "docs", "doc", "locale"} & set(file.split("/")[:-1]):
            continue
        text = files.text(file)
        if file.lower().endswith(TEMPLATES):
            yield from template(file, text)
        elif any(file.startswith(root) for root in roots):
            yield from missing(files, file, text)
        if not file.lower().endswith(".css"):
            yield from devices(file, text)
    directories = found.values.get("STATICFILES_DIRS")
    for fact in found.facts:
        if fact["kind"] == "setting" and fact["name"] == "STATICFILES_DIRS" and isinstance(directories, list):
            for folder in directories:
                if isinstance(folder, str) and not folder.startswith("/") and not is_folder(files, found, folder):
                    yield {"kind": "static-folder", "file": fact["file"], "line": fact["line"], "folder": folder}


def is_folder(files: Tree, found: Found, folder: str) -> bool:
    place = (PurePosixPath(found.root) / folder).as_posix().removeprefix("./").rstrip("/")
    return any(file.startswith(f"{place}/") for file in files.files)


def static_roots(files: Tree, found: Found) -> list[str]:
    """Folders that collectstatic takes files from: `static/` of an app or of the project."""
    return sorted(
        {file[: file.index("static/") + 7] for file in files.files if "/static/" in f"/{file}" and "static/" in file}
    )


def template(file: str, text: str) -> Iterator[Fact]:
    for kind, pattern in (("static-slash", SLASH), ("static-hard", HARD)):
        for match in list(pattern.finditer(text))[:MOST]:
            yield {
                "kind": kind,
                "file": file,
                "line": line_of(text, match.start()),
                "name": next(filter(None, match.groups()), ""),
            }


def devices(file: str, text: str) -> Iterator[Fact]:
    for device, pattern in DEVICES.items():
        match = pattern.search(text)
        if match:
            yield {"kind": "device", "file": file, "line": line_of(text, match.start()), "device": device}


def missing(files: Tree, file: str, text: str) -> Iterator[Fact]:
    """References of a style sheet or a script to a file beside it that does not exist."""
    names: list[tuple[str, int]] = [(match[1], match.start()) for match in SOURCE_MAP.finditer(text)]
    if file.endswith(".css"):
        plain = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
        names += [(next(filter(None, match.groups()), ""), match.start()) for match in CSS_URL.finditer(plain)]
        names += [(match[1], match.start()) for match in CSS_IMPORT.finditer(plain)]
        text = plain
    known: set[str] = set()
    for name, position in names:
        plain_name = re.split(r"[?#]", name)[0]
        if ELSEWHERE.search(name) or not plain_name or plain_name in known or len(known) >= MOST:
            continue
        if resolved(file, plain_name) not in files.names:
            known.add(plain_name)
            yield {"kind": "static-missing", "file": file, "line": line_of(text, position), "name": plain_name}


def resolved(file: str, name: str) -> str:
    parts: list[str] = []
    for part in [*file.split("/")[:-1], *name.split("/")]:
        if part == ".." and parts:
            parts.pop()
        elif part not in (".", ""):
            parts.append(part)
    return "/".join(parts)
