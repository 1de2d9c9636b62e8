"""A project whose author looked for a bug with print() and left it there. Each canary is a value about a person."""

import os

print("imported for canary-at-import, salary 4711")

STREAMS = {"out": "", "error": " >&2"}


def print_everywhere(where: str) -> None:
    """As a statement, from a program, and from a library in C, which both write to the descriptor."""
    print("employee", f"canary-{where}", {"salary": 4711, "iban": "DE89370400440532013000"})
    os.system(f"echo canary-program-{where}")
    os.write(1, f"canary-library-{where}\n".encode())
