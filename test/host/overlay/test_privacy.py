"""What is left of texts before they are logged."""

import unittest

from hrms_host.privacy import pseudonym, scrub, scrub_all

SCRUBBED = {
    "mail to jane.doe+hr@mail.example.co.uk, please": "mail to [e-mail], please",
    '{"email":"jane@example.com"}': '{"email":"[e-mail]"}',
    "<jane@example.com>;bob@example.org": "<[e-mail]>;[e-mail]",
    "GET /reset/?token=a1b2&user=7 HTTP/1.1": "GET /reset/?[query] HTTP/1.1",
    "https://x.example/?q=jane": "https://x.example/?[query]",
    "rediss://:pass%40word@cache.internal:6379/0": "rediss://[secret]@cache.internal:6379/0",
    "mysql://hrms:word@db/hrmodel?charset=utf8mb4": "mysql://[secret]@db/hrmodel?[query]",
    "(1062, \"Duplicate entry 'Jane Doe' for key 'name'\")": "(1062, \"Duplicate entry [value] for key 'name'\")",
}

KEPT = (
    "celery@host ready.",
    "Is a = b? c=d",
    "Not Found: /employees/7/",
    "198.51.100.7 - 10:15",
    "why?",
)


class Privacy(unittest.TestCase):
    def test_what_is_scrubbed(self) -> None:
        self.assertEqual({text: scrub(text) for text in SCRUBBED}, SCRUBBED)

    def test_what_is_kept(self) -> None:
        self.assertEqual([scrub(text) for text in KEPT], list(KEPT))

    def test_scrubbing_twice_changes_nothing_more(self) -> None:
        for text in SCRUBBED.values():
            self.assertEqual(scrub(text), text)

    def test_texts_are_found_wherever_they_are(self) -> None:
        given = {"a": ["x@example.com", ("y@example.com", 1)], "b": {"c": "z@example.com"}, "d": None}
        self.assertEqual(scrub_all(given), {"a": ["[e-mail]", ["[e-mail]", 1]], "b": {"c": "[e-mail]"}, "d": None})

    def test_a_long_text_takes_no_long_time(self) -> None:
        import time

        before = time.perf_counter()
        for text in (
            "a" * 100_000,
            "?" * 100_000,
            "a@" * 50_000,
            "a.b-" * 25_000,
            "Duplicate entry '" * 5_000,
            "://" * 30_000,
        ):
            scrub(text)
        self.assertLess(time.perf_counter() - before, 5)

    def test_a_pseudonym_needs_its_key(self) -> None:
        one, other = pseudonym("jane", "key"), pseudonym("jane", "another")
        self.assertRegex(one, "^[0-9a-f]{12}$")
        self.assertNotEqual(one, other)
        self.assertEqual(one, pseudonym(" JANE ", "key"))
        self.assertNotEqual(one, pseudonym("joan", "key"))


if __name__ == "__main__":
    unittest.main()
