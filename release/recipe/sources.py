"""sources.py REQUIREMENTS: exits with 1 after a message, if a locked package comes from a place that can change."""

import sys
from pathlib import Path

BUILD = Path("/build")
# Files that can name a commit, besides the one that was locked.
DECLARING = ("*.txt", "*.in", "*.toml", "*.lock", "Pipfile")


def declared(wanted: Path) -> str:
    """Everything that the project says about its requirements."""
    files = {path for pattern in DECLARING for path in (BUILD / "app").rglob(pattern) if path.is_file()}
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(files | {wanted}))


def moving(repositories: list[str], text: str) -> list[str]:
    """Those of which the project does not name the commit. uv writes @COMMIT, or @COMMIT#subdirectory=FOLDER, at the end."""
    return [line for line in repositories if line.rpartition("@")[2].partition("#")[0] not in text]


def local(locked: list[str]) -> list[str]:
    return [line for line in locked if line.startswith((".", "/", "-e", "file:")) or "@ file:" in line]


def main() -> None:
    branches = moving((BUILD / "repositories.txt").read_text().splitlines(), declared(Path(sys.argv[1])))
    if branches:
        print("Requirements from git without a full commit are other code tomorrow.")
        print("Fix: write the commit. Today's are:", *branches, sep="\n    ")
        sys.exit(1)
    folders = local((BUILD / "locked.txt").read_text().splitlines())
    if folders:
        print("Requirements from a folder are no packages of an index:", *folders, sep="\n    ")
        print("Fix: add the folder's code to the project, or require it from git: NAME @ git+https://HOST/REPOSITORY@COMMIT")
        sys.exit(1)


if __name__ == "__main__":
    main()
