"""Puts a wheel of every locked package into /build/made/wheels, as `packager`.

Packages are fetched by their hashes. One that has no wheel for this Python is built, and so is one from git, with build
requirements that are locked with hashes too, in /build/made/build-requirements, or by the lock of an earlier build.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from build import BuildBackendException, ProjectBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pyproject_hooks import quiet_subprocess_runner
from unearth import PackageFinder

BUILD = Path("/build")
MADE = BUILD / "made"
WHEELS = MADE / "wheels"
CACHE = Path("/cache/packages")
# Compilers write it into what they make, so it is the same in every build.
SOURCE = Path("/build/temporary/packager/source")
UV = "/opt/tools/bin/uv"
# Most time is spent waiting for the index.
AT_ONCE = 8


class Locked(NamedTuple):
    requirement: Requirement
    hashes: list[str]


def locked(text: str) -> Iterator[Locked]:
    """Reads what uv writes: a requirement on a line, with its hashes on the following ones."""
    for line in text.replace("\\\n", " ").splitlines():
        wanted, *hashes = line.split("--hash=sha256:")
        requirement = Requirement(wanted.strip())
        if requirement.marker is None or requirement.marker.evaluate():
            yield Locked(requirement, [each.strip() for each in hashes])


def indexes() -> list[str]:
    return [*os.environ.get("UV_INDEX", "").split(), os.environ.get("UV_DEFAULT_INDEX") or "https://pypi.org/simple/"]


def fetched(package: Locked) -> Path:
    """The best file that has one of the hashes, out of the cache or into it."""
    finder = PackageFinder(index_urls=indexes())
    requirement, hashes = package
    best = finder.find_best_match(requirement, allow_yanked=True, allow_prereleases=True, hashes={"sha256": hashes}).best
    if best is None:
        sys.exit(f"The index has no file of {requirement} for this Python with a hash of the lock.")
    digest = (best.link.hashes or {}).get("sha256", "")
    folder = CACHE / "files" / digest
    if not digest or not folder.is_dir():
        partial = Path(mkdtemp(dir=CACHE, prefix="partial-"))
        file = finder.download(best.link, partial, hashes={"sha256": hashes})
        folder = CACHE / "files" / hashlib.sha256(file.read_bytes()).hexdigest()
        keep(partial, folder)
    return next(folder.iterdir())


def keep(made: Path, folder: Path) -> None:
    """Moves a complete folder to its place in the cache. Another build can have been faster."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        shutil.rmtree(made)


def unpacked(archive: Path) -> Path:
    shutil.rmtree(SOURCE, ignore_errors=True)
    shutil.unpack_archive(archive, SOURCE, **({} if archive.suffix == ".zip" else {"filter": "data"}))
    return next(SOURCE.iterdir())


def cloned(url: str) -> Path:
    """The commit of git+URL@COMMIT#subdirectory=FOLDER."""
    address, _, commit = url.removeprefix("git+").rpartition("@")
    commit, _, fragment = commit.partition("#")
    shutil.rmtree(SOURCE, ignore_errors=True)
    run("git", "clone", "--quiet", "--no-checkout", address, str(SOURCE))
    run("git", "-C", str(SOURCE), "checkout", "--quiet", commit)
    run("git", "-C", str(SOURCE), "submodule", "--quiet", "update", "--init", "--recursive")
    return SOURCE / fragment.removeprefix("subdirectory=") if fragment.startswith("subdirectory=") else SOURCE


def run(*command: str, given: str = "") -> str:
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(command, check=True, input=given, capture_output=True, text=True, env=environment).stdout


class Environment:
    """What a package is built in: an environment with its build requirements, and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.python_executable = str(folder / "bin/python")
        run(UV, "venv", "--quiet", "--no-config", "--clear", "--python", "/usr/bin/python3", str(folder))

    def make_extra_environ(self) -> dict[str, str]:
        return {"PATH": f"{Path(self.python_executable).parent}:{os.environ['PATH']}"}

    def install(self, lock: str) -> None:
        into = ("--python", self.python_executable)
        if lock:
            run(UV, "pip", "install", "--quiet", "--no-config", *into, "--require-hashes", "--requirement", "-", given=lock)


def lock_of(requirements: Iterable[str]) -> str:
    options = ("--quiet", "--no-config", "--generate-hashes", "--no-header", "--no-annotate", "--python", "/usr/bin/python3")
    return run(UV, "pip", "compile", *options, "-", given="\n".join(sorted(requirements)))


def build(name: str, source: Path, origin: str) -> None:
    """Builds a wheel, or takes it from the cache. `origin` says what the source is: a hash, or a commit with its address."""
    environment = Environment(SOURCE.parent / "environment")
    builder = ProjectBuilder.from_isolated_env(environment, source, runner=quiet_subprocess_runner)
    record = MADE / "build-requirements" / f"{name}.txt"
    kept = BUILD / "build-requirements" / f"{name}.txt"
    lock = kept.read_text() if kept.exists() else lock_of(builder.build_system_requires)
    # What Debian's packages are decides what compilers make.
    debian = Path("/var/lib/dpkg/status").read_bytes()
    key = hashlib.sha256(b"\0".join([origin.encode(), lock.encode(), debian])).hexdigest()
    folder = CACHE / "built" / key
    if not folder.is_dir():
        environment.install(lock)
        more = builder.get_requires_for_build("wheel")
        if more and not kept.exists():
            lock = lock_of([*builder.build_system_requires, *more])
            environment.install(lock)
        made = SOURCE.parent / "made"
        shutil.rmtree(made, ignore_errors=True)
        builder.build("wheel", made / "wheel")
        (made / "lock.txt").write_text(lock)
        partial = Path(mkdtemp(dir=CACHE, prefix="partial-"))
        keep(Path(shutil.move(made, partial / "made")), folder)
        partial.rmdir()
    record.write_text((folder / "lock.txt").read_text())
    shutil.copy(wheel_in(folder), WHEELS)


def wheel_in(folder: Path) -> Path:
    return next((folder / "wheel").iterdir())


def from_git(package: Locked) -> str:
    """Builds it, and returns its line with the hash of the wheel."""
    requirement, hashes = package
    before = set(WHEELS.iterdir())
    build(canonicalize_name(requirement.name), cloned(requirement.url or ""), requirement.url or "")
    (wheel,) = set(WHEELS.iterdir()) - before
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if hashes and digest not in hashes:
        sys.exit(f"{requirement}: the wheel has another hash than in the lock that was given, {digest}.")
    return f"{requirement} --hash=sha256:{digest}\n"


def main() -> None:
    packages = list(locked((BUILD / "locked.txt").read_text()))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        files = list(pool.map(fetched, packages))
    for package, file in zip(packages, files, strict=True):
        if file.suffix == ".whl":
            shutil.copy(file, WHEELS)
        else:
            build(canonicalize_name(package.requirement.name), unpacked(file), file.parent.name)
    lines = [from_git(package) for package in locked((BUILD / "repositories.txt").read_text())]
    (MADE / "repositories.txt").write_text("".join(lines))


if __name__ == "__main__":
    try:
        main()
    except BuildBackendException as error:
        printed = getattr(error.exception, "output", b"") or b""
        sys.exit(f"{printed.decode(errors='replace')}\n{error}")
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.stdout}{error.stderr}\n{error}")
