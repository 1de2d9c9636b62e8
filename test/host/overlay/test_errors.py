"""What Sentry is sent: where it went wrong, and nothing about people."""

import gzip
import json
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from support import ProjectCase

ASK = """
import django; django.setup()
from django.contrib.auth.models import User
from django.core.management import call_command
call_command("migrate", verbosity=0)
jane = User.objects.create_user("jane", email="jane.doe@example.com", password="canary-password")
from io import BytesIO
from django.test import Client
client = Client()
client.force_login(jane)
cookie = client.cookies["__Secure-sessionid"]
from people.wsgi import application
answer = application({
    "REQUEST_METHOD": "POST", "PATH_INFO": "/broken/", "QUERY_STRING": "token=canary-query", "REMOTE_ADDR": "",
    "SERVER_NAME": "hrms.example.com", "SERVER_PORT": "443", "wsgi.url_scheme": "https", "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "hrms.example.com", "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_REAL_IP": "198.51.100.7",
    "HTTP_AUTHORIZATION": "Bearer canary-bearer", "HTTP_USER_AGENT": "canary-agent", "HTTP_X_CSRFTOKEN": "t",
    "HTTP_COOKIE": f"__Secure-sessionid={cookie.value}", "CONTENT_TYPE": "application/x-www-form-urlencoded",
    "CONTENT_LENGTH": "18", "wsgi.input": BytesIO(b"salary=canary-body"),
}, lambda *_: None)
b"".join(answer)
answer.close()
import sentry_sdk
sentry_sdk.flush(10)
print(sentry_sdk.is_initialized())
"""


class Sink(ThreadingHTTPServer):
    """In Sentry's place. Takes whatever comes."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.taken: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def events(self) -> list[dict[str, Any]]:
        found = []
        for envelope in self.taken:
            lines = [json.loads(line) for line in envelope.splitlines() if line]
            found += [content for header, content in zip(lines[1::2], lines[2::2]) if header.get("type") == "event"]
        return found


class Taker(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode())
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: Any) -> None:
        pass


class Errors(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        self.sink = Sink()
        self.addCleanup(self.sink.server_close)
        self.addCleanup(self.sink.shutdown)
        self.dsn = f"http://public@127.0.0.1:{self.sink.server_port}/1"

    def ask(self, **changes: str | None) -> str:
        result = self.python("-c", ASK, DJANGO_SETTINGS_MODULE="people.without_services", **changes)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout.strip()

    def sdk(self, expression: str, **changes: str | None) -> Any:
        """What the expression says of the SDK's client once the project has started."""
        start = "import django; django.setup(); import sentry_sdk; client = sentry_sdk.get_client()"
        project = {"DJANGO_SETTINGS_MODULE": "people.without_services", "SENTRY_DSN": self.dsn}
        return self.value(start, expression, **project, **changes)

    def test_an_error_is_reported_with_its_release_and_nothing_that_people_wrote(self) -> None:
        self.assertEqual(self.ask(SENTRY_DSN=self.dsn), "True")
        [event] = self.sink.events()
        self.assertEqual([event["release"], event["environment"]], ["5e" * 32, "prod"])
        [raised] = event["exception"]["values"]
        self.assertEqual([raised["type"], raised["value"]], ["ValueError", "no salary for [e-mail], POST"])
        self.assertEqual(event["request"], {"method": "POST", "url": "https://hrms.example.com/broken/"})
        self.assertNotIn("user", event)
        for frame in raised["stacktrace"]["frames"]:
            self.assertNotIn("vars", frame)
        everything = "".join(self.sink.taken)
        for word in (
            "canary-query",
            "canary-body",
            "canary-bearer",
            "canary-agent",
            "canary-password",
            "jane",
            "198.51",
        ):
            self.assertNotIn(word, everything, word)

    def test_without_a_dsn_nothing_is_started(self) -> None:
        self.assertEqual(self.ask(SENTRY_DSN=None), "False")
        self.assertEqual(self.sink.taken, [])

    def test_what_the_project_starts_by_itself_is_ended(self) -> None:
        settings = self.place / "people/settings.py"
        settings.write_text(
            f"import sentry_sdk\nsentry_sdk.init({self.dsn!r}, send_default_pii=True)\n" + settings.read_text()
        )
        self.ask(SENTRY_DSN=None)
        self.assertEqual(self.sink.taken, [])

    def test_no_request_is_followed_where_no_share_of_them_is_to_be_traced(self) -> None:
        rate = "client.options['traces_sample_rate']"
        self.assertIsNone(self.sdk(rate))
        self.assertIsNone(self.sdk(rate, SENTRY_TRACES_SAMPLE_RATE="0"))
        self.assertEqual(self.sdk(rate, SENTRY_TRACES_SAMPLE_RATE="0.25"), 0.25)

    def test_keys_of_the_cache_are_not_told_for_sessions_are_among_them(self) -> None:
        integrations = self.sdk("sorted(client.integrations)")
        self.assertIn("django", integrations)
        self.assertNotIn("redis", integrations)

    def test_the_share_of_errors_is_the_environments(self) -> None:
        self.ask(SENTRY_DSN=self.dsn, SENTRY_SAMPLE_RATE="0.0000001")
        self.assertEqual(self.sink.events(), [])


if __name__ == "__main__":
    unittest.main()
