"""Encounters that stand in several rows of a file, found in memory that stays the same."""

from collections.abc import Iterable

from core.columns.claims import Claim

MOST = 1_000
"""Encounters in several rows that are kept; there may be more."""

_BITS = 27
"""Of a place in the table, which takes 16 megabytes."""

_PLACES = 4
"""Of each name: of a million different names less than one is suspected wrongly."""


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
        known, bits = True, self._bits
        at, step = (key := hash(name)) & _MASK, (key >> 32) | 1
        for _ in range(_PLACES):
            place, bit = at >> 3, 1 << (at & 7)
            if not bits[place] & bit:
                known = False
                bits[place] |= bit
            at = (at + step) & _MASK
        if known and len(self.suspected) < MOST:
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


_MASK = (1 << _BITS) - 1
