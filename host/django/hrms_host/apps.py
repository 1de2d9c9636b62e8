"""What listens to the project's signals."""

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
    events.log(logging.INFO, "login_succeeded", requests.current.get() or request, user)


def log_failure(credentials: dict, request: Any = None, **_: Any) -> None:
    # Needs models, which are not there yet when this module is read.
    from . import lockout

    asked = requests.current.get() or request
    events.log(logging.WARNING, "login_failed", asked, lockout.name_given(asked, credentials))
