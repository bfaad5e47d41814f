"""Whose works are in the finished program: found by the files that go into it, so that nothing is forgotten."""

import importlib.metadata
import os
import re
import subprocess
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import Distribution
from typing import NamedTuple

import inside

_HERE = os.path.dirname(os.path.abspath(__file__))
_TEXT = re.compile(r"(^|/)(licen[cs]es?/|(licen[cs]e|copying|notice|build_licenses)[^/]*$)", re.IGNORECASE)

_COMMON = re.compile(r"/usr/share/common-licenses/[\w.-]*\w")
"""Debian's texts refer to licences that many works have."""

_OF_HOMEBREW = re.compile(r"(.*/Cellar/([^/]+)/([^/]+))/", re.IGNORECASE)
"""A Mac's Python may bring libraries of Homebrew's along: folder, name and version."""

_OURS = "vialnote"
_QT = ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt")
_TEXTS = {"pyside6-essentials": _QT, "shiboken6": _QT}
"""Licence texts in the folder `licences`, for distributions that bring none."""


class Part(NamedTuple):
    """A work of others that the program brings along."""

    kind: str
    """As in the address of a package: `pypi`, `deb` or `generic`."""

    name: str
    version: str
    licence: str
    """An SPDX expression, or what the work itself says; empty where only its texts tell."""

    by: str
    """Whose work it is; empty where only its texts tell."""

    texts: tuple[str, ...]
    """Files with the licence's text."""

    within: str = ""
    """The work in whose files it is; empty for one that stands by itself."""


class UnknownError(Exception):
    """Something is shipped of which nobody knows whose it is, or on what terms."""


def parts(files: Iterable[str], own: Sequence[str]) -> list[Part]:
    """The works that files belong to, and those inside them, by name.

    Args:
        files: on this machine, as they go into the program.
        own: folders with the project's own files, and with what was made of others'.

    Raises:
        UnknownError: a file is nobody's, or its work has no licence text.
    """
    places = tuple(_real(folder) + os.sep for folder in own)
    shipped: defaultdict[Part, set[str]] = defaultdict(set)
    for file in map(_real, files):
        is_own = file.startswith(places) and file not in _owners()
        shipped[_ours() if is_own else _part(file)].add(file)
    found = {*shipped, *_inside(shipped)} - {_ours()}
    for part in found:
        if not part.texts:
            msg = f"{part.name} {part.version} is shipped and has no licence text; put one into packaging/licences"
            raise UnknownError(msg)
    return sorted(found, key=lambda part: (part.name.lower(), part.within))


def _inside(shipped: Mapping[Part, Collection[str]]) -> list[Part]:
    texts = {part.name: part.texts for part in shipped}
    return [
        Part("generic", work.name, work.version, work.licence, work.by, work.texts or texts[work.within], work.within)
        for work in inside.works({part.name: files for part, files in shipped.items()})
    ]


def _ours() -> Part:
    """The program itself, which is no work of others; fonts of others are among its files."""
    return Part("generic", _OURS, "", "", "", ())


def _real(path: str) -> str:
    """A path by which two are compared."""
    return os.path.normcase(os.path.realpath(path))


def compiled_together() -> list[str]:
    """Modules that mypyc made of a package's parts: only what it compiled imports them."""
    return sorted({name.partition(".")[0] for name in map(os.path.basename, _owners()) if "__mypyc." in name})


def _part(file: str) -> Part:
    if found := _owners().get(file):
        return _of_distribution(found)
    if _is_pythons(file):
        return _python()
    if sys.platform == "linux":
        return _of_debian(file)
    if found := _OF_HOMEBREW.match(file):
        return _of_homebrew(*found.groups())
    msg = f"{file} is shipped and belongs to no package"
    raise UnknownError(msg)


def _is_pythons(file: str) -> bool:
    """Its library, its extensions and itself; where the system has none of its own, all of its folder."""
    home = sysconfig.get_path("stdlib") if sys.platform == "linux" else sys.base_prefix
    return file.startswith(_real(home) + os.sep) or "libpython" in os.path.basename(file)


@cache
def _owners() -> dict[str, Distribution]:
    """Each installed file's distribution."""
    return {
        _real(str(file.locate())): found for found in importlib.metadata.distributions() for file in found.files or ()
    }


@cache
def _of_distribution(found: Distribution) -> Part:
    name = re.sub(r"[-_.]+", "-", found.name).lower()
    texts = [str(file.locate()) for file in found.files or () if _TEXT.search(str(file)) and ".dist-info" in str(file)]
    own = [os.path.join(_HERE, "licences", text) for text in _TEXTS.get(name, ())]
    said = found.metadata["License-Expression"] or found.metadata["License"] or ""
    return Part("pypi", name, found.version, said.partition("\n")[0], _authors(found), tuple(sorted(texts) or own))


def _authors(found: Distribution) -> str:
    """Names without addresses."""
    said = found.metadata["Author"] or found.metadata["Author-email"] or found.metadata["Maintainer-email"] or ""
    return ", ".join(filter(None, (name.strip(' "') for name in re.sub(r"<[^>]*>", "", said).split(","))))


@cache
def _python() -> Part:
    places = (sysconfig.get_path("stdlib"), sys.base_prefix)
    texts = [os.path.join(place, "LICENSE.txt") for place in places]
    version = ".".join(map(str, sys.version_info[:3]))
    return Part(
        "generic",
        "python",
        version,
        "PSF-2.0",
        "Python Software Foundation",
        tuple(text for text in texts if os.path.exists(text)),
    )


@cache
def _of_debian(file: str) -> Part:
    package = _debian_package(file)
    version = _told("dpkg-query", "-W", "-f", "${source:Version}", package)
    name = package.partition(":")[0]
    text = f"/usr/share/doc/{name}/copyright"
    return Part("deb", name, version, "", "", (text, *_common(text)) if os.path.exists(text) else ())


@cache
def _of_homebrew(folder: str, name: str, version: str) -> Part:
    texts = [os.path.join(folder, text) for text in os.listdir(folder) if _TEXT.search(text)]
    return Part("brew", name, version, "", "", tuple(sorted(texts)))


def _common(text: str) -> list[str]:
    """The texts that a text refers to, which are only on Debian's own systems."""
    with open(text, encoding="utf-8", errors="replace") as file:
        named = set(_COMMON.findall(file.read()))
    return sorted(path for path in named if os.path.isfile(path))


def _debian_package(file: str) -> str:
    """A library may be known by its path before /lib became a link to /usr/lib."""
    for path in (file, file.removeprefix("/usr")):
        if told := _told("dpkg", "-S", path):
            return told.rpartition(": ")[0].split(", ")[0]
    msg = f"{file} is shipped and belongs to no package"
    raise UnknownError(msg)


def _told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
