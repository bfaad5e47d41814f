"""The crosswalk of NDCs and HCPCS codes that CMS publishes each quarter, held against the catalogue.

Nothing in it is taken over by itself. It says neither how an NDC is hyphenated on the label nor what kind of container
it is: the first is left to whoever holds the label, and the second is inferred and stays unconfirmed.
"""

import datetime
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import NamedTuple

from core import cms_file, ndc
from core.catalog import Catalog, Product
from core.cms_file import CmsFileError
from core.entries import CLINIC
from core.ndc import Ndc
from core.quantity import MCG, Mass, QuantityError, Volume, mcg, parse_mass, parse_volume

_COLUMNS = {
    "code": r"_20[0-9]{2}_code|hcpcs( code)?",
    "ndc": r"ndc|ndc2|ndc11",
    "labeler": r"labeler( name)?",
    "name": r"(drug )?name",
    "size": r"pkg size|ml_per_container",
    "units": r"billunits|billing_units_per_container",
}
"""What columns that are needed may be called."""

_DOSAGE = r"hcpcs( code)? dosage"
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
_SOURCE = "CMS ASP NDC-HCPCS crosswalk, {}"
_INFERRED = "; dosing: inferred from the fill, as is the container; confirm on the label"


class Row(NamedTuple):
    """One NDC of the file."""

    key: Ndc
    labeler: str
    name: str
    hcpcs: str
    billing_unit: Mass
    content: Mass
    """In one container."""

    volume: Volume
    concentration: Mass


class Crosswalk(NamedTuple):
    """The rows of the codes that the catalogue has, and of its products whatever their code."""

    quarter: str
    rows: tuple[Row, ...]
    unread: tuple[str, ...]
    """Rows of these that can't be used, each with its NDC as it stands there."""


class Changed(NamedTuple):
    """A product of which the file says something else."""

    before: Product
    after: Product
    words: str
    """What is other, such as `50 mcg is 100 mcg`."""


class Comparison(NamedTuple):
    """What the file says that the catalogue does not."""

    added: tuple[Row, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Product, ...]
    """Products that came from such a file and are no more in it."""


def read(data: bytes, name: str, catalog: Catalog) -> Crosswalk:
    """Read a file as CMS publishes it.

    Args:
        data: the file.
        name: its name.
        catalog: whose codes matter.

    Raises:
        CmsFileError: it is no such file.
    """
    table = cms_file.read(data, name, "crosswalk file", lambda cells: _places(cells).keys() >= _COLUMNS.keys())
    places = _places(table.header)
    units = {product.hcpcs: product.billing_unit for product in catalog.products}
    keys = {product.key for product in catalog.products}
    rows, unread, doubtful = dict[Ndc, Row](), list[str](), set[Ndc]()
    for cells in table.rows:
        row = {column: cells[place] for column, place in places.items()}
        key = _key(row["ndc"])
        if row["code"].upper() not in units and key not in keys:
            continue
        found = _row(row, key, units)
        if found is None or rows.get(found.key, found) != found or found.key in doubtful:
            unread.append(row["ndc"])
            doubtful |= {key} if key else set()
        else:
            rows[found.key] = found
    rows = {key: row for key, row in rows.items() if key not in doubtful}
    if not rows:
        msg = f"{name} has no readable row of a code in the list. Download it again from CMS."
        raise CmsFileError(msg)
    return Crosswalk(table.quarter, tuple(rows.values()), tuple(unread))


def compare(found: Crosswalk, catalog: Catalog, today: datetime.date) -> Comparison:
    """What is added, changed and gone; `today` is when it is looked at."""
    rows = {row.key: row for row in found.rows}
    there = {*rows, *map(_key, found.unread)}
    listed = {product.key: product for product in catalog.products}
    pairs = ((listed[key], row) for key, row in rows.items() if key in listed)
    return Comparison(
        added=tuple(row for key, row in rows.items() if catalog.find(key) is None),
        changed=tuple(filter(None, (_changed(product, row, found.quarter, today) for product, row in pairs))),
        gone=tuple(product for product in listed.values() if product.key not in there and _was_listed(product)),
    )


def spellings(row: Row, catalog: Catalog) -> tuple[str, ...]:
    """How the label may write a row's NDC, most likely first; nothing is certain where there are several (N1).

    A labeler mostly divides its codes in one way, so that what its other products have comes first.
    """
    forms = [_form(product.ndc) for product in catalog.products if product.key[:6] == row.key[:6]]
    return tuple(sorted(ndc.spellings(row.key), key=lambda text: -forms.count(_form(text))))


