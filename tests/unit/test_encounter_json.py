"""Strict reading of encounters."""

import datetime
import json
from typing import Any

import pytest

from core import encounter_json
from core.encounter import Discard, Encounter, Opened
from core.faults import Fault, InputError
from core.ndc import parse
from core.quantity import MCG, Amount, Mass
from tests.build import encounter

MINIMAL = {"service_date": "2026-11-20", "route": "SC", "given": "60 mcg", "opened": [{"ndc": "0641-6175-10"}]}


def faults(data: object) -> list[Fault]:
    """What is said to be wrong."""
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(InputError) as caught:
        encounter_json.read(raw)
    return list(caught.value.faults)


def test_minimal_encounter_has_the_contracts_values() -> None:
    """What is not there has the documented value or is empty."""
    found = encounter_json.read(json.dumps(MINIMAL).encode())

    assert found == Encounter(
        service_date=datetime.date(2026, 11, 20),
        route="SC",
        opened=(Opened(parse("0641-6175-10"), 1, text="0641-6175-10"),),
        given=Amount(Mass(60 * MCG), None, "60 mcg"),
    )
    assert (found.setting, found.payer, found.drug_source, found.discard) == ("office", "", "purchased", Discard())


def test_whole_encounter_is_read() -> None:
    """Every field arrives where it belongs."""
    found = encounter_json.from_dict(
        encounter(
            given=None,
            route="IV_INFUSION",
            infusion={"rate": "50 mcg/h", "start": "2026-11-20T08:00", "stop": "2026-11-20T13:30"},
            patient={"name": "An Nguyễn", "record_number": "7", "birth_date": "1961-02-03"},
            necessity={"indication": "a\nb", "history": "", "prior_treatment": "c"},
            noted_at="2026-11-20T14:00",
            prior_authorization="PA1",
            ordered_by="Dr. Haas",
        )
    )

    assert found.infusion is not None
    assert found.infusion.rate.per_hour == 50 * MCG
    assert found.infusion.stop == datetime.datetime(2026, 11, 20, 13, 30)  # noqa: DTZ001 - local time of the chart
    assert found.patient == ("An Nguyễn", "7", "1961-02-03")
    assert found.necessity == ("a\nb", "", "c")
    assert (found.prior_authorization, found.ordered_by, found.diagnosis) == ("PA1", "Dr. Haas", ("E34.09",))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"[]", "expected an object, not a list"),
        (b'"x"', "expected an object, not a text"),
        (b'{"given": NaN}', "NaN is no number"),
        (b'{"given": -Infinity}', "-Infinity is no number"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b"\xff\xfe{\x00", "byte order mark"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'{"site": "\xe9"}', "not UTF-8 at byte 10"),
        (b'{"site": "' + b"x" * 1_000_001 + b'"}', "at most 1,000,000"),
        (b'{"given": 1' + b"0" * 5_000 + b"}", "no JSON"),
    ],
    ids=range(13),
)
def test_what_is_no_json_is_one_fault(data: bytes, says: str) -> None:
    """Wrong encodings, depth bombs, infinite numbers and endless files are refused as a whole."""
    (fault,) = faults(data)

    assert fault.field == ""
    assert says in fault.message


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"cuont": 1}, "cuont", "unknown field"),
        ({"service_date": "20.11.2026"}, "service_date", "expected a date"),
        ({"service_date": "2026-02-30"}, "service_date", "no such day"),
        ({"service_date": "0026-11-20"}, "service_date", "expected a date such as 2026-11-20"),
        ({"service_date": ""}, "service_date", "empty"),
        ({"service_date": 20261120}, "service_date", "in quotes, not a number"),
        ({"route": "IM"}, "route", "expected one of SC, IV_PUSH, IV_INFUSION"),
        ({"route": None}, "route", "not null"),
        ({"setting": "Office"}, "setting", "expected one of"),
        ({"drug_source": ""}, "drug_source", "empty: expected one of"),
        ({"payer": "Medicare!"}, "payer", "expected a payer's id"),
        ({"given": 60}, "given", "in quotes, not a number"),
        ({"given": "60"}, "given", "unit is missing"),
        ({"given": ""}, "given", "empty"),
        ({"ordered": "1,5 mg"}, "ordered", "point"),
        ({"opened": []}, "opened", "at least one container"),
        ({"opened": {}}, "opened", "a list, not an object"),
        ({"opened": [{"ndc": "0641-6175-10"}] * 201}, "opened", "at most 200"),
        ({"opened": [[]]}, "opened[0]", "an object, not a list"),
        ({"opened": [{}]}, "opened[0].ndc", "either the NDC or the barcode"),
        ({"opened": [{"ndc": "0641-6175-10", "barcode": "x"}]}, "opened[0].ndc", "either"),
        ({"opened": [{"ndc": 6416175}]}, "opened[0].ndc", "in quotes"),
        ({"opened": [{"ndc": "0641617510"}]}, "opened[0].ndc", "ten digits"),
        ({"opened": [{"ndc": "0641-6175-10", "cuont": 2}]}, "opened[0].cuont", "unknown field"),
        ({"opened": [{"ndc": "0641-6175-10", "count": 0}]}, "opened[0].count", "0: expected a whole number"),
        ({"opened": [{"ndc": "0641-6175-10", "count": 1.5}]}, "opened[0].count", "1.5: expected a whole number"),
        ({"opened": [{"ndc": "0641-6175-10", "count": True}]}, "opened[0].count", "true or false: expected"),
        ({"opened": [{"ndc": "0641-6175-10", "count": 1001}]}, "opened[0].count", "1001: expected"),
        ({"opened": [{"ndc": "0641-6175-10", "expires": "11/27"}]}, "opened[0].expires", "expected a date"),
        ({"opened": [{"ndc": "0641-6175-10", "drawn": "x"}]}, "opened[0].drawn", "a number and a unit"),
        ({"opened": [{"barcode": "]d2999"}]}, "opened[0].barcode", ""),
        ({"opened": [{"barcode": "a\u0000b"}]}, "opened[0].barcode", "control characters"),
        ({"discard": {"confirmed": "yes"}}, "discard.confirmed", "true or false, not a text"),
        ({"discard": {"confirmed": 1}}, "discard.confirmed", "true or false, not a number"),
        ({"discard": {"time": "25:00"}}, "discard.time", "expected a time"),
        ({"discard": []}, "discard", "an object, not a list"),
        ({"patient": {"birth_date": "1961-13-01"}}, "patient.birth_date", "no such day"),
        ({"patient": {"nmae": ""}}, "patient.nmae", "unknown field"),
        ({"diagnosis": "E34.09"}, "diagnosis", "a list, not a text"),
        ({"diagnosis": ["E34.09", "34"]}, "diagnosis[1]", "an ICD-10-CM code"),
        ({"diagnosis": [7]}, "diagnosis[0]", "in quotes"),
        ({"diagnosis": ["E34.09", "R19.7", "E34.09"]}, "diagnosis[2]", "E34.09 is listed twice"),
        ({"noted_at": "2026-11-20"}, "noted_at", "date and time"),
        ({"noted_at": "2026-02-30T10:00"}, "noted_at", "no such day"),
        ({"given_at": "9:05"}, "given_at", "expected a time"),
        ({"site": "a\u0007b"}, "site", "control characters"),
        ({"site": "\ud800"}, "site", "broken Unicode"),
        ({"site": "x" * 301}, "site", "301 characters: at most 300"),
        ({"necessity": {"history": "x" * 4_001}}, "necessity.history", "at most 4,000"),
        ({"a\u0000\u202e": 1}, "a\\x00\\u202e", "unknown field"),
        ({"infusion": {}}, "infusion.rate", "missing"),
        ({"infusion": {"rate": "5", "start": "", "stop": ""}}, "infusion.rate", "expected a rate"),
    ],
)
def test_faulty_field_is_named(change: dict[str, Any], field: str, says: str) -> None:
    """Each fault names its field and says what is expected."""
    found = faults(MINIMAL | change)

    assert any(fault.field == field and says in fault.message for fault in found), found


