"""What a file's headings and values most likely mean, proposed to be confirmed; what is not clear stays open."""

import re
from collections.abc import Iterable, Sequence

from core.columns import forms
from core.columns.forms import FormError
from core.columns.mapping import COLUMNS, ENCOUNTERS, LINES, MODIFIERS, REFUSED, WORDS, Mapping
from core.faults import Fault
from core.payers import Payer
from core.quantity import Mass, QuantityError, parse_amount, parse_mass

SYNONYMS = {
    "encounter_id": "encounter|encounter id|encounter number|encounter no|visit id|visit number|claim id|claim number|"
    "claim no|claim|account number|invoice number|icn|control number",
    "service_date": "dos|date of service|service date|svc date|from date|service from|date of svc|visit date|"
    "administration date|admin date|date given",
    "setting": "setting|pos|place of service|service location type",
    "payer": "payer|payor|plan|insurance|insurance plan|carrier|payer name|primary payer|primary insurance|health plan",
    "drug_source": "drug source|source of drug|acquisition|supply source",
    "route": "route|route of administration|admin route|roa",
    "given": "given|dose|dose given|amount given|administered dose|dose administered|administered amount",
    "given_unit": "dose unit|dose units|dose uom|uom|unit of measure|given unit",
    "opened": "opened|containers|containers opened|vials opened",
    "ndc": "ndc|ndc code|ndc number|ndc no|ndc11|ndc 11|national drug code|drug ndc|package ndc",
    "count": "count|vials|vial count|number of vials|vials used|containers used|packages|ampuls",
    "billed_code": "hcpcs|cpt|hcpcs code|cpt code|procedure|procedure code|proc code|cpt hcpcs|billed code",
    "billed_units": "units|billed units|units billed|service units|claim units|administered units",
    "billed_jw_units": "jw units|wasted units|waste units|discarded units|units wasted|billed jw units",
}
"""Names that programs give to columns, in small letters, without signs."""

_PART_B = "medicare-part-b"

_LEAST, _TOP = parse_mass("10 mcg"), parse_mass("1500 mcg")
"""Doses between which most are: the label starts with 50 mcg and ends with 1,500 mcg a day (L1)."""

_MODIFIER = re.compile(r"(?:billed )?(?:mod|modifier|md)s?(?: ?(?:code )?[1-4])?")
_COUNTED = re.compile(r"[0-9]{5}(\.[0-9]+)?", re.ASCII)
"""How a spreadsheet saves a day whose cell does not show a date: 46329 is 2026-11-03."""

_SIGNS = re.compile(r"[^a-z0-9]+")


def propose(header: Sequence[str], sample: dict[str, tuple[str, ...]], payers: Iterable[Payer]) -> Mapping:
    """A mapping to be confirmed, with the forms and words that the first rows show.

    Args:
        header: of the file.
        sample: different values of each heading.
        payers: profiles that names of payers are compared with.
    """
    plain = {heading: _SIGNS.sub(" ", heading.casefold()).strip() for heading in header if header.count(heading) == 1}
    columns: dict[str, str] = {}
    for name in COLUMNS:
        for synonym in (name.replace("_", " "), *SYNONYMS[name].split("|")):
            found = next((heading for heading, said in plain.items() if said == synonym), "")
            if found and found not in columns.values():
                columns[name] = found
                break
    if "opened" in columns and "ndc" in columns:
        columns.pop("ndc")
    if "ndc" not in columns:
        columns.pop("count", None)
    modifiers = tuple(
        heading for heading, said in plain.items() if _MODIFIER.fullmatch(said) and heading not in columns.values()
    )[:MODIFIERS]
    lines = (
        "encounter_id" in columns and "billed_jw_units" not in columns and bool(modifiers) and "billed_code" in columns
    )
    return Mapping(
        columns=columns,
        modifiers=modifiers,
        rows=LINES if lines else ENCOUNTERS,
        dates=date_form(sample.get(columns.get("service_date", ""), ())),
        dose_unit="",
        same={},
        words={name: meanings(name, sample.get(columns[name], ()), payers) for name in WORDS if name in columns},
        other_payers=REFUSED,
    )


