"""What headings mean, as JSON and against a header."""

import json
from typing import Any

import pytest

from core.columns import mapping
from core.faults import InputError
from tests.audit.files import COLUMNS, HEADER, meant
from tests.build import shipped


def faults(header: str = HEADER, **fields: Any) -> list[str]:  # noqa: ANN401 - any JSON value
    """What is wrong with a mapping for a header."""
    found = mapping.check(meant(**fields), header.split(","), shipped().payers)
    return [f"{fault.field}: {fault.message}" for fault in found]


def without(*names: str, **more: str) -> dict[str, str]:
    """The export's columns but for some."""
    return {name: heading for name, heading in COLUMNS.items() if name not in names} | more


def test_round_trip() -> None:
    """What is written is read again as it was."""
    assert mapping.read(json.dumps(mapping.to_dict(meant())).encode()) == meant()


def test_an_empty_mapping_names_all_that_is_missing() -> None:
    """Every field may be left out of the JSON; what the file needs is asked for at once."""
    found = mapping.check(mapping.read(b"{}"), HEADER.split(","), shipped().payers)

    assert [fault.field for fault in found] == ["service_date", "given", "route", "opened"]


def test_a_whole_mapping_has_no_fault() -> None:
    """With all that the file needs."""
    assert faults() == []
    assert faults(columns=without("route"), same={"route": "SC"}) == []
    assert faults(columns=without("count"), same={"count": "1"}) == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"columns": without("given", given="Given")}, "given: the file has no such column: Given"),
        ({"modifiers": ["Mod 3"]}, "billed_modifier: the file has no such column: Mod 3"),
        ({"columns": without("count", count="NDC")}, "NDC: stands there twice"),
        ({"columns": without("service_date")}, "service_date: say which column this is"),
        ({"columns": without("route")}, "route: say which column this is, or one route for all rows"),
        ({"columns": without(opened="Vials")}, "opened: give either the column of containers or that of NDCs"),
        ({"columns": without("count")}, "count: say which column counts the containers"),
        ({"same": {"route": "SC"}}, "route: give either a column or one value for all rows"),
        ({"columns": without("encounter_id")}, "encounter_id: rows that are claim lines need a column"),
        ({"columns": without("payer", billed_jw_units="Plan")}, "billed_jw_units: on claim lines JW is a modifier"),
        (
            {"columns": without("billed_code")},
            "billed_code: say which column this is, or that all rows are of this drug",
        ),
        ({"dates": ""}, "dates: say how dates are written"),
        ({"columns": without("payer", given_unit="Plan")}, "dose_unit: a column says it already"),
        ({"words": {"payer": {"Medicare": "medicare"}}}, "payer: medicare: expected one of medicare-part-b"),
        ({"same": {"payer": "aetna"}, "columns": without("payer")}, "payer: aetna: expected one of"),
    ],
)
def test_faults(fields: dict[str, Any], says: str) -> None:
    """Each says what to do."""
    assert any(fault.startswith(says) for fault in faults(**fields))


def test_a_heading_that_stands_twice_means_nothing_for_certain() -> None:
    """Where it is needed; another may stand there twice."""
    assert "DOS: stands there twice" in faults(header=f"{HEADER},DOS")
    assert faults(header=f"{HEADER},Patient") == []


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ([], "expected an object"),
        ({"colour": 1}, "colour: unknown field"),
        ({"columns": {"colour": "x"}}, "columns.colour: unknown field"),
        ({"columns": {"given": 1}}, "columns.given: expected a text"),
        ({"modifiers": ["a", "b", "c", "d", "e"]}, "modifiers: 5 entries: at most 4"),
        ({"rows": "day"}, "rows: day: expected one of encounter, claim line"),
        ({"dates": "YY"}, "dates: YY: expected one of"),
        ({"dose_unit": "g"}, "dose_unit: g: expected one of"),
        ({"same": {"billed_code": "J2354"}}, "same.billed_code: J2354: expected one of this drug"),
        ({"same": {"route": "IM"}}, "same.route: IM: expected one of SC"),
        ({"words": {"given": {}}}, "words.given: unknown field"),
        ({"words": {"route": []}}, "words.route: expected an object"),
        ({"words": {"route": {"x": "IM"}}}, "words.route: IM: expected one of SC"),
        ({"words": {"payer": {str(n): "x" for n in range(501)}}}, "words.payer: 501 words: at most 500"),
        ({"other_payers": "x"}, "other_payers: x: expected one of refused, usual"),
    ],
)
def test_faulty_json_is_refused(value: object, says: str) -> None:
    """With the field."""
    with pytest.raises(InputError, match=says):
        mapping.read(json.dumps(value).encode())
