"""Models without migrations: their tables would not exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from modules import Module, Modules, dotted
from settings import Found
from tree import Fact, Tree

BASES = {"Model", "AbstractUser", "AbstractBaseUser", "MPTTModel", "TimeStampedModel", "Page", "PolymorphicModel"}
MIGRATION = re.compile(r"/migrations/\d{4}_\w+\.py$")


def facts(files: Tree, python: Modules, found: Found) -> Iterator[Fact]:
    migrated = {file.rpartition("/migrations/")[0] for file in files.files if MIGRATION.search(f"/{file}")}
    for folder, module, line in with_models(python, found):
        if folder not in migrated:
            yield {"kind": "no-migrations", "file": module.file, "line": line, "app": PurePosixPath(folder).name}
    for file in files.files:
        if PurePosixPath(file).name == ".gitignore":
            for number, text in enumerate(files.text(file).splitlines(), 1):
                if re.search(r"(^|/)migrations(/|$)|0\*|\*_initial", text) and not text.startswith(("#", "!")):
                    yield {"kind": "migrations-ignored", "file": file, "line": number, "pattern": text.strip()}


def with_models(python: Modules, found: Found) -> Iterator[tuple[str, Module, int]]:
    """The project's apps that have tables: folder, module and line of the first model."""
    apps = found.values.get("INSTALLED_APPS")
    moved = found.values.get("MIGRATION_MODULES")
    if not isinstance(apps, list):
        return
    for app in dict.fromkeys(str(app).partition(".apps.")[0] for app in apps):
        if isinstance(moved, dict) and app.rpartition(".")[2] in moved:
            continue
        main = python.named(f"{app}.models", found.root)
        if not main:
            continue
        folder = str(PurePosixPath(main.file).parent)
        inside = main.file.endswith("/models/__init__.py")
        modules = [module for module in python if inside and module.file.startswith(f"{folder}/")] or [main]
        for module in sorted(modules, key=lambda module: module.file):
            line = first_model(module)
            if line:
                yield (str(PurePosixPath(folder).parent) if inside else folder), module, line
                break


def first_model(module: Module) -> int:
    for node in module.tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        bases = {dotted(base) for base in node.bases}
        meta = next((inner for inner in node.body if isinstance(inner, ast.ClassDef) and inner.name == "Meta"), None)
        if {base.rpartition(".")[2] for base in bases} & BASES and not without_table(meta):
            return node.lineno
    return 0


def without_table(meta: ast.ClassDef | None) -> bool:
    for node in meta.body if meta else []:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            name = dotted(node.targets[0])
            if (name in ("abstract", "proxy") and node.value.value) or (name == "managed" and not node.value.value):
                return True
    return False