def dosing(row: Row, catalog: Catalog) -> str:
    """The type that all products of this code and volume have; empty where there are none or they differ (R8)."""
    same = {
        product.dosing for product in catalog.products if (product.hcpcs, product.volume) == (row.hcpcs, row.volume)
    }
    return same.pop() if len(same) == 1 else ""


def product(row: Row, labelled: str, catalog: Catalog, quarter: str, today: datetime.date) -> Product:
    """A product for the clinic's list, of which the type is unconfirmed.

    Args:
        row: of the file.
        labelled: its NDC as the label writes it.
        catalog: by which its type is inferred.
        quarter: of the file.
        today: when it is taken over.
    """
    return Product(
        ndc=labelled,
        key=row.key,
        labeler=row.labeler,
        name=row.name,
        hcpcs=row.hcpcs,
        billing_unit=row.billing_unit,
        content=row.content,
        concentration=row.concentration,
        volume=row.volume,
        container="vial",
        dosing=dosing(row, catalog),
        dosing_confirmed=False,
        source=f"{_SOURCE.format(quarter)}{_INFERRED}",
        checked=today,
        origin=CLINIC,
    )


def marked(gone: Product, quarter: str) -> Product:
    """A product with the word that CMS lists it no more (N8)."""
    return gone._replace(gone=quarter, origin=CLINIC)


def _places(header: Collection[str]) -> Mapping[str, int]:
    """Where each column stands."""
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        for column, form in (*_COLUMNS.items(), ("dosage", _DOSAGE)):
            if re.fullmatch(form, cell):
                found.setdefault(column, place)
    return found


def _key(text: str) -> Ndc | None:
    try:
        return ndc.parse(text)
    except ndc.NdcError:
        return None


def _row(row: Mapping[str, str], key: Ndc | None, units: Mapping[str, Mass]) -> Row | None:
    """A row in the program's terms; None where it can't be."""
    code = row["code"].upper()
    try:
        unit = parse_mass(row["dosage"].lower()) if "dosage" in row else units[code]
        volume = parse_volume(f"{row['size']} mL")
    except (QuantityError, KeyError):
        return None
    named = row["labeler"] and row["name"]
    if key is None or not named or not _NUMBER.fullmatch(row["units"]) or not volume:
        return None
    content = Decimal(row["units"]) * unit
    strength = content * MCG / volume
    if not content or content % 1 or strength % 1:
        return None
    return Row(key, row["labeler"], row["name"], code, unit, Mass(int(content)), volume, Mass(int(strength)))


def _changed(before: Product, row: Row, quarter: str, today: datetime.date) -> Changed | None:
    """A product as the file has it; None where that is the same."""
    pairs = [(before.hcpcs, row.hcpcs), (mcg(before.billing_unit), f"{mcg(row.billing_unit)}")]
    held = row.volume if before.volume is not None else None
    after = before._replace(
        hcpcs=row.hcpcs,
        billing_unit=row.billing_unit,
        content=row.content,
        concentration=row.concentration if held else None,
        volume=held,
        gone="",
    )
    pairs.append((before.strength, after.strength))
    words = [f"{one} is {other}" for one, other in pairs if one != other]
    words += ["listed again"] if before.gone else []
    if after == before:
        return None
    doubt = after.strength != before.strength
    evidence = _INFERRED if doubt else _evidence(before.source)
    after = after._replace(
        dosing_confirmed=before.dosing_confirmed and not doubt,
        source=f"{_SOURCE.format(quarter)}{evidence}",
        checked=today,
        origin=CLINIC,
    )
    return Changed(before, after, ", ".join(words))


def _evidence(source: str) -> str:
    """What a product's source says beside a crosswalk of CMS: how its type is known."""
    if not source.startswith(_SOURCE.partition(",")[0]):
        return f"; dosing: {source.partition('dosing: ')[2] or source}"
    return f"; {source.partition('; ')[2]}".rstrip("; ")


def _was_listed(product: Product) -> bool:
    """Whether a product came from such a file and is not marked yet."""
    return not product.gone and "crosswalk" in product.source


def _form(text: str) -> tuple[int, ...]:
    return tuple(map(len, text.split("-")))
