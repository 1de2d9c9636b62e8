"""Work besides requests: Celery and its schedule, APScheduler, and other queues."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from modules import Module, Modules, argument, at_import, dotted, text_of
from settings import Found
from tree import Fact

# Packages that bring a queue of their own, by the name that code imports or INSTALLED_APPS has.
OTHERS = {
    "django_q": "django-q2",
    "huey": "huey",
    "django_rq": "django-rq",
    "rq": "rq",
    "dramatiq": "dramatiq",
    "django_dramatiq": "dramatiq",
    "procrastinate": "procrastinate",
    "background_task": "django-background-tasks",
    "django_cron": "django-cron",
    "django_crontab": "django-crontab",
    "schedule": "schedule",
}
SCHEDULERS = {"BackgroundScheduler", "BlockingScheduler", "AsyncIOScheduler", "GeventScheduler", "QtScheduler"}
UNITS = {"weeks": 604_800, "days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
SCHEDULE_SETTING = re.compile(r"^(CELERY_?)?BEAT_?SCHEDULE$", re.I)


def facts(python: Modules, found: Found) -> Iterator[Fact]:
    apps = found.values.get("INSTALLED_APPS")
    installed = {str(app).split(".")[0] for app in apps} if isinstance(apps, list) else set()
    used = installed.union(*(module.packages for module in python))
    # django-rq brings rq.
    seen = {"rq"} if "django_rq" in used else set()
    for module in python:
        if module.is_tool:
            continue
        yield from celery(module, python, found.root)
        yield from schedulers(module)
        for package in sorted((module.packages & set(OTHERS)) - seen):
            # `schedule` and `rq` are also names of projects' own modules.
            if not python.named(package, found.root):
                seen.add(package)
                yield {
                    "kind": "other-queue",
                    "file": module.file,
                    "line": import_line(module, package),
                    "queue": OTHERS[package],
                }
    for package in sorted(set(OTHERS) & installed - seen):
        file, line = place_of("INSTALLED_APPS", found)
        yield {"kind": "other-queue", "file": file, "line": line, "queue": OTHERS[package]}


def place_of(name: str, found: Found) -> tuple[str, int]:
    fact = next((fact for fact in reversed(found.facts) if fact["kind"] == "setting" and fact["name"] == name), None)
    return (fact["file"], fact["line"]) if fact else ("", 0)


def import_line(module: Module, package: str) -> int:
    for node in module.nodes:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        if any(name.split(".")[0] == package for name in names) and isinstance(node, ast.stmt):
            return node.lineno
    return 0


def celery(module: Module, python: Modules, root: str) -> Iterator[Fact]:
    variable = discovering(module)
    if variable and not any(isinstance(node, ast.Call) and is_application(module, node) for node in module.nodes):
        place = {"file": module.file, "line": 0, "module": module.name}
        yield {"kind": "celery-app", **place, "variable": variable, "exported": is_exported(module, python, root)}
    for node in module.nodes:
        if isinstance(node, ast.Call) and is_application(module, node):
            yield {
                "kind": "celery-app",
                "file": module.file,
                "line": node.lineno,
                "module": module.name,
                "variable": variable_of(module, node),
                "exported": is_exported(module, python, root),
            }
        elif isinstance(node, ast.Call) and "celery" in module.packages and is_queued(node, module):
            queue = text_of(next((keyword.value for keyword in node.keywords if keyword.arg == "queue"), None))
            if queue:
                yield {"kind": "celery-queue", "file": module.file, "line": node.lineno, "queue": queue}
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Dict):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = dotted(target).rpartition(".")[2]
            if SCHEDULE_SETTING.match(name):
                yield from schedule(module, node.value)
            elif name.lower() in ("celery_task_routes", "task_routes", "celery_routes"):
                yield from routes(module, node.value)


def discovering(module: Module) -> str:
    """The variable of an application that another function made: `app.autodiscover_tasks()` in a celery.py."""
    for node in module.nodes if module.file.endswith("celery.py") else []:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "autodiscover_tasks"
        ):
            return dotted(node.func.value)
    return ""


def is_exported(module: Module, python: Modules, root: str) -> bool:
    """Whether the package of the module imports the application: `celery --app PACKAGE` then finds it."""
    package = python.named(module.name.split(".")[0], root)
    wanted = f"{module.name}."
    return package is not None and any(path.startswith(wanted) for path in package.imports.values())


def is_queued(node: ast.Call, module: Module) -> bool:
    name = dotted(node.func).rpartition(".")[2]
    return name in ("apply_async", "task", "shared_task", "send_task", "s", "set", "signature")


def is_application(module: Module, call: ast.Call) -> bool:
    """Celery(…), or a class of the module's own that extends it."""
    path = module.path(call.func)
    if path in ("celery.Celery", "celery.app.Celery"):
        return True
    return any(
        isinstance(node, ast.ClassDef)
        and node.name == path
        and any(module.path(base) == "celery.Celery" for base in node.bases)
        for node in module.tree.body
    )


def variable_of(module: Module, call: ast.Call) -> str:
    for node in at_import(module.tree):
        if isinstance(node, ast.Assign) and node.value is call and isinstance(node.targets[0], ast.Name):
            return node.targets[0].id
    return ""


def routes(module: Module, node: ast.Dict) -> Iterator[Fact]:
    for value in node.values:
        if isinstance(value, ast.Dict):
            for key, inner in zip(value.keys, value.values):
                queue = text_of(inner)
                if text_of(key) == "queue" and queue:
                    yield {"kind": "celery-queue", "file": module.file, "line": inner.lineno, "queue": queue}


def schedule(module: Module, node: ast.Dict) -> Iterator[Fact]:
    for key, value in zip(node.keys, node.values):
        if isinstance(value, ast.Dict):
            when = next((inner for name, inner in zip(value.keys, value.values) if text_of(name) == "schedule"), None)
            yield {
                "kind": "beat-entry",
                "file": module.file,
                "line": value.lineno,
                "name": text_of(key) or "",
                "seconds": seconds_of(when, module),
            }


def seconds_of(node: ast.AST | None, module: Module) -> float | None:
    """The interval; None for a time of the day, and for what cannot be read."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return float(node.value)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        left, right = seconds_of(node.left, module), seconds_of(node.right, module)
        return left * right if left is not None and right is not None else None
    if isinstance(node, ast.Call) and module.path(node.func) in ("datetime.timedelta", "celery.schedules.schedule"):
        total = 0.0
        for keyword in node.keywords:
            value: Any = seconds_of(keyword.value, module)
            if keyword.arg not in UNITS or value is None:
                return None
            total += UNITS[keyword.arg] * value
        return total or None
    return None


def schedulers(module: Module) -> Iterator[Fact]:
    if "apscheduler" not in module.packages:
        return
    for node in module.nodes:
        if isinstance(node, ast.Call):
            name = dotted(node.func).rpartition(".")[2]
            if name in SCHEDULERS:
                yield {
                    "kind": "apscheduler",
                    "file": module.file,
                    "line": node.lineno,
                    "command": module.is_command,
                    "blocking": name == "BlockingScheduler",
                }
            elif name == "add_job" and text_of(argument(node, 1, "trigger")) == "interval":
                spans = [
                    UNITS[keyword.arg] * (seconds_of(keyword.value, module) or 0)
                    for keyword in node.keywords
                    if keyword.arg in UNITS
                ]
                yield {"kind": "job", "file": module.file, "line": node.lineno, "seconds": sum(spans) or None}
