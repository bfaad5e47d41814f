"""The works of others that the program brings along, with their licences; from source, the packages that it needs."""

import importlib.metadata
import json
import os
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError
from typing import Any, NamedTuple

from core import paths

_FOLDER = os.path.dirname(paths.RESOURCES)
LIST = os.path.join(_FOLDER, "sbom.cdx.json")
"""The list of them for machines, CycloneDX; only a finished program has it."""

_LICENCES = os.path.join(_FOLDER, "licences")
_TEXTS = "vialnote:licence-texts"
_NEEDED = re.compile(r"[\w.-]+")
_OPTIONAL = re.compile(r";.*\bextra\b")


class Work(NamedTuple):
    """A work of others."""

    name: str
    version: str
    """Empty where nobody knows."""

    licence: str
    by: str
    within: str
    """The work that brings it along; empty for one that stands by itself."""

    texts: tuple[str, ...]
    """Files with the licence's text."""

    @property
    def title(self) -> str:
        """What it is called in a list."""
        within = f", in {self.within}" if self.within else ""
        return f"{self.name} {self.version}".strip() + within

    @property
    def text(self) -> str:
        """All of its licence's texts."""
        return "\n\n\n".join(_read(path) for path in self.texts)

    def has(self, words: str) -> bool:
        """Whether it, its licence or its text has these words."""
        return words.casefold() in _searchable(self)


def works() -> list[Work]:
    """All of them, by name."""
    found = _shipped() if os.path.exists(LIST) else _installed()
    return sorted(found, key=lambda work: (work.name.casefold(), work.within))


def _shipped() -> Iterator[Work]:
    with open(LIST, encoding="utf-8") as file:
        listed = json.load(file)
    for part in listed["components"]:
        yield _of_list(part, "")
        yield from (_of_list(inside, part["name"]) for inside in part.get("components", ()))


def _of_list(part: dict[str, Any], within: str) -> Work:
    said = [found.get("expression") or _named(found["license"]) for found in part.get("licenses", ())]
    texts = "; ".join(entry["value"] for entry in part.get("properties", ()) if entry["name"] == _TEXTS).split("; ")
    return Work(
        part["name"],
        part.get("version", ""),
        ", ".join(said),
        part.get("author", ""),
        within,
        tuple(os.path.join(_LICENCES, text) for text in texts),
    )


def _named(licence: dict[str, str]) -> str:
    return licence.get("id") or licence["name"]


def _installed() -> Iterator[Work]:
    """The packages that this one needs, and those that they need."""
    waiting, seen = ["vialnote"], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = importlib.metadata.distribution(name)
        except PackageNotFoundError:  # of another system
            continue
        if name != "vialnote":
            yield _of_package(found)
        waiting += [_name(need) for need in found.requires or () if not _OPTIONAL.search(need)]


def _name(need: str) -> str:
    found = _NEEDED.match(need)
    return re.sub(r"[-_.]+", "-", found.group() if found else need).lower()


def _of_package(found: Distribution) -> Work:
    texts = [str(file.locate()) for file in found.files or () if ".dist-info/licenses/" in str(file).replace("\\", "/")]
    licence = _said(found, "License-Expression", "License")
    by = re.sub(r" *<[^>]*>", "", _said(found, "Author", "Author-email"))
    return Work(_name(found.name), found.version, licence.partition("\n")[0], by, "", tuple(sorted(texts)))


def _said(found: Distribution, *names: str) -> str:
    """What a package says of itself under the first of these names that it has."""
    return next((found.metadata[name] for name in names if name in found.metadata), "")


@cache
def _searchable(work: Work) -> str:
    return f"{work.title}\n{work.licence}\n{work.by}\n{work.text}".casefold()


@cache
def _read(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read().strip()
