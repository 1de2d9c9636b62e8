"""A cache in memory that can be taken away, as a server can. Then it behaves as django-redis does."""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache

away = False


class Cache(LocMemCache):
    def get(self, key: str, default: Any = None, version: Any = None) -> Any:
        return default if away else super().get(key, default, version)

    def set(self, *args: Any, **options: Any) -> None:
        if not away:
            super().set(*args, **options)

    def add(self, *args: Any, **options: Any) -> bool | None:
        return None if away else super().add(*args, **options)

    def incr(self, *args: Any, **options: Any) -> int | None:
        return None if away else super().incr(*args, **options)

    def touch(self, *args: Any, **options: Any) -> bool | None:
        return None if away else super().touch(*args, **options)
