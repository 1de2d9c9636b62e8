"""Variables of the environment that the settings read, and whether they start without them.

Knows os.environ, os.getenv, django-environ, environs, python-decouple, and a project's own function around os.environ.
"""

import ast
from collections.abc import Iterator
from typing import Any

from modules import FUNCTIONS, Module, Modules, argument, constant, dotted, keywords, names_in
from settings import Found
from tree import Fact

# Methods of `env` that read a variable, of django-environ and environs.
READERS = {
    "str", "bool", "int", "float", "json", "list", "tuple", "dict", "url", "bytes", "path", "decimal", "date",
    "datetime", "timedelta", "uuid", "enum", "log_level", "get_value", "unicode",
}  # fmt: skip
# Methods with a variable of their own. https://django-environ.readthedocs.io/en/latest/types.html
OF_THEIR_OWN = {
    "db": "DATABASE_URL",
    "db_url": "DATABASE_URL",
    "dj_db_url": "DATABASE_URL",
    "cache": "CACHE_URL",
    "cache_url": "CACHE_URL",
    "dj_cache_url": "CACHE_URL",
    "email": "EMAIL_URL",
    "email_url": "EMAIL_URL",
    "dj_email_url": "EMAIL_URL",
    "search_url": "SEARCH_URL",
}
CLASSES = {"environ.Env", "environ.FileAwareEnv", "environs.Env", "environs.FileAwareEnv", "environs.EnvList"}
CONFIGS = {"decouple.config", "decouple.AutoConfig()", "decouple.Config()"}
# A variable that is not set becomes None, and these fail with it.
FAILS_ON_NONE = {
    "int",
    "float",
    "json.loads",
    "Path",
    "pathlib.Path",
    "len",
    "os.path.join",
    "Decimal",
    "ast.literal_eval",
}


def facts(python: Modules, found: Found) -> Iterator[Fact]:
    helpers = {name for module in found.chain for name in own_functions(module)}
    for module in found.chain:
        yield from Reads(module, helpers, found).of_module()


def own_functions(module: Module) -> Iterator[str]:
    """Functions that read the variable that they are called with, and have no default for it."""
    for node in module.tree.body:
        if not isinstance(node, ast.FunctionDef) or not node.args.args or node.args.defaults or len(node.args.args) > 2:
            continue
        parameter = node.args.args[0].arg
        for inner in ast.walk(node):
            if isinstance(inner, ast.Subscript) and module.path(inner.value) == "os.environ":
                if isinstance(inner.slice, ast.Name) and inner.slice.id == parameter and len(node.args.args) == 1:
                    yield node.name


class Reads:
    def __init__(self, module: Module, helpers: set[str], found: Found) -> None:
        self.module = module
        self.helpers = helpers
        # Names bound to environ.Env(…) or decouple's config, in any module of the settings.
        self.readers: dict[str, str] = {}
        self.defaults: set[str] = set()
        for other in found.chain:
            for node in other.tree.body:
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                    kind = self.kind(other.path(node.value.func), other.path(node.value))
                    if kind and isinstance(node.targets[0], ast.Name):
                        self.readers[node.targets[0].id] = kind
                        self.defaults |= keywords(node.value)
            for name, path in other.imports.items():
                if path in CONFIGS:
                    self.readers[name] = "decouple"

    @staticmethod
    def kind(function: str, whole: str) -> str:
        if function in CLASSES:
            return "env"
        return "decouple" if whole in CONFIGS else ""

    def of_module(self) -> Iterator[Fact]:
        yield from self.within(self.module.tree, (), False, None)

    def within(self, node: ast.AST, guards: tuple[str, ...], caught: bool, parent: ast.AST | None) -> Iterator[Fact]:
        """`guards` are the strings in the conditions around; `caught`: a missing variable is an expected error."""
        if isinstance(node, (*FUNCTIONS, ast.Lambda)):
            return
        if isinstance(node, (ast.If, ast.IfExp)):
            condition = tuple(sorted(names_in(node.test)))
            yield from self.within(node.test, guards, caught, node)
            for part in (node.body, node.orelse):
                for branch in part if isinstance(part, list) else [part]:
                    yield from self.within(branch, (*guards, *condition), caught, node)
            return
        if isinstance(node, ast.Try):
            expected = any(handler_expects(handler) for handler in node.handlers)
            for tried in node.body:
                yield from self.within(tried, guards, caught or expected, node)
            for after in [*node.handlers, *node.orelse, *node.finalbody]:
                yield from self.within(after, guards, caught, node)
            return
        read = self.read(node, parent)
        if read:
            name, required = read
            yield {
                "kind": "environment-read",
                "file": self.module.file,
                "line": getattr(node, "lineno", 0),
                "name": name,
                "required": required and not caught,
                "guards": [guard for guard in guards if guard.isupper() and guard != name],
                "guarded": name in guards,
            }
        for inner in ast.iter_child_nodes(node):
            # `os.environ.get("X") or "…"` has a default.
            safe = caught or (
                isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and inner is not node.values[-1]
            )
            yield from self.within(inner, guards, safe, node)

    def read(self, node: ast.AST, parent: ast.AST | None) -> tuple[str, bool] | None:
        """The variable that this expression reads, and whether it fails without it."""
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            name = constant(node.slice)
            if name and (self.module.path(node.value) == "os.environ" or self.readers.get(dotted(node.value)) == "env"):
                return name, True
        if not isinstance(node, ast.Call):
            return None
        path = self.module.path(node.func)
        name = constant(argument(node, 0, "var", "name", "key", "option"))
        if path in ("os.environ.get", "os.getenv", "environ.get"):
            return (name, len(node.args) < 2 and not node.keywords and self.needs(parent)) if name else None
        if path in self.helpers and name:
            return name, True
        reader, _, method = dotted(node.func).partition(".")
        kind = self.readers.get(reader)
        if not kind:
            return None
        if kind == "env" and method in OF_THEIR_OWN:
            name = name or OF_THEIR_OWN[method]
        elif method and (kind != "env" or method not in READERS):
            return None
        has_default = "default" in keywords(node) or len(node.args) > 1
        return (name, not has_default and name not in self.defaults) if name else None

    def needs(self, parent: Any) -> bool:
        """Whether what is around the expression fails with None."""
        if isinstance(parent, ast.Call):
            return self.module.path(parent.func) in FAILS_ON_NONE
        return isinstance(parent, (ast.Attribute, ast.Subscript))


def handler_expects(handler: ast.ExceptHandler) -> bool:
    """Whether the handler goes on without the variable, instead of raising another error."""
    return not any(isinstance(inner, (ast.Raise, ast.Call)) and is_end(inner) for inner in ast.walk(handler))


def is_end(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) or dotted(getattr(node, "func", None)) in ("sys.exit", "exit", "quit")
