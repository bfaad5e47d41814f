"""The clinic's logo: read out of the settings, and never so that a broken one keeps a note from being drawn."""

import base64
import struct
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from core.result import Finding

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 4_000_000
"""Three times what is ever printed; a file of a few bytes can claim a million times as many."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEAD = 24
"""Bytes to the end of width and height."""

_MESSAGE = "The clinic's logo can't be read, so notes are drawn without it. Choose it again in Settings."


class Logo(NamedTuple):
    """A picture that can be drawn."""

    png: bytes
    wide: int
    """In pixels."""

    high: int
    alt: str
    """In words."""


def logo(text: str, clinic: str) -> Logo | None:
    """The logo that a clinic's settings hold as base64; None where there is none or it can't be read.

    Args:
        text: of the settings.
        clinic: the clinic's name, for those who do not see the picture.
    """
    png = _readable(text)
    return Logo(png, *_size(png), f"Logo of {clinic or 'the clinic'}") if png else None


def unreadable(text: str) -> Finding | None:
    """The finding that the settings hold a logo that can't be read; None where it can, or there is none."""
    return Finding("warning", "logo-unreadable", _MESSAGE, "") if text and not _readable(text) else None


@lru_cache(maxsize=2)
def picture(png: bytes) -> "Image":
    """The pixels in grey or colour, on white where they let the paper through.

    Raises:
        ValueError: it is no PNG, a broken one, or larger than any logo.
    """
    wide, high = _size(png)
    if wide * high > MOST_PIXELS:
        msg = f"{wide} x {high} pixels: at most {MOST_PIXELS:,}"
        raise ValueError(msg)
    from PIL import Image

    try:
        with Image.open(BytesIO(png), formats=("PNG",)) as found:
            found.load()
            shown = found.convert("RGBA")
            greys = found.mode in {"1", "L", "LA"}
    except Exception as error:  # a broken file makes Pillow raise whatever its parts raise
        msg = "a broken PNG"
        raise ValueError(msg) from error
    paper = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(paper, shown).convert("L" if greys else "RGB")


@lru_cache(maxsize=4)
def _readable(text: str) -> bytes:
    """The picture's file; empty where there is none that can be read."""
    try:
        png = base64.b64decode(text, validate=True)
        picture(png)
    except ValueError:
        return b""
    return png


def _size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the file's head says (PNG, 11.2.2).

    Raises:
        ValueError: it has no such head.
    """
    if not png.startswith(_SIGNATURE) or len(png) < _HEAD:
        msg = "no PNG"
        raise ValueError(msg)
    wide, high = struct.unpack_from(">2L", png, 16)
    return wide, high
