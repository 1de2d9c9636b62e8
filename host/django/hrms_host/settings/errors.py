"""Errors go to Sentry where a DSN was given, and what people wrote does not go along."""

import sys
from collections.abc import Mapping
from typing import Any

from ..privacy import scrub_all

# Parts of a request that may be sent; not its query, body, cookies, headers and environment.
OF_REQUEST = ("method", "url")
# Who it was; the process's arguments, and whatever a log record carried.
LEFT_OUT = ("user", "extra")


def report(env: Mapping[str, str]) -> None:
    """Starts the SDK with the DSN of the environment. Without one, what the project itself started is ended."""
    if not env.get("SENTRY_DSN") and "sentry_sdk" not in sys.modules:
        return
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.redis import RedisIntegration

    # Without a share of requests to trace, not even 0: the SDK would follow each of them and throw away what it found.
    traced = float(env.get("SENTRY_TRACES_SAMPLE_RATE") or 0.0) or None
    # To time them, the SDK wraps each middleware and each signal: half of what it takes of a page.
    timed = traced is not None
    sentry_sdk.init(
        dsn=env.get("SENTRY_DSN", ""),
        environment=env.get("SENTRY_ENVIRONMENT", "production"),
        release=env.get("HRMS_RELEASE"),
        sample_rate=float(env.get("SENTRY_SAMPLE_RATE") or 1.0),
        traces_sample_rate=traced,
        integrations=[DjangoIntegration(middleware_spans=timed, signals_spans=timed, cache_spans=False)],
        # They tell of each key that was asked for, and a session's key is all that it takes to be that person.
        disabled_integrations=[RedisIntegration()],
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        before_send=cleaned,
        before_send_transaction=cleaned,
    )


def cleaned(event: dict[str, Any], _hint: Any) -> dict[str, Any]:
    for name in LEFT_OUT:
        event.pop(name, None)
    request = event.get("request", {})
    event["request"] = {name: request[name] for name in OF_REQUEST if name in request}
    return scrub_all(event)
