"""Claim lines: units, modifiers in their order, and the NDC quantity of each (R5, R14, M10, N2, N4)."""

from collections.abc import Iterable, Sequence

from core import units
from core.quantity import Mass, Volume, volume_of
from core.result import ClaimLine, ContainerUse

_ML_THOUSANDTH = 1_000
"""The finest NDC quantity (N2), in nanolitres."""


def claim_lines(
    uses: Sequence[ContainerUse],
    unit: Mass,
    *,
    line: str,
    discarded_units: int,
    modifiers: tuple[str, ...],
    per_ndc: bool,
) -> tuple[ClaimLine, ...]:
    """The lines of an encounter in which something was given.

    Args:
        uses: the containers in the order in which they were used up.
        unit: the billing unit.
        line: how discarded drug is treated: jw, jz, opened or plain.
        discarded_units: R4, for the whole encounter.
        modifiers: those of every line after JW or JZ, in order (M10).
        per_ndc: whether each product has lines of its own (R14).
    """
    groups = _groups(uses, per_ndc=per_ndc)
    given = _by_group(groups, uses, units.administered_shares([use.given for use in uses], unit))
    discarded = _by_group(
        groups, uses, units.discarded_shares([_billable_waste(use) for use in uses], unit, discarded_units)
    )
    lines = []
    for group, given_units, waste_units in zip(groups, given, discarded, strict=True):
        if line == "opened":
            lines.append(_line(group, given_units + waste_units, modifiers, given=True, waste=True))
            continue
        first = ("JZ",) if line == "jz" and (not per_ndc or group[0].product.single_dose) else ()
        lines.append(_line(group, given_units, first + modifiers, given=True, waste=False))
        if line == "jw":
            lines.append(_line(group, waste_units, ("JW", *modifiers), given=False, waste=True))
    # A product whose share the rounding of another line already covers has no line: units are 1 or more.
    return tuple(found for found in lines if found.units)


def _groups(uses: Iterable[ContainerUse], *, per_ndc: bool) -> list[list[ContainerUse]]:
    groups: dict[object, list[ContainerUse]] = {}
    for use in uses:
        groups.setdefault(use.product.key if per_ndc else None, []).append(use)
    return list(groups.values())


def _by_group(groups: list[list[ContainerUse]], uses: Iterable[ContainerUse], shares: list[int]) -> list[int]:
    """Shares of single entries, added up for each group."""
    share = dict(zip((use.position for use in uses), shares, strict=True))
    return [sum(share[use.position] for use in group) for group in groups]


def _billable_waste(use: ContainerUse) -> Mass:
    """What was discarded of a single-dose container; the rest of others is never billed (R8)."""
    return use.discarded if use.product.single_dose else Mass(0)


def _line(
    group: list[ContainerUse], line_units: int, modifiers: tuple[str, ...], *, given: bool, waste: bool
) -> ClaimLine:
    """A line over a group of containers, for what was given, for what was discarded, or for both."""
    product = group[0].product
    used = Mass(sum(use.given for use in group))
    thrown = Mass(sum(_billable_waste(use) for use in group))
    one_ndc = all(use.product.key == product.key for use in group)
    volume = None
    if one_ndc and product.concentration is not None:
        end = Mass((used if given else 0) + (thrown if waste else 0))
        volume = _quantity(end, product.concentration) if given else _rest(used, thrown, product.concentration)
    return ClaimLine(
        hcpcs=product.hcpcs,
        modifiers=modifiers,
        units=line_units,
        mass=Mass((used if given else 0) + (thrown if waste else 0)),
        discarded=waste and not given,
        ndc=product.key if one_ndc else None,
        volume=volume,
    )


def _quantity(mass: Mass, concentration: Mass) -> Volume:
    """N2, N4: the volume to three decimals, half up, and never 0."""
    thousandths = (volume_of(mass, concentration) + _ML_THOUSANDTH // 2) // _ML_THOUSANDTH
    return Volume(max(1, thousandths) * _ML_THOUSANDTH)


def _rest(used: Mass, thrown: Mass, concentration: Mass) -> Volume:
    """The discarded volume as what the rounded administered one leaves, so that both add up to the containers."""
    whole = _quantity(Mass(used + thrown), concentration)
    return Volume(max(_ML_THOUSANDTH, whole - _quantity(used, concentration))) if used else whole
