"""compress.py FOLDER: makes FILE.gz and FILE.br of each file of text, unless one saves less than a twentieth.

Prints the number of files that are there then.
"""

import gzip
import sys
from pathlib import Path

import brotli
from contents import Results, at_once, files_in

TEXTS = {*".css .js .mjs .svg .json .map .txt .xml .html .ttf .otf .eot .wasm".split()}
# Only developers read source maps, which are larger than all else.
QUALITIES = {".map": 5}
BEST = 11


def gzipped(content: bytes) -> bytes:
    return worthwhile(content, gzip.compress(content, 9, mtime=0))


def brotlied(content: bytes, quality: int) -> bytes:
    return worthwhile(content, brotli.compress(content, quality=quality, lgwin=24))


def worthwhile(content: bytes, result: bytes) -> bytes:
    return result if len(result) <= len(content) * 0.95 else b""


GZIP = Results("gzip-9")
BROTLI = {quality: Results(f"brotli-{brotli.__version__}-{quality}") for quality in (BEST, *QUALITIES.values())}


def compress(paths: list[Path]) -> None:
    """All with the same content: most files are there under a plain name as well as under a hashed one."""
    content = paths[0].read_bytes()
    quality = QUALITIES.get(paths[0].suffix, BEST)
    results = {
        ".gz": GZIP.of(content, gzipped),
        ".br": BROTLI[quality].of(content, lambda given: brotlied(given, quality)),
    }
    for path in paths:
        for ending, result in results.items():
            if result:
                path.with_name(path.name + ending).write_bytes(result)


def main(folder: Path) -> None:
    same: dict[tuple[str, str], list[Path]] = {}
    for path in files_in(folder):
        if path.suffix in TEXTS and path.stat().st_size:
            content = path.read_bytes()
            same.setdefault((path.suffix, str(GZIP.path(content))), []).append(path)
    # The largest first, so that none is left for one processor at the end.
    groups = sorted(same.values(), key=lambda paths: paths[0].stat().st_size, reverse=True)
    for _ in at_once(compress, groups):
        pass
    for results in (GZIP, *BROTLI.values()):
        results.remove_old()
    print(f"{len(files_in(folder))} files")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
