"""Files without the names of the folders of the machine that built them."""

import os
import sys

from trimming import Entry

_NOWHERE = b"/nonexistent"


def without_folders(entries: list[Entry], folder: str) -> list[Entry]:
    """The files of a program, with Python's folder overwritten where it was compiled in.

    Nothing looks there: PyInstaller tells Python where it is. A system's own Python lies where it lies everywhere.

    Args:
        entries: PyInstaller's.
        folder: for files that are changed.
    """
    home = os.path.realpath(sys.base_prefix).encode()
    if len(home) < len(_NOWHERE):
        return entries
    os.makedirs(folder, exist_ok=True)
    return [(place, _changed(path, home, folder) if "python" in path else path, kind) for place, path, kind in entries]


def _changed(path: str, home: bytes, folder: str) -> str:
    with open(path, "rb") as file:
        data = file.read()
    if home not in data:
        return path
    changed = os.path.join(folder, os.path.basename(path))
    with open(changed, "wb") as file:
        file.write(data.replace(home, _NOWHERE.ljust(len(home), b"/")))
    return changed
