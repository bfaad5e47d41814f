"""What a scanner sent, key by key, and how it is set up by that."""

import itertools
import re
import statistics
from typing import NamedTuple

from core import gs1
from core.gs1 import SEPARATOR
from core.scanner import ENTER, KEYS, NOTHING, SIGNS, SYMBOLOGY, TAB, Scanner
from gui.wedge import GAP

FNC1 = "GS"
"""What the separator is called."""

SYMBOLOGIES = {
    "]d2": "GS1 DataMatrix",
    "]C1": "GS1-128",
    "]Q3": "GS1 QR code",
    "]e0": "GS1 DataBar",
    "]E0": "UPC or EAN",
    "]d1": "DataMatrix without GS1",
    "]C0": "Code 128 without GS1",
    "]Q1": "QR code without GS1",
    "]A0": "Code 39",
}
"""What stands before a code whose symbology is sent (B4)."""

_ENDS = {"Enter": ENTER, "Tab": TAB}
_OWN = re.compile(r"[^\]0-9]{1,8}(?=01[0-9]{14}|17[0-9]{6}|[0-9]{12,14}$)", re.ASCII)
_USUAL = re.compile(r"<GS>|\^\]|[|~]|F8")
"""What is taken for FNC1 anyhow."""


class Stroke(NamedTuple):
    """One key."""

    name: str
    """A sign as it is, or the name of what is none: `GS`, `Enter`, `F8`."""

    time: int
    """Milliseconds."""


class Seen(NamedTuple):
    """One scan, as its keys came."""

    strokes: tuple[Stroke, ...]

    @property
    def terminator(self) -> str:
        """ENTER, TAB or NOTHING."""
        return _ENDS.get(self.strokes[-1].name, NOTHING)

    @property
    def text(self) -> str:
        """What a scan of these keys says; a key that may stand for FNC1 is one."""
        kept = self.strokes[:-1] if self.terminator != NOTHING else self.strokes
        return "".join(SEPARATOR if _is_separator(stroke.name) else stroke.name for stroke in kept)

    @property
    def keys(self) -> str:
        """All keys by their names, special ones in brackets."""
        return " ".join(stroke.name if len(stroke.name) == 1 else f"[{stroke.name}]" for stroke in self.strokes)

    @property
    def gaps(self) -> list[int]:
        """Milliseconds between the keys."""
        times = [stroke.time for stroke in self.strokes]
        return [later - before for before, later in itertools.pairwise(times)]

    @property
    def speed(self) -> str:
        """How fast they came, in words."""
        if not self.gaps:
            return "One key alone is no scan."
        median, longest = round(statistics.median(self.gaps)), max(self.gaps)
        said = f"{len(self.strokes)} keys, {median} ms apart, {longest} ms at most."
        if median > GAP:
            return f"{said} Too slow to be told from a person: scan into the scan field, or set the scanner faster."
        return said

    @property
    def symbology(self) -> str:
        """What the prefix says, in words."""
        prefix = self.text[:3]
        if prefix.startswith(SYMBOLOGY):
            return f"{prefix}: {SYMBOLOGIES.get(prefix, 'another symbology')}"
        return f"The scanner's own: {self.settings().prefix}" if self.settings().prefix else "None is sent."

    @property
    def separator(self) -> str:
        """What stands for FNC1, in words."""
        typed = "".join(stroke.name for stroke in self.strokes)
        usual = dict.fromkeys((*_USUAL.findall(typed), *(FNC1 for stroke in self.strokes if stroke.name == FNC1)))
        found = [*filter(None, (self.settings().separator,)), *usual]
        return ", ".join(found) or "None was sent. Scan a code that has lot and serial number to see it."

    def settings(self) -> Scanner:
        """The settings for such a scanner; of what is usual anyhow, and of what was not seen, nothing."""
        own = _OWN.match(self.text)
        prefix = SYMBOLOGY if self.text.startswith(SYMBOLOGY) else own[0] if own else ""
        if not gs1.looks_like_barcode(self.text.removeprefix(own[0] if own else "")):
            return Scanner(prefix, "", self.terminator)
        keys = {stroke.name for stroke in self.strokes} & KEYS - {"F8"}
        signs = set(_USUAL.sub("", self.text[len(prefix) :])) & SIGNS
        unusual = [*keys, *signs]
        return Scanner(prefix, unusual[0] if len(unusual) == 1 else "", self.terminator)


def _is_separator(name: str) -> bool:
    return name == FNC1 or name in KEYS
