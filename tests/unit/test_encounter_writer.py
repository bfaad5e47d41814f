"""An encounter written as JSON and read back."""

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import encounter_json, encounter_writer
from core.encounter import DRUG_SOURCES, SETTINGS
from tests.build import AMPUL_100, MULTI_1000, VIAL_100, encounter

BARCODES = ["]d2010030078018101317271130\x1d10AB-12", "00300780181013", "]d27150078-0181-01", "]d27150078018101"]

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
times = st.sampled_from(["", "00:00", "10:42"])
moments = st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2100, 1, 1)).map(  # noqa: DTZ001 - notes have none
    lambda moment: moment.isoformat(timespec="minutes")
)
amounts = st.sampled_from(["0", "60 mcg", "60.50 ug", "0.1 mg", "62.5µg", "0.60 mL", "1000.000001 mcg"])
entries = st.fixed_dictionaries(
    {"ndc": st.sampled_from([AMPUL_100, VIAL_100, "00641617510", "000641617510"])},
    optional={
        "count": st.integers(1, 1000),
        "lot": texts,
        "expires": st.sampled_from(["", "2027-11-30"]),
        "drawn": amounts,
        "serials": st.lists(texts, max_size=1),
        "recalled": texts,
    },
)
encounters = st.fixed_dictionaries(
    {
        "service_date": st.dates(datetime.date(1000, 1, 1)).map(datetime.date.isoformat),
        "route": st.sampled_from(["SC", "IV_PUSH", "IV_INFUSION"]),
        "given": amounts,
        "opened": st.lists(entries, min_size=1, max_size=4),
    },
    optional={
        "setting": st.sampled_from(list(SETTINGS)),
        "drug_source": st.sampled_from(list(DRUG_SOURCES)),
        "payer": st.sampled_from(["", "medicare-part-b"]),
        "ordered": amounts,
        "discard": st.fixed_dictionaries(
            {}, optional={"confirmed": st.booleans(), "reason": texts, "time": times, "witness": texts}
        ),
        "patient": st.fixed_dictionaries(
            {}, optional={"name": texts, "record_number": texts, "birth_date": st.sampled_from(["", "1815-12-10"])}
        ),
        "diagnosis": st.lists(st.sampled_from(["E34.09", "C7A"]), unique=True),
        "necessity": st.fixed_dictionaries({}, optional={"history": texts.map(lambda text: f"{text}\n\t{text}")}),
        "prior_authorization": texts,
        "noted_at": st.just("") | moments,
        "given_at": times,
        "given_by": texts,
        "ordered_by": texts,
        "site": texts,
    },
)


def _again(table: dict[str, Any]) -> None:
    """Assert that an encounter is the same after it was written and read."""
    before = encounter_json.from_dict(table)
    written = json.dumps(encounter_writer.to_dict(before)).encode()

    assert encounter_json.read(written) == before


@given(encounters)
def test_what_is_written_is_read_again(table: dict[str, Any]) -> None:
    """Whatever is recorded, down to how a dose was written."""
    _again(table)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {
            "given": None,
            "route": "IV_INFUSION",
            "infusion": {"rate": "50 mcg/h", "start": "2026-11-20T08:00", "stop": "2026-11-20T13:30"},
        },
        {"opened": [{"ndc": MULTI_1000, "drawn": "70 mcg"}]},
        *({"opened": [{"barcode": barcode, "count": 2}]} for barcode in BARCODES),
    ],
)
def test_each_kind_of_encounter(fields: dict[str, Any]) -> None:
    """Infusions, multi-dose containers and scanned ones."""
    _again(encounter(**fields))


def test_form_of_the_interface() -> None:
    """Written as a script would; what is empty is left out."""
    table = encounter(patient={"name": "Ada", "record_number": ""})

    assert encounter_writer.to_dict(encounter_json.from_dict(table)) == {
        **table,
        "setting": "office",
        "drug_source": "purchased",
        "patient": {"name": "Ada"},
        "opened": [{"ndc": AMPUL_100, "count": 1, "lot": "L1", "expires": "2027-11-30"}],
    }
