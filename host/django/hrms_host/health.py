"""Health checks, answered before the project sees them: before its hosts are checked and before any redirect.

The live path says that the process answers, and nothing else: a database that is away must not make the load balancer
give every host up. The other two are for those inside, and Nginx marks their requests (host/nginx/health-proxy.conf).
"""

import json
import logging
import secrets
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from .environment import GIVEN

logger = logging.getLogger(__name__)

LIVE = GIVEN.get("HRMS_HEALTH_PATH") or "/health/live"


class Health:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == LIVE:
            return answer({"live": "ok"})
        if request.META.get("HTTP_X_HEALTH_CHECK") == "1":
            if request.path_info == "/health/ready":
                return readiness()
            if request.path_info == "/health/release":
                return answer({"release": GIVEN.get("HRMS_RELEASE", "")})
        return self.get_response(request)


def readiness() -> HttpResponse:
    """Each check by its name; why one failed is in the log."""
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
    """It passes over its own failures, so what was kept is asked for again."""
    key = f"ready:{secrets.token_hex(8)}"
    cache.set(key, key, timeout=10)
    return cache.get(key) == key


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


CHECKS = {"database": database_answers, "cache": cache_keeps, "migrations": migrations_are_applied}


def answer(content: dict[str, str], status: int = 200) -> HttpResponse:
    response = HttpResponse(json.dumps(content), content_type="application/json", status=status)
    response["Cache-Control"] = "no-store"
    return response
