"""The licences of all that is shipped, in one folder of the program."""

import os
import shutil
from collections.abc import Iterable

from inventory import Part

_SHARED = (os.path.join(os.path.dirname(os.path.abspath(__file__)), "licences"), "/usr/share/common-licenses")
"""Where texts lie that several works have; each is shipped once."""


def collect(found: Iterable[Part], own: Iterable[str], folder: str) -> dict[Part, list[str]]:
    """Copy the texts, and list the works; returns where each work's texts lie in the folder.

    Args:
        found: the works of others.
        own: the program's own texts.
        folder: is made anew.
    """
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for text in own:
        shutil.copyfile(text, os.path.join(folder, os.path.basename(text)))
    copied = {part: [_copied(part, text, folder) for text in part.texts] for part in found}
    with open(os.path.join(folder, "LIST.txt"), "w", encoding="utf-8", newline="\n") as file:
        file.write("Vialnote brings these works of others along, with these licences.\n\n")
        file.writelines(_line(part, texts) for part, texts in copied.items())
    return copied


def _line(part: Part, texts: list[str]) -> str:
    within = f" in {part.within}" if part.within else ""
    return f"{part.name} {part.version}{within}  {part.licence or 'see its text'}  ({', '.join(texts)})\n"


def _copied(part: Part, text: str, folder: str) -> str:
    """Copy a text unless it is there, and say where."""
    name = _name(text) if os.path.dirname(text) in _SHARED else f"{part.within or part.name}/{_name(text)}"
    place = os.path.join(folder, name)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    shutil.copyfile(text, place)
    return name


def _name(text: str) -> str:
    """Some works have several texts of one name, in folders of those whose texts they are."""
    _, inside, path = text.replace(os.sep, "/").partition(".dist-info/")
    name = path.removeprefix("licenses/").replace("/", "-") if inside else os.path.basename(text)
    return f"{name}.txt" if text.startswith(_SHARED[1]) else name
