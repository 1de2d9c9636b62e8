"""Whether this host is ready, and which release it serves: for deployments, whose requests Nginx marks
(health-proxy.conf).

Answered before the project sees the request: before ALLOWED_HOSTS is checked and before any redirect. Nginx itself answers
the load balancer's check (/etc/nginx/hrms/release/health.conf).
"""

import json
import logging
import secrets
from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, router
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from .environment import GIVEN

logger = logging.getLogger(__name__)


class Health:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("HTTP_X_HEALTH_CHECK") == "1":
            if request.path_info == "/health/ready":
                return readiness()
            if request.path_info == "/health/release":
                return answer({"release": GIVEN.get("HRMS_RELEASE", "")})
        return self.get_response(request)


def readiness() -> HttpResponse:
    """The result of each check; the log says why one failed."""
    results = {name: "ok" if succeeds(name, check) else "failed" for name, check in CHECKS.items()}
    return answer(results, status=503 if "failed" in results.values() else 200)


def succeeds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as problem:
        logger.warning("Not ready: %s, by %s", name, type(problem).__name__)
        return False


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def cache_keeps() -> bool:
    """The cache hides its own failures, so the check reads back what it wrote."""
    key = f"ready:{secrets.token_hex(8)}"
    cache.set(key, key, timeout=10)
    return cache.get(key) == key


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def tables_exist() -> bool:
    """Migrations can be missing from a release altogether: then none is pending, and there are no tables either."""
    existing = set(connection.introspection.table_names(include_views=True))
    wanted = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.can_migrate(connection)
        and router.allow_migrate_model(connection.alias, model)
        # None switches the migrations of an app off, on purpose.
        and settings.MIGRATION_MODULES.get(model._meta.app_label, "") is not None
    }
    missing = sorted(table for table in wanted if table not in existing)
    if missing:
        logger.warning("Not ready: %d tables are missing, among them %s", len(missing), ", ".join(missing[:5]))
    return not missing


CHECKS = {
    "database": database_answers,
    "cache": cache_keeps,
    "migrations": migrations_are_applied,
    "tables": tables_exist,
}


def answer(content: dict[str, str], status: int = 200) -> HttpResponse:
    response = HttpResponse(json.dumps(content), content_type="application/json", status=status)
    response["Cache-Control"] = "no-store"
    return response
