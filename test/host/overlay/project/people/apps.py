from django.apps import AppConfig

from . import leaving
from .jobs import start


class People(AppConfig):
    name = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import settings

        # As some projects do: the list of the module, not the one in django.conf.
        settings.MIDDLEWARE.append("people.middleware.Late")
        start("app")
        leaving.leave()
