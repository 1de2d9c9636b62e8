"""What a page writes to disk, stored with the uploads.

Projects resize a photo at `photo.path`, and write an export below MEDIA_ROOT before they send it. On a host, both would
be on a disk that no other host sees and that is gone with it. So MEDIA_ROOT is a folder of this process, and before the
answer to a request leaves, every file in it and every changed copy of an upload is stored in the bucket under its name.
If that fails, so does the request: nothing is lost in silence.

The next request finds MEDIA_ROOT empty. A page that wants a file of an earlier one then fails on every host and at the
first try, instead of on those hosts that do not have it.
"""

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse

from .environment import GIVEN
from .uploads import copies

log = logging.getLogger(__name__)


class Workspace:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        # Processes that load the WSGI application and serve nothing, such as hrms-scheduler, have no such folder.
        if GIVEN.get("HRMS_ROLE") != "web":
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.folder = Path(settings.MEDIA_ROOT)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
            self.store()
        except BaseException:
            self.empty()
            raise
        return response

    def store(self) -> None:
        copies.store_changed()
        # Most pages leave nothing, so they pay for one look only.
        if not os.listdir(self.folder):
            return
        left = [path for path in self.folder.rglob("*") if path.is_file()]
        for path in left:
            default_storage.replace(str(path.relative_to(self.folder)), path)
        log.info("The page left files in MEDIA_ROOT, which are stored with the uploads: %s", len(left))
        self.empty()

    def empty(self) -> None:
        for name in os.listdir(self.folder):
            path = self.folder / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
