"""Uploads, static files and e-mail."""

import unittest
from urllib.parse import parse_qs, urlsplit

from support import ProjectCase

KEYS = {"AWS_ACCESS_KEY_ID": "AKIAOFTHEROLE0000000", "AWS_SECRET_ACCESS_KEY": "of-the-role"}


class Uploads(ProjectCase):
    def test_a_link_to_a_document_is_signed_by_the_role_and_short_lived(self) -> None:
        code = "from django.core.files.storage import default_storage as files"
        # In the place of the host's role, which answers only on a host.
        url = urlsplit(self.value(code, "files.url('documents/contract.pdf')", **KEYS))
        query = parse_qs(url.query)
        self.assertEqual(
            [url.scheme, url.netloc, url.path],
            ["https", "hrms-media.s3.eu-central-1.amazonaws.com", "/documents/contract.pdf"],
        )
        self.assertEqual([query["X-Amz-Expires"], query["X-Amz-Algorithm"]], [["300"], ["AWS4-HMAC-SHA256"]])
        self.assertTrue(query["X-Amz-Credential"][0].startswith("AKIAOFTHEROLE0000000/"))

    def test_keys_in_the_projects_settings_are_not_used(self) -> None:
        code = "from django.core.files.storage import default_storage as files; files.exists"
        self.assertEqual(
            self.value(code, "[files.access_key, files.secret_key, files.security_token]"), [None, None, None]
        )

    def test_what_is_there_is_not_overwritten_and_the_bucket_encrypts(self) -> None:
        code = "from django.core.files.storage import default_storage as files; files.exists"
        self.assertEqual(
            self.value(
                code, "[files.file_overwrite, files.default_acl, files.object_parameters, files.querystring_auth]"
            ),
            [False, None, {}, True],
        )


class Static(ProjectCase):
    URL = "from django.contrib.staticfiles.storage import staticfiles_storage as static"

    def test_names_change_with_the_content_and_a_missing_file_is_no_error(self) -> None:
        self.assertEqual(
            self.manage("collectstatic", "--noinput", DJANGO_SETTINGS_MODULE="people.on_sqlite").returncode, 0
        )
        app, missing = self.value(self.URL, "[static.url('app.css'), static.url('missing.png')]")
        self.assertRegex(app, r"^https://static\.hrms\.example\.com/app\.[0-9a-f]{12}\.css$")
        self.assertEqual(missing, "https://static.hrms.example.com/missing.png")
        self.assertTrue((self.place / "static" / app.rsplit("/", 1)[1]).exists())

    def test_where_they_lie_is_the_projects_matter_unless_it_is_given(self) -> None:
        root = str(self.place / "static")
        self.assertEqual(self.settings("STATIC_ROOT"), {"STATIC_ROOT": root})
        self.assertEqual(self.settings("STATIC_ROOT", STATIC_ROOT=None), {"STATIC_ROOT": None})


class Mail(ProjectCase):
    def test_ses_sends_by_the_role(self) -> None:
        wanted = {
            "EMAIL_BACKEND": "django_ses.SESBackend",
            "USE_SES_V2": False,
            "AWS_SES_REGION_NAME": "eu-central-1",
            "AWS_SES_CONFIGURATION_SET": "hrms-prod",
            "AWS_SES_AUTO_THROTTLE": None,
            "DEFAULT_FROM_EMAIL": "hr@hrms.example.com",
            "SERVER_EMAIL": "hr@hrms.example.com",
            "EMAIL_TIMEOUT": 10,
        }
        self.assertEqual(self.settings(*wanted), wanted)
        without = dict.fromkeys(("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_HOST_USER"))
        self.assertEqual(self.settings(*wanted, **without), wanted)

    def test_ses_is_called_once_and_for_nothing_but_sending(self) -> None:
        code = """
from unittest.mock import patch
from django.core.mail import EmailMessage
calls = []
def answer(self, operation, parameters):
    named = b"X-SES-CONFIGURATION-SET: hrms-prod" in parameters["RawMessage"]["Data"]
    calls.append([operation, named, self.meta.endpoint_url, self.meta.config.read_timeout])
    return {"MessageId": "1", "ResponseMetadata": {"RequestId": "1", "HTTPStatusCode": 200}}
with patch("botocore.client.BaseClient._make_api_call", answer):
    EmailMessage("Payslip", "Your payslip is there.", to=["jane.doe@example.com"]).send()
"""
        self.assertEqual(
            self.value(code, "calls", **KEYS),
            [["SendRawEmail", True, "https://email.eu-central-1.amazonaws.com", 10]],
        )

    def test_a_mail_server_is_used_where_it_is_given_and_never_in_the_clear(self) -> None:
        names = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
        given = {"HRMS_MAIL": "server", "EMAIL_HOST": "smtp.example.com", "EMAIL_PORT": "2587", "EMAIL_HOST_USER": "mailer"}
        smtp = ["django.core.mail.backends.smtp.EmailBackend", "smtp.example.com", 2587, "mailer"]
        for encryption, wanted in (
            ({"EMAIL_USE_TLS": "True", "EMAIL_USE_SSL": None}, [True, False]),
            ({"EMAIL_USE_SSL": "True", "EMAIL_USE_TLS": None}, [False, True]),
            ({"EMAIL_USE_TLS": "False", "EMAIL_USE_SSL": None}, [True, False]),
        ):
            self.assertEqual(list(self.settings(*names, **given, **encryption).values()), smtp + wanted)


if __name__ == "__main__":
    unittest.main()
