"""The small parts that resources are made of: codes, amounts, identifiers, references, and JSON with exact numbers."""

import json
import uuid
from decimal import Decimal
from typing import Any

from core import quantity
from core.note import identity

Element = dict[str, Any]
"""A JSON object of FHIR."""

ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
NDC = "http://hl7.org/fhir/sid/ndc"
"""Takes codes as labelled, with their hyphens."""

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
NPI = "http://hl7.org/fhir/sid/us-npi"
KINDS_OF_IDENTIFIER = "http://terminology.hl7.org/CodeSystem/v2-0203"
URI = "urn:ietf:rfc:3986"
"""Identifiers that are URIs of their own, such as `urn:uuid:...`."""

_UCUM = "http://unitsofmeasure.org"
_NAMES = uuid.UUID("8d7c2f3e-52c1-4f0a-9c3b-6a1f4e0b7d25")
"""The space in which notes have their UUIDs; any other value would give every note a second identity."""

_NOT_IN_XML = {0xFFFE: None, 0xFFFF: None}


def words(text: str) -> str:
    """A text as FHIR takes it: single blanks and no other white space, and nothing that XML does not take."""
    return " ".join(text.translate(_NOT_IN_XML).split())


def said(**fields: Any) -> Element:  # noqa: ANN401 - JSON
    """The fields that say something; 0 is something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def urn(kind: str, value: object) -> str:
    """What a resource is known by: the same for the same encounter or patient, wherever and whenever it is exported."""
    return f"urn:uuid:{uuid.uuid5(_NAMES, f'{kind}/{identity.content_hash(value)}')}"


def place(urn: str) -> str:
    """Where a resource stands in the bundle: servers put their own address for this, wherever they find it in a text.

    So it must not be the UUID that the resource is known by, or they would forget that.
    """
    return f"urn:uuid:{uuid.uuid5(_NAMES, urn)}"


def identifier(urn: str) -> Element:
    """A UUID as an identifier."""
    return {"system": URI, "value": urn}


def concept(text: str, *codings: Element) -> Element:
    """A meaning in words, with codes for it."""
    return said(coding=list(codings), text=words(text))


def coding(system: str, code: str, display: str = "") -> Element:
    """One code of a system."""
    return said(system=system, code=code, display=display)


def amount(scaled: int, unit: str, code: str) -> Element:
    """A mass in mcg, a volume in mL or a rate, with its UCUM code."""
    return {"value": Decimal(quantity.number(scaled)), "unit": unit, "system": _UCUM, "code": code}


def mass(scaled: int) -> Element:
    """A mass; UCUM writes micrograms `ug`."""
    return amount(scaled, "mcg", "ug")


def volume(scaled: int) -> Element:
    """A volume."""
    return amount(scaled, "mL", "mL")


def one(thing: str) -> Element:
    """One container or the like, as the lower half of a ratio."""
    return {"value": 1, "unit": thing, "system": _UCUM, "code": "1"}


def ratio(numerator: Element, denominator: Element) -> Element:
    """So much of one in so much of the other."""
    return {"numerator": numerator, "denominator": denominator}


def as_json(value: object, line: str = "\n") -> str:
    """FHIR's JSON, with decimals as exact as they are.

    Args:
        value: objects, lists, texts, whole numbers and Decimals.
        line: the line feed with the blanks before this value.
    """
    deeper = f"{line}  "
    match value:
        case dict():
            inner = [f"{json.dumps(name)}: {as_json(item, deeper)}" for name, item in value.items()]
            return f"{{{deeper}{f',{deeper}'.join(inner)}{line}}}"
        case list():
            return f"[{deeper}{f',{deeper}'.join(as_json(item, deeper) for item in value)}{line}]"
        case Decimal():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)
