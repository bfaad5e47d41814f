"""What was given out of which containers: each product and lot once, with its share of the dose."""

import datetime
from typing import NamedTuple

from core.catalog import Product
from core.fhir.elements import (
    HCPCS,
    KINDS_OF_IDENTIFIER,
    NDC,
    Element,
    coding,
    concept,
    mass,
    one,
    ratio,
    said,
    volume,
    words,
)
from core.note.phrases import DOSING, container_words, in_order, of_product
from core.quantity import MCG, Mass
from core.result import Result

_SERIAL = concept("Serial number", coding(KINDS_OF_IDENTIFIER, "SNO", "Serial Number"))


class Share(NamedTuple):
    """Containers of one product and lot, and what became of them: labelled = given + discarded + kept."""

    product: Product
    lot: str
    expires: datetime.date | None
    count: int  # type: ignore[assignment]  # the field's usual name, over tuple.count
    given: Mass
    discarded: Mass
    kept: Mass
    serials: tuple[str, ...] = ()
    """Of these containers, as far as they are known."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Tells it from the others of its note."""
        return self.product.ndc, self.lot, str(self.expires or "")

    @property
    def text(self) -> str:
        """What became of it, in a sentence."""
        fates = (("given", self.given), ("discarded", self.discarded), ("kept", self.kept))
        said = [f"{name} {of_product(mass, self.product)}" for name, mass in fates if mass or name == "given"]
        opened = f"{self.count:,} x {container_words(self.product)}, {DOSING[self.product.dosing]}"
        serials = f", serial {' '.join(self.serials)}" if self.serials else ""
        return f"Opened {opened}{serials}: {', '.join(said)}."


def shares(result: Result) -> list[Share]:
    """What was given, by product and lot in the order listed; where nothing was, what was opened for it."""
    found: dict[tuple[str, str, str], Share] = {}
    for use in in_order(result):
        opened = use.opened
        lot, fates = words(opened.lot), (use.given, use.discarded, use.kept)
        serials = tuple(map(words, opened.serials))
        share = Share(use.product, lot, opened.expires, opened.count, *fates, serials)
        before = found.get(share.key)
        found[share.key] = _both(before, share) if before else share
    return [share for share in found.values() if share.given or not result.given]


def medication(share: Share) -> Element:
    """The product with lot, expiry and the serial numbers, which FHIR takes as identifiers of a medication."""
    product = share.product
    form = f"{'powder' if product.concentration is None else 'solution'} in {product.container}"
    name = concept(product.name)
    codes = (coding(NDC, product.ndc), coding(HCPCS, product.hcpcs))
    return said(
        resourceType="Medication",
        id="medication",
        identifier=[{"type": _SERIAL, "value": serial} for serial in share.serials],
        code=concept(f"{product.name}, {container_words(product)}", *codes),
        manufacturer={"display": words(product.labeler)},
        form=concept(form),
        amount=ratio(_content(product), one(product.container)),
        ingredient=[{"itemCodeableConcept": name, "isActive": True, "strength": _strength(product)}],
        batch=said(lotNumber=share.lot, expirationDate=share.expires.isoformat() if share.expires else ""),
    )


def _both(one: Share, other: Share) -> Share:
    return one._replace(
        count=one.count + other.count,
        given=Mass(one.given + other.given),
        discarded=Mass(one.discarded + other.discarded),
        kept=Mass(one.kept + other.kept),
        serials=one.serials + other.serials,
    )


def _content(product: Product) -> Element:
    """How much stands in one container: millilitres of a solution, the mass of a powder."""
    return mass(product.content) if product.volume is None else volume(product.volume)


def _strength(product: Product) -> Element:
    if product.concentration is None:
        return ratio(mass(product.content), one(product.container))
    return ratio(mass(product.concentration), volume(MCG))
