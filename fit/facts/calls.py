"""What the project's code does that a host does not allow, or that shows people's data."""

import ast
import re
from collections.abc import Iterator

from modules import BASE, Module, Modules, argument, dotted, keywords, names_in, text_of
from settings import Found
from tree import Fact

DDL = re.compile(
    r"^\s*(CREATE|ALTER|DROP|TRUNCATE|RENAME)\s+"
    r"(TABLE|INDEX|UNIQUE|VIEW|DATABASE|TRIGGER|PROCEDURE|TEMPORARY)?",
    re.I,
)
WRITES = re.compile(r"^[rwaxbt+]*[wax+][rwaxbt+]*$")
# Words for people's data, as parts of names.
PERSONAL = re.compile(
    r"(^|_)(e?mail|password|passwd|salary|wage|payslip|ssn|aadhaar|aadhar|pan_no|phone|mobile|address|dob|birth\w*|employee"
    r"|user|username|first_?name|last_?name|full_?name|iban|account_(no|number)|otp|token|post|cleaned_data|validated_data"
    r"|body|session)s?(_|$)",
    re.I,
)
PASSWORD = re.compile(r"^(password|passwd|pwd|pass_word|pass)$")
# Clients that connect to something other than a web server, with the port that they use.
CLIENTS = {
    "smtplib.SMTP": 25,
    "smtplib.SMTP_SSL": 465,
    "imaplib.IMAP4": 143,
    "imaplib.IMAP4_SSL": 993,
    "poplib.POP3": 110,
    "poplib.POP3_SSL": 995,
    "ftplib.FTP": 21,
    "ftplib.FTP_TLS": 21,
    "telnetlib.Telnet": 23,
    "paramiko.SSHClient": 22,
    "ldap.initialize": 389,
    "ldap3.Server": 389,
    "zk.ZK": 4370,
    "pymongo.MongoClient": 27017,
    "psycopg2.connect": 5432,
    "psycopg.connect": 5432,
    "pymssql.connect": 1433,
    "pyodbc.connect": 1433,
    "socket.create_connection": 0,
}
# Modules that hosts do not have all of.
REPORTED = ("django.contrib.postgres", "django.contrib.gis")
WITH_PORT = re.compile(r"^(https?|ldaps?|redis|amqp|mongodb|ftp)://[^/\s:@]+:(\d{2,5})(/|$)")
LOG_FILES = {
    "logging.FileHandler",
    "logging.handlers.RotatingFileHandler",
    "logging.handlers.TimedRotatingFileHandler",
    "logging.handlers.WatchedFileHandler",
}
LOCAL = re.compile(r"//(localhost|127\.|0\.0\.0\.0|\[::1\]|example)")


def facts(python: Modules, found: Found) -> Iterator[Fact]:
    fields = {name for module in python for name in file_fields(module)}
    settings = {module.file for module in found.chain}
    for module in python:
        if module.is_web or module.file in settings:
            yield from Visitor(module, fields, module.file in settings).facts()


def file_fields(module: Module) -> Iterator[str]:
    """Names of FileField and ImageField on models."""
    for node in module.nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            if dotted(node.value.func) in ("models.FileField", "models.ImageField"):
                yield from (target.id for target in node.targets if isinstance(target, ast.Name))


