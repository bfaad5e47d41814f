"""On Windows several packages bring the same libraries along: of each, the newest goes into the program, once.

Microsoft's runtime comes with Python and Qt, and OpenSSL with Python and psycopg. Newer ones do for what was built with
older ones. A wheel renames its OpenSSL so that no other program's is taken; here there is no other.
"""

import os
import re
from collections import defaultdict

from trimming import Entry

_RUNTIME = re.compile(r"(?:msvcp|vcruntime|concrt)140\w*\.dll", re.IGNORECASE)
_OPENSSL = re.compile(r"(lib(?:crypto|ssl)-3)(?:-x64-[0-9a-f]{32})?(\.dll)")
_RENAMED = re.compile(rb"(lib(?:crypto|ssl)-3)-x64-[0-9a-f]{32}(\.dll)")


def once(entries: list[Entry]) -> list[Entry]:
    """The files of a program, with each of these libraries once, where all of the program finds it.

    Args:
        entries: PyInstaller's.
    """
    copies: dict[str, set[str]] = defaultdict(set)
    others = []
    for place, path, kind in entries:
        if name := _name(place):
            copies[name].add(path)
        else:
            others.append((place, path, kind))
    return others + [(name, max(paths, key=_version), "BINARY") for name, paths in sorted(copies.items())]


def found(entries: list[Entry], folder: str) -> list[Entry]:
    """The same files; those that ask for a renamed library ask for it by its own name.

    Args:
        entries: PyInstaller's.
        folder: for what is changed.
    """
    return [(place, _renamed(path, folder), kind) for place, path, kind in entries]


def _name(place: str) -> str:
    """What one of these libraries is called in the program's folder; empty for other files."""
    file = os.path.basename(place)
    if _RUNTIME.fullmatch(file):
        return file.upper()
    found = _OPENSSL.fullmatch(file)
    return "".join(found.groups()) if found else ""


def _version(path: str) -> tuple[int, int]:
    import pefile  # on Windows only; PyInstaller brings it

    with pefile.PE(path) as file:
        (fixed, *_) = file.VS_FIXEDFILEINFO
        return fixed.FileVersionMS, fixed.FileVersionLS


def _renamed(path: str, folder: str) -> str:
    """Write a file that asks for a renamed library anew, with the same length; where it is then."""
    if not path.lower().endswith((".dll", ".pyd")):
        return path
    with open(path, "rb") as file:
        data = file.read()
    if not _RENAMED.search(data):
        return path
    target = os.path.join(folder, os.path.basename(path))
    with open(target, "wb") as file:
        file.write(_RENAMED.sub(lambda found: b"".join(found.groups()).ljust(len(found[0]), b"\0"), data))
    return target
