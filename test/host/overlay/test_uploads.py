"""Code that wants the path of an upload gets a copy of it."""

import unittest

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
read = []
def answer(self, operation, parameters):
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


class Path(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        (self.place / "tmp").mkdir()
        self.environment |= {"TMPDIR": str(self.place / "tmp"), **KEYS}

    def test_it_leads_to_a_copy_with_the_files_own_name(self) -> None:
        code = BUCKET + "path = Path(files.path('leave/Attest 7.pdf'))\nmode = lambda of: oct(of.stat().st_mode)[-3:]"
        self.assertEqual(
            self.value(code, "[path.name, text(path), mode(path), mode(path.parents[1])]"),
            ["Attest 7.pdf", "%PDF first", "400", "700"],
        )

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


if __name__ == "__main__":
    unittest.main()
