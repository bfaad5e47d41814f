"""HCPCS codes of drugs with the figures that belong to them: edits, limits, administration codes."""

import datetime
from typing import NamedTuple

from core.entries import SHIPPED, Entry, read_toml
from core.quantity import Mass, QuantityError, parse_mass


class Mue(NamedTuple):
    """A medically unlikely edit (M1)."""

    units: int
    """In a day."""

    quarter: str
    """Of the table that it stands in, such as `2024 Q3`."""

    source: str
    checked: datetime.date
    origin: str = SHIPPED
    """Where the figure comes from: one of those of core.entries."""


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

    depot_names: tuple[str, ...]
    """Words, between blanks, in the names of those forms (C4)."""

    muscle: tuple[str, ...]
    """Parts of a site's name, between blanks, that say that it is in a muscle (C4)."""

    mue: dict[str, Mue]
    """Medically unlikely edits by setting."""

    source: str

    def is_depot(self, name: str, content: Mass) -> bool:
        """C4: whether a product looks like a long-acting form by its name, or by what one container holds."""
        large = self.depot_dose is not None and content >= self.depot_dose
        return large or any(word in _words(name) for word in self.depot_names)

    def is_in_muscle(self, site: str) -> bool:
        """C4: whether a site is in a muscle, where only long-acting forms are given."""
        return any(part in _words(site) for part in self.muscle)


class Codes(NamedTuple):
    """Drug codes, and the places and acts of giving a drug."""

    drugs: dict[str, Code]
    place_of_service: dict[str, str]
    """CMS place-of-service code by setting (M6)."""

    administration: dict[str, str]
    """Administration code by route (M7)."""

    def with_mue(self, hcpcs: str, setting: str, mue: Mue) -> "Codes":
        """The same with another figure for a code that is known and a setting that has one."""
        code = self.drugs[hcpcs]
        return self._replace(drugs={**self.drugs, hcpcs: code._replace(mue={**code.mue, setting: mue})})


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


def lay_over(codes: Codes, path: str, origin: str) -> Codes:
    """The codes with the figures of a further file in the place of theirs.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    file = Entry(path, read_toml(path), origin=origin)
    for entry in file.tables("mue"):
        found = read_mue(entry, codes)
        codes = codes.with_mue(*found) if found else codes
    file.refuse()
    return codes


def read_mue(entry: Entry, codes: Codes) -> tuple[str, str, Mue] | None:
    """Code, setting and figure out of a table; None, with the fault noted there, where such a figure is not known."""
    hcpcs, setting = entry.text("hcpcs"), entry.text("setting")
    mue = Mue(entry.whole("units"), entry.quarter("quarter"), entry.text("source"), entry.date("checked"))
    entry.end()
    if hcpcs not in codes.drugs:
        entry.fault("hcpcs", f"{hcpcs}: expected one of {', '.join(codes.drugs)}")
    elif setting not in codes.drugs[hcpcs].mue:
        entry.fault("setting", f"{setting}: expected one of {', '.join(codes.drugs[hcpcs].mue)}")
    else:
        return hcpcs, setting, mue._replace(origin=entry.origin)
    return None


def _words(text: str) -> str:
    """A text's words in small letters, with a blank before and after each."""
    return "".join(sign if sign.isalpha() else " " for sign in f" {text.casefold()} ")


def _code(entry: Entry) -> Code:
    hcpcs, source, checked = entry.name_by("hcpcs"), entry.text("source"), entry.date("checked")
    units, quarter = entry.table("mue").all_wholes(), entry.quarter("mue_period")
    code = Code(
        hcpcs=hcpcs,
        description=entry.text("description"),
        rule=entry.text("rule"),
        daily_maximum=_mass(entry, "daily_maximum"),
        depot_dose=_mass(entry, "depot_dose"),
        depot_names=entry.texts("depot_names", ()),
        muscle=entry.texts("muscle", ()),
        mue={setting: Mue(most, quarter, source, checked) for setting, most in units.items()},
        source=source,
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
