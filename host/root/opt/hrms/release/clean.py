"""Removes releases that nobody goes back to."""

import shutil

from . import colours, places, units, variables

# Besides the current and the previous one.
MORE = 1


def clean() -> dict[str, object]:
    kept = kept_releases()
    removed = []
    for folder in places.RELEASES.iterdir():
        if folder.name not in kept:
            # First the mark: what is left of an interruption does not count as installed.
            (folder / ".installed").unlink(missing_ok=True)
            shutil.rmtree(folder)
            removed.append(folder.name)
    return {"removed": sorted(removed)}


def kept_releases() -> set[str | None]:
    """Those that a link leads to, those that a process still runs, and the newest of the others."""
    links = [places.CURRENT, places.PREVIOUS]
    running = [units.release_of(unit) for unit in units.background()]
    if variables.serves_pages():
        links += [colours.link(colour) for colour in colours.COLOURS]
        running += [units.release_of(colours.service(colour)) for colour in colours.COLOURS]
    kept = {places.target(link) for link in links} | set(running)
    others = [sha for sha in places.installed() if sha not in kept]
    return kept | set(others[:MORE])
