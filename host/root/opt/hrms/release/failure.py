"""Why a command did not do what it was asked to."""

import re


class Failed(Exception):
    """What happened, and what to do about it: two texts for people, without secrets."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix


# The last line of a traceback: a class, perhaps with its module, and what it says; or what Gunicorn or systemd says of a
# killed process.
# In a log's line of JSON, something follows the quotation mark.
ERROR = re.compile(
    r'^((?:\w+\.)*[A-Z]\w+: .*?)(?:"[,}].*)?$|(was sent SIGKILL![^"\n]*|code=killed, status=9/KILL)', re.MULTILINE
)


def last_error(output: str) -> str:
    """The last error in what a program printed or logged, or else its last line. At most 300 characters."""
    text = output.replace("\\n", "\n").replace('\\"', '"')
    found = [one[0] or one[1] for one in ERROR.findall(text)]
    return (found or output.strip().splitlines() or ["it said nothing"])[-1][:300]
