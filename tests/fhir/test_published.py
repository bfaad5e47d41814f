"""Bundles are valid by the published definitions, and what is not is refused by the same validators."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.clinic import Clinic
from core.fhir.bundle import bundle
from core.fhir.document import AMENDED, HOLDS, VOID, Kept
from core.note import finished
from tests.build import MULTI_1000, VIAL_50, VIAL_100, opened
from tests.examples.test_published import published, worked_out
from tests.fhir.exported import NEW_YORK, PATIENT, data, done, noted
from tests.fhir.published import faults

CLINIC = Clinic(
    name="Clinic of Hälsa & Söhne <1>",
    npi="1234567893",
    address="1 Main St",
    record_system="https://ehr.example:8443/mrn/a!b%20c",
)

ENCOUNTERS: dict[str, dict[str, Any]] = {
    "one vial": {},
    "infusion": {
        "route": "IV_INFUSION",
        "given": None,
        "infusion": {"rate": "50 mcg/h", "start": "2026-11-20T08:00", "stop": "2026-11-20T09:30"},
    },
    "infusion into the hour when clocks are changed": {
        "route": "IV_INFUSION",
        "given": None,
        "given_at": "",
        "service_date": "2026-11-01",
        "infusion": {"rate": "50 mcg/h", "start": "2026-11-01T00:30", "stop": "2026-11-01T01:30"},
    },
    "push": {"route": "IV_PUSH"},
    "nothing given": {"given": "0", "discard": {"confirmed": True, "reason": "Prepared, not given"}},
    "nothing given, no reason": {"given": "0 mcg", "discard": {"confirmed": True}},
    "several lots": {
        "given": "170 mcg",
        "opened": [{**opened(VIAL_100)[0], "lot": lot} for lot in ("A", "B", "A")],
    },
    "several products": {"given": "180 mcg", "opened": opened(VIAL_100, VIAL_50, VIAL_50)},
    "multi-dose": {"given": "300 mcg", "opened": opened(MULTI_1000), "discard": None},
    "drawn and lost": {"given": "300 mcg", "opened": [{**opened(MULTI_1000)[0], "drawn": "320 mcg"}]},
    "multi-dose and single-dose": {"given": "110.5 mcg", "opened": opened(VIAL_100, MULTI_1000)},
    "a millionth of a microgram": {"given": "0.000001 mcg"},
    "no patient": {"patient": None},
    "patient without a record number": {"patient": {"name": "Sample Patient"}},
    "record number and birth date": {"patient": {"record_number": "7,8|9 \\ $", "birth_date": "1961-02-03"}},
    "record number alone": {"patient": {"record_number": "7,8|9 \\ $"}},
    "nothing but the necessary": {
        "patient": None,
        "diagnosis": [],
        "site": "",
        "given_by": "",
        "given_at": "",
        "opened": [{"ndc": VIAL_100}],
    },
    "names of the world": {
        "patient": {**PATIENT, "name": "Ångström\u00a0安 \u2028 O'Neil <b> & \U0001f3e5\ufffe"},
        "given_by": "Nguyễn Thị RN\ufffe",
        "site": "left < right",
    },
    "serial numbers": {
        "given": "150 mcg",
        "opened": [{**opened(VIAL_100)[0], "count": 2, "serials": ["100482", "A<1"]}],
    },
    "scanned": {"opened": [{"barcode": "]d201003007801810131727113010QX7781"}]},
    "sample": {"drug_source": "sample"},
}


@pytest.mark.parametrize("name", ENCOUNTERS)
def test_encounter(name: str) -> None:
    """A bundle of each kind of encounter is valid, with and without the clinic's clock and name."""
    result = done(**ENCOUNTERS[name])

    assert faults(data(result)) == []
    assert faults(data(result, NEW_YORK, clinic=CLINIC)) == []


@pytest.mark.parametrize("state", [AMENDED, VOID])
def test_note_that_does_not_hold(state: str) -> None:
    """A bundle that takes back a note is valid."""
    assert faults(data(done(), NEW_YORK, Kept(state))) == []


