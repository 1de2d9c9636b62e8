"""Creates the first superuser, for /opt/hrms/bin/release. The password is the first line of the standard input."""

import json
import os
import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Creates a superuser with the address of HRMS_SUPERUSER_EMAIL, if there is no superuser yet."

    def handle(self, *_: Any, **__: Any) -> None:
        users = get_user_model()
        existing = users._default_manager.filter(is_superuser=True).order_by("pk").first()
        email = os.environ["HRMS_SUPERUSER_EMAIL"]
        if existing is None:
            # createsuperuser reads the password and fields without an option from variables. No other process sees these.
            os.environ["DJANGO_SUPERUSER_PASSWORD"] = sys.stdin.readline().rstrip("\n")
            names = {users.USERNAME_FIELD, *(field for field in users.REQUIRED_FIELDS if "email" in field)}
            call_command("createsuperuser", interactive=False, verbosity=0, **dict.fromkeys(names, email))
        name = email if existing is None else existing.get_username()
        self.stdout.write(json.dumps({"created": existing is None, "user": name}))
