"""The table of containers that were opened."""

from core.catalog import Product, TurnedAway
from core.encounter import Opened
from core.note.phrases import DOSING, container_words, lot_words
from core.note.pieces import Section, Table
from core.quantity import MCG, mcg
from core.result import Result

_HEADER = ("NDC", "Labeler", "Holds", "Type", "Lot", "Expires", "Count")


def opened(result: Result) -> Section:
    """Every entry in the order listed, whether or not the catalogue knows it."""
    rows = map(_row, result.encounter.opened, result.products)
    return Section("Opened", (Table("containers", _HEADER, tuple(rows)),))


def _row(entry: Opened, found: Product | TurnedAway | None) -> tuple[str, ...]:
    expires = entry.expires.isoformat() if entry.expires else "not recorded"
    return (*_product(entry, found), lot_words(entry), expires, f"{entry.count:,}")


def _product(entry: Opened, found: Product | TurnedAway | None) -> tuple[str, str, str, str]:
    if found is None:
        return entry.ndc10 or entry.text, "not in the catalogue", "", ""
    if isinstance(found, TurnedAway):
        return found.ndc, "", found.name, ""
    holds = container_words(found)
    if found.concentration is not None and found.volume != MCG:
        holds += f", {mcg(found.concentration)}/mL"
    return found.ndc, found.labeler, holds, DOSING[found.dosing]