def test_note_that_amends() -> None:
    """A bundle that takes the place of others is valid, also where they were of another patient."""
    first, second = noted(given="40 mcg"), noted(patient={**PATIENT, "record_number": "8"})
    third = noted(patient=None)
    third = third._replace(note=third.note._replace(pdf=b""))

    for state in (HOLDS, AMENDED, VOID):
        assert faults(data(done(), NEW_YORK, Kept(state, (first, second, third)))) == []


@pytest.mark.parametrize("row", published(), ids=lambda row: f"{row['id']} {row['source']}")
def test_published_example(row: dict[str, str], tmp_path: Path) -> None:
    """A bundle of each example that payers and publications print is valid."""
    result = worked_out(row, tmp_path)
    result = result._replace(encounter=result.encounter._replace(noted_at=done().encounter.noted_at))

    assert faults(bundle(result, CLINIC, finished.finish(result, CLINIC), NEW_YORK)) == []


def _administration(found: Any) -> Any:  # noqa: ANN401 - JSON
    return found["entry"][1]["resource"]


def _without(*path: str) -> Callable[[Any], None]:
    def spoil(found: Any) -> None:  # noqa: ANN401 - JSON
        inner = _administration(found)
        for name in path[:-1]:
            inner = inner[name]
        del inner[path[-1]]

    return spoil


def _with(name: str, value: object) -> Callable[[Any], None]:
    return lambda found: _administration(found).__setitem__(name, value)


def _ends_on_its_day(found: Any) -> None:  # noqa: ANN401 - JSON
    del _administration(found)["effectiveDateTime"]
    _administration(found)["effectivePeriod"] = {"start": "2026-11-01T00:30:00-04:00", "end": "2026-11-01"}


SPOILT: dict[str, tuple[Callable[[Any], None], str]] = {
    "no status": (_without("status"), "fhirclient"),
    "no subject": (_without("subject"), "fhirclient"),
    "no medication": (_without("medicationReference"), "definition"),
    "two medications": (_with("medicationCodeableConcept", {"text": "octreotide"}), "definition"),
    "no moment": (_without("effectiveDateTime"), "definition"),
    "a field that nobody defined": (_with("discarded", "40 mcg"), "schema"),
    "a status that nobody defined": (_with("status", "given"), "definition: Bundle.entry.resource.status"),
    "a time of day without an offset": (_with("effectiveDateTime", "2026-11-20T10:35:00"), "schema"),
    "no such day": (_with("effectiveDateTime", "2026-11-32"), "schema"),
    "neither dose nor rate": (_without("dosage", "dose"), "mad-1"),
    "a code without a system": (_without("dosage", "dose", "system"), "qty-3"),
    "one where a list is expected": (_with("note", {"text": "40 mcg"}), "fhirclient"),
    "a contained resource that nobody names": (_with("performer", []), "dom-3"),
    "a patient who is not in the bundle": (_with("subject", {"reference": "urn:uuid:0"}), "leads nowhere"),
    "a local reference to nothing": (_with("medicationReference", {"reference": "#other"}), "ref-1"),
    "a note that is blank": (_with("note", [{"text": ""}]), "schema"),
    "a collection with requests": (lambda found: found.update(type="collection"), "bdl-3"),
    "a type that nobody defined": (lambda found: found.update(type="import"), "bundle-type"),
    "the same resource twice": (lambda found: found["entry"].append(found["entry"][1]), "bdl-7"),
    "a number as text": (lambda found: _administration(found)["dosage"]["dose"].update(value="60"), "schema"),
    "a script in the text": (
        lambda found: found["entry"][2]["resource"]["text"].update(
            div='<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script></div>'
        ),
        "txt-1",
    ),
    "a span that ends on the day on which it starts at an hour": (_ends_on_its_day, "per-1"),
    "an author who is not there": (
        lambda found: found["entry"][2]["resource"].update(author=[{"reference": "#nobody"}]),
        "ref-1",
    ),
    "a period that ends before it starts": (
        lambda found: found["entry"][2]["resource"]["context"].update(
            period={"start": "2026-11-20", "end": "2026-11-19"}
        ),
        "per-1",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_wrong_is_refused(name: str) -> None:
    """The validators see each fault that is put into a bundle which they found valid, and name it."""
    found = json.loads(data(done()))
    spoil, named = SPOILT[name]
    spoilt = copy.deepcopy(found)
    spoil(spoilt)

    assert any(named in fault for fault in faults(json.dumps(spoilt).encode()))
