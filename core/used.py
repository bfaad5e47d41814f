"""What an answer was worked out with that is not of the shipped data; it travels inside the note and its record.

So a note can be checked, printed again and amended where the clinic's own lists are not, or are other ones by now.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from core import reference
from core.catalog import Catalog, Known, Product, TurnedAway, read_product, read_turned_away
from core.clinic import Clinic
from core.codes import Mue, read_mue
from core.encounter import Encounter
from core.entries import CLINIC, FILE, SHIPPED, Entry
from core.faults import Fault, InputError
from core.payers import Payer, read_payer
from core.quantity import Mass, number, parse_mass
from core.reference import Reference

Read = TypeVar("Read")


Figure = tuple[str, str, Mue]
"""A medically unlikely edit after the code and the setting that it is of."""


class Used(NamedTuple):
    """Entries in the place of shipped ones, or beside them."""

    entries: tuple[Known, ...] = ()
    """What containers were looked up as."""

    payers: tuple[Payer, ...] = ()
    figures: tuple[Figure, ...] = ()
    sizes: tuple[tuple[str, tuple[Mass, ...]], ...] = ()
    """Single-dose containers of a code, where they are not those of the shipped products and of these (R13)."""

    @property
    def origins(self) -> set[str]:
        """Where all this comes from."""
        own = (*self.entries, *self.payers, *(mue for _, _, mue in self.figures))
        return {entry.origin for entry in own} | ({CLINIC} if self.sizes else set())


NOTHING = Used()


def of(encounter: Encounter, known: Reference, clinic: Clinic) -> Used:
    """What is used of reference data for an encounter and is not shipped."""
    found = (known.catalog.matching(opened.ndc, opened.ndc10) for opened in encounter.opened)
    entries = {entry.key: entry for matching in found for entry in matching}
    codes = {entry.hcpcs for entry in entries.values() if isinstance(entry, Product)}
    payer = known.payers.get(encounter.payer or clinic.payer)
    figures = ((code, encounter.setting, mue) for code, mue in _figures(known, codes, encounter.setting))
    used = Used(
        entries=tuple(entry for entry in entries.values() if entry.origin != SHIPPED),
        payers=(payer,) if payer and payer.origin != SHIPPED else (),
        figures=tuple(figure for figure in figures if figure[2].origin != SHIPPED),
    )
    return used._replace(sizes=() if clinic.stock else _other_sizes(codes, known.catalog, used))


def over(known: Reference, used: Used) -> Reference:
    """Reference data with what was used over them: an answer comes out as it did."""
    if used == NOTHING:
        return known
    products = [entry for entry in used.entries if isinstance(entry, Product)]
    away = [entry for entry in used.entries if isinstance(entry, TurnedAway)]
    below = known.catalog
    whole = Catalog((*below.products, *products), (*below.turned_away, *away), below.version)
    if used.sizes:
        whole = Catalog(whole.products, whole.turned_away, whole.version, {**whole.sizes, **dict(used.sizes)})
    codes = known.codes
    for figure in used.figures:
        codes = codes.with_mue(*figure)
    payers = {**known.payers, **{payer.id: payer for payer in used.payers}}
    return known._replace(catalog=whole, payers=payers, codes=codes)


def under(known: Reference, used: Used) -> Reference:
    """Reference data with what was used in the place of shipped entries, but below the clinic's own lists of today."""
    own_payers = {payer.id for payer in known.payers.values() if payer.origin == CLINIC}
    left = Used(
        entries=tuple(entry for entry in used.entries if not _is_own(known.catalog.find(entry.key))),
        payers=tuple(payer for payer in used.payers if payer.id not in own_payers),
        figures=tuple(figure for figure in used.figures if not _is_own(_figure(known, *figure[:2]))),
    )
    return over(known, left)


def to_dict(used: Used) -> dict[str, Any]:
    """What was used as its JSON object: the tables of the data files, each with where it comes from."""
    from core import list_writer  # only where there is something to write

    tables = {
        "products": [_with(list_writer.product_table(entry), entry) for entry in _of(Product, used.entries)],
        "turned_away": [_with(list_writer.turned_away_table(entry), entry) for entry in _of(TurnedAway, used.entries)],
        "payers": [_with(list_writer.payer_table(payer), payer) for payer in used.payers],
        "figures": [_with(list_writer.mue_table(*figure), figure[2]) for figure in used.figures],
        "sizes": {code: [f"{number(size)} mcg" for size in sizes] for code, sizes in used.sizes},
    }
    return {name: table for name, table in tables.items() if table}


def read(value: object) -> Used:
    """What was used out of its JSON object.

    Raises:
        InputError: with every fault, each at its field.
    """
    faults: list[str] = []
    file = Entry("used", value, faults)
    shipped = reference.shipped()
    products = _entries(file, "products", read_product)
    away = _entries(file, "turned_away", read_turned_away)
    payers = _entries(file, "payers", read_payer)
    figures = _entries(file, "figures", lambda entry: read_mue(entry, shipped.codes))
    sizes = _sizes(file.table("sizes"))
    file.end()
    if faults:
        raise InputError([Fault("", fault) for fault in faults])
    return Used((*products, *away), tuple(payers), tuple(found for found in figures if found), sizes)


def _figures(known: Reference, codes: set[str], setting: str) -> Iterable[tuple[str, Mue]]:
    for code in sorted(codes):
        drug = known.codes.drugs.get(code)
        mue = drug.mue.get(setting) if drug else None
        if mue is not None:
            yield code, mue


def _figure(known: Reference, hcpcs: str, setting: str) -> Mue:
    return known.codes.drugs[hcpcs].mue[setting]


def _other_sizes(codes: set[str], catalog: Catalog, used: Used) -> tuple[tuple[str, tuple[Mass, ...]], ...]:
    """Sizes that would not be the same without the rest of the clinic's list."""
    again = over(reference.shipped(), used).catalog
    sizes = ((code, catalog.single_dose_sizes(code)) for code in sorted(codes))
    return tuple((code, found) for code, found in sizes if found != again.single_dose_sizes(code))


def _is_own(entry: Known | Mue | None) -> bool:
    return entry is not None and entry.origin == CLINIC


def _of(kind: type[Read], entries: Iterable[object]) -> list[Read]:
    return [entry for entry in entries if isinstance(entry, kind)]


def _with(table: dict[str, Any], entry: Known | Payer | Mue) -> dict[str, Any]:
    """A table that JSON can hold, with its origin."""
    said = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in table.items()}
    return {**said, "origin": entry.origin}


def _entries(file: Entry, field: str, read_entry: Callable[[Entry], Read]) -> list[Read]:
    """Entries out of a list of tables, with the origins that these say."""
    found = []
    for entry in file.tables(field):
        entry.origin = entry.choice("origin", (CLINIC, FILE))
        found.append(read_entry(entry))
    return found


def _sizes(table: Entry) -> tuple[tuple[str, tuple[Mass, ...]], ...]:
    found = []
    for code in table.left():
        texts = table.texts(code)
        try:
            found.append((code, tuple(map(parse_mass, texts))))
        except ValueError as error:
            table.fault(code, str(error))
    return tuple(found)