def date_form(values: Sequence[str]) -> str:
    """The one form that all dates have; empty where there are none, or month and day can't be told apart."""
    fitting = [form for form in forms.DATES if values and all(_is_date(value, form) for value in values)]
    return fitting[0] if len(fitting) == 1 else ""


def meanings(name: str, values: Sequence[str], payers: Iterable[Payer]) -> dict[str, str]:
    """What words of a column mean, where that is known."""
    known = forms.WORDS.get(name) or _payers(payers)
    return {value.casefold(): known[value.casefold()] for value in values if value.casefold() in known}


def _payers(payers: Iterable[Payer]) -> dict[str, str]:
    """Payers by id and name; `Medicare` alone most likely means Part B, which is looked at before it counts."""
    found = {text.casefold(): payer.id for payer in payers for text in (payer.id, payer.name)}
    if _PART_B in found:
        found |= dict.fromkeys(("medicare", "medicare b", "part b"), found[_PART_B])
    return found


def doubts(mapping: Mapping, sample: dict[str, tuple[str, ...]]) -> list[Fault]:
    """What may not fit a file though its headings do: forms as in `misfits`, days and months, the unit of doses."""
    found = misfits(mapping, sample)
    dates = sample.get(mapping.columns.get("service_date", ""), ())
    fitting = {form: sum(_is_date(text, form) for text in dates) for form in forms.DATES}
    kept = fitting.pop(mapping.dates, 0)
    other = max(fitting, key=lambda form: fitting[form])
    if kept and fitting[other] >= kept:
        found.append(Fault("dates", f"{dates[0]} may also be {other}: check which it is"))
    unusual = _unusual(sample.get(mapping.columns.get("given", ""), ()), mapping)
    if unusual:
        found.append(Fault("dose_unit", f"{unusual} is no usual dose: check the unit"))
    return found


def _unusual(doses: Sequence[str], mapping: Mapping) -> str:
    """The first dose that no one gives, where most are such; what has no mass is passed over."""
    if "given_unit" in mapping.columns:
        return ""
    said = [forms.dose(text, mapping.dose_unit) for text in doses if _is_dose(text, mapping.dose_unit)]
    masses = [(text, mass) for text in said if (mass := _mass(text)) is not None]
    wrong = [text for text, mass in masses if not _LEAST <= mass <= _TOP]
    return wrong[0] if 2 * len(wrong) > len(masses) else ""


def misfits(mapping: Mapping, sample: dict[str, tuple[str, ...]]) -> list[Fault]:
    """Forms that none of the first values of their columns has, so that every row would be refused."""
    dates = sample.get(mapping.columns.get("service_date", ""), ())
    doses = sample.get(mapping.columns.get("given", ""), ()) if "given_unit" not in mapping.columns else ()
    found = []
    if dates and mapping.dates and not any(_is_date(text, mapping.dates) for text in dates):
        counted = "is a spreadsheet's number of a day: have that column show dates, and save the file again"
        why = counted if _COUNTED.fullmatch(dates[0]) else "is not written so"
        found.append(Fault("dates", f"{dates[0]} {why}"))
    if doses and not any(_is_dose(text, mapping.dose_unit) for text in doses):
        bare = not mapping.dose_unit and any(_is_dose(text, "mcg") for text in doses)
        why = "has no unit: say which it is" if bare else "is no dose in this unit: choose another unit or column"
        found.append(Fault("dose_unit", f"{doses[0]} {why}"))
    return found


def _mass(dose: str) -> Mass | None:
    """A dose's mass; None of a volume, and of what will be refused: too fine, too large, foreign digits."""
    try:
        return parse_amount(dose).mass
    except QuantityError:
        return None


def _is_dose(text: str, unit: str) -> bool:
    try:
        forms.dose(text, unit)
    except FormError:
        return False
    return True


def _is_date(text: str, form: str) -> bool:
    try:
        year, month, day = map(int, forms.date(text, form).split("-"))
    except FormError:
        return False
    return year > 0 and 1 <= month <= 12 and 1 <= day <= 31
