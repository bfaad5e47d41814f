"""HCPCS codes of drugs with the figures that belong to them: edits, limits, administration codes."""

from typing import NamedTuple

from core.entries import Entry, read_toml
from core.quantity import Mass, QuantityError, parse_mass


class Code(NamedTuple):
    """One drug's code."""

    hcpcs: str
    description: str
    rule: str
    """The rule that states the billing unit (R1)."""

    daily_maximum: Mass | None
    """The label's top daily dose; None where not known (L1)."""

    depot_dose: Mass | None
    """The least dose of the drug's long-acting forms, which have other codes; None where not known (C4)."""

    muscle: tuple[str, ...]
    """Parts of a site's name, between blanks, that say that it is in a muscle (C4)."""

    mue: dict[str, int]
    """Medically unlikely edit in units a day, by setting (M1)."""

    mue_period: str
    """The quarter of the edit's table."""

    source: str


class Codes(NamedTuple):
    """Drug codes, and the places and acts of giving a drug."""

    drugs: dict[str, Code]
    place_of_service: dict[str, str]
    """CMS place-of-service code by setting (M6)."""

    administration: dict[str, str]
    """Administration code by route (M7)."""


def load(path: str) -> Codes:
    """Read the file of codes.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    file = Entry(path, read_toml(path))
    drugs = [_code(entry) for entry in file.tables("drug")]
    places, administration = file.table("place_of_service").all_texts(), file.table("administration").all_texts()
    file.refuse()
    return Codes({code.hcpcs: code for code in drugs}, places, administration)


def _code(entry: Entry) -> Code:
    code = Code(
        hcpcs=entry.name_by("hcpcs"),
        description=entry.text("description"),
        rule=entry.text("rule"),
        daily_maximum=_mass(entry, "daily_maximum"),
        depot_dose=_mass(entry, "depot_dose"),
        muscle=entry.texts("muscle", ()),
        mue=entry.table("mue").all_wholes(),
        mue_period=entry.text("mue_period"),
        source=entry.text("source"),
    )
    entry.end()
    return code


def _mass(entry: Entry, field: str) -> Mass | None:
    text = entry.text(field, "")
    try:
        return parse_mass(text) if text else None
    except QuantityError as error:
        entry.fault(field, str(error))
        return None
