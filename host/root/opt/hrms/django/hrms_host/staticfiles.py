"""Static files under names that change with their content, so that browsers can cache them for ever.

Unlike Django's own class, it accepts what Django's default storage accepts: files that name missing ones, as half of
all projects have from their vendors, files that are not UTF-8, and names with a leading slash.
"""

import logging
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import SuspiciousFileOperation

log = logging.getLogger(__name__)


class HashedFiles(ManifestStaticFilesStorage):
    """The names come from the manifest that collectstatic wrote. A file that is not there keeps its plain name, so the
    page still works, without that file.
    """

    def __init__(self, *args: Any, own_url: str | None = None, **options: Any) -> None:
        """`own_url` is the project's own STATIC_URL, which its CSS can contain."""
        super().__init__(*args, **options)
        self.own_prefixes = {"/static/", f"/{(own_url or '').strip('/')}/"} - {"//", settings.STATIC_URL}
        # Each with the file that names it, or that is wrong itself.
        self.missing: set[tuple[str, str]] = set()
        self.undecodable: set[str] = set()
        self.source = ""

    # The names of a release never change, and computing one takes 25 µs.
    @lru_cache(maxsize=4096)
    def url(self, name: str, force: bool = False) -> str:
        return super().url(name.lstrip("/"), force)

    def stored_name(self, name: str) -> str:
        path = self.clean_name(urlsplit(unquote(name)).path.strip())
        return super().stored_name(name) if self.hash_key(path) in self.hashed_files else name

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except (ValueError, SuspiciousFileOperation):
            # Missing, or outside of STATIC_ROOT.
            self.missing.add((self.source, name.strip()))
            return name

    def url_converter(self, name: str, *args: Any, **options: Any) -> Callable[[Any], str]:
        """Makes URLs of the project's own STATIC_URL relative: its files can be on another host, as its CSS is."""
        convert = super().url_converter(name, *args, **options)

        def converter(match: re.Match[str]) -> str:
            self.source = name
            try:
                return convert(self.relative(match, name))
            except ValueError:
                self.missing.add((name, match["url"].strip()))
                return match["matched"]

        return converter

    def relative(self, match: re.Match[str], name: str) -> Any:
        for prefix in self.own_prefixes:
            if match["url"].startswith(prefix):
                target = posixpath.relpath(match["url"].removeprefix(prefix), posixpath.dirname(name) or ".")
                return Match(match, match.groupdict() | {"url": target})
        return match

    def post_process(self, *args: Any, **options: Any) -> Iterator[tuple[str, str | None, Any]]:
        self.missing.clear()
        self.undecodable.clear()
        yield from super().post_process(*args, **options)
        for source, name in sorted(self.missing):
            log.warning("%s names %s, which does not exist. The name stays as it is.", source, name)
        for name in sorted(self.undecodable):
            log.warning("%s is not in UTF-8. It stays as it is.", name)

    def _post_process(
        self, paths: dict[str, tuple[Any, str]], adjustable_paths: list[str], *args: Any, **options: Any
    ) -> Iterator[tuple[str, str | None, Any, bool]]:
        """Django's own would go on with the content of the file before the one that it cannot decode."""
        for name in [name for name in adjustable_paths if not is_utf8(*paths[name])]:
            self.undecodable.add(name)
            adjustable_paths.remove(name)
        yield from super()._post_process(paths, adjustable_paths, *args, **options)


def is_utf8(storage: Any, path: str) -> bool:
    with storage.open(path) as file:
        try:
            file.read().decode()
        except UnicodeDecodeError:
            return False
    return True


class Match(NamedTuple):
    """A match with other groups."""

    match: re.Match[str]
    groups: dict[str, str]

    def groupdict(self) -> dict[str, str]:
        return self.groups

    def __getattr__(self, name: str) -> Any:
        return getattr(self.match, name)
