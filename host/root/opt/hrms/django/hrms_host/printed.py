"""What a process prints reaches the journal only as lines of the log; see docs/adr/0017.

- stdout: its text is not logged. Projects print employees, salaries and addresses there while they look for a bug, and
  nothing can tell a name from another word. A warning says where the print is, and how often it ran.
- stderr: logged line by line, scrubbed and shortened, because crashes of Python, libraries and programs show there.

Both are replaced at the file descriptors, so that libraries in C and programs that the project starts are included. A
process of its own reads them: threads do not survive Gunicorn's and Celery's forks, and the last words of a process
that crashes would be lost with it. Output that does not go to the journal, such as that of `bin/manage dumpdata`, stays
as it is. It imports only the standard library, because it runs before everything else.
"""

import atexit
import io
import os
import secrets
import select
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from types import FrameType
from typing import ClassVar, TextIO

from .lines import line
from .privacy import scrub

# The stream of logs. The descriptor 2 itself until it is replaced.
journal: TextIO = sys.stderr
# The descriptors that are replaced.
taken: list[int] = []

# Characters of a line of stderr. The rest is left out.
LONGEST = 2000
# How often lines of stdout are counted in the log, at most.
COUNT_SECONDS = 60
# How long a process that ends waits for its last lines to be read.
LAST_WORDS_SECONDS = 1
# How many calls are searched for one of the project.
DEPTH = 30
# The project's. $PWD can have a symbolic link in it, and Gunicorn prefers it.
FOLDERS = tuple({f"{folder}{os.sep}" for folder in (os.getcwd(), os.environ.get("PWD")) if folder})


def capture() -> None:
    """Replaces stdout and stderr if they lead to the journal. Call it once, before the process has threads."""
    global journal
    captured = [descriptor for descriptor in (1, 2) if is_journal(descriptor)]
    if not captured:
        return
    taken.extend(captured)
    journal = os.fdopen(os.dup(captured[-1]), "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    reader = Reader(captured)
    if 1 in captured and sys.stdout is not None:
        sys.stdout = Withheld(sys.stdout.buffer, encoding="utf-8", errors="backslashreplace", line_buffering=True)
    # First, so that it runs after all that the project registers: atexit goes backwards.
    atexit.register(reader.wait_for_last_words, os.getpid())


def give_back() -> None:
    """Undoes `capture` before another program replaces this one and captures for itself."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    for descriptor in taken:
        os.dup2(journal.fileno(), descriptor)


def is_journal(descriptor: int) -> bool:
    """Whether systemd has connected it to the journal: https://systemd.io/JOURNAL_NATIVE_PROTOCOL, systemd.exec(5)."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


class Withheld(io.TextIOWrapper):
    """A stdout that logs where a print is, and not what it says: the 1st, 10th, 100th time and so on."""

    seen: ClassVar[Counter[str]] = Counter()

    def write(self, text: str) -> int:
        # print() writes the end of its line separately.
        if text.strip():
            self.note(sys._getframe(1))
        return len(text)

    def note(self, frame: FrameType) -> None:
        place = printing_place(frame)
        self.seen[place] += 1
        times = self.seen[place]
        if str(times).rstrip("0") == "1":
            message = f"print at {place}: its text is not logged, as it may be about people. It ran {times} times."
            journal.write(line(time.time(), "WARNING", "stdout", message.replace(" 1 times", " once")))


def printing_place(frame: FrameType | None) -> str:
    """File and line of the project's innermost call; without one, of whatever printed."""
    innermost = frame
    for _ in range(DEPTH):
        if frame is None:
            break
        for folder in FOLDERS:
            if frame.f_code.co_filename.startswith(folder):
                return f"{frame.f_code.co_filename.removeprefix(folder)}:{frame.f_lineno}"
        frame = frame.f_back
    return f"{innermost.f_code.co_filename}:{innermost.f_lineno}" if innermost else "an unknown place"


class Reader:
    """A process that reads the descriptors until every process that has them has ended."""

    def __init__(self, descriptors: list[int]) -> None:
        self.token = secrets.token_hex(16).encode()
        self.descriptors = descriptors
        pipes = {descriptor: os.pipe() for descriptor in descriptors}
        self.read, done = os.pipe()
        if os.fork() == 0:
            # A child of a child: Gunicorn and Celery wait for their children, and would find one that they do not know.
            if os.fork() == 0:
                keep = {journal.fileno(), done, *(read for read, _ in pipes.values())}
                self.follow({read: descriptor for descriptor, (read, _) in pipes.items()}, keep, done)
            os._exit(0)
        os.wait()
        os.close(done)
        for descriptor, (read, write) in pipes.items():
            os.dup2(write, descriptor)
            os.close(read)
            os.close(write)

    def wait_for_last_words(self, owner: int) -> None:
        """systemd kills what is left of a unit as soon as its main process has ended."""
        if os.getpid() != owner:
            return
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        # If the reader has been killed, there is nobody left to tell.
        with suppress(OSError):
            for descriptor in self.descriptors:
                os.write(descriptor, b"\n" + self.token + b"\n")
            select.select([self.read], [], [], LAST_WORDS_SECONDS)

    def follow(self, sources: dict[int, int], keep: set[int], done: int) -> None:
        """Runs in the reader and never returns."""
        try:
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            # systemd's sockets are open too, and must close with the processes that serve them.
            close_all_but(keep)
            with open("/proc/self/comm", "w", encoding="ascii") as name:
                name.write("hrms-output")
            lines = {read: Lines(descriptor) for read, descriptor in sources.items()}
            ended = 0
            while sources:
                ready, _, _ = select.select(list(sources), [], [], COUNT_SECONDS)
                for read in ready:
                    data = os.read(read, 65536)
                    if not data:
                        del sources[read]
                    for text in lines[read].feed(data):
                        ended += text == self.token
                        lines[read].log(text, self.token)
                for output in lines.values():
                    output.log_count(at_once=False)
                if ended == len(lines):
                    ended = 0
                    os.write(done, b".")
            for output in lines.values():
                output.log_count()
        finally:
            os._exit(0)


def close_all_but(keep: set[int]) -> None:
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        # The listing's own is closed already.
        if descriptor not in keep:
            with suppress(OSError):
                os.close(descriptor)


class Lines:
    """One descriptor's output, in whole lines."""

    def __init__(self, descriptor: int) -> None:
        self.name = "stdout" if descriptor == 1 else "stderr"
        self.rest = b""
        self.count = 0
        self.counted = float("-inf")

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that are complete; at the end of the output (no data), the rest."""
        *lines, self.rest = (self.rest + data).split(b"\n")
        if not data or len(self.rest) > LONGEST * 8:
            lines.append(self.rest)
            self.rest = b""
        return [text for text in lines if text.strip()]

    def log(self, text: bytes, token: bytes) -> None:
        if text == token:
            self.log_count()
        elif self.name == "stderr":
            # Scrubbed first: half an e-mail address would not be recognized.
            whole = scrub(text.decode(errors="replace").rstrip())
            shown = whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}… ({len(whole)} characters)"
            journal.write(line(time.time(), "WARNING", self.name, shown))
        else:
            self.count += 1

    def log_count(self, at_once: bool = True) -> None:
        if self.count and (at_once or time.monotonic() - self.counted >= COUNT_SECONDS):
            lines = "1 line" if self.count == 1 else f"{self.count} lines"
            message = f"a program or a library printed {lines}: the text is not logged, as it may be about people."
            journal.write(line(time.time(), "WARNING", self.name, message))
            self.count = 0
            self.counted = time.monotonic()
