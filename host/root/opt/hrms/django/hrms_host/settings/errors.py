"""Sends errors to Sentry if there is a DSN, without what people typed."""

import sys
from collections.abc import Mapping
from typing import Any

from ..privacy import scrub_all

# The parts of a request that are sent: not its query, body, cookies, headers or environment.
OF_REQUEST = ("method", "url")
# The user, the arguments of the process, and the extra data of log records.
LEFT_OUT = ("user", "extra")


def report(env: Mapping[str, str]) -> None:
    """Starts the SDK with the DSN of the environment. Without one, stops a client that the project started."""
    if not env.get("SENTRY_DSN") and "sentry_sdk" not in sys.modules:
        return
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.redis import RedisIntegration

    # None instead of 0: with 0 the SDK would trace each request and then discard the result.
    traced = float(env.get("SENTRY_TRACES_SAMPLE_RATE") or 0.0) or None
    # The SDK would wrap each middleware and signal to time them, which is half of its cost per page.
    timed = traced is not None
    sentry_sdk.init(
        dsn=env.get("SENTRY_DSN", ""),
        environment=env.get("SENTRY_ENVIRONMENT", "production"),
        release=env.get("HRMS_RELEASE"),
        sample_rate=float(env.get("SENTRY_SAMPLE_RATE") or 1.0),
        traces_sample_rate=traced,
        integrations=[DjangoIntegration(middleware_spans=timed, signals_spans=timed, cache_spans=False)],
        # They contain each requested key, and a session's key is enough to act as that person.
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
