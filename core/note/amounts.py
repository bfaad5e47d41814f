"""Where all of the drug went: the sum, and the drawing of the containers."""

from core.catalog import Product
from core.note.phrases import adds_up, container_words, discarded, of_product, total_volume
from core.note.pieces import Container, Figure, Paragraph, Part, Section, Sum, Term
from core.quantity import Mass, mcg, ml
from core.result import Result
from core.vessels import Vessel, vessels


def amounts(result: Result) -> Section | None:
    """The section with sum and drawing; None where a product is unknown."""
    if not result.containers:
        return None
    return Section(
        "Amounts", (_sum(result) if adds_up(result) else _misfit(result), figure(vessels(result.containers)))
    )


def figure(drawn: tuple[Vessel, ...]) -> Figure:
    """The containers for drawing, with the drawing in words."""
    by_volume = all(vessel.product.volume is not None for vessel in drawn)
    containers = tuple(_container(vessel, by_volume=by_volume) for vessel in drawn)
    words = (f"{found.title}: {', '.join(f'{part.state} {part.text}' for part in found.parts)}" for found in containers)
    return Figure(containers, f"{'; '.join(words)}.")


def _sum(result: Result) -> Sum:
    """Labelled less given is discarded, or kept where the containers are multi-dose."""
    uses = result.containers
    labelled = _term("labelled", [(use.labelled, use.product) for use in uses])
    given = _term("given", [(use.given, use.product) for use in uses])
    kept = _term("kept", [(use.kept, use.product) for use in uses])
    thrown = _term("discarded", [(use.discarded, use.product) for use in uses])
    if not result.kept:
        return Sum((labelled, given, thrown))
    return Sum((labelled, given, kept, thrown) if discarded(result) else (labelled, given, kept))


def _term(label: str, amounts_of: list[tuple[Mass, Product]]) -> Term:
    volume = total_volume(amounts_of)
    mass = Mass(sum(mass for mass, _ in amounts_of))
    return Term(label, mcg(mass).removesuffix(" mcg"), "" if volume is None else ml(volume).removesuffix(" mL"))


def _misfit(result: Result) -> Paragraph:
    given, labelled = mcg(result.given or Mass(0)), mcg(result.labelled or Mass(0))
    return Paragraph(f"The amounts do not add up: {given} given, {labelled} on the labels. Check dose and containers.")


def _container(vessel: Vessel, *, by_volume: bool) -> Container:
    product = vessel.product
    each = " each" if vessel.count > 1 else ""
    parts = (("given", vessel.given), ("discarded", vessel.discarded), ("kept", vessel.kept))
    return Container(
        kind=product.container,
        title=f"{vessel.count} x {container_words(product)}",
        size=product.volume if by_volume and product.volume is not None else product.content,
        parts=tuple(Part(state, mass, of_product(mass, product) + each) for state, mass in parts if mass),
    )
