"""ICU's data without the world's languages: of 32 MB, the English window needs 3."""

import os
import re
import struct
import subprocess

from trimming import Entry

_MAGIC, _BEFORE, _ITEM = b"CmnD", 12, struct.Struct("<II")
"""The form of ICU's data (Common Data): a header, the number of items, and where each one's name and bytes begin."""

_NEEDLESS = (
    r"/(brkitr|rbnf|translit)/",  # line breaking, spelt numbers and scripts: Qt has its own, or none
    r"\.cnv$",  # other encodings than Unicode's
    r"/(?!root|en|pool)[a-z]{2,3}(_\w*)?\.res$",  # other languages than English
)
_SOURCE = """
.section .rodata
.globl {0}
.type {0}, %object
.balign 16
{0}: .incbin "{1}"
.size {0}, .-{0}
.section .note.GNU-stack,"",%progbits
"""


def lighter(entries: list[Entry], folder: str) -> list[Entry]:
    """The files of a program, with lighter data of ICU.

    Args:
        entries: PyInstaller's.
        folder: for what is made.
    """
    return [
        (place, trimmed(path, folder) if "libicudata.so" in place and kind == "BINARY" else path, kind)
        for place, path, kind in entries
    ]


def trimmed(library: str, folder: str) -> str:
    """Write the shared library `libicudata` anew, with less in it.

    Args:
        library: as Qt brings it.
        folder: for the new one.

    Returns:
        The new one's path.
    """
    name = os.path.basename(library)
    symbol = f"icudt{name.rpartition('.')[2]}_dat"
    data, source, built = (os.path.join(folder, f"{symbol}.{end}") for end in ("dat", "s", "o"))
    with open(library, "rb") as file:
        kept = _without(file.read(), re.compile("|".join(_NEEDLESS)))
    with open(data, "wb") as file:
        file.write(kept)
    with open(source, "w", encoding="ascii") as file:
        file.write(_SOURCE.format(symbol, data))
    made = os.path.join(folder, name)
    subprocess.run(["as", source, "-o", built], check=True)
    subprocess.run(["ld", "-shared", "-soname", name, "-z", "noexecstack", built, "-o", made], check=True)
    return made


def _without(library: bytes, needless: re.Pattern[str]) -> bytes:
    """The package of data in a library, without the items whose names match."""
    start = library.index(_MAGIC) - _BEFORE
    begin = start + int.from_bytes(library[start : start + 2], "little")
    items = [item for item in _items(library, begin) if not needless.search(item[0].decode())]
    names = b"".join(name + b"\0" for name, _ in items)
    place = 4 + _ITEM.size * len(items)
    at = _up(place + len(names))
    table, bodies = [], []
    for name, body in items:
        table.append(_ITEM.pack(place, at))
        place, at = place + len(name) + 1, at + len(body)
        bodies.append(body)
    head = (struct.pack("<I", len(items)) + b"".join(table) + names).ljust(_up(place), b"\0")
    return library[start:begin] + head + b"".join(bodies)


def _items(library: bytes, begin: int) -> list[tuple[bytes, bytes]]:
    """Names and bytes, in the order of names by which ICU looks them up; what follows the last one goes with it."""
    (count,) = struct.unpack_from("<I", library, begin)
    table = [_ITEM.unpack_from(library, begin + 4 + _ITEM.size * place) for place in range(count)]
    ends = [begin + at for _, at in table[1:]] + [len(library)]
    return [
        (_name(library, begin + name), library[begin + at : end]) for (name, at), end in zip(table, ends, strict=True)
    ]


def _name(library: bytes, at: int) -> bytes:
    return library[at : library.index(b"\0", at)]


def _up(size: int) -> int:
    """Where the next item may begin: at a multiple of 16 bytes."""
    return -(-size // 16) * 16
