"""Paths that take a password or give a token, found in the URL patterns."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from modules import FUNCTIONS, Module, Modules, argument, dotted, names_in, text_of
from settings import Found
from tree import Fact

# What others' URL patterns have below the prefix that they are included at.
INCLUDED = {
    "django.contrib.auth.urls": ["login/"],
    "django.contrib.admin.urls": ["login/"],
    "allauth.urls": ["login/"],
    "allauth.account.urls": ["login/"],
    "rest_framework.urls": ["login/"],
    "dj_rest_auth.urls": ["login/"],
    "rest_auth.urls": ["login/"],
    "djoser.urls.jwt": ["jwt/create/"],
    "djoser.urls.authtoken": ["token/login/"],
    "two_factor.urls": ["account/login/"],
    "knox.urls": ["login/"],
    "oauth2_provider.urls": ["token/"],
    "registration.backends.default.urls": ["login/"],
    "django_registration.backends.activation.urls": [],
    "wagtail.admin.urls": ["login/"],
    "grappelli.urls": [],
}
# Views of others that take a password.
VIEWS = re.compile(
    r"(^django\.contrib\.auth\.views\.LoginView|TokenObtainPairView|TokenObtainSlidingView|obtain_auth_token"
    r"|ObtainAuthToken|obtain_jwt_token|ObtainJSONWebToken|knox\.views\.LoginView|\.LoginView)$"
)
TOKEN = re.compile(r"token|jwt", re.I)
# Calls that check a password.
CHECKS = re.compile(r"^django\.contrib\.auth\.a?authenticate$|(^|\.)a?check_password$")
POSTED = re.compile(r"^(password|passwd|pwd|pass)$", re.I)
# Patterns that ask for a password of somebody who has logged in, or that has none yet.
NOT_LOGIN = re.compile(
    r"change|reset|regist|sign.?up|set.?password|confirm|forgot|delete|create|add|edit|update|profile", re.I
)
# A path that says itself what it is for.
LOGIN = re.compile(r"/(log|sign)[-_]?in/?$", re.I)
DEEPEST = 12


def facts(python: Modules, found: Found) -> Iterator[Fact]:
    name = found.values.get("ROOT_URLCONF")
    root = python.named(name, found.root) if isinstance(name, str) else None
    if root is None:
        return
    seen: set[tuple[str, str]] = set()
    url = found.values.get("LOGIN_URL")
    for fact in Patterns(python, found.root).of_module(root, "/", 0):
        key = (fact["path"], fact["how"])
        if key not in seen:
            seen.add(key)
            yield fact
    if isinstance(url, str) and url.startswith("/") and url.rstrip("/") not in {path.rstrip("/") for path, _ in seen}:
        place = next(fact for fact in reversed(found.facts) if fact.get("name") == "LOGIN_URL")
        yield {"kind": "login", "file": place["file"], "line": place["line"], "path": url, "how": "package"}


class Patterns:
    def __init__(self, python: Modules, root: str) -> None:
        self.python = python
        self.root = root

    def of_module(self, module: Module, prefix: str, depth: int) -> Iterator[Fact]:
        if depth > DEEPEST:
            return
        for node in module.tree.body:
            if isinstance(node, (ast.If, ast.Try)):
                yield from self.within(module, node, prefix, depth)
            value = pattern_list(node)
            if value is not None:
                yield from self.within(module, value, prefix, depth)

    def within(self, module: Module, node: ast.AST, prefix: str, depth: int) -> Iterator[Fact]:
        """Patterns in a list, or in a sum of lists, or in a list inside of another function such as i18n_patterns."""
        if isinstance(node, ast.Call):
            name = dotted(node.func).rpartition(".")[2]
            if name in ("path", "re_path", "url"):
                yield from self.pattern(module, node, prefix, depth, regex=name != "path")
                return
        for inner in ast.iter_child_nodes(node):
            if not isinstance(inner, (*FUNCTIONS, ast.ClassDef)):
                yield from self.within(module, inner, prefix, depth)

    def pattern(self, module: Module, call: ast.Call, prefix: str, depth: int, regex: bool) -> Iterator[Fact]:
        given = argument(call, 0, "route", "regex")
        view = argument(call, 1, "view")
        # A route from the settings is usually empty: a base path for other installations.
        route = "" if isinstance(given, ast.Attribute) else text_of(given)
        if route is None or view is None:
            return
        path = joined(prefix, plain(route) if regex else route)
        if path is None:
            return
        if isinstance(view, ast.Call) and dotted(view.func).rpartition(".")[2] == "include" and view.args:
            yield from self.included(module, view.args[0], path, depth, call.lineno)
            return
        target = module.path(view)
        if re.search(r"admin\w*\.(site\.)?urls$", target) or target.endswith("site.urls"):
            yield self.login(module, call.lineno, joined(path, "login/"), "admin")
            return
        name = text_of(argument(call, 3, "name")) or ""
        how = self.how(module, view, f"{path} {name}")
        if how:
            yield self.login(module, call.lineno, path, how)

    def included(self, module: Module, node: ast.expr, path: str, depth: int, line: int) -> Iterator[Fact]:
        first = node.elts[0] if isinstance(node, ast.Tuple) and node.elts else node
        if isinstance(first, ast.List):
            yield from self.within(module, first, path, depth + 1)
            return
        name = text_of(first) or module.path(first)
        if name in INCLUDED:
            for below in INCLUDED[name]:
                yield self.login(module, line, joined(path, below), "token" if TOKEN.search(below) else "package")
            return
        other = self.python.named(name, self.root)
        if other:
            yield from self.of_module(other, path, depth + 1)
        elif isinstance(first, ast.Name):
            for statement in module.tree.body:
                if isinstance(statement, ast.Assign) and dotted(statement.targets[0]) == first.id:
                    yield from self.within(module, statement.value, path, depth + 1)

    @staticmethod
    def login(module: Module, line: int, path: str | None, how: str) -> Fact:
        return {"kind": "login", "file": module.file, "line": line, "path": path or "/", "how": how}

    def how(self, module: Module, view: ast.AST, name: str) -> str:
        """Who checks the password: a package, `own` code with Django's help, or code `past` Django. "" for no login."""
        target = module.path(view).replace(".as_view()", "").rstrip("()")
        if VIEWS.search(target) and not target.startswith("."):
            own = self.definition(module, target)
            if own is None:
                return "token" if TOKEN.search(target) else "package"
        found = self.definition(module, target)
        if found is None or NOT_LOGIN.search(name):
            return ""
        where, body = found
        calls = {where.path(node.func) for node in ast.walk(body) if isinstance(node, ast.Call)}
        if any(CHECKS.search(call) for call in calls):
            return "own"
        bases = {where.path(base).rpartition(".")[2] for base in getattr(body, "bases", [])}
        if bases & {"LoginView", "TokenObtainPairView", "ObtainAuthToken"}:
            return "token" if TOKEN.search("".join(bases)) else "package"
        if reads_password(body):
            return "past"
        return "own" if LOGIN.search(name.split()[0]) and hasattr(body, "bases") else ""

    def definition(self, module: Module, target: str) -> tuple[Module, ast.AST] | None:
        """The function or class that the pattern names, if it is the project's own."""
        owner, _, name = target.rpartition(".")
        where = self.python.named(owner, self.root) if owner else module
        for node in where.tree.body if where else []:
            if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and node.name == name:
                return where, node  # type: ignore[return-value]
        again = where.imports.get(name) if where else None
        return self.definition(where, again) if where and again and again != target else None


