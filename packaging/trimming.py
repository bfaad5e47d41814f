"""What PyInstaller would take along and the program does not need, each with the reason."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator

Entry = tuple[str, str, str]
"""PyInstaller's: the place in the program's folder, the file on this machine, and its kind."""

MODULES = {
    "tkinter": "another kind of window",
    "unittest": "tests",
    "doctest": "tests",
    "pydoc": "help for developers",
    "pydoc_data": "help for developers",
    "lib2to3": "for old code",
    "distutils": "builds packages",
    "setuptools": "builds packages",
    "pip": "installs packages",
    "ssl": "the database's driver has its own",
    "sqlite3": "the journal has SQLCipher's own",
    "MySQLdb": "no such database",
    "sqlalchemy.dialects.mssql": "no such database",
    "sqlalchemy.dialects.mysql": "no such database",
    "sqlalchemy.dialects.oracle": "no such database",
    "sqlalchemy.testing": "tests",
    "alembic.testing": "tests",
    "PIL.AvifImagePlugin": "a logo is PNG",
    "PIL._avif": "a logo is PNG",
    "PIL.WebPImagePlugin": "a logo is PNG",
    "PIL._webp": "a logo is PNG",
    "PIL.ImageCms": "its colour profile is a file of ours",
    "PIL._imagingcms": "its colour profile is a file of ours",
    "PIL._imagingtk": "another kind of window",
    "PIL.ImageQt": "pictures are made without it",
    "PIL.ImageTk": "another kind of window",
    "PySide6.QtDBus": "Qt talks to the desktop by itself",
    "PySide6.QtNetwork": "the program needs no network of Qt's",
}
"""Modules, each with the reason."""

FILES = {
    r"Qt6?/translations/": "the window speaks English; Qt's own words do too",
    r"plugins/networkinformation|plugins/tls|Qt6?Network\b": "the program needs no network of Qt's",
    r"plugins/(egldeviceintegrations|generic)|EglFS|EglFs|libq(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc)\.": (
        "screens without a desktop"
    ),
    r"imageformats/\w*q(gif|icns|jpeg|tga|tiff|wbmp|webp|pdf)\b": "logos are PNG or SVG, icons SVG",
    r"platformthemes/libqgtk3": "needs GTK; file dialogues come through the desktop's portal",
    r"platforminputcontexts/\w*virtualkeyboard": "no virtual keyboard of Qt's own",
    r"opengl32sw|d3dcompiler": "nothing is drawn by OpenGL",
    r"(?<!pillow)\.dist-info/(?!METADATA|entry_points\.txt)": "what was installed how, for installers; licences are kept elsewhere",
}
"""Patterns of files, each with the reason."""

HOST = re.compile(r"(^|/)libcups\.so")
"""A machine that prints has CUPS, and keeps its cryptography up to date."""

_LIBRARY = re.compile(r"^(PySide6/Qt/lib/|[\w.]+\.libs/)?lib[^/]*\.so")
_DROPPED = re.compile("|".join(FILES))


def trimmed(entries: Iterable[Entry]) -> list[Entry]:
    """What the program needs of what was found."""
    kept = [entry for entry in entries if not _DROPPED.search(entry[0].replace(os.sep, "/"))]
    return _reachable(kept) if sys.platform == "linux" else kept


def _reachable(entries: list[Entry]) -> list[Entry]:
    """Without shared libraries that nothing asks for any more."""
    libraries = {os.path.basename(entry[0]): entry for entry in entries if _LIBRARY.match(entry[0])}
    waiting = [entry for entry in entries if not _LIBRARY.match(entry[0]) or entry[0].startswith("libpython")]
    wanted: set[str] = set()
    while waiting:
        for name in set(_asked(waiting.pop())) & libraries.keys() - wanted:
            wanted.add(name)
            waiting.append(libraries[name])
    return [entry for entry in entries if not _LIBRARY.match(entry[0]) or entry[0].startswith("libpython") or os.path.basename(entry[0]) in wanted]


def _asked(entry: Entry) -> Iterator[str]:
    """The names of the libraries that a file is linked with, save the system's own."""
    if entry[2] in {"BINARY", "EXTENSION"}:
        told = subprocess.run(["objdump", "-p", entry[1]], check=True, capture_output=True, text=True).stdout
        yield from (name for name in re.findall(r"NEEDED +(\S+)", told) if not HOST.search(name))
