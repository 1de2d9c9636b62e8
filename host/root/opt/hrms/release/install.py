"""Installs a release beside the others. Nobody notices: no process uses it yet.

A release is an archive named by its SHA-256, with its provenance beside it:
    app/               the Django project
    wheels/            every package that it needs, built, including pip
    requirements.lock  their versions and hashes
    static/            static files, collected
"""

import hashlib
import os
import shutil
from pathlib import Path

from . import provenance, storage, variables
from .failure import Failed
from .places import RELEASES, folder, is_installed
from .processes import must, run, say

CLEAN_RELEASE = "/opt/hrms/bin/clean-release"
DISK_FIX = "Make room on the disk: df -h /srv; /opt/hrms/bin/release clean. Then run the command again"


def install(sha: str) -> dict[str, object]:
    if not is_installed(sha):
        # Unpacked beside its final place, so that what is there is always complete.
        partial = RELEASES / ".partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        try:
            unpack(verified(sha, partial), partial)
            put(sha, partial)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return {"installed": sha}


def verified(sha: str, place: Path) -> Path:
    """The archive, after its checksum and the signature of its provenance have been checked."""
    archive, envelope = place / "archive", place / "envelope"
    say(f"Fetching release {sha}.")
    storage.fetch(f"{sha}.intoto.json", envelope)
    provenance.verify(sha, envelope.read_text(), variables.application().get("HRMS_RELEASE_KEY"))
    storage.fetch(f"{sha}.tar.gz", archive)
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha:
        raise Failed(f"The archive of release {sha} has another checksum: {found}", provenance.FIX)
    envelope.unlink()
    return archive


def unpack(archive: Path, to: Path) -> None:
    command = ("tar", "--extract", "--gzip", "--file", str(archive), "--directory", str(to))
    must(
        *(*command, "--no-same-owner", "--no-same-permissions"),
        what="The archive could not be unpacked",
        fix=DISK_FIX,
    )
    archive.unlink()
    cleaned = run(CLEAN_RELEASE, str(to / "app"))
    if cleaned.returncode != 0:
        raise Failed(cleaned.stderr.strip(), "Build the release again without these files")
    must("chmod", "--recursive", "u=rwX,go=rX", str(to), what="No mode could be set", fix=DISK_FIX)


def put(sha: str, partial: Path) -> None:
    """A virtual environment contains its own path, so it is made in the final place."""
    place = folder(sha)
    shutil.rmtree(place, ignore_errors=True)
    (partial / "release.env").write_text(f'HRMS_RELEASE="{sha}"\n')
    partial.rename(place)
    make_environment(place)
    compile_project(place)
    # What the mark promises must be on the disk before the mark is.
    os.sync()
    (place / ".installed").touch()
    say(f"Release {sha} is installed.")


def make_environment(place: Path) -> None:
    """Installs only the release's own wheels, each verified by its hash."""
    python, wheels = place / "venv/bin/python", place / "wheels"
    fix = "Build the release again for Debian 13 and this host's processor"
    must("python3", "-m", "venv", "--without-pip", str(place / "venv"), what="No virtual environment", fix=DISK_FIX)
    [pip] = wheels.glob("pip-*.whl")
    must(
        *(str(python), f"{pip}/pip", "install", "--quiet", "--no-index", "--find-links", str(wheels)),
        *("--require-hashes", "--requirement", str(place / "requirements.lock")),
        *("--no-cache-dir", "--disable-pip-version-check"),
        what="The release's packages could not be installed",
        fix=fix,
    )
    shutil.rmtree(wheels)


def compile_project(place: Path) -> None:
    """Units cannot write bytecode, so each process would compile the whole project as it starts. Python compares a
    file's time and size with its bytecode, so that an edit on a host in an emergency counts. pip has compiled the
    packages."""
    command = (str(place / "venv/bin/python"), "-m", "compileall", "-q", "-x", "/(node_modules|site-packages)/")
    compiled = run(*command, str(place / "app"))
    if compiled.returncode != 0:
        say(compiled.stdout)
        say("Some files do not compile, see above. That matters only if the application imports them.")
