"""The licences of all that is shipped, in one folder of the program."""

import os
import shutil
from collections.abc import Iterable

from inventory import Part


def collect(found: Iterable[Part], own: Iterable[str], folder: str) -> None:
    """Copy the texts into a folder for each work, and list them.

    Args:
        found: the works of others.
        own: the program's own texts.
        folder: is made anew.
    """
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for text in own:
        shutil.copyfile(text, os.path.join(folder, os.path.basename(text)))
    listed = [_copied(part, folder) for part in found]
    with open(os.path.join(folder, "LIST.txt"), "w", encoding="utf-8", newline="\n") as file:
        file.write("Vialnote brings these works of others along. Their licences are in the folders of their names.\n\n")
        file.writelines(listed)


def _copied(part: Part, folder: str) -> str:
    place = os.path.join(folder, part.name)
    os.makedirs(place)
    for text in part.texts:
        shutil.copyfile(text, os.path.join(place, _name(text)))
    return f"{part.name} {part.version}  {part.licence or 'see its text'}\n"


def _name(text: str) -> str:
    """Some works have several texts of one name, in folders of those whose texts they are."""
    _, inside, path = text.replace(os.sep, "/").partition(".dist-info/")
    return path.removeprefix("licenses/").replace("/", "-") if inside else os.path.basename(text)
