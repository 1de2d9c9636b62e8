"""Which models have tables."""

from typing import Any


class NoTables:
    """django-axes counts in the cache. Its models are loaded, but have no tables: nothing migrates or dumps them."""

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool | None:
        return False if app_label == "axes" else None
