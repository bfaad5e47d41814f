"""The table of containers that were opened."""

from core.encounter import Opened
from core.note.phrases import DOSING, container_words
from core.note.pieces import Section, Table
from core.quantity import MCG, mcg
from core.result import ContainerUse, Result

_HEADER = ("NDC", "Labeler", "Holds", "Type", "Lot", "Expires", "Count")


def opened(result: Result) -> Section:
    """Every entry in the order listed, whether or not the catalogue knows it."""
    uses = {use.position: use for use in result.containers}
    rows = (_row(entry, uses.get(position)) for position, entry in enumerate(result.encounter.opened))
    return Section("Opened", (Table("containers", _HEADER, tuple(rows)),))


def _row(entry: Opened, use: ContainerUse | None) -> tuple[str, ...]:
    expires = entry.expires.isoformat() if entry.expires else "not recorded"
    return (*_product(entry, use), entry.lot or "not recorded", expires, f"{entry.count:,}")


def _product(entry: Opened, use: ContainerUse | None) -> tuple[str, str, str, str]:
    if use is None:
        return entry.ndc10 or entry.text, "not worked out", "", ""
    product = use.product
    holds = container_words(product)
    if product.concentration is not None and product.volume != MCG:
        holds += f", {mcg(product.concentration)}/mL"
    return product.ndc, product.labeler, holds, DOSING[product.dosing]
