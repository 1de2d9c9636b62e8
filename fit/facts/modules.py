"""The project's Python, parsed: what each file is for, and constants as far as they can be read without running it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tree import MOST_BYTES, Fact, Tree

TEST_PARTS = {"test", "tests", "testing"}
TEST_NAME = re.compile(r"^(test_.*|.*_tests?|tests?|conftest|testing|factories)\.py$")
# Runs on somebody's own machine.
TOOL_PARTS = {"docs", "doc", "examples", "scripts", "benchmarks", "bench", "tools", "contrib"}
TOOL_NAMES = {"setup.py", "fabfile.py", "noxfile.py", "tasks_dev.py", "conf.py"}

# Names that settings have for the project's folder.
BASE = {"BASE_DIR", "BASE_PATH", "PROJECT_ROOT", "PROJECT_DIR", "ROOT_DIR"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass
class Module:
    file: str
    name: str
    tree: ast.Module

    @property
    def parts(self) -> list[str]:
        return self.file.split("/")

    @cached_property
    def is_test(self) -> bool:
        return bool(TEST_PARTS & set(self.parts[:-1])) or bool(TEST_NAME.match(self.parts[-1]))

    @cached_property
    def is_migration(self) -> bool:
        return "migrations" in self.parts

    @cached_property
    def is_command(self) -> bool:
        return "management" in self.parts

    @cached_property
    def is_tool(self) -> bool:
        return bool(TOOL_PARTS & set(self.parts[:-1])) or self.parts[-1] in TOOL_NAMES

    @cached_property
    def is_web(self) -> bool:
        """Whether requests or tasks can run its code."""
        return not (self.is_test or self.is_migration or self.is_command or self.is_tool)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node, in no order that matters. Walking a tree once is most of the time that a large project takes."""
        return list(ast.walk(self.tree))

    @cached_property
    def imports(self) -> dict[str, str]:
        """What each name in the file stands for, with its whole path: `LoginView` is django....LoginView."""
        names: dict[str, str] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    top = alias.name if alias.asname else alias.name.split(".")[0]
                    names[alias.asname or top] = top
            elif isinstance(node, ast.ImportFrom):
                source = self.absolute(node)
                for alias in node.names:
                    names[alias.asname or alias.name] = f"{source}.{alias.name}"
        return names

    @cached_property
    def packages(self) -> set[str]:
        """First parts of everything that it imports."""
        tops: set[str] = set()
        for node in self.nodes:
            if isinstance(node, ast.Import):
                tops |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                tops.add(node.module.split(".")[0])
        return tops

    def absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".")
        if not self.file.endswith("__init__.py"):
            package = package[:-1]
        package = package[: len(package) - node.level + 1]
        return ".".join([*package, *([node.module] if node.module else [])])

    def path(self, node: ast.AST) -> str:
        """The whole path of a name or attribute: `auth.LoginView` is django.contrib.auth.views.LoginView."""
        text = dotted(node)
        top, dot, rest = text.partition(".")
        return self.imports.get(top, top) + dot + rest


@dataclass
class Modules:
    # By file.
    files: dict[str, Module]
    facts: list[Fact] = field(default_factory=list)

    def __iter__(self) -> Iterator[Module]:
        return iter(self.files.values())

    def named(self, name: str, root: str) -> Module | None:
        """The module that Python would import under the name, with the root on its path."""
        if not name:
            return None
        base = f"{root}/" if root else ""
        place = name.replace(".", "/")
        for prefix in dict.fromkeys((base, "", "src/")):
            for file in (f"{prefix}{place}.py", f"{prefix}{place}/__init__.py"):
                if file in self.files:
                    return self.files[file]
        return None


def read(files: Tree) -> Modules:
    """Parses all but tests and migrations, which hosts do not serve, and files that somebody's program wrote."""
    result = Modules({})
    for file in files.ending(".py"):
        module = Module(file, module_name(file), ast.Module([], []))
        source = files.bytes(file, MOST_BYTES + 1)
        if module.is_test or module.is_migration or len(source) > MOST_BYTES:
            continue
        try:
            module.tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError) as error:
            if "{{" not in file and b"{%" not in source:
                line = getattr(error, "lineno", 0) or 0
                result.facts.append({"kind": "unparsed", "file": file, "line": line, "why": getattr(error, "msg", "")})
            continue
        result.files[file] = module
    return result


