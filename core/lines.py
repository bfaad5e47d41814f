"""Claim lines: units, modifiers in their order, and the NDC quantity of each (R5, R14, M10, N2, N4)."""

from collections.abc import Sequence
from typing import NamedTuple

from core import units
from core.catalog import Product
from core.ndc import Ndc
from core.quantity import Mass, Volume
from core.result import ClaimLine, ContainerUse

TOGETHER = ("opened", "needed")
"""Kinds of line that bill drug administered and discarded together."""

_ML_THOUSANDTH = 1_000
"""The finest NDC quantity (N2), in nanolitres."""

_THOUSANDTHS = 1_000
"""In a millilitre."""


def claim_lines(
    uses: Sequence[ContainerUse],
    unit: Mass,
    *,
    line: str,
    waste: Mass,
    discarded_units: int,
    modifiers: tuple[str, ...],
    per_ndc: bool,
) -> tuple[ClaimLine, ...]:
    """The lines of an encounter in which something was given.

    Args:
        uses: the containers in the order in which they were used up.
        unit: the billing unit.
        line: how discarded drug is treated: jw, jz, opened, needed or plain.
        waste: how much of what single-dose containers left may be billed: all, or what is left of the least (R13).
        discarded_units: R4, of that waste, for the whole encounter.
        modifiers: those of every line after JW or JZ, in order (M10).
        per_ndc: whether each product has lines of its own (R14).
    """
    found = []
    for group in _groups(uses, unit, waste, discarded_units, per_ndc=per_ndc):
        if line in TOGETHER:
            found.append(_line(group, line, group.units + group.discarded_units, modifiers))
            continue
        first = ("JZ",) if line == "jz" and (not per_ndc or group.product.single_dose) else ()
        found.append(_line(group, "administered", group.units, first + modifiers))
        if line == "jw":
            found.append(_line(group, "discarded", group.discarded_units, ("JW", *modifiers)))
    # A product whose share the rounding of another line already covers has no line: units are 1 or more.
    return tuple([claim_line for claim_line in found if claim_line.units])


class _Group(NamedTuple):
    """Containers that share their lines."""

    product: Product
    """The first one's, which is everyone's where `one_product`."""

    one_product: bool
    given: Mass
    discarded: Mass
    """Of single-dose containers, as far as it may be billed; the rest of others never is (R8)."""

    units: int
    discarded_units: int


def _groups(
    uses: Sequence[ContainerUse], unit: Mass, most: Mass, discarded_units: int, *, per_ndc: bool
) -> list[_Group]:
    """All containers together, or by product; the whole encounter's units are split over the groups (R14)."""
    given, waste = [use.given for use in uses], _billable_waste(uses, most)
    one_product = len({use.product.key for use in uses}) == 1
    if one_product or not per_ndc:
        total = Mass(sum(given))
        administered = units.administered_units(total, unit)
        return [_Group(uses[0].product, one_product, total, Mass(sum(waste)), administered, discarded_units)]
    shares = units.administered_shares(given, unit), units.discarded_shares(waste, unit, discarded_units)
    groups: dict[Ndc, list[_Group]] = {}
    for use, used, wasted, share, waste_share in zip(uses, given, waste, *shares, strict=True):
        group = _Group(use.product, True, used, wasted, share, waste_share)
        groups.setdefault(use.product.key, []).append(group)
    return [_joined(parts) for parts in groups.values()]


def _joined(parts: list[_Group]) -> _Group:
    """Several entries of one product as one group."""
    return parts[0]._replace(
        given=Mass(sum(part.given for part in parts)),
        discarded=Mass(sum(part.discarded for part in parts)),
        units=sum(part.units for part in parts),
        discarded_units=sum(part.discarded_units for part in parts),
    )


def _billable_waste(uses: Sequence[ContainerUse], most: Mass) -> list[Mass]:
    """What may be billed of each container's waste, the first one's first."""
    found = []
    for use in uses:
        found.append(Mass(min(most, use.discarded) if use.product.single_dose else 0))
        most = Mass(most - found[-1])
    return found


def _line(group: _Group, drug: str, line_units: int, modifiers: tuple[str, ...]) -> ClaimLine:
    """A line over a group of containers."""
    mass = {
        "administered": group.given,
        "discarded": group.discarded,
    }.get(drug, Mass(group.given + group.discarded))
    strength = group.product.concentration if group.one_product else None
    volume = None
    if strength is not None:
        discarded = drug == "discarded"
        volume = _rest(group.given, group.discarded, strength) if discarded else _quantity(mass, strength)
    return ClaimLine(
        hcpcs=group.product.hcpcs,
        modifiers=modifiers,
        units=line_units,
        mass=mass,
        drug=drug,
        wasted=0 if drug == "administered" else group.discarded_units,
        ndc=group.product.key if group.one_product else None,
        volume=volume,
    )


def _quantity(mass: Mass, concentration: Mass) -> Volume:
    """N2, N4: the volume to three decimals, half up, and never 0."""
    thousandths = (2 * mass * _THOUSANDTHS + concentration) // (2 * concentration)
    return Volume(max(1, thousandths) * _ML_THOUSANDTH)


def _rest(used: Mass, thrown: Mass, concentration: Mass) -> Volume:
    """The discarded volume as what the rounded administered one leaves, so that both add up to the containers."""
    whole = _quantity(Mass(used + thrown), concentration)
    return Volume(max(_ML_THOUSANDTH, whole - _quantity(used, concentration))) if used else whole
