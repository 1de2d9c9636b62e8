"""smaller.py FOLDER: makes scripts, styles and images in a folder of links smaller, without changing what they do.

Names of variables stay, because frameworks such as AngularJS read them. What is minified already stays as it is, and so does
what has a source map, which would not fit any more, and what esbuild cannot read.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import oxipng
from contents import Results, at_once, files_in

# Longer lines are nobody's handwriting.
LONG_LINE = 500
ESBUILD = ("esbuild", "--minify-whitespace", "--minify-syntax", "--legal-comments=inline", "--charset=utf8")
# Files of one run. A file that esbuild cannot read makes it write none of them.
AT_ONCE = 200
MINIFIED = Results("esbuild-0.25-1")


def is_source(path: Path, content: bytes) -> bool:
    """Whether somebody wrote it as it is."""
    if ".min." in path.name or b"sourceMappingURL=" in content or b"sourceURL=" in content:
        return False
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError:
        return False
    return any(lines) and max(map(len, lines)) <= LONG_LINE


def minified(files: list[tuple[Path, bytes]]) -> Iterable[bytes]:
    """What esbuild makes of each; empty for what it cannot read. It runs once for all, or else for each."""
    with TemporaryDirectory() as folder:
        inputs = [Path(folder, f"{number}{path.suffix}") for number, (path, _) in enumerate(files)]
        for path, (_, content) in zip(inputs, files, strict=True):
            path.write_bytes(content)
        made = Path(folder, "made")
        command = [*ESBUILD, "--log-level=error", f"--outdir={made}", *map(str, inputs)]
        if subprocess.run(command, capture_output=True).returncode == 0:
            return [(made / path.name).read_bytes() for path in inputs]
    return [b""] if len(files) == 1 else [result for file in files for result in minified([file])]


def png(content: bytes) -> bytes:
    try:
        return oxipng.optimize_from_memory(content, level=2, strip=oxipng.StripChunks.safe())
    except oxipng.PngError:
        return b""


def jpeg(content: bytes) -> bytes:
    """Without comments. What says how it is turned, and its colours, stay."""
    command = ("jpegoptim", "--quiet", "--strip-com", "--strip-iptc", "--strip-xmp", "--stdin", "--stdout")
    ran = subprocess.run(command, input=content, capture_output=True)
    return ran.stdout if ran.returncode == 0 else b""


PNG = (Results("oxipng-9.1-2"), png)
JPEG = (Results("jpegoptim-1.5-1"), jpeg)
IMAGES: dict[str, tuple[Results, Callable[[bytes], bytes]]] = {".png": PNG, ".jpg": JPEG, ".jpeg": JPEG}
SCRIPTS = {".js", ".mjs", ".css"}


def shorter(content: bytes, result: bytes) -> bytes:
    return result if len(result) < len(content) else b""


def replace(path: Path, content: bytes, result: bytes) -> int:
    """Puts the result in the link's place. Returns how many bytes it saves."""
    if not result:
        return 0
    path.unlink()
    path.write_bytes(result)
    return len(content) - len(result)


def scripts(folder: Path) -> tuple[int, int]:
    """Minifies them. Returns how many files got smaller, and by how many bytes."""
    written = [
        (path, content)
        for path in files_in(folder)
        if path.suffix in SCRIPTS and is_source(path, content := path.read_bytes())
    ]
    missing = [file for file in written if MINIFIED.find(file[1]) is None]
    batches = [missing[start : start + AT_ONCE] for start in range(0, len(missing), AT_ONCE)]
    for batch, results in zip(batches, at_once(minified, batches), strict=True):
        for (_, content), result in zip(batch, results, strict=True):
            MINIFIED.keep(content, shorter(content, result))
    saved = [replace(path, content, MINIFIED.find(content) or b"") for path, content in written]
    return len([each for each in saved if each]), sum(saved)


def images(folder: Path) -> tuple[int, int]:
    def work(path: Path) -> int:
        results, make = IMAGES[path.suffix.lower()]
        content = path.read_bytes()
        return replace(path, content, results.of(content, lambda given: shorter(given, make(given))))

    saved = list(at_once(work, [path for path in files_in(folder) if path.suffix.lower() in IMAGES]))
    return len([each for each in saved if each]), sum(saved)


def main(folder: Path) -> None:
    for what, work in (("scripts and styles", scripts), ("images", images)):
        many, saved = work(folder)
        print(f"{many} {what} are smaller, by {saved // 1000} kB")
    for results in (MINIFIED, PNG[0], JPEG[0]):
        results.remove_old()


if __name__ == "__main__":
    os.environ["PATH"] = "/usr/bin:/bin"
    main(Path(sys.argv[1]))
