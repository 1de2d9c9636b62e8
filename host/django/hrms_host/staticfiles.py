"""Static files under names that change with their content, so that browsers may keep them for ever."""

from functools import lru_cache

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedFiles(ManifestStaticFilesStorage):
    """The names come from the manifest that collectstatic wrote. A page that names a file which is not there lacks that
    file; it does not fail.
    """

    manifest_strict = False

    # A release's names stay what they are, and making one of them takes 25 µs.
    @lru_cache(maxsize=4096)
    def url(self, name: str, force: bool = False) -> str:
        return super().url(name, force)

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            return name