def pattern_list(node: ast.AST) -> ast.AST | None:
    """The value of `urlpatterns = …`, `urlpatterns += …` and urlpatterns.append(…)."""
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)) and node.value:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        return node.value if dotted(target) == "urlpatterns" else None
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return node.value if dotted(node.value.func).startswith("urlpatterns.") else None
    return None


def reads_password(body: ast.AST) -> bool:
    """Whether it takes a password from the request and compares it: request.POST["password"], .get("password")."""
    posted = compared = False
    for node in ast.walk(body):
        key: Any = None
        if isinstance(node, ast.Subscript):
            key = text_of(node.slice)
        elif isinstance(node, ast.Call) and dotted(node.func).endswith(".get") and node.args:
            key = text_of(node.args[0])
        if key and POSTED.match(key):
            posted = True
        if isinstance(node, ast.keyword) and node.arg and POSTED.match(node.arg):
            compared = True
        if isinstance(node, ast.Compare) and {name for name in names_in(node) if POSTED.match(name)}:
            compared = True
    return posted and compared


def plain(regex: str) -> str:
    """The fixed text of a regular expression such as ^accounts/login/$."""
    return regex.lstrip("^").rstrip("$").replace("\\", "").replace("/?", "/")


def joined(prefix: str, route: str) -> str | None:
    """The whole path; None if a part of it varies, which no setting could name."""
    path = prefix + route.lstrip("/") if prefix.endswith("/") else prefix + route
    return None if re.search(r"[<(\[*+?{]", path) else path
