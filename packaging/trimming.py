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
    "PIL.ImageQt": "another kind of window",
    "PIL.ImageTk": "another kind of window",
    "PIL._imagingtk": "another kind of window",
    "doctest": "for tests",
    "unittest": "for tests",
    "alembic.testing": "for tests",
    "sqlalchemy.testing": "for tests",
    "pydoc": "for developers",
    "pydoc_data": "for developers",
    "lib2to3": "for developers",
    "distutils": "for developers",
    "setuptools": "for developers",
    "pip": "for developers",
    "sqlite3": "the journal has SQLCipher's own",
    "MySQLdb": "no such database",
    "pysqlite2": "no such database",
    "sqlalchemy.dialects.mssql": "no such database",
    "sqlalchemy.dialects.mysql": "no such database",
    "sqlalchemy.dialects.oracle": "no such database",
    "PIL.AvifImagePlugin": "a logo is PNG or SVG",
    "PIL._avif": "a logo is PNG or SVG",
    "PIL.WebPImagePlugin": "a logo is PNG or SVG",
    "PIL._webp": "a logo is PNG or SVG",
    "PIL.ImageCms": "the one colour profile is a file",
    "PIL._imagingcms": "the one colour profile is a file",
    "PySide6.QtDBus": "Qt talks to the desktop by itself",
    "PySide6.QtNetwork": "the window uses no network of Qt's",
    "reportlab.graphics": "the note is drawn without it",
    "reportlab.platypus": "the note is drawn without it",
    "sqlalchemy.ext.asyncio": "one thread asks the journal",
    "sqlalchemy.ext.baked": "the journal's rows are no objects",
    "sqlalchemy.orm": "the journal's rows are no objects",
    "charset_normalizer": "ReportLab would guess encodings with it; texts are UTF-8",
    "_pydecimal": "the compiled one is there",
    "xmlrpc": "no such server",
    "http.server": "no such server",
}
"""Modules, each with the reason."""

WINDOW = {
    "PySide6": "the command line has no window",
    "shiboken6": "the command line has no window",
    "gui.app": "the command line has no window",
    "gui.smoke": "the command line has no window",
    "gui.words": "the command line has no window",
}
"""What the command line does without besides."""

FILES = {
    r"/translations/": "the window speaks English, as Qt does by itself",
    r"/plugins/(networkinformation|tls)/|/Qt6Network\.": "the window uses no network of Qt's",
    r"/plugins/(egldeviceintegrations|generic)/": "for screens without a desktop",
    r"/platforms/\w*q(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|direct2d)\.": "for screens without a desktop",
    r"/imageformats/\w*q(gif|icns|jpeg|tga|tiff|wbmp|webp|pdf)\.": "logos are PNG or SVG, icons are SVG",
    r"/plugins/styles/": "the window has one style on all systems",
    r"/platformthemes/libqgtk3\.": "would need GTK; GNOME's dialogues come through its portal",
    r"/wayland-graphics-integration-client/|/xcbglintegrations/": "nothing is drawn by OpenGL",
    r"/opengl32sw\.|/d3dcompiler": "nothing is drawn by OpenGL",
    r"/_codecs_(cn|hk|iso2022|jp|kr|tw)\.": "files are Unicode",
    r"\.dist-info/(?!METADATA$|entry_points\.txt$)": "for installers; the licences have a folder of their own",
}
"""Patterns of files, each with the reason."""

_OF_HOST = re.compile(r"lib(cups|dbus-1|X11|xcb|stdc\+\+|gcc_s)\.so")
"""Every desktop has these: they talk to its own services, or OpenGL's drivers there need them, as new as they are."""

_DROPPED = re.compile("|".join(FILES))
_LIBRARY = re.compile(r"^(PySide6/Qt/lib/|[\w.]+\.libs/)?lib(?!python)[^/]*\.so")


def trimmed(entries: Iterable[Entry]) -> list[Entry]:
    """What the program needs of what was found."""
    kept = [entry for entry in entries if not _DROPPED.search("/" + entry[0].replace(os.sep, "/"))]
    return _reachable(kept) if sys.platform == "linux" else kept


def _reachable(entries: list[Entry]) -> list[Entry]:
    """Without shared libraries that nothing asks for any more."""
    libraries = {os.path.basename(entry[0]): entry for entry in entries if _LIBRARY.match(entry[0])}
    waiting = [entry for entry in entries if not _LIBRARY.match(entry[0])]
    wanted: set[str] = set()
    while waiting:
        for name in set(_asked(waiting.pop())) & libraries.keys() - wanted:
            wanted.add(name)
            waiting.append(libraries[name])
    return [entry for entry in entries if not _LIBRARY.match(entry[0]) or os.path.basename(entry[0]) in wanted]


def _asked(entry: Entry) -> Iterator[str]:
    """The names of the libraries that a file is linked with, save the system's own."""
    if entry[2] in {"BINARY", "EXTENSION"}:
        told = subprocess.run(["objdump", "-p", entry[1]], check=True, capture_output=True, text=True).stdout
        yield from (name for name in re.findall(r"NEEDED +(\S+)", told) if not _OF_HOST.match(name))
