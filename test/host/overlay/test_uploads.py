"""Code that wants the path of an upload gets a copy of it."""

import unittest
from typing import Any

from support import ProjectCase

# A bucket with one object, whose content the code can change.
BUCKET = """
import io, os, sys, time
from pathlib import Path
from unittest.mock import patch
from botocore.exceptions import ClientError
from botocore.response import StreamingBody
from django.core.files.storage import default_storage as files
objects = {"leave/Attest 7.pdf": b"%PDF first"}
read, broken = [], []
def answer(self, operation, parameters):
    if operation == "PutObject":
        if broken:
            raise ClientError({"Error": {"Code": "503"}}, operation)
        objects[parameters["Key"]] = parameters["Body"].read()
        return {}
    content = objects.get(parameters["Key"])
    if content is None:
        raise ClientError({"Error": {"Code": "404"}, "ResponseMetadata": {"HTTPStatusCode": 404}}, operation)
    found = {"ETag": str(hash(content)), "ContentLength": len(content)}
    if operation == "GetObject":
        read.append(parameters["Key"])
        found["Body"] = StreamingBody(io.BytesIO(content), len(content))
    return found
patch("botocore.client.BaseClient._make_api_call", answer).start()
def text(path):
    return Path(path).read_text()
"""
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


class BucketCase(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        (self.place / "tmp").mkdir()
        self.environment |= {"TMPDIR": str(self.place / "tmp"), **KEYS}


class Path(BucketCase):
    def test_it_leads_to_a_copy_with_the_files_own_name(self) -> None:
        code = BUCKET + "path = Path(files.path('leave/Attest 7.pdf'))\nmode = lambda of: oct(of.stat().st_mode)[-3:]"
        self.assertEqual(
            self.value(code, "[path.name, text(path), mode(path), mode(path.parents[1])]"),
            ["Attest 7.pdf", "%PDF first", "400", "700"],
        )

    def test_only_web_processes_can_write_to_it(self) -> None:
        code = BUCKET + "path = Path(files.path('leave/Attest 7.pdf'))"
        modes = [self.value(code, "oct(path.stat().st_mode)[-3:]", HRMS_ROLE=role) for role in ("web", "worker")]
        self.assertEqual(modes, ["600", "400"])

    def test_a_copy_is_made_once_and_again_when_the_object_has_changed(self) -> None:
        code = (
            BUCKET
            + """
names = [files.path("leave/Attest 7.pdf") for _ in range(3)]
objects["leave/Attest 7.pdf"] = b"%PDF second"
names.append(files.path("leave/Attest 7.pdf"))
"""
        )
        self.assertEqual(
            self.value(code, "[len(set(names)), len(read), text(names[0]), text(names[3])]"),
            [2, 2, "%PDF first", "%PDF second"],
        )

    def test_a_file_field_has_it_too(self) -> None:
        code = (
            BUCKET
            + """
import django
django.setup()
from people.models import Document
document = Document(name="x", file="leave/Attest 7.pdf")
"""
        )
        self.assertEqual(
            self.value(code, "text(document.file.path)", DJANGO_SETTINGS_MODULE="people.on_sqlite"), "%PDF first"
        )

    def test_what_is_not_there_is_a_missing_file(self) -> None:
        code = (
            BUCKET
            + """
try:
    files.path("gone.pdf")
except FileNotFoundError:
    result = "missing"
"""
        )
        self.assertEqual(self.value(code, "result"), "missing")

    def test_copies_of_long_ago_and_of_processes_that_ended_are_dropped(self) -> None:
        code = (
            BUCKET
            + """
orphan = Path(os.environ["TMPDIR"], "hrms-uploads-999999999-x")
orphan.mkdir()
first = Path(files.path("leave/Attest 7.pdf"))
os.utime(first.parent, (0, 0))
objects["other.pdf"] = b"other"
other = Path(files.path("other.pdf"))
"""
        )
        self.assertEqual(self.value(code, "[orphan.exists(), first.exists(), text(other)]"), [False, False, "other"])

    def test_processes_that_fork_have_copies_of_their_own(self) -> None:
        code = (
            BUCKET
            + """
mine = files.path("leave/Attest 7.pdf")
pipe = os.pipe()
if os.fork() == 0:
    os.write(pipe[1], files.path("leave/Attest 7.pdf").encode())
    os._exit(0)
os.wait()
theirs = os.read(pipe[0], 1000).decode()
"""
        )
        self.assertTrue(self.value(code, "mine != theirs"))


PAGE = """
import django
from django.conf import settings
django.setup()
from django.http import HttpResponse
from django.test import RequestFactory
from hrms_host.workspace import Workspace
def visit(view):
    return Workspace(view)(RequestFactory().get("/"))
def below(name):
    return Path(settings.MEDIA_ROOT, name)
"""


class Page(BucketCase):
    """What a page writes to disk."""

    def setUp(self) -> None:
        super().setUp()
        self.environment |= {"DJANGO_SETTINGS_MODULE": "people.on_sqlite", "HRMS_ROLE": "web"}

    def after(self, view: str, expression: str) -> Any:
        return self.value(f"{BUCKET}{PAGE}\ndef view(request):{view}\n    return HttpResponse()\n", expression)

    def test_a_changed_copy_replaces_the_upload(self) -> None:
        view = """
    path = files.path("leave/Attest 7.pdf")
    Path(path).write_text("smaller")
"""
        self.assertEqual(
            self.after(view, "[visit(view).status_code, objects, text(files.path('leave/Attest 7.pdf'))]"),
            [200, {"leave/Attest 7.pdf": "b'smaller'"}, "smaller"],
        )

    def test_a_copy_that_was_only_read_does_not(self) -> None:
        view = """
    text(files.path("leave/Attest 7.pdf"))
    broken.append(True)
"""
        self.assertEqual(self.after(view, "visit(view).status_code"), 200)

    def test_what_is_left_in_media_root_is_stored_and_the_next_page_finds_it_empty(self) -> None:
        view = """
    found = [path.name for path in below("").iterdir()]
    below("exports").mkdir()
    below("exports/all.csv").write_text(f"found {found}")
    below("temporary").write_text("")
    below("temporary").unlink()
"""
        self.assertEqual(
            self.after(view, "[visit(view).status_code, visit(view).status_code, objects['exports/all.csv'], len(objects)]"),
            [200, 200, "b'found []'", 2],
        )

    def test_a_process_that_serves_nothing_has_no_such_folder(self) -> None:
        code = """
import os
from pathlib import Path
from django.conf import settings
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
"""
        (self.place / "media").write_text("not a folder")
        self.assertEqual(self.value(code, "Path(settings.MEDIA_ROOT).name", HRMS_ROLE="scheduler"), "media")

    def test_a_file_that_cannot_be_stored_fails_the_request(self) -> None:
        view = """
    below("all.csv").write_text("all")
    broken.append(True)
"""
        code = "type(next(filter(None, [raised()]))).__name__"
        catch = """
def raised():
    try:
        visit(view)
    except Exception as problem:
        return problem
"""
        page = f"{BUCKET}{PAGE}\ndef view(request):{view}\n    return HttpResponse()\n{catch}"
        self.assertIn("Error", self.value(page, code))
        self.assertEqual(self.value(page, "[raised() is None, os.listdir(below(''))]"), [False, []])


if __name__ == "__main__":
    unittest.main()
