"""Words that the printed note and the chart text share."""

from core.catalog import Product
from core.encounter import Encounter, Opened
from core.quantity import Amount, Mass, Volume, mcg, ml, volume_of
from core.result import ClaimLine, ContainerUse, Result

DOSING = {"single": "single-dose", "multi": "multi-dose"}
"""Whether a container is for one dose, written out."""

NO_WITNESS = "none recorded"
"""What stands where no witness is recorded; never a made-up one."""


def both(mass: Mass, volume: Volume | None) -> str:
    """An amount as mass and volume: `40 mcg (0.4 mL)`."""
    return mcg(mass) if volume is None else f"{mcg(mass)} ({ml(volume)})"


def of_product(mass: Mass, product: Product) -> str:
    """An amount of one product: `40 mcg (0.4 mL)`."""
    return both(mass, None if product.concentration is None else volume_of(mass, product.concentration))


def total_volume(amounts: list[tuple[Mass, Product]]) -> Volume | None:
    """Amounts of products as one volume; None where one of them is of a powder."""
    total = 0
    for mass, product in amounts:
        if product.concentration is None:
            return None
        total += volume_of(mass, product.concentration)
    return Volume(total)


def adds_up(result: Result) -> bool:
    """Whether the products are known and their containers held the dose; else nothing is said of the rest."""
    return bool(result.containers) and result.given == sum(use.given for use in result.containers)


def discarded(result: Result) -> Mass:
    """All that was thrown away; of multi-dose containers, what was drawn and not given."""
    return Mass(sum(use.discarded for use in result.containers))


def discarded_words(result: Result) -> str:
    """All that was thrown away, as mass and volume."""
    thrown = [(use.discarded, use.product) for use in result.containers if use.discarded]
    return both(discarded(result), total_volume(thrown))


def kept_words(result: Result) -> str:
    """What is left in multi-dose containers, as mass and volume."""
    kept = [(use.kept, use.product) for use in result.containers if use.kept]
    return both(result.kept or Mass(0), total_volume(kept))


def given_words(result: Result) -> str:
    """The dose given, and as it was written where that reads differently."""
    written = "" if result.encounter.given is None else result.encounter.given.text
    if result.given is None:
        return written or "not worked out"
    volume = total_volume([(use.given, use.product) for use in result.containers if use.given])
    return _as_written(both(result.given, volume if result.given and adds_up(result) else None), written)


def ordered_words(encounter: Encounter) -> str:
    """The dose ordered, as it was written; empty where none is recorded."""
    ordered = encounter.ordered
    return "" if ordered is None else _amount_words(ordered)


def container_words(product: Product) -> str:
    """`100 mcg in 1 mL vial`."""
    return f"{product.strength} {product.container}"


def lot_words(entry: Opened) -> str:
    """`QX7781, serial 100482 100483`: the lot, and the serial numbers that are known."""
    lot = entry.lot or "not recorded"
    return f"{lot}, serial {' '.join(entry.serials)}" if entry.serials else lot


def drug_words(result: Result) -> str:
    """The names of all products opened that are known, each once, and their code; empty where none is known."""
    names = ", ".join(dict.fromkeys(product.name for product in result.products if product is not None))
    return names if result.hcpcs is None else f"{names} ({result.hcpcs})"


def in_order(result: Result) -> tuple[ContainerUse, ...]:
    """The containers in the order in which they were listed."""
    return tuple(sorted(result.containers, key=lambda use: use.position))


def code_words(line: ClaimLine) -> str:
    """`J2354 JW`."""
    return " ".join((line.hcpcs, *line.modifiers))


def _amount_words(amount: Amount) -> str:
    return amount.text if amount.mass is None else _as_written(mcg(amount.mass), amount.text)


def _as_written(words: str, written: str) -> str:
    """Nothing is added where the note's own words hold the dose as it was written."""
    if written.replace(" ", "") in words.replace(" ", "").replace(",", ""):
        return words
    return f"{words}, written {written}"