def test_all_faults_are_reported_at_once() -> None:
    """Nobody mends a file fault by fault."""
    data = b"""{"service_date": "x", "service_date": "y", "route": "SC", "given": "60",
               "opened": [{"ndc": "1"}], "colour": 1}"""

    assert [fault.field for fault in faults(data)] == [
        "service_date",
        "colour",
        "service_date",
        "given",
        "opened[0].ndc",
    ]


def test_many_keys_are_counted_once() -> None:
    """Sixty thousand keys, one of them twice, take no longer than reading them."""
    data = "{" + ",".join(f'"{number}":1' for number in (*range(60_000), 1)) + "}"

    assert Fault("1", "stands there twice") in faults(data.encode())


@pytest.mark.parametrize("missing", ["service_date", "route", "given", "opened"])
def test_what_is_required_must_be_there(missing: str) -> None:
    """Four fields are required."""
    table = {name: value for name, value in MINIMAL.items() if name != missing}

    assert faults(table) == [Fault(missing, "missing")]


class TestInfusion:
    """An infusion stands instead of the dose, and only on its own route."""

    INFUSION = {"rate": "50 mcg/h", "start": "2026-11-20T08:00", "stop": "2026-11-20T09:00"}  # noqa: RUF012 - a constant

    def test_not_beside_a_dose(self) -> None:
        """One of the two."""
        assert Fault("infusion", "give either the dose given or the infusion, not both") in faults(
            MINIMAL | {"infusion": self.INFUSION, "route": "IV_INFUSION"}
        )

    def test_not_on_another_route(self) -> None:
        """A push has no rate."""
        table = {**MINIMAL, "infusion": self.INFUSION}
        del table["given"]

        assert faults(table) == [Fault("infusion", "the route is SC; an infusion needs IV_INFUSION")]

    @pytest.mark.parametrize("route", [{}, [], 7, None])
    def test_a_route_of_another_kind(self, route: object) -> None:
        """What is no text is named as such, also beside an infusion."""
        found = faults({"route": route, "infusion": self.INFUSION, "service_date": "2026-11-20", "opened": []})

        assert "route" in {fault.field for fault in found}

    def test_stops_after_it_starts(self) -> None:
        """Time runs forward."""
        table = {**MINIMAL, "route": "IV_INFUSION", "infusion": self.INFUSION | {"stop": "2026-11-20T08:00"}}
        del table["given"]

        assert [fault.field for fault in faults(table)] == ["infusion.stop"]


