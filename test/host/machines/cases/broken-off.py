"""Runs a command of /opt/hrms/bin/release and kills it just before a step: its Nth, or the first one with this text.

    broken-off.py N|TEXT COMMAND [ARGUMENT...]

A step is a change that it makes to files, or a program that it starts, unless that only reads; repetitions of the same
one count once. Prints the step. If the command has no such step, it runs to its end, and the exit code is its own.
"""

import os
import signal
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, "/opt/hrms")

from release.commands import main

wanted, command = sys.argv[1], sys.argv[2:]
CHANGES = {"os.rename", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "os.kill", "os.utime"}
WRITING = os.O_WRONLY | os.O_RDWR
READING = ("systemctl show", "systemctl list-unit-files", "journalctl", "ss ", "pgrep")
steps: list[str] = []


def step(event: str, arguments: tuple) -> str | None:
    if event == "subprocess.Popen":
        command = " ".join(map(str, arguments[1]))
        return None if command.startswith(READING) else command
    if event in CHANGES:
        return " ".join(map(str, (event, *arguments[:2])))
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        return f"write {arguments[0]}"
    return None


def watch(event: str, arguments: tuple) -> None:
    found = step(event, arguments)
    if found is None or found in steps:
        return
    steps.append(found)
    if (len(steps) == int(wanted)) if wanted.isdigit() else (wanted in found):
        print(found, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(watch)
sys.exit(main(command))
