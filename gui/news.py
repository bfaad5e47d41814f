"""What users notice in this version, out of the changelog, which is the one place where that is written."""

import os
import re

from core import paths

_FILE = os.path.join(os.path.dirname(paths.RESOURCES), "CHANGELOG.md")
"""Beside the data, in the project and in the finished program."""

_REST = "### In full"
"""Heads what the window leaves out."""


def chapter(version: str) -> tuple[str, ...]:
    """The first entries of a version's chapter, each in one line; none where the changelog is not there."""
    try:
        with open(_FILE, encoding="utf-8") as file:
            text = file.read()
    except OSError:
        return ()
    found = re.search(rf"^## \[{re.escape(version)}\].*?$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    noticed = found[1].partition(_REST)[0] if found else ""
    entries = re.findall(r"^- (.*?)(?=\n- |\n#|\n\n|\Z)", noticed, re.MULTILINE | re.DOTALL)
    return tuple(" ".join(entry.replace("`", "").split()) for entry in entries)
