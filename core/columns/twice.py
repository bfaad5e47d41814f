"""Encounters that stand in several rows of a file, found in memory that stays the same."""

from collections.abc import Iterable

from core.columns.claims import Claim

MOST = 1_000
"""Encounters in several rows that are kept; there may be more."""

_BITS = 27
"""Of a place in the table, which takes 16 megabytes.

Each name has four, so that of a million less than one is suspected wrongly.
"""

_MASK = (1 << _BITS) - 1


class Twice:
    """Takes claims one after the other and suspects those that came before."""

    def __init__(self) -> None:
        """Start with none."""
        self._bits = bytearray(1 << (_BITS - 3))
        self.suspected: dict[tuple[str, str], None] = {}
        """Encounters and days of which one came before, or, seldom, none."""

    def take(self, claim: Claim) -> None:
        """Note a claim; one without a number is not known again."""
        if not claim.encounter_id:
            return
        name = claim.encounter_id, claim.encounter[0]
        bits, key = self._bits, hash(name)
        # Written out, for there may be millions.
        one, two, three, four = key & _MASK, (key >> 17) & _MASK, (key >> 34) & _MASK, (key >> 9) & _MASK
        known = (
            bits[one >> 3] >> (one & 7)
            & bits[two >> 3] >> (two & 7)
            & bits[three >> 3] >> (three & 7)
            & bits[four >> 3] >> (four & 7)
            & 1
        )
        if not known:
            bits[one >> 3] |= 1 << (one & 7)
            bits[two >> 3] |= 1 << (two & 7)
            bits[three >> 3] |= 1 << (three & 7)
            bits[four >> 3] |= 1 << (four & 7)
        elif len(self.suspected) < MOST:
            self.suspected[name] = None

    def found(self, claims: Iterable[Claim]) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Those of the suspected that do come more than once, with their lines.

        Args:
            claims: all of them once more.
        """
        lines: dict[tuple[str, str], list[int]] = {name: [] for name in self.suspected}
        for claim in claims:
            name = claim.encounter_id, claim.encounter[0]
            if name in lines:
                lines[name].append(claim.lines[0])
        return tuple((name[0], tuple(found)) for name, found in lines.items() if len(found) > 1)
