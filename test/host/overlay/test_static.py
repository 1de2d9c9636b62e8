"""Static files of vendors and of projects, as they come."""

import json
import re
import unittest

from support import ProjectCase

CDN = "https://static.hrms.example.com/"
CSS = """
@font-face { src: url('../fonts/icons.woff?v=4.7.0') }
.a { background: url(/static/img/logo.png) }
.b { background: url("/static/img/gone.png#x") }
.c { background: url(../img/logo.png) }
.d { background: url(../../../../etc/passwd) }
.e { background: url(//[broken) url(../img) url(#fragment) url(data:image/png;base64,AA) url(/elsewhere/x.png) }
.f { background: url([/x.png) }
/*# sourceMappingURL=site.css.map */
"""


class Static(ProjectCase):
    def setUp(self) -> None:
        super().setUp()
        self.environment["DJANGO_SETTINGS_MODULE"] = "people.on_sqlite"
        for path, content in {
            "css/site.css": CSS.encode(),
            "css/latin.css": "/* Überschrift */ a { color: red }".encode("latin-1"),
            "css/all.css": b"@import url('latin.css'); @import url('site.css');",
            "js/site.js": b"let a;\n//# sourceMappingURL=site.js.map\n",
            "fonts/icons.woff": b"font",
            "img/logo.png": b"logo",
        }.items():
            file = self.place / "people/static" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def collect(self, **changes: str | None) -> str:
        result = self.manage("collectstatic", "--noinput", "--verbosity", "0", **changes)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stderr

    def names(self) -> dict[str, str]:
        return json.loads((self.place / "static/staticfiles.json").read_text())["paths"]

    def test_missing_files_are_warnings_and_keep_their_names(self) -> None:
        messages = [json.loads(line)["message"] for line in self.collect().splitlines()]
        self.assertIn("css/site.css names img/gone.png, which does not exist. The name stays as it is.", messages)
        for words in ("css/site.css.map", "js/site.js.map", "etc/passwd", "css/latin.css is not in UTF-8."):
            self.assertEqual(len([message for message in messages if words in message]), 1, words)
        css = (self.place / "static" / self.names()["css/site.css"]).read_text()
        self.assertIn('url("../img/gone.png#x")', css)
        self.assertIn("url(../../../../etc/passwd)", css.replace('"', ""))
        self.assertIn("url(/elsewhere/x.png)", css)

    def test_urls_in_css_lead_to_hashed_files_on_the_host_of_the_css(self) -> None:
        self.collect()
        css = (self.place / "static" / self.names()["css/site.css"]).read_text()
        logo, font = (self.names()[name].rpartition("/")[2] for name in ("img/logo.png", "fonts/icons.woff"))
        self.assertEqual(css.count(f'url("../img/{logo}")'), 2, css)
        self.assertIn(f'url("../fonts/{font}?v=4.7.0")', css)
        self.assertNotIn("url(/static/", css)

    def test_so_do_urls_of_the_projects_own_prefix(self) -> None:
        (self.place / "people/assets.py").write_text("from .settings import *\nSTATIC_URL = 'assets/'\n")
        (self.place / "people/static/css/site.css").write_text(".a { background: url(/assets/img/logo.png) }")
        self.collect(HRMS_PROJECT_SETTINGS="people.assets")
        css = (self.place / "static" / self.names()["css/site.css"]).read_text()
        self.assertRegex(css, r'url\("\.\./img/logo\.[0-9a-f]{12}\.png"\)')

    def test_what_is_imported_is_there(self) -> None:
        self.collect()
        css = (self.place / "static" / self.names()["css/all.css"]).read_text()
        for name in re.findall(r'url\("(.+?)"\)', css):
            self.assertTrue((self.place / "static/css" / name).exists(), name)
        latin = (self.place / "static" / self.names()["css/latin.css"]).read_bytes()
        self.assertEqual(latin, (self.place / "people/static/css/latin.css").read_bytes())

    def test_names_with_a_leading_slash_and_strange_names_are_no_error(self) -> None:
        self.collect()
        code = "from django.contrib.staticfiles.storage import staticfiles_storage as static"
        names = ["/img/logo.png", "img/logo.png", "/img/none.png", "../x.png", "/../../etc/passwd", ""]
        slash, plain, *others = self.value(code, f"[static.url(name) for name in {names}]")
        self.assertEqual([slash, slash], [plain, CDN + self.names()["img/logo.png"]])
        self.assertEqual(others[0], f"{CDN}img/none.png")
        self.assertRegex(others[2], "^https://static.hrms.example.com/")

    def test_a_page_with_a_leading_slash_is_served(self) -> None:
        self.collect()
        code = """
import django
django.setup()
from django.template import engines
text = engines["django"].from_string("{% load static %}{% static '/img/logo.png' %}").render()
"""
        self.assertEqual(self.value(code, "text"), CDN + self.names()["img/logo.png"])

    def test_a_folder_of_static_files_that_git_did_not_keep_is_no_error(self) -> None:
        (self.place / "people/kept.py").write_text(
            "from .settings import *\nSTATICFILES_DIRS = [BASE_DIR / 'assets', BASE_DIR / 'people/static']\n"
        )
        self.collect(HRMS_PROJECT_SETTINGS="people.kept")
        self.assertIn("img/logo.png", self.names())


if __name__ == "__main__":
    unittest.main()