class Visitor(ast.NodeVisitor):
    def __init__(self, module: Module, fields: set[str], is_settings: bool) -> None:
        self.module = module
        self.fields = fields
        self.is_settings = is_settings
        self.inside: list[str] = []
        self.found: list[Fact] = []
        # Addresses that belong to a client, which is reported itself.
        self.named: set[int] = set()

    def facts(self) -> list[Fact]:
        self.visit(self.module.tree)
        return self.found

    def add(self, kind: str, node: ast.AST, **more: object) -> None:
        line = getattr(node, "lineno", 0)
        self.found.append({"kind": kind, "file": self.module.file, "line": line, **more})

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        for name in names:
            if name.startswith(REPORTED):
                self.add("import", node, module=name)

    visit_ImportFrom = visit_Import

    @property
    def at_import(self) -> bool:
        return not self.inside

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        self.inside.append(node.name)
        for inner in node.body:
            self.visit(inner)
        self.inside.pop()

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_If(self, node: ast.If) -> None:
        # What only runs with DEBUG or as a program does not run on a host.
        names = names_in(node.test)
        positive = not isinstance(node.test, ast.UnaryOp)
        if "__name__" not in names and not ("DEBUG" in names and positive):
            for inner in node.body:
                self.visit(inner)
        self.visit(node.test)
        for inner in node.orelse:
            self.visit(inner)

    def visit_Call(self, node: ast.Call) -> None:
        path = self.module.path(node.func)
        name = path.rpartition(".")[2]
        self.writes(node, path, name)
        self.ddl(node, name)
        if path == "threading.Thread" or path == "multiprocessing.Process":
            self.add("thread", node, when="import" if self.at_import else "ready" if "ready" in self.inside else "call")
        if path in CLIENTS:
            self.add("client", node, client=path, port=self.port(node, CLIENTS[path]))
            self.named.update(id(given) for given in node.args)
        if path == "print" and not self.is_settings:
            shown = sorted({name for given in node.args for name in shown_names(given) if PERSONAL.search(name)})
            if shown:
                self.add("print", node, names=shown[:4])
        if name == "FileSystemStorage":
            self.add("file-storage", node)
        if name in ("filter", "get", "exclude") and isinstance(node.func, ast.Attribute):
            if any(PASSWORD.match(keyword.arg or "") for keyword in node.keywords) and not self.is_settings:
                self.add("password-compared", node, how="looked up in the database")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        is_stored = any(isinstance(side, ast.Attribute) and PASSWORD.match(side.attr) for side in sides)
        # Both are passwords, and one is not the other's confirmation: forms compare two that were typed.
        are_passwords = all(any(PASSWORD.match(name) for name in names_in(side)) for side in sides)
        if is_stored and are_passwords and isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
            self.add("password-compared", node, how="compared with ==")
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr == "path" and isinstance(node.value, ast.Attribute) and node.value.attr in self.fields:
            self.add("file-path", node, field=node.value.attr)
        if node.attr == "MEDIA_ROOT" and self.module.path(node) in ("django.conf.settings.MEDIA_ROOT",):
            self.add("media-root", node, served="urls" in self.module.parts[-1])
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and id(node) not in self.named and not LOCAL.search(node.value):
            match = WITH_PORT.match(node.value)
            if match and match[2] not in ("80", "443"):
                self.add("url-port", node, scheme=match[1], port=int(match[2]))

    def port(self, node: ast.Call, usual: int) -> int:
        for given in [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "port")]:
            if isinstance(given, ast.Constant) and isinstance(given.value, int) and given.value > 10:
                return given.value
            match = WITH_PORT.match(text_of(given) or "")
            if match:
                return int(match[2])
        return usual

    def writes(self, node: ast.Call, path: str, name: str) -> None:
        if path in ("os.makedirs", "os.mkdir") or (name == "mkdir" and isinstance(node.func, ast.Attribute)):
            where = node.args[0] if path.startswith("os.") and node.args else node.func
            if self.at_import:
                self.add("makedirs-at-import", node)
            elif self.is_own_place(where):
                self.add("file-write", node, what="makes a folder")
        elif path in ("open", "io.open"):
            mode = text_of(argument(node, 1, "mode")) or "r"
            if WRITES.match(mode) and node.args and (self.at_import or self.is_own_place(node.args[0])):
                self.add("write-at-import" if self.at_import else "file-write", node, what="opens a file to write")
        elif name in ("write_text", "write_bytes") and isinstance(node.func, ast.Attribute):
            if self.is_own_place(node.func.value):
                self.add("file-write", node, what="writes a file")
        elif path in LOG_FILES or (path == "logging.basicConfig" and "filename" in keywords(node)):
            log = argument(node, 0, "filename")
            if self.at_import or (log and self.is_own_place(log)):
                self.add("write-at-import" if self.at_import else "file-write", node, what="opens a log file")

    def is_own_place(self, node: ast.AST) -> bool:
        """Whether it is certainly in the project's folder: a relative name, or next to a setting."""
        names = names_in(node)
        # Pages can write there, and each use of the name is a fact of its own.
        if "MEDIA_ROOT" in names:
            return False
        if ({"STATIC_ROOT", "__file__"} | BASE) & names:
            return True
        text = text_of(node)
        return text is not None and text != "" and not text.startswith(("/", "~", "{"))

    def ddl(self, node: ast.Call, name: str) -> None:
        if name in ("execute", "executescript", "executemany") and node.args:
            match = DDL.match(text_of(node.args[0]) or "")
            if match and (match[2] or match[1].upper() == "TRUNCATE"):
                self.add("ddl", node, statement=f"{match[1]} {match[2] or ''}".strip().upper())
        elif name == "schema_editor":
            self.add("ddl", node, statement="schema_editor()")
        elif name == "call_command" and text_of(node.args[0] if node.args else None) in ("migrate", "makemigrations"):
            self.add("ddl", node, statement=f"call_command({text_of(node.args[0])!r})")


def shown_names(node: ast.AST) -> Iterator[str]:
    """Names of what an expression shows: variables, attributes and keys, but not its texts."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr
        elif isinstance(inner, ast.Subscript):
            yield text_of(inner.slice) or ""
