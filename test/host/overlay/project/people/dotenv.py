import os
from pathlib import Path


def read_over_environment() -> None:
    file = Path(__file__).parent.parent / ".env"
    for line in file.read_text().splitlines() if file.exists() else []:
        name, _, value = line.partition("=")
        os.environ[name] = value
