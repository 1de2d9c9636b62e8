"""Why a command did not do what it was asked to."""

import re


class Failed(Exception):
    """What happened, and what to do about it: two texts for people, without secrets."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix


def last_error(output: str) -> str:
    """The last exception in a program's output, as Python prints it, or Gunicorn's word about a killed process, or else the
    last line. At most 300 characters."""
    found = re.findall(r"[\w.]*(?:Error|Exception|Interrupt)\b: [^\n]+|was sent SIGKILL! [^\"\n]+", output)
    lines = output.strip().splitlines()
    return (found or lines or ["it said nothing"])[-1][:300]
