"""The settings that production would use, and the WSGI application: found in manage.py, wsgi.py and asgi.py."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from modules import (
    UNKNOWN,
    Module,
    Modules,
    at_import,
    constant,
    dotted,
    module_name,
    text_of,
    value_of,
)
from tree import Fact, Tree

VARIABLE = "DJANGO_SETTINGS_MODULE"
PRODUCTION = ("production", "prod", "live", "deploy")
# Packages that manage.py's processes import on a host; projects name files of their own like them.
SHADOWED = ("gunicorn", "redis", "sentry_sdk", "boto3", "storages", "axes")
# Settings whose values rules need. Others can hold anything, such as the URL of a cache with its password.
SHOWN = {
    "CORS_ALLOWED_ORIGINS",
    "CORS_ALLOW_ALL_ORIGINS",
    "CORS_ORIGIN_ALLOW_ALL",
    "CORS_ORIGIN_WHITELIST",
    "DATABASES",
    "DEBUG",
    "LOGGING",
    "WSGI_APPLICATION",
}
SERVER = re.compile(r"/(wsgi|asgi)(\.py|/__init__\.py)$")
# A module with fewer settings than this is not a project's settings.
FEWEST = 3
SECRET_NAME = re.compile(r"SECRET|PASSWORD|PASSWD|_PASS$|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|_DSN$|CREDENTIAL", re.I)
# Names that contain such a word, but whose values are no secrets.
NOT_SECRET = re.compile(
    r"VALIDATOR|HASHER|TIMEOUT|RESET|_URL$|LIFETIME|EXPIR|HEADER|COOKIE|ALGORITHM|MIN_LENGTH|_FORM|CLASS|MODEL|LOGIN"
    r"|_ID$|FALLBACKS|BACKEND|ENABLED|REQUIRED|_NAME$|FIELD|TEMPLATE",
    re.I,
)


@dataclass
class Found:
    # Folder of manage.py, "" for the project's own.
    root: str
    facts: list[Fact]
    # The modules that make up the settings, the most general first.
    chain: list[Module] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)


def find(files: Tree, python: Modules) -> Found:
    manage = first(python, "manage.py")
    root = str(PurePosixPath(manage.file).parent).replace(".", "", 1) if manage else likely_root(python)
    rename(python, root)
    facts: list[Fact] = []
    named: list[str] = []
    if manage:
        name, line = named_settings(manage)
        facts.append({"kind": "manage", "file": manage.file, "line": line, "settings": name, "folder": root})
        named.append(name)
    for file in sorted(python.files, key=lambda file: (file.count("/"), file)):
        module = python.files[file]
        if SERVER.search(f"/{file}") and not module.is_tool:
            fact = server(module)
            facts.append(fact)
            if fact["kind"] == "wsgi" and fact["settings"]:
                named.insert(0, fact["settings"])
    for name in SHADOWED:
        file = f"{root}/{name}.py" if root else f"{name}.py"
        if file in files.names:
            facts.append({"kind": "shadow", "file": file, "line": 0, "name": name})
    chosen = chosen_settings(python, root, named)
    if chosen is None:
        facts.append({"kind": "settings-module", "file": "", "line": 0, "module": "", "named": next(iter(named), "")})
        return Found(root, facts)
    chain = list(included(files, python, root, chosen, set()))
    values: dict[str, Any] = {}
    for module in chain:
        facts += assignments(module, values)
    facts += [{"kind": "settings-file", "file": module.file, "line": 0, "settings": count(module)} for module in chain]
    facts.append({
        "kind": "settings-module",
        "file": chosen.file,
        "line": 0,
        "module": chosen.name,
        "named": next((name for name in named if name), ""),
        "settings": len(values),
    })  # fmt: skip
    return Found(root, facts, chain, values)


def first(python: Modules, name: str) -> Module | None:
    """The module of that file name nearest to the top."""
    files = [file for file in python.files if PurePosixPath(file).name == name]
    own = [file for file in files if not python.files[file].is_tool] or files
    return python.files[min(own, key=lambda file: (file.count("/"), file))] if own else None


def likely_root(python: Modules) -> str:
    wsgi = first(python, "wsgi.py")
    return "/".join(wsgi.parts[:-2]) if wsgi else ""


def rename(python: Modules, root: str) -> None:
    """Names modules as Python does with manage.py's folder on its path."""
    if root:
        for module in python:
            if module.file.startswith(f"{root}/"):
                module.name = module_name(module.file.removeprefix(f"{root}/"))


def named_settings(module: Module) -> tuple[str, int]:
    """The settings module that the file names, and the line; "" if it names none, or works it out."""
    for node in module.nodes:
        if isinstance(node, ast.Call) and node.args and text_of(node.args[0]) == VARIABLE and len(node.args) > 1:
            default = node.args[1]
            if isinstance(default, ast.Constant) and isinstance(default.value, str):
                return default.value, node.lineno
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            if text_of(node.targets[0].slice) == VARIABLE and isinstance(node.value, ast.Constant):
                return str(node.value.value), node.lineno
    return "", 0