def module_name(file: str) -> str:
    """The module's name with the tree's root on the path; settings.find() renames it if manage.py is elsewhere."""
    parts = file.removesuffix(".py").split("/")
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def dotted(node: ast.AST | None) -> str:
    """`a.b.c` for such an expression, with () for calls in between, and nothing for any other."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return ""


def text_of(node: ast.AST | None) -> str | None:
    """The text of a string; of an f-string or a sum, what is constant at its start."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return text_of(node.values[0]) if node.values else None
    if isinstance(node, ast.BinOp):
        return text_of(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return text_of(node.func.value)
    return None


def constant(node: ast.AST | None) -> str | None:
    """The text of a string, if that is all the expression is."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def argument(call: ast.Call, position: int, *names: str) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg in names:
            return keyword.value
    return call.args[position] if position < len(call.args) else None


def keywords(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg}


UNKNOWN = object()


def value_of(node: ast.AST | None, names: dict[str, Any]) -> Any:
    """What an expression is, as far as constants and known names say; else UNKNOWN, which lists leave out."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return names.get(node.id, UNKNOWN)
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        items: list[Any] = []
        for element in node.elts:
            inner = element.value if isinstance(element, ast.Starred) else element
            value = value_of(inner, names)
            if isinstance(element, ast.Starred):
                items += value if isinstance(value, list) else []
            elif value is not UNKNOWN:
                items.append(value)
        return items
    if isinstance(node, ast.Dict):
        pairs = {}
        for key, value in zip(node.keys, node.values):
            name = value_of(key, names) if key else UNKNOWN
            if isinstance(name, str):
                pairs[name] = value_of(value, names)
        return pairs
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mult)):
        return combined(node, value_of(node.left, names), value_of(node.right, names))
    if isinstance(node, ast.Call) and dotted(node.func) in ("tuple", "list", "set") and node.args:
        return value_of(node.args[0], names)
    folder = folder_of(node)
    return UNKNOWN if folder is None else folder


def folder_of(node: ast.AST) -> str | None:
    """The path below the project's folder: BASE_DIR / "a" / "b", os.path.join(BASE_DIR, "a"). None for any other."""
    if isinstance(node, ast.Name):
        return "" if node.id in BASE else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        parts = [folder_of(node.left), text_of(node.right)]
    elif isinstance(node, ast.Call) and dotted(node.func) in ("os.path.join", "path.join", "join") and node.args:
        parts = [folder_of(node.args[0]), *map(text_of, node.args[1:])]
    elif isinstance(node, ast.Call) and dotted(node.func) == "str" and node.args:
        parts = [folder_of(node.args[0])]
    else:
        return None
    return None if None in parts else "/".join(part for part in parts if part)


def combined(node: ast.BinOp, left: Any, right: Any) -> Any:
    if isinstance(node.op, ast.Mult):
        numbers = all(isinstance(side, (int, float)) for side in (left, right))
        return left * right if numbers else UNKNOWN
    if isinstance(left, list) or isinstance(right, list):
        return [*(left if isinstance(left, list) else []), *(right if isinstance(right, list) else [])]
    return left + right if isinstance(left, str) and isinstance(right, str) else UNKNOWN


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """Nodes that run when the module is imported: not bodies of functions, nor of `if __name__ == "__main__"`."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop(0)
        yield node
        if isinstance(node, FUNCTIONS):
            waiting[:0] = node.decorator_list
        elif isinstance(node, ast.If) and "__name__" in names_in(node.test):
            waiting[:0] = node.orelse
        elif not isinstance(node, ast.Lambda):
            waiting[:0] = list(ast.iter_child_nodes(node))


def names_in(node: ast.AST) -> set[str]:
    """Every name, attribute and string in an expression."""
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            found.add(inner.id)
        elif isinstance(inner, ast.Attribute):
            found.add(inner.attr)
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            found.add(inner.value)
    return found
