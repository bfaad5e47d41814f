"""A program without the names of the folders of the machine that built it."""

import os
import sys

from trimming import Entry

_NOWHERE = b"/nonexistent"

# The last part of Python's folder stays: the linker may have made one text of it and of Python's version.
_PLACE = os.path.dirname(os.path.realpath(sys.base_prefix)).encode() + b"/"


def clean(folder: str) -> None:
    """Overwrite Python's folder in all files of a folder, where it was compiled in; a system's own may stay.

    Nothing looks there, for PyInstaller tells Python where it is.
    """
    for place, _, names in os.walk(folder):
        for path in (os.path.join(place, name) for name in names):
            _overwrite(path, path)


def modules(entries: list[Entry], folder: str) -> list[Entry]:
    """The modules of a program, where that which says how Python was compiled does not say where.

    Args:
        entries: PyInstaller's.
        folder: for the module as it is changed.
    """
    return [
        (
            name,
            _overwrite(path, os.path.join(folder, f"{name}.py")) if name.startswith("_sysconfigdata") else path,
            kind,
        )
        for name, path, kind in entries
    ]


def _overwrite(path: str, target: str) -> str:
    """Write what is changed, with the same length; where it is then."""
    with open(path, "rb") as file:
        data = file.read()
    if _PLACE not in data or len(_PLACE) <= len(_NOWHERE):
        return path
    with open(target, "wb") as file:
        file.write(data.replace(_PLACE, _NOWHERE.ljust(len(_PLACE), b"/")))
    return target