def server(module: Module) -> Fact:
    """A wsgi.py or asgi.py: what a server would import from it."""
    names = [
        target.id
        for node in at_import(module.tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    name, _ = named_settings(module)
    kind = "wsgi" if "wsgi" in module.name else "asgi"
    callable_name = "application" if "application" in names else "app" if "app" in names else ""
    return {
        "kind": kind,
        "file": module.file,
        "line": 0,
        "module": module.name,
        "callable": callable_name,
        "settings": name,
        "websockets": "ProtocolTypeRouter" in module.imports,
    }


def chosen_settings(python: Modules, root: str, named: list[str]) -> Module | None:
    """The module that the project names; if that one is empty, one beside it. Production's is preferred."""
    candidates = [module for name in named if (module := python.named(name, root))]
    for module in candidates:
        beside = variants(python, module)
        for name in PRODUCTION:
            if name in beside and module.name.rpartition(".")[2] not in PRODUCTION:
                return beside[name]
        if count(module) or imports_all(module):
            return module
        if beside:
            return max(beside.values(), key=count)
    likely = [
        module
        for module in python
        if module.is_web and "settings" in module.file and {"INSTALLED_APPS", "ROOT_URLCONF"} & own_names(module)
    ]
    return min(likely, key=lambda module: (module.file.count("/"), module.file)) if likely else None


def variants(python: Modules, module: Module) -> dict[str, Module]:
    """Settings in the same package, such as settings/production.py beside settings/__init__.py or settings/base.py."""
    folder = str(PurePosixPath(module.file).parent)
    if PurePosixPath(folder).name not in ("settings", "config", "conf"):
        return {}
    return {
        PurePosixPath(file).stem: other
        for file, other in python.files.items()
        if str(PurePosixPath(file).parent) == folder and (count(other) >= FEWEST or imports_all(other))
    }


def own_names(module: Module) -> set[str]:
    return {
        target.id
        for node in at_import(module.tree)
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id.isupper()
    }


def count(module: Module) -> int:
    return len(own_names(module))


def imports_all(module: Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
        for node in at_import(module.tree)
    )


def included(files: Tree, python: Modules, root: str, module: Module, seen: set[str]) -> Iterator[Module]:
    """The module after what it includes: `from .base import *`, and include("…") of django-split-settings."""
    if module.file in seen:
        return
    seen.add(module.file)
    for node in at_import(module.tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            other = python.named(module.absolute(node), root)
            if other:
                yield from included(files, python, root, other, seen)
        elif isinstance(node, ast.Call) and dotted(node.func) in ("include", "optional"):
            folder = PurePosixPath(module.file).parent
            for given in node.args:
                pattern = str(folder / (text_of(given) or "."))
                for file in sorted(python.files):
                    if PurePosixPath(file).match(pattern):
                        yield from included(files, python, root, python.files[file], seen)
    yield module


def assignments(module: Module, values: dict[str, Any]) -> Iterator[Fact]:
    """Each setting with its value, as far as it can be read. `values` holds those before, and gets these."""
    for node in at_import(module.tree):
        if isinstance(node, ast.Assign):
            targets: list[ast.expr] = node.targets
        elif isinstance(node, (ast.AnnAssign, ast.AugAssign)) and node.value:
            targets = [node.target]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            changed(node.value, values)
            continue
        else:
            continue
        for target in targets:
            if not isinstance(target, ast.Name):
                continue
            given = node.value or target
            value = value_of(given, values)
            if isinstance(node, ast.AugAssign):
                before = values.get(target.id)
                value = [*before, *value] if isinstance(before, list) and isinstance(value, list) else before
            values[target.id] = value
            if target.id.isupper():
                yield setting(module.file, node.lineno, target.id, given, value)
                yield from secrets_within(module.file, target.id, given)


def changed(call: ast.Call, values: dict[str, Any]) -> None:
    """INSTALLED_APPS.append("…") and its like."""
    if not isinstance(call.func, ast.Attribute) or not call.args:
        return
    before, given = values.get(dotted(call.func.value)), value_of(call.args[-1], values)
    if isinstance(before, list) and call.func.attr in ("append", "insert", "extend"):
        before.extend(given if isinstance(given, list) else [given])


def setting(file: str, line: int, name: str, node: ast.expr, value: Any) -> Fact:
    fact: Fact = {"kind": "setting", "file": file, "line": line, "name": name}
    if is_secret(name):
        # Only that there is one. The text stays here.
        text = constant(node)
        if text is not None:
            fact |= {"secret": True, "placeholder": is_placeholder(text)}
    elif name in SHOWN:
        fact["value"] = plain(value)
    return fact


def secrets_within(file: str, name: str, node: ast.expr) -> Iterator[Fact]:
    """Secrets in dictionaries, such as DATABASES["default"]["PASSWORD"]."""
    if not isinstance(node, ast.Dict):
        return
    for key, value in zip(node.keys, node.values):
        inner = text_of(key)
        if inner is None:
            continue
        text = constant(value)
        if text is not None and is_secret(inner.upper()):
            yield {
                "kind": "setting",
                "file": file,
                "line": value.lineno,
                "name": f"{name}[…][{inner!r}]",
                "secret": True,
                "placeholder": is_placeholder(text),
            }
        yield from secrets_within(file, name, value)


def is_secret(name: str) -> bool:
    return bool(SECRET_NAME.search(name)) and not NOT_SECRET.search(name)


def is_placeholder(text: str) -> bool:
    return len(text) < 4 or bool(
        re.search(r"change.?me|placeholder|your[-_ ]|example|<.*>|xxx|\*\*\*|dummy", text, re.I)
    )


def plain(value: Any) -> Any:
    """The value as JSON can hold it, without secrets; None if nobody knows it."""
    if value is UNKNOWN:
        return None
    if isinstance(value, dict):
        return {key: "" if is_secret(str(key).upper()) else plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool)) else None
