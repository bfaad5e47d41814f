"""Works inside the compiled files of packages, which no list of packages has: `inside.toml` says how each is found."""

import os
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

_HERE = os.path.dirname(os.path.abspath(__file__))
_UTF16 = re.compile(rb"(?:\0[ -~]){8,}")


class Work(NamedTuple):
    """A work inside another one."""

    within: str
    name: str
    version: str
    """Empty where nobody knows."""

    licence: str
    by: str
    texts: tuple[str, ...]
    """Files with the licence's text; empty where the text of what it is in has it."""


class StrangerError(Exception):
    """A library lies in a package, and nobody knows whose it is."""


def works(shipped: Mapping[str, Collection[str]]) -> list[Work]:
    """The works that are shipped inside packages.

    Args:
        shipped: the files of each package that go into the program.

    Raises:
        StrangerError: a library that a package brings along is in no work.
    """
    found = []
    for entry in _entries():
        files = [file for file in shipped.get(entry["within"], ()) if _is_in(entry, file)]
        if files:
            found.append(_work(entry, files))
    for package, files in shipped.items():
        _see_that_all_are_known(package, files)
    return found


def _see_that_all_are_known(package: str, files: Collection[str]) -> None:
    known = [entry for entry in _entries() if entry["within"] == package]
    for file in files:
        if os.path.dirname(file).endswith(".libs") and not any(_is_in(entry, file) for entry in known):
            msg = f"{file} is shipped and in no work; put one into packaging/inside.toml"
            raise StrangerError(msg)


def _is_in(entry: Mapping[str, Any], file: str) -> bool:
    return bool(re.search(entry["files"], os.path.basename(file), re.IGNORECASE))


def _work(entry: Mapping[str, Any], files: Collection[str]) -> Work:
    texts = tuple(os.path.normpath(os.path.join(_HERE, "licences", text)) for text in entry["texts"])
    version = next(_versions(entry.get("version", ""), files), "")
    return Work(entry["within"], entry["name"], version, entry["licence"], entry["by"], texts)


def _versions(pattern: str, files: Collection[str]) -> Iterator[str]:
    """What a pattern finds in the names of files, or in their bytes."""
    for file in sorted(files) if pattern else ():
        found = re.search(pattern.encode(), os.path.basename(file).encode()) or re.search(
            pattern.encode(), _plain(file)
        )
        if found:
            yield found.group(1).decode()


@cache
def _plain(file: str) -> bytes:
    """A file's bytes, followed by its texts in UTF-16, such as a font's, with one byte for each letter."""
    with open(file, "rb") as opened:
        data = opened.read()
    return data + b"\0".join(found.group()[1::2] for found in _UTF16.finditer(data))


@cache
def _entries() -> list[dict[str, Any]]:
    with open(os.path.join(_HERE, "inside.toml"), "rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["work"]
    return found
