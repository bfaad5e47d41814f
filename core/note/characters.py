"""Which characters the note's font prints, and what stands for the others."""

import struct
import unicodedata
from functools import lru_cache
from typing import Any, TypeVar

from core import paths
from core.result import Finding

T = TypeVar("T")

_NAMED = 12
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Controls, marks of direction, halves of characters, private and unassigned ones: never drawn."""


def printed(text: str) -> str:
    """A text as the note prints it: composed, lines split by line feeds, and a code for what can't be drawn.

    >>> printed("An 安")
    'An [U+5B89]'
    """
    if _is_plain(text):
        return text
    return "".join(f"[{_code(c)}]" if _lacks(c) else c for c in _composed(text))


def all_printed(value: T) -> T:
    """A value of the note with each text in it as the note prints it."""
    return _each(value)  # type: ignore[no-any-return]


def unprintable(value: object) -> Finding | None:
    """The finding that names the characters within a value that the note shows as codes; None where it has none."""
    texts = [text for text in _texts(value) if not _is_plain(text)]
    lacking = sorted({c for text in texts for c in _composed(text) if _lacks(c)})
    if not lacking:
        return None
    codes = ", ".join(_code(c) for c in lacking[:_NAMED])
    more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
    message = f"The note's font lacks {codes}{more}. They are printed as codes: write them in by hand."
    return Finding("warning", "character-not-printable", message, "")


def font_file(name: str) -> str:
    """The path of one of the note's two fonts, `NotoSans-Regular` or `NotoSans-Bold`."""
    return paths.resource("fonts", f"{name}.ttf")


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _is_plain(text: str) -> bool:
    """Most texts: nothing to look up, so that the font need not be read."""
    return text.isascii() and text.isprintable()


def _lacks(character: str) -> bool:
    return character != "\n" and character not in _drawable()


def _composed(text: str) -> str:
    for end_of_line in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(end_of_line, "\n")
    return unicodedata.normalize("NFC", text).replace("\t", " ")


def _each(value: Any) -> Any:  # noqa: ANN401 - any value of the note
    if isinstance(value, str):
        return printed(value)
    if isinstance(value, tuple):
        items = map(_each, value)
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    return value


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for item in value for text in _texts(item)] if isinstance(value, tuple) else []


@lru_cache(maxsize=1)
def _drawable() -> frozenset[str]:
    """What the font prints; the regular and the bold one have the same characters."""
    with open(font_file("NotoSans-Regular"), "rb") as file:
        codes = _mapped(_character_map(file.read()))
    return frozenset(c for c in map(chr, codes) if unicodedata.category(c) not in _UNSEEN)


def _character_map(font: bytes) -> bytes:
    """The font's only character map: OpenType table `cmap`, format 4."""
    (tables,) = struct.unpack_from(">H", font, 4)
    offsets = {tag: offset for tag, _, offset, _ in struct.iter_unpack(">4s3L", font[12 : 12 + 16 * tables])}
    cmap = offsets[b"cmap"]
    (first,) = struct.unpack_from(">L", font, cmap + 8)
    return font[cmap + first :]


def _mapped(table: bytes) -> list[int]:
    """Characters that have a glyph of their own; glyph 0 is the box for a missing one."""
    (doubled,) = struct.unpack_from(">H", table, 6)
    ends, starts, deltas, ranges = (
        struct.unpack_from(f">{doubled // 2}H", table, start)
        for start in (14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled)
    )
    found = []
    for segment, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        place = 16 + 3 * doubled + 2 * segment + offset
        for code in range(start, end + 1):
            glyph = code if not offset else struct.unpack_from(">H", table, place + 2 * (code - start))[0]
            if (glyph + delta) & 0xFFFF and (glyph or not offset):
                found.append(code)
    return found
