"""The project's requirements, in each of the formats that teams use. Read as pip reads them."""

import codecs
import json
import re
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath

from tree import Fact, Tree

# As pip does: a byte order mark decides. https://github.com/pypa/pip/blob/main/src/pip/_internal/req/req_file.py
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CODING = re.compile(rb"coding[:=]\s*([-\w.]+)")
NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*(.*)$")
URL = re.compile(r"^(git|hg|svn|bzr)\+|^https?:|^file:|^\.{0,2}/")
# Other places, the likeliest first, when there is no requirements.txt.
ELSEWHERE = re.compile(
    r"^((requirements|reqs?|deps)/(production|prod|live|deploy|base|common|main|requirements)\.txt"
    r"|requirements[-_.](production|prod|live|base)\.txt|(requirements?|reqs?|deps)\.txt)$",
    re.I,
)


PYTHON_FILES = {".python-version": r"^(?:cpython-)?(\d+\.\d+)", "runtime.txt": r"^python-(\d+\.\d+)"}


def pythons(files: Tree, root: str) -> Iterator[Fact]:
    """Which Python the project says that it needs."""
    for folder in dict.fromkeys((root, "")):
        base = f"{folder}/" if folder else ""
        for name, pattern in PYTHON_FILES.items():
            match = re.search(pattern, files.text(base + name).strip()) if base + name in files.names else None
            if match:
                yield {"kind": "python-version", "file": base + name, "line": 1, "spec": f"=={match[1]}.*"}
        file = f"{base}pyproject.toml"
        if file in files.names:
            read = toml(files, file)
            spec = read.get("project", {}).get("requires-python", "").replace(" ", "")
            poetry = read.get("tool", {}).get("poetry", {}).get("dependencies", {}).get("python", "")
            if spec or isinstance(poetry, str) and poetry:
                line = line_with(files, file, "requires-python" if spec else "python")
                yield {"kind": "python-version", "file": file, "line": line, "spec": spec or of_poetry(poetry)}


def facts(files: Tree, root: str) -> list[Fact]:
    """Those of the project; of other requirements files, only their names."""
    found: list[Fact] = []
    for folder in dict.fromkeys((root, "")):
        base = f"{folder}/" if folder else ""
        usual = f"{base}requirements.txt"
        if usual in files.names:
            return [*chosen(usual, "pip"), *from_pip(files, usual, set())]
        others = sorted(
            (file for file in files.files if ELSEWHERE.match(file.removeprefix(base)) and file.startswith(base)),
            key=lambda file: (0 if "prod" in file else 1, file),
        )
        if others:
            return [*chosen(others[0], "pip-elsewhere"), *from_pip(files, others[0], set())]
        for name, format_, read in (
            ("Pipfile", "pipenv", from_pipfile),
            ("pyproject.toml", "pyproject", from_pyproject),
            ("setup.cfg", "setup", None),
            ("setup.py", "setup", None),
        ):
            if base + name in files.names:
                wanted = list(read(files, base + name)) if read else []
                if wanted or format_ == "setup":
                    lock = next((f for f in ("uv.lock", "poetry.lock", "Pipfile.lock") if base + f in files.names), "")
                    fact = {**chosen(base + name, format_)[0], "lock": lock}
                    return [fact, *wanted]
    return found


def chosen(file: str, format_: str) -> list[Fact]:
    return [{"kind": "requirements", "file": file, "line": 0, "format": format_, "lock": ""}]


def from_pip(files: Tree, file: str, seen: set[str]) -> Iterator[Fact]:
    if file in seen:
        return
    seen.add(file)
    text, encoding = decoded(files.bytes(file))
    if encoding.startswith("utf-16") or encoding.startswith("utf-32"):
        yield {"kind": "requirements-encoding", "file": file, "line": 1, "encoding": encoding.upper()[:6]}
    for line, entry in logical_lines(text):
        option = re.match(r"^(-r|--requirement|-c|--constraint)[ =]?\s*(\S+)", entry)
        if option:
            other = (PurePosixPath(file).parent / option[2]).as_posix()
            if other in files.names:
                yield from from_pip(files, other, seen)
            else:
                yield {"kind": "requirements-missing-file", "file": file, "line": line, "name": other}
        elif entry.startswith("-") and not entry.startswith(("-e", "--editable")):
            yield {"kind": "requirements-option", "file": file, "line": line, "option": entry.split("=")[0].split()[0]}
        else:
            yield requirement(file, line, entry)


def decoded(raw: bytes) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace"), encoding
    for line in raw.split(b"\n")[:2]:
        match = CODING.search(line) if line.startswith(b"#") else None
        if match:
            try:
                return raw.decode(match[1].decode("ascii"), "replace"), match[1].decode("ascii").lower()
            except LookupError:
                break
    return raw.decode("utf-8", "replace"), "utf-8"


def logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines without comments, with continued ones joined."""
    start, joined = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        start = start or number
        if line.endswith("\\"):
            joined += line[:-1] + " "
            continue
        entry = re.sub(r"(^|\s)#.*$", "", joined + line).strip()
        if entry:
            yield start, entry
        start, joined = 0, ""


def requirement(file: str, line: int, entry: str) -> Fact:
    fact: Fact = {
        "kind": "requirement",
        "file": file,
        "line": line,
        "extras": "",
        "spec": "",
        "marker": "",
        "url": False,
    }
    entry = re.sub(r"\s+--(hash|global-option|config-settings).*$", "", entry)
    editable = re.match(r"^(-e|--editable)[ =]\s*", entry)
    place = entry[editable.end() :] if editable else entry
    if editable or URL.match(place):
        egg = re.search(r"[#&]egg=([\w.-]+)", place)
        return {**fact, "name": normal(egg[1]) if egg else "", "url": True}
    match = NAME.match(entry)
    if not match:
        return {**fact, "name": "", "unreadable": True}
    rest, _, marker = match[3].partition(";")
    fact |= {
        "name": normal(match[1]),
        "extras": (match[2] or "").strip("[]").replace(" ", ""),
        "marker": marker.strip(),
    }
    if rest.strip().startswith("@"):
        return {**fact, "url": True}
    spec = rest.strip().strip("()").replace(" ", "")
    if spec and not re.match(r"^(===|[=<>!~]=|[<>])", spec):
        return {**fact, "unreadable": True}
    return {**fact, "spec": spec}


def normal(name: str) -> str:
    """PyPI's own spelling. https://packaging.python.org/en/latest/specifications/name-normalization/"""
    return re.sub(r"[-_.]+", "-", name).lower()


def toml(files: Tree, file: str) -> dict:
    """Empty if this Python cannot read TOML, or the file is none."""
    if sys.version_info < (3, 11):
        return {}
    import tomllib

    try:
        return tomllib.loads(files.text(file))
    except tomllib.TOMLDecodeError:
        return {}


def from_pipfile(files: Tree, file: str) -> Iterator[Fact]:
    for name, wanted in toml(files, file).get("packages", {}).items():
        spec = wanted if isinstance(wanted, str) else wanted.get("version", "*")
        url = not isinstance(wanted, str) and bool({"git", "path", "file"} & set(wanted))
        extras = "" if isinstance(wanted, str) else ",".join(wanted.get("extras", []))
        yield {
            **requirement(file, line_with(files, file, name), f"{name}{'' if spec == '*' else spec}"),
            "extras": extras,
            "url": url,
        }


def from_pyproject(files: Tree, file: str) -> Iterator[Fact]:
    read = toml(files, file)
    for entry in read.get("project", {}).get("dependencies", []):
        yield requirement(file, line_with(files, file, entry), entry)
    for name, wanted in read.get("tool", {}).get("poetry", {}).get("dependencies", {}).items():
        if name == "python":
            continue
        versions = wanted if isinstance(wanted, list) else [wanted]
        given = versions[0]
        spec = given if isinstance(given, str) else given.get("version", "*")
        url = not isinstance(given, str) and bool({"git", "path", "url"} & set(given))
        fact = requirement(file, line_with(files, file, name), f"{name}{of_poetry(spec)}")
        extras = "" if isinstance(given, str) else ",".join(given.get("extras", []))
        yield {**fact, "extras": extras, "url": url}


def of_poetry(spec: str) -> str:
    """Poetry's `^1.2` and `~1.2` as pip says it; a bare number is exact."""
    parts = []
    for part in spec.replace(" ", ",").split(","):
        sign, version = re.match(r"^([\^~]?)(.*)$", part).groups()  # type: ignore[union-attr]
        numbers = version.split(".")
        if part == "*" or not version:
            continue
        if sign and numbers[0].isdigit():
            keep = next((n for n, value in enumerate(numbers) if value != "0"), len(numbers) - 1) if sign == "^" else 1
            keep = min(keep, len(numbers) - 1) if sign == "^" or len(numbers) > 1 else 0
            top = [*numbers[:keep], str(int(re.sub(r"\D.*", "", numbers[keep]) or 0) + 1)]
            parts.append(f">={version},<{'.'.join(top)}")
        else:
            parts.append(f"=={version}" if version[0].isdigit() else part)
    return ",".join(parts)


def line_with(files: Tree, file: str, text: str) -> int:
    """The line that declares it."""
    wanted = re.compile(rf"""^\s*["']?{re.escape(text)}["'\s=]""")
    lines = files.text(file).splitlines()
    exact = next((number for number, line in enumerate(lines, 1) if wanted.match(line + " ")), 0)
    quoted = json.dumps(text)
    return exact or next((number for number, line in enumerate(lines, 1) if quoted in line), 0)
