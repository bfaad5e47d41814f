"""The mappings that were confirmed on this computer, each for files with the same headings.

They hold headings, words of payers, routes and places, and nothing of a patient.
"""

import json
import os
from collections.abc import Iterable

from core import strict_json
from core.columns import mapping
from core.columns.mapping import Mapping
from core.faults import InputError
from core.files import complete

FILE = "columns.json"
"""Name of the file in the folder of settings."""

MOST = 50
"""Mappings that are kept: the newest."""


def find(path: str, header: Iterable[str]) -> Mapping | None:
    """The mapping that was confirmed for these headings, in whatever order; None where there is none.

    Raises:
        OSError: the file is there and can't be read.
    """
    wanted = _names(header)
    return next((found for names, found in reversed(_load(path)) if names == wanted), None)


def keep(path: str, header: Iterable[str], confirmed: Mapping) -> None:
    """Remember a mapping for these headings, in the place of an earlier one.

    Raises:
        OSError: it can't be written.
    """
    names = _names(header)
    others = [entry for entry in _load(path) if entry[0] != names]
    table = [{"headings": name, **mapping.to_dict(found)} for name, found in [*others, (names, confirmed)][-MOST:]]
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with complete(path) as file:
        file.write(json.dumps(table, indent=1, ensure_ascii=False).encode())


def _names(header: Iterable[str]) -> list[str]:
    return sorted(set(header))


def _load(path: str) -> list[tuple[list[str], Mapping]]:
    """What is kept; what can't be read is as good as not there, for it is proposed and confirmed anew."""
    try:
        with open(path, "rb") as file:
            table = strict_json.parse(file.read(strict_json.MAX_BYTES + 1))
    except (FileNotFoundError, InputError):
        return []
    found = []
    for entry in table if isinstance(table, list) else ():
        names = entry.pop("headings", None) if isinstance(entry, dict) else None
        try:
            found.append((names, mapping.from_dict(entry)))
        except InputError:
            continue
    return [(names, one) for names, one in found if isinstance(names, list)]
