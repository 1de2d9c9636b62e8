"""What this host has and runs."""

from . import colours, places, units, variables


def status() -> dict[str, object]:
    is_web = variables.serves_pages()
    current = places.target(places.CURRENT)
    return {
        "current": current,
        "previous": places.target(places.PREVIOUS),
        "installed": places.installed(),
        "colour": colours.active() if is_web and current else None,
        "serving": is_web and colours.serving() is not None,
        "background": {unit: units.release_of(unit) for unit in units.background()},
        "memory": variables.host()["HRMS_MEMORY"],
    }
