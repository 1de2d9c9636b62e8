"""Connects to the project's signals."""

import logging
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_login_failed

from . import events, requests


class Host(AppConfig):
    name = "hrms_host"

    def ready(self) -> None:
        logging.captureWarnings(True)
        user_logged_in.connect(log_success, dispatch_uid="hrms_host.log_success")
        user_login_failed.connect(log_failure, dispatch_uid="hrms_host.log_failure")
        if find_spec("celery"):
            from . import queueing

            queueing.connect()


def log_success(request: Any = None, user: Any = None, **_: Any) -> None:
    asked = requests.current.get() or request
    events.log(logging.INFO, "login_succeeded", asked, user)
    if asked is not None:
        from . import failures

        asked.hrms_login = "succeeded"
        failures.count_success(user.get_username().strip().casefold(), asked.META.get("REMOTE_ADDR", ""))


def log_failure(credentials: dict, request: Any = None, **_: Any) -> None:
    # Need models, which are not loaded yet when Django imports this module.
    from . import failures, lockout

    asked = requests.current.get() or request
    name = lockout.name_given(asked, credentials)
    events.log(logging.WARNING, "login_failed", asked, name)
    if asked is not None:
        asked.hrms_login = "failed"
        # An attacker who is locked out at one address must not lock the name everywhere.
        if not getattr(asked, "axes_locked_out", False):
            failures.count_failure(name, asked.META.get("REMOTE_ADDR", ""), pair=False)
