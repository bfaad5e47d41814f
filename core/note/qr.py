"""QR codes of one size, enough for a note's number and hash (ISO/IEC 18004: version 4, level M, mask 0).

ReportLab has QR codes too; loading them takes as long as drawing four notes.
"""

import itertools
from collections.abc import Iterator
from functools import lru_cache

SIDE = 33
"""Modules in a row and in a column."""

QUIET = 4
"""Modules around it that stay white."""

MOST = 90
"""Characters that fit."""

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_BLOCKS, _DATA, _CORRECTION = 2, 32, 18
"""Blocks, and each one's bytes of data and of correction."""

_FORMAT = "101010000010010"
"""Level M and mask 0 with their own correction (7.9)."""

_PADDING = (0xEC, 0x11)


def modules(text: str) -> list[list[bool]]:
    """The code's rows from the top, each from the left; true is dark.

    Raises:
        ValueError: a character that is no capital letter, digit or one of ` $%*+-./:`, or too many of them.
    """
    if len(text) > MOST:
        msg = f"{len(text)} characters: at most {MOST}"
        raise ValueError(msg)
    fixed = _fixed()
    rows = [[fixed.get((row, column), False) for column in range(SIDE)] for row in range(SIDE)]
    bits = itertools.chain("".join(f"{byte:08b}" for byte in _bytes(text)), itertools.repeat("0"))
    for (row, column), bit in zip(_free(), bits, strict=False):
        rows[row][column] = (bit == "1") != ((row + column) % 2 == 0)
    return rows


def _bytes(text: str) -> list[int]:
    """Data and correction, the blocks' bytes by turns (7.4 to 7.6)."""
    values = [_LETTERS.index(letter) for letter in text]
    pairs = "".join(f"{45 * one + other:011b}" for one, other in zip(values[::2], values[1::2], strict=False))
    odd = f"{values[-1]:06b}" if len(values) % 2 else ""
    room = 8 * _BLOCKS * _DATA
    bits = f"0010{len(text):09b}{pairs}{odd}0000"[:room]
    bits += "0" * (-len(bits) % 8)
    data = [int(bits[start : start + 8], 2) for start in range(0, len(bits), 8)]
    data += itertools.islice(itertools.cycle(_PADDING), _BLOCKS * _DATA - len(data))
    blocks = [data[start : start + _DATA] for start in range(0, len(data), _DATA)]
    corrections = map(_correction, blocks)
    return [
        byte for part in (zip(*blocks, strict=True), zip(*corrections, strict=True)) for both in part for byte in both
    ]


def _correction(data: list[int]) -> list[int]:
    """Reed and Solomon's bytes: what is left of the data, divided by the generator (7.5.2)."""
    powers, logs = _field()
    rest = [*data, *[0] * _CORRECTION]
    for place in range(_DATA):
        if rest[place]:
            for offset, factor in enumerate(_generator()[1:], 1):
                rest[place + offset] ^= powers[(logs[rest[place]] + factor) % 255]
    return rest[_DATA:]


@lru_cache(maxsize=1)
def _field() -> tuple[list[int], dict[int, int]]:
    """Powers of 2 among 256 numbers, and their logarithms."""
    powers = [1]
    for _ in range(254):
        double = powers[-1] << 1
        powers.append(double ^ 0x11D if double > 0xFF else double)
    return powers, {power: exponent for exponent, power in enumerate(powers)}


@lru_cache(maxsize=1)
def _generator() -> list[int]:
    """The generator's coefficients as logarithms, the highest first."""
    powers, logs = _field()
    found = [1]
    for root in range(_CORRECTION):
        raised = [powers[(logs[factor] + root) % 255] for factor in found]
        found = [one ^ other for one, other in zip([*found, 0], [0, *raised], strict=True)]
    return [logs[factor] for factor in found]


@lru_cache(maxsize=1)
def _fixed() -> dict[tuple[int, int], bool]:
    """What every code has: finders, alignment, timing and format (6.3, 7.9)."""
    found = {(6, place): place % 2 == 0 for place in range(SIDE)} | {
        (place, 6): place % 2 == 0 for place in range(SIDE)
    }
    last = SIDE - 4
    for row, column in ((3, 3), (3, last), (last, 3)):
        found |= _rings(row, column, 4, dark=(0, 1, 3))
    found |= _rings(SIDE - 7, SIDE - 7, 2, dark=(0, 2))
    found[SIDE - 8, 8] = True
    beside = [(8, place) for place in (0, 1, 2, 3, 4, 5, 7, 8)] + [(place, 8) for place in (7, 5, 4, 3, 2, 1, 0)]
    apart = [(SIDE - 1 - place, 8) for place in range(7)] + [(8, SIDE - 8 + place) for place in range(8)]
    for places in (beside, apart):
        found |= {place: bit == "1" for place, bit in zip(places, _FORMAT, strict=True)}
    return found


def _rings(row: int, column: int, reach: int, dark: tuple[int, ...]) -> dict[tuple[int, int], bool]:
    """Squares within each other around a module, some of them dark."""
    offsets = range(-reach, reach + 1)
    places = ((down, right, max(abs(down), abs(right))) for down in offsets for right in offsets)
    found = {(row + down, column + right): ring in dark for down, right, ring in places}
    return {place: is_dark for place, is_dark in found.items() if min(place) >= 0 and max(place) < SIDE}


@lru_cache(maxsize=1)
def _free() -> list[tuple[int, int]]:
    """The other modules in the order in which they are filled (7.7.3)."""
    return [place for place in _zigzag() if place not in _fixed()]


def _zigzag() -> Iterator[tuple[int, int]]:
    """Pairs of columns from the right, up and down by turns; the timing column is left out."""
    pairs = [*range(SIDE - 1, 6, -2), *range(5, 0, -2)]
    for turn, right in enumerate(pairs):
        rows = range(SIDE) if turn % 2 else range(SIDE - 1, -1, -1)
        for row in rows:
            yield row, right
            yield row, right - 1