class TestBarcode:
    """A barcode yields the product, the lot and the expiry."""

    def test_fills_what_is_not_typed(self) -> None:
        """Lot and expiry come from the scan."""
        table = MINIMAL | {"opened": [{"barcode": "]d201003007801810131727113010AB-1"}]}

        (entry,) = encounter_json.from_dict(table).opened

        assert (entry.ndc10, entry.lot, entry.expires) == ("0078018101", "AB-1", datetime.date(2027, 11, 30))

    def test_brings_its_serial_number(self) -> None:
        """(21) is kept unless serial numbers were typed."""
        scanned = {"barcode": "]d2010030078018101321S99\x1d1727113010L1"}

        assert encounter_json.from_dict(encounter(opened=[scanned])).opened[0].serials == ("S99",)
        assert encounter_json.from_dict(encounter(opened=[{**scanned, "serials": ["S1"]}])).opened[0].serials == ("S1",)

    def test_contradicting_the_typed_is_a_fault(self) -> None:
        """Neither is guessed to be right."""
        barcode = "]d201003007801810131727113010AB-1"
        table = MINIMAL | {"opened": [{"barcode": barcode, "lot": "AB-2", "expires": "2027-11-29"}]}

        assert [fault.field for fault in faults(table)] == ["opened[0].lot", "opened[0].expires"]

    def test_waits_for_a_date_of_service(self) -> None:
        """Without it the century is unknown; only the date is at fault."""
        table = MINIMAL | {"opened": [{"barcode": "]d201003007801810131727113010AB-1"}], "service_date": "x"}

        assert [fault.field for fault in faults(table)] == ["service_date"]


def test_a_count_without_end_is_not_repeated() -> None:
    """Its start says enough."""
    with pytest.raises(InputError) as caught:
        encounter_json.from_dict(encounter(opened=[{"ndc": "0641-6175-10", "count": 10**4_000}]))

    assert caught.value.faults[0].message == f"1{'0' * 19}...: expected a whole number from 1 to 1,000"


def test_a_container_has_one_serial_number() -> None:
    """More numbers than containers are a fault; fewer are not, for not all may be known."""
    entry = {"ndc": "0078-0181-01", "count": 2}

    assert encounter_json.from_dict(encounter(opened=[{**entry, "serials": ["A"]}])).opened[0].serials == ("A",)
    with pytest.raises(InputError) as caught:
        encounter_json.from_dict(encounter(opened=[{**entry, "serials": ["A", "B", "C"]}]))
    assert caught.value.faults == (Fault("opened[0].serials", "3 serial numbers, but a count of 2"),)
