"""Each item of the claim check: when it passes, when something is missing, and when a person must look."""

import datetime
from typing import Any

import pytest

from core.authorization import Authorization
from core.catalog import Product
from core.checklist.items import Known
from core.clinic import Charge, Clinic
from core.entries import CLINIC
from core.quantity import Volume
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_100, opened, result, shipped
from tests.checklist.checked import NECESSITY, OF_LINES, items, newest, of
from tests.unit.test_rules import TestR7

DISCARD = {
    "confirmed": True,
    "reason": "Dose smaller",
    "time": "10:42",
    "method": "Sharps container",
    "discarded_by": "R. Ortiz RN",
}
INFUSED = {"rate": "50 mcg/h", "start": "2026-11-20T10:00", "stop": "2026-11-20T11:12"}
IN_2026 = "2026-09-30"
"""The last day of the list of diagnoses."""


def state(id_: str, clinic: Clinic = Clinic(), known: Known = Known(), **fields: Any) -> str:  # noqa: ANN401, B008 - JSON; frozen
    """The state of one item."""
    return items(clinic, known, **fields)[id_].state


@pytest.mark.parametrize(
    ("fields", "expected", "says"),
    [
        ({"diagnosis": []}, "missing", "No diagnosis"),
        ({"diagnosis": ["E34.09"], "service_date": IN_2026}, "pass", "E34.09 Other carcinoid syndrome"),
        ({"diagnosis": ["E34.09"], "service_date": "2026-10-01"}, "once", "check the newest list"),
        ({"diagnosis": ["E34.0"], "service_date": "2024-10-01"}, "missing", "Use E34.00, E34.01 or E34.09."),
        ({"diagnosis": ["E34.0"], "service_date": "2024-09-30"}, "look", "The list here is of FY2026, the date"),
        ({"diagnosis": ["E22.0"], "service_date": "2025-10-01"}, "pass", "E22.0 Acromegaly"),
        ({"diagnosis": ["E22.0"], "service_date": "2025-09-30"}, "look", "is earlier"),
        ({"diagnosis": ["E22.0"], "service_date": "2015-10-01"}, "look", "is earlier"),
        ({"diagnosis": ["E22.0"], "service_date": "2015-09-30"}, "look", "ICD-10-CM did not hold yet"),
        ({"diagnosis": ["T45.1X5A", "K52.1"], "service_date": IN_2026}, "look", "T45.1X5A can't stand first"),
        ({"diagnosis": ["I85.11"], "service_date": IN_2026}, "look", "I85.11 can't stand first"),
        ({"diagnosis": ["K52.1", "T45.1X5A"], "service_date": IN_2026}, "pass", "K52.1"),
        ({"diagnosis": ["E34.09"], "service_date": "2024-09-30"}, "missing", "holds from 2024-10-01 on"),
        ({"diagnosis": ["E22.0", "C7A"]}, "missing", "C7A is a heading"),
        ({"diagnosis": ["T45.1X5"]}, "missing", "such as T45.1X5A"),
        ({"diagnosis": ["E34.09", "Z99.9"], "service_date": IN_2026}, "look", "Z99.9 not on the list"),
    ],
)
def test_diagnosis(fields: dict[str, Any], expected: str, says: str) -> None:
    """A diagnosis passes where the list of its date has it and it is billable (C2); unknown codes are looked at."""
    item = items(**fields)["diagnosis"]

    assert item.state == expected
    assert says in item.message
    assert item.rule == "C2"
    assert item.field.startswith("diagnosis")


@pytest.mark.parametrize(
    ("fields", "expected", "field"),
    [
        ({}, "look", "necessity.indication"),
        ({"payer": "commercial-generic"}, "look", "necessity.indication"),
        ({"payer": "commercial-generic", "necessity": NECESSITY | {"history": ""}}, "look", "necessity.history"),
        ({"payer": "commercial-generic", "necessity": NECESSITY}, "pass", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["R19.7"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["Z99.9"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["E16.8"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["E16.8", "D13.7"]}, "pass", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["C25.4", "E16.8"]}, "pass", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["C25.4"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["C7B.02"]}, "pass", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["C7A.012"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["C7A.012", "E34.09"]}, "pass", "necessity.indication"),
        *(
            ({"necessity": NECESSITY, "diagnosis": [code]}, "look", "necessity.indication")
            for code in ("C7B.1", "C7A.1", "D3A.012", "C7B.8")
        ),
    ],
)
def test_necessity(fields: dict[str, Any], expected: str, field: str) -> None:
    """Written texts pass for an indication of the label; payers that ask for authorisation ask for them (P3)."""
    item = items(**fields)["necessity"]

    assert (item.state, item.field, item.rule) == (expected, field, "P3")


def test_necessity_is_as_sure_as_its_prompts() -> None:
    """What payers ask is general knowledge for some indications, and said so."""
    assert items()["necessity"].grade == "general"
    assert items(diagnosis=["E22.0"])["necessity"].grade == "secondary"
    assert items(necessity=NECESSITY)["necessity"].grade == shipped().rules["P3"].grade


def test_necessity_is_missing_where_the_payer_is_known_to_ask() -> None:
    """A profile that is general knowledge only says that it may."""
    payer = shipped().payers["lifewise-premera"]._replace(prior_authorization="yes")

    assert of(result(), payer=payer)["necessity"].state == "missing"
    assert of(result(), payer=payer._replace(grade="general"))["necessity"].state == "look"


@pytest.mark.parametrize(
    ("fields", "expected", "field"),
    [
        ({}, "pass", ""),
        ({"given": "100 mcg", "discard": None}, "pass", ""),
        ({"discard": DISCARD | {"confirmed": False}}, "missing", "discard.confirmed"),
        ({"discard": DISCARD | {"time": ""}}, "missing", "discard.time"),
        ({"discard": DISCARD | {"reason": ""}}, "missing", "discard.reason"),
        ({"opened": opened("1234-5678-90")}, "missing", "opened"),
    ],
)
def test_what_the_record_must_hold(fields: dict[str, Any], expected: str, field: str) -> None:
    """Dose and labelled amount; of what was discarded the time, the reason and that it was (D1, R17)."""
    item = items(**fields)["record-must"]

    assert (item.state, item.field) == (expected, field)


@pytest.mark.parametrize(
    ("fields", "expected", "field"),
    [
        ({"discard": DISCARD}, "pass", ""),
        ({}, "look", "discard.method"),
        ({"discard": DISCARD, "site": ""}, "look", "site"),
        ({"discard": DISCARD, "opened": [{"ndc": AMPUL_100}]}, "look", "opened[0].lot"),
        ({"discard": DISCARD, "diagnosis": []}, "look", "diagnosis"),
        ({"discard": DISCARD | {"discarded_by": ""}}, "look", "discard.discarded_by"),
        ({"discard": DISCARD, "route": "IV_INFUSION"}, "look", "infusion.start"),
        ({"discard": DISCARD, "route": "IV_INFUSION", "given_at": ""}, "look", "given_at"),
        (
            {
                "given": None,
                "ordered": "100 mcg",
                "route": "IV_INFUSION",
                "given_at": "",
                "infusion": {"rate": "100 mcg/h", "start": "2026-11-20T10:00", "stop": "2026-11-20T11:00"},
            },
            "pass",
            "",
        ),
    ],
)
def test_what_the_record_should_hold(fields: dict[str, Any], expected: str, field: str) -> None:
    """What should be there and is not is to be looked at, the first one by its field (D1)."""
    item = items(**fields)["record-should"]

    assert (item.state, item.field) == (expected, field)


NOTED = {"noted_at": "2026-11-20T11:00", "discard": DISCARD}
OVERNIGHT = {
    "given": None,
    "route": "IV_INFUSION",
    "infusion": {"rate": "10 mcg/h", "start": "2026-11-20T22:00", "stop": "2026-11-21T04:00"},
    "given_at": "22:00",
    "discard": DISCARD | {"time": "04:05"},
    "noted_at": "2026-11-21T04:10",
}
"""Discarded the day after the date of service."""


@pytest.mark.parametrize(
    ("fields", "expected", "says"),
    [
        (NOTED, "pass", "finished on 2026-11-20"),
        ({}, "look", "No finished note"),
        (NOTED | {"noted_at": "2026-11-19T11:00"}, "look", "before the date of service"),
        (NOTED | {"discard": DISCARD | {"time": "10:34"}}, "look", "Discarded at 10:34, before it was given (10:35)."),
        (NOTED | {"discard": DISCARD | {"time": ""}}, "pass", ""),
        (NOTED | {"given_at": ""}, "pass", ""),
        (NOTED | {"noted_at": "2026-11-20T10:41"}, "look", "finished at 10:41, before what it says of 10:42"),
        (NOTED | {"noted_at": "2026-11-20T10:42"}, "pass", ""),
        (NOTED | {"noted_at": "2026-11-21T08:00"}, "pass", ""),
        (NOTED | {"given_at": "11:01", "discard": DISCARD | {"time": ""}}, "look", "before what it says of 11:01"),
        (NOTED | {"given": None, "route": "IV_INFUSION", "infusion": INFUSED}, "look", "before it was given (11:12)"),
        (NOTED | OVERNIGHT, "pass", ""),
        (NOTED | {"service_date": "2026-11-26", "noted_at": "2026-11-26T11:00"}, "missing", "in the future"),
        (NOTED | {"service_date": "2026-11-25", "noted_at": "2026-11-25T11:00"}, "pass", ""),
    ],
)
def test_dates_and_times(fields: dict[str, Any], expected: str, says: str) -> None:
    """Given, then discarded, then noted, and none of it in the future (D1)."""
    item = items(known=Known(today=datetime.date(2026, 11, 25)), **fields)["dates"]

    assert item.state == expected, item.message
    assert says in item.message


CHARGED = Clinic(npi="1234567893", charges=(Charge("J2354", 500),))


@pytest.mark.parametrize(
    ("clinic", "setting", "expected", "says"),
    [
        (CHARGED, "office", "pass", ""),
        (CHARGED, "hospital_outpatient", "pass", ""),
        (CHARGED._replace(charges=()), "office", "look", "the charge"),
        (CHARGED._replace(npi=""), "office", "look", "the clinic's NPI"),
        (Clinic(), "hospital_outpatient", "look", "the charge and the clinic's NPI"),
    ],
)
def test_form_is_complete(clinic: Clinic, setting: str, expected: str, says: str) -> None:
    """Charge and NPI are set in Settings (F3)."""
    item = items(clinic, setting=setting)["form"]

    assert item.state == expected
    assert says in item.message


def test_a_witness_is_missing_where_the_clinic_asks_for_one() -> None:
    """The clinic's own rule (D2)."""
    item = items(Clinic(witness="required"), discard=DISCARD)["record-should"]

    assert (item.state, item.rule, item.field) == ("missing", "D2", "discard.witness")
    assert state("record-should", Clinic(witness="required"), discard=DISCARD | {"witness": "B. Lee RN"}) == "pass"
    assert state("record-should", Clinic(witness="required"), discard=DISCARD | {"witness": "R. Ortiz RN"}) == "missing"


OLD = {"diagnosis": ["E22.0"]}


@pytest.mark.parametrize(
    ("fields", "units", "jw_jz", "rule"),
    [
        ({}, "pass", "pass", "R5"),
        ({"given": "100 mcg"}, "pass", "pass", "R6"),
        ({"given": "0.6 mL"}, "pass", "pass", "R5"),
        ({"given": "20 mcg", "opened": opened("0078-0180-01")}, "pass", "pass", "R5"),
        ({"given": "99 mcg"}, "pass", "look", "R7"),
        ({"given": None, "route": "IV_INFUSION", "infusion": INFUSED}, "pass", "pass", "R5"),
        ({"given": "110 mcg", "opened": opened(MULTI_1000)}, "pass", "pass", "R8"),
        ({"given": "110 mcg", "opened": opened(MULTI_1000), "payer": "lifewise-premera"}, "pass", "look", "R8"),
        ({"given": "150 mcg", "opened": opened(AMPUL_100, MULTI_1000)}, "pass", "look", "R8"),
        ({"setting": "inpatient"}, "pass", "pass", "R11"),
        ({"setting": "inpatient", "payer": "bcbs-north-carolina"}, "pass", "look", "R11"),
        ({"setting": "home"}, "pass", "look", "R11"),
        ({"service_date": "2015-01-02", **OLD}, "pass", "pass", "R10"),
        ({"service_date": "2015-01-02", "payer": "lifewise-premera", **OLD}, "pass", "look", "R10"),
        ({"service_date": "2018-01-02", "given": "100 mcg", **OLD}, "pass", "pass", "R10"),
        ({"payer": "blue-cross-idaho"}, "look", "look", "P1"),
        ({"payer": "blue-cross-idaho", "opened": opened("0078-0182-01")}, "look", "look", "P1"),
        ({"payer": "uhc-community-new-jersey"}, "pass", "look", "P1"),
        ({"payer": "uhc-community-new-jersey", "given": "100 mcg"}, "pass", "look", "P1"),
        ({"payer": "horizon-new-jersey"}, "pass", "pass", "P1"),
        ({"payer": "horizon-new-jersey", "given": "100 mcg"}, "pass", "look", "P1"),
        ({"payer": "commercial-generic"}, "pass", "look", "P1"),
        ({"payer": "commercial-generic", "given": "100 mcg"}, "pass", "look", "P1"),
        ({"payer": "bcbs-north-dakota", "given": "100 mcg"}, "pass", "pass", "P1"),
        ({"payer": "uhc-community-maryland"}, "pass", "pass", "P1"),
        ({"payer": "uhc-community-maryland", "setting": "cah"}, "pass", "look", "P1"),
        ({"payer": "uhc-community-maryland", "given": "100 mcg"}, "pass", "pass", "P1"),
        (
            {"payer": "uhc-community-maryland", "given": "100 mcg", "service_date": "2025-04-30", **OLD},
            "pass",
            "look",
            "P1",
        ),
    ],
)
def test_units_and_modifiers_of_the_program(fields: dict[str, Any], units: str, jw_jz: str, rule: str) -> None:
    """Lines that agree with the record pass by Medicare's rule at Medicare, and by the payer's own text elsewhere."""
    found = items(**fields)

    assert found["units"].state == units, found["units"].message
    assert (found["jw-jz"].state, found["jw-jz"].rule) == (jw_jz, rule), found["jw-jz"].message


def test_jz_below_one_unit_is_in_the_text() -> None:
    """R7 is primary for a dose under one unit of a container that holds no more (another drug's, made up)."""
    assert items(given="99 mcg")["jw-jz"].grade == "inferred"
    found = TestR7.of_powder("7 mcg", content=10)
    assert (of(found)["jw-jz"].state, of(found)["jw-jz"].grade) == ("pass", "primary")
    whole = of(TestR7.of_powder("10 mcg", content=15))["jw-jz"]
    assert (whole.state, whole.grade) == ("look", "inferred")


def test_idaho_s_units_are_compared_with_its_policy() -> None:
    """One line with the units opened, or fewer where a smaller vial would have done; more or less is wrong (P1)."""
    for containers in (opened(AMPUL_100), opened("0078-0182-01")):
        found = result(payer="blue-cross-idaho", opened=containers)
        item = of(found)["units"]
        assert item.state == "look"
        assert shipped().payers["blue-cross-idaho"].remark in item.message
        assert shipped().payers["blue-cross-idaho"].remark in of(found)["jw-jz"].message
        for units in (2, 21):
            wrong = found._replace(lines=(found.lines[0]._replace(units=units),))
            assert of(wrong)["units"].state == "missing"


def test_a_payer_without_a_remark_is_compared_with_its_policy() -> None:
    """A clinic's own profile need not say more."""
    payer = shipped().payers["blue-cross-idaho"]._replace(remark="")
    message = of(result(payer=payer.id), payer=payer)["units"].message

    assert message == "4 units billed; 4 units opened, 3 units administered. Compare them with its policy."


def test_a_payer_s_remark_stands_where_it_decides() -> None:
    """Not where the place does (R11)."""
    message = items(setting="home", payer="blue-cross-idaho")["jw-jz"].message

    assert message.endswith("at home. There is none: ask the payer.")


def test_jz_that_the_payer_does_not_take() -> None:
    """Only a text of the payer's own makes that a pass."""
    payer = shipped().payers["bcbs-north-dakota"]._replace(jz="not-used")
    found = result(given="100 mcg")
    bare = found._replace(lines=(found.lines[0]._replace(modifiers=()),))

    passed = of(bare, payer=payer)["jw-jz"]
    assert (passed.state, passed.rule, passed.message) == ("pass", "P1", "The payer does not take JZ. There is none.")
    assert of(bare, payer=payer._replace(grade="secondary"))["jw-jz"].state == "look"


@pytest.mark.parametrize(("date", "expected"), [("2025-04-30", "look"), ("2025-05-01", "pass")])
def test_jz_from_the_payer_s_date_on(date: str, expected: str) -> None:
    """Before it nothing is known; from that day on JZ is due, and passes by the payer's text."""
    item = items(payer="uhc-community-maryland", given="100 mcg", service_date=date, diagnosis=["E22.0"])["jw-jz"]

    assert (item.state, item.rule) == (expected, "P1")


@pytest.mark.parametrize(("given", "modifier"), [("60 mcg", "JW"), ("100 mcg", "JZ")])
def test_jw_and_jz_from_medicare_s_date_on(given: str, modifier: str) -> None:
    """On the first day it is due, on the day before it does not apply (R10)."""
    first = shipped().rules.since("R10", modifier)

    for day, rule in ((first, "R5" if modifier == "JW" else "R6"), (first - datetime.timedelta(days=1), "R10")):
        assert items(given=given, service_date=f"{day}", diagnosis=["E22.0"])["jw-jz"].rule == rule


def test_jw_and_volumes_of_each_ndc() -> None:
    """JW on a product of which none was given, and drug that stands on no line, are looked at (R5, N4)."""
    found = items(payer="uhc-community-maryland", given="50 mcg", opened=opened("0078-0180-01", AMPUL_100))
    assert (found["jw-jz"].state, found["jw-jz"].rule) == ("look", "R5")
    assert AMPUL_100 in found["jw-jz"].message

    found = items(payer="lifewise-premera", given="110 mcg", opened=opened(AMPUL_100, VIAL_50))
    assert (found["ndc"].state, found["ndc"].grade) == ("look", "inferred")


@pytest.mark.parametrize(
    ("drop", "says"), [(lambda line: not line.discarded, "Given from"), (lambda line: line.discarded, "Discarded of")]
)
def test_drug_that_stands_on_no_line(drop: Any, says: str) -> None:  # noqa: ANN401 - a table
    """What one product gave or lost must be on a line that names it (N4)."""
    found = result(payer="lifewise-premera", given="120 mcg", opened=opened(AMPUL_100, "0078-0182-01"))
    first = found.lines[0].ndc
    other = next(line for line in found.lines if line.ndc != first)
    kept = tuple(line for line in found.lines if not (line.ndc == other.ndc and drop(line)))
    if says.startswith("Discarded"):
        kept = (*kept, found.lines[0]._replace(drug="discarded", units=1))
    item = of(found._replace(lines=kept))["ndc"]

    assert item.state == "look"
    assert says in item.message


@pytest.mark.parametrize(
    ("payer", "expected", "grade"),
    [("lifewise-premera", "pass", "primary"), ("medicare-part-b", "once", "inferred")],
)
def test_ndc_data_pass_where_the_text_is_the_payer_s(payer: str, expected: str, grade: str) -> None:
    """Volumes line by line are LifeWise's rule (N4); of others no text was seen, and the source says so."""
    item = items(payer=payer)["ndc"]

    assert (item.state, item.grade) == (expected, grade)
    assert (item.source == "LifeWise; of this payer no text") is (expected == "once")
    assert "00078018101 ML 0.6; 00078018101 ML 0.4" in item.message


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda lines: [lines[0]._replace(units=4), lines[1]], {"units"}),
        (lambda lines: [lines[0], lines[1]._replace(units=2)], {"units"}),
        (lambda lines: [lines[0]], {"units"}),
        (lambda lines: [lines[1]], {"units", "jw-jz"}),
        (lambda lines: [lines[0]._replace(modifiers=("JZ",)), lines[1]], {"jw-jz"}),
        (lambda lines: [lines[0], lines[1]._replace(modifiers=())], {"jw-jz"}),
        (lambda lines: [lines[0], lines[1]._replace(volume=lines[0].volume)], {"ndc"}),
        (lambda lines: [lines[0]._replace(ndc=shipped().catalog.products[0].key), lines[1]], {"ndc"}),
        (lambda lines: [lines[0]._replace(modifiers=("JA",)), lines[1]], {"route-modifier"}),
        (lambda lines: [lines[0]._replace(modifiers=("TB",)), lines[1]], {"340b"}),
    ],
)
def test_a_line_that_disagrees_with_the_record_is_wrong(change: Any, wrong: set[str]) -> None:  # noqa: ANN401 - a table
    """60 of 100 mcg are 3 units and 1 with JW; anything else is caught, and by nothing else."""
    found = result(service_date=IN_2026)
    tampered = of(found._replace(lines=tuple(change(list(found.lines)))))

    assert {item.id for item in tampered.values() if item.state == "missing"} == wrong


@pytest.mark.parametrize(
    ("off", "expected"), [(1_000, "once"), (-1_000, "once"), (1_001, "missing"), (-1_001, "missing")]
)
def test_a_volume_holds_its_mass_to_a_thousandth(off: int, expected: str) -> None:
    """0.001 mL is what rounding may do (N2); a nanolitre more is wrong."""
    found = result()
    line = found.lines[0]
    lines = (line._replace(volume=Volume((line.volume or 0) + off)), found.lines[1])

    assert of(found._replace(lines=lines))["ndc"].state == expected


@pytest.mark.parametrize("modifiers", [(), ("JW",), ("JZ", "JW")])
def test_a_line_without_its_jz_is_wrong(modifiers: tuple[str, ...]) -> None:
    """One of the two stands on every single-dose line, and never both (R6)."""
    found = result(given="100 mcg")

    assert of(found._replace(lines=(found.lines[0]._replace(modifiers=modifiers),)))["jw-jz"].state == "missing"


@pytest.mark.parametrize("modifier", ["JW", "JZ"])
def test_a_line_with_a_modifier_that_does_not_apply_is_wrong(modifier: str) -> None:
    """In a rural health clinic neither applies (R11)."""
    found = result(setting="rhc")
    line = found.lines[0]._replace(modifiers=(modifier,))

    assert of(found._replace(lines=(line,)))["jw-jz"].state == "missing"
    assert items(setting="rhc")["jw-jz"].rule == "R11"


def test_without_lines_nothing_about_them_passes() -> None:
    """An encounter that can't be billed has no units, modifiers or NDC data that could be right."""
    found = items(given="0")

    assert (found["lines"].state, found["lines"].field) == ("missing", "given")
    assert not OF_LINES & set(found)
    assert set(items()) >= OF_LINES


@pytest.mark.parametrize(
    ("indicator", "expected", "rule"),
    [("unconfirmed", "look", "R12"), ("separately payable", "pass", "R5"), ("packaged", "pass", "R11")],
)
def test_status_indicator(indicator: str, expected: str, rule: str) -> None:
    """In a hospital it decides whether JW and JZ apply; not confirmed is not known."""
    item = items(Clinic(status_indicator=indicator), setting="hospital_outpatient")["jw-jz"]

    assert (item.state, item.rule) == (expected, rule)


def test_packaged_is_medicare_s_word() -> None:
    """Whether another payer goes by the status indicator is not known (R11)."""
    clinic = Clinic(status_indicator="packaged", department="PO")
    found = items(clinic, setting="hospital_outpatient", payer="bcbs-north-carolina", drug_source="340b")

    assert [found[id_].state for id_ in ("jw-jz", "340b", "place-of-service", "route-modifier")] == ["look"] * 4


@pytest.mark.parametrize(
    ("given", "ampuls", "expected", "rule"),
    [
        ("750 mcg", 2, "look", "M1"),
        ("500 mcg", 1, "pass", "M1"),
        ("1500 mcg", 3, "look", "M1"),
        ("1400 mcg", 4, "look", "M2"),
        ("1501 mcg", 4, "missing", "M1"),
    ],
)
def test_medically_unlikely_edit(given: str, ampuls: int, expected: str, rule: str) -> None:
    """60 units a day; whether JW units count is unconfirmed (M2), and half of them may be above with others."""
    found = result(given=given, opened=opened(*["0078-0182-01"] * ampuls))
    item = newest(found, "2026 Q4")["mue"]

    assert (item.state, item.rule) == (expected, rule)
    assert "this encounter alone" in item.message
    assert "2026 Q4" in item.message


def test_twice_just_the_limit_is_within_it() -> None:
    """30 units and another 30 are 60, which is not above (M1)."""
    found = result(given="750 mcg", opened=opened("0078-0182-01", VIAL_100, VIAL_100, VIAL_50))
    assert sum(line.units for line in found.lines) == 30

    assert newest(found, "2026 Q4")["mue"].state == "pass"


@pytest.mark.parametrize(("others", "expected"), [(0, "pass"), (20, "pass"), (21, "look")])
def test_the_day_of_the_patient_counts(others: int, expected: str) -> None:
    """The limit is one by date of service, over all notes of the patient (M1)."""
    found = result(given="1000 mcg", opened=opened(*["0078-0182-01"] * 2))
    item = newest(found, "2026 Q4", Known(day_units=others))["mue"]

    assert item.state == expected
    assert f"{40 + others} units, all notes of the patient and day" in item.message


@pytest.mark.parametrize("period", ["2024 Q3", "2026 Q3", "2027 Q4"])
def test_a_table_of_another_quarter_is_looked_at(period: str) -> None:
    """The figure ages each quarter, so that no other one earns a pass."""
    assert newest(result(), period)["mue"].state == "once"


def test_without_a_limit() -> None:
    """No table is known for an inpatient, nor for another drug's code."""
    assert state("mue", setting="inpatient") == "look"
    found = result()
    other = found._replace(lines=tuple(line._replace(hcpcs="J9999") for line in found.lines))
    assert of(other)["mue"].message == "No limit is known for this place. Look it up."


def test_ndc_data_after_the_digits_grow() -> None:
    """From 2033 on they have 12 digits (N7)."""
    bottles = [{"ndc": AMPUL_100, "lot": "A", "expires": "2034-01-01"}]

    assert items(service_date="2033-03-07", opened=bottles)["ndc"].rule == "N7"


def test_ndc_of_a_powder_has_no_volume() -> None:
    """Its unit is the payer's to say."""
    found = result()
    lines = tuple(line._replace(volume=None) for line in found.lines)

    item = of(found._replace(lines=lines))["ndc"]
    assert item.message == "A powder has no volume. Ask the payer which unit it wants."
    assert (item.state, item.field) == ("look", "opened")
    product = found.products[0]
    assert isinstance(product, Product)
    powder = product._replace(concentration=None)
    wrong = of(found._replace(products=(powder,)))["ndc"]
    assert (wrong.state, wrong.field) == ("missing", "opened")


@pytest.mark.parametrize(
    ("fields", "expected", "rule"),
    [
        ({}, "pass", "C3"),
        ({"opened": opened("0078-0811-81")}, "missing", "C1"),
        ({"ordered": "20 mg"}, "look", "C4"),
        ({"site": "left gluteus"}, "look", "C4"),
        ({"opened": opened("1234-5678-90")}, "look", "C3"),
    ],
)
def test_similar_codes(fields: dict[str, Any], expected: str, rule: str) -> None:
    """A depot product is wrong, a depot dose or site is questioned, an unknown product is not known."""
    item = items(**fields)["similar-codes"]

    assert (item.state, item.rule) == (expected, rule)


@pytest.mark.parametrize(
    ("codes", "expected", "field"),
    [
        ([AMPUL_100], "pass", "opened"),
        ([AMPUL_100, VIAL_100], "look", "opened[1].ndc"),
        ([AMPUL_100, "1234-5678-90"], "look", "opened"),
    ],
)
def test_container_type(codes: list[str], expected: str, field: str) -> None:
    """Confirmed is what was read on the label (R8)."""
    item = items(opened=opened(*codes))["container-type"]

    assert (item.state, item.field) == (expected, field)


@pytest.mark.parametrize(
    ("source", "expected"),
    [("purchased", "once"), ("340b", "pass"), ("sample", "missing"), ("patient_supplied", "missing")],
)
def test_drug_source(source: str, expected: str) -> None:
    """Only what the practice bought is billed (R18)."""
    assert state("drug-source", drug_source=source) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"drug_source": "340b"}, "look"),
        ({"drug_source": "340b", "service_date": "2024-12-31"}, "look"),
        ({"drug_source": "340b", "setting": "inpatient"}, "look"),
        ({"drug_source": "purchased"}, "once"),
    ],
)
def test_discount_modifier_by_date(fields: dict[str, Any], expected: str) -> None:
    """TB alone is expected from 2025, but sources differ (M4); a source that nobody chose is asked once."""
    assert state("340b", **fields) == expected


@pytest.mark.parametrize(
    ("setting", "clinic", "expected", "says"),
    [
        ("office", Clinic(), "pass", "11"),
        ("office", Clinic(department="PO"), "pass", "11"),
        ("hospital_outpatient", Clinic(), "pass", "22"),
        ("hospital_outpatient", Clinic(department="PN"), "pass", "19 with PN"),
        ("hospital_outpatient", Clinic(department="PO", status_indicator="packaged"), "look", "19"),
        ("rhc", Clinic(), "look", "part of the visit"),
        ("fqhc", Clinic(), "look", "part of the visit"),
        ("inpatient", Clinic(), "look", "part of the stay, not paid apart"),
        ("inpatient", Clinic(), "look", "present-on-admission"),
        ("cah", Clinic(), "once", "no place of service"),
    ],
)
def test_place_of_service(setting: str, clinic: Clinic, expected: str, says: str) -> None:
    """Each setting has its place of service, and an off-campus department its modifier (M5, M6)."""
    item = items(clinic, setting=setting)["place-of-service"]

    assert item.state == expected
    assert says in item.message


@pytest.mark.parametrize(
    ("fields", "department", "expected"),
    [
        ({"service_date": "2016-12-31", **OLD}, "PN", "look"),
        ({"service_date": "2017-01-01", **OLD}, "PN", "pass"),
        ({"service_date": "2016-12-31", **OLD}, "PO", "pass"),
        ({"payer": "lifewise-premera"}, "PO", "look"),
    ],
)
def test_department_s_modifier(fields: dict[str, Any], department: str, expected: str) -> None:
    """PN is younger than PO, and both are Medicare's (M5)."""
    found = items(Clinic(department=department), setting="hospital_outpatient", **fields)

    assert found["place-of-service"].state == expected


def test_a_department_s_modifier_in_the_office_is_wrong() -> None:
    """No other place is a department off campus (M5)."""
    found = result(given="100 mcg")
    wrong = found.lines[0]._replace(modifiers=("JZ", "PO"))

    assert of(found._replace(lines=(wrong,)))["place-of-service"].state == "missing"


@pytest.mark.parametrize(
    ("fields", "expected", "modifier"),
    [
        ({}, "once", "once"),
        ({"payer": "bcbs-north-dakota"}, "once", "once"),
        ({"payer": "medicare-noridian", "route": "IV_PUSH"}, "pass", "pass"),
        ({"payer": "medicare-noridian", "route": "SC"}, "missing", "pass"),
        ({"payer": "medicare-noridian", "service_date": "2021-04-04", "diagnosis": ["E22.0"]}, "look", "look"),
        ({"payer": "medicare-noridian", "setting": "inpatient", "route": "IV_PUSH"}, "pass", "look"),
    ],
)
def test_self_administered_drugs(fields: dict[str, Any], expected: str, modifier: str) -> None:
    """Noridian pays JA and excludes JB from 2021-04-05; of other contractors nothing is known (M3)."""
    found = items(**fields)

    assert found["self-administered"].state == expected
    assert found["route-modifier"].state == modifier


def test_a_modifier_of_another_route() -> None:
    """JA on a dose under the skin is wrong."""
    found = result(payer="medicare-noridian")
    wrong = found.lines[0]._replace(modifiers=("JA",))
    assert of(found._replace(lines=(wrong, *found.lines[1:])))["route-modifier"].state == "missing"


def test_the_route_is_as_sure_as_its_text() -> None:
    """JB at Blue Cross NC is its own page's, at Noridian the contractor's (P1, M3)."""
    payer = shipped().payers["bcbs-north-carolina"]
    own, noridian = (items(payer=id_)["route-modifier"] for id_ in (payer.id, "medicare-noridian"))

    assert (own.state, own.rule, own.source) == ("pass", "P1", payer.source)
    assert (noridian.state, noridian.rule) == ("pass", "M3")
    assert "contractor is not known here" in items()["route-modifier"].message


PATIENT = {"record_number": "MRN 1"}

GRANTED = Authorization(
    number="PA-1",
    record_number="MRN1",
    patient="",
    payer="commercial-generic",
    hcpcs="J2354",
    since=datetime.date(2026, 1, 1),
    until=datetime.date(2026, 12, 31),
    granted=100,
)
"""An authorisation that covers the encounter, with units for many more."""


@pytest.mark.parametrize(
    ("changes", "expected", "says"),
    [
        ({}, "pass", "100 units left, 4 units billed"),
        ({"payer": "medicare-part-b"}, "look", "of another payer"),
        ({"since": datetime.date(2026, 11, 21)}, "missing", "is outside authorisation"),
        ({"until": datetime.date(2026, 11, 19)}, "missing", "is outside authorisation"),
        ({"until": datetime.date(2026, 11, 30)}, "look", "ends on 2026-11-30"),
        ({"used": 97}, "missing", "has 3 units left"),
        ({"used": 90}, "look", "then has 6 units left"),
        ({"hcpcs": "J2353"}, "missing", "is for J2353"),
    ],
)
def test_prior_authorization_that_is_there(changes: dict[str, Any], expected: str, says: str) -> None:
    """It must cover code and date of service and have units left (P2); what is not known of it is looked at."""
    known = Known((GRANTED._replace(**changes),))
    fields: dict[str, Any] = {"payer": "commercial-generic", "prior_authorization": "PA-1", "patient": PATIENT}
    found = items(known=known, **fields)["prior-authorization"]

    assert found.state == expected
    assert says in found.message


def test_prior_authorization_that_nobody_knows() -> None:
    """A number alone proves nothing."""
    item = items(payer="commercial-generic", prior_authorization="PA-1")["prior-authorization"]

    assert (item.state, item.grade) == ("look", "general")


@pytest.mark.parametrize(("record", "granted"), [("", "MRN1"), ("MRN 1", "")])
def test_prior_authorization_of_nobody_known(record: str, granted: str) -> None:
    """Without both record numbers it may be another patient's."""
    known = Known((GRANTED._replace(record_number=granted),))
    patient, payer = {"record_number": record}, "commercial-generic"
    item = items(known=known, payer=payer, prior_authorization="PA-1", patient=patient)["prior-authorization"]

    assert (item.state, "Whether it is this patient's is not known" in item.message) == ("look", True)
    assert item.field == ("prior_authorization" if record else "patient.record_number")


def test_prior_authorization_of_another_patient() -> None:
    """The journal knows whose it is."""
    known = Known(of_another=True)
    item = items(known=known, prior_authorization="PA-1", patient=PATIENT)["prior-authorization"]

    assert (item.state, item.message.startswith("In the journal PA-1 is of another patient.")) == ("missing", True)


@pytest.mark.parametrize("payer", ["commercial-generic", "medicare-part-b", "bcbs-north-dakota"])
def test_prior_authorization_that_was_forgotten(payer: str) -> None:
    """The journal may have the patient's number for this payer, whatever the profile says."""
    own = GRANTED._replace(payer=payer)
    spent = own._replace(number="PA-7", until=datetime.date(2026, 11, 19))
    known = Known((own, spent, own._replace(number="PA-8", hcpcs="J2353"), own._replace(number="PA-9", payer="other")))
    item = items(known=known, payer=payer)["prior-authorization"]

    assert item.state == "look"
    assert item.message.startswith("The journal has PA-1 of this patient and payer")


@pytest.mark.parametrize(
    ("payer", "expected"),
    [("medicare-part-b", "once"), ("commercial-generic", "look"), ("bcbs-north-dakota", "once")],
)
def test_prior_authorization_that_is_not_there(payer: str, expected: str) -> None:
    """Whether that matters is the payer's to say (P1)."""
    assert state("prior-authorization", payer=payer) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, "once"), ({"origin": CLINIC}, "pass"), ({"prior_authorization": "yes"}, "missing")],
)
def test_what_a_profile_says_of_authorisation_and_steps(changes: dict[str, Any], expected: str) -> None:
    """A shipped no is general knowledge; one that the clinic wrote passes, and what a text asks for is missing."""
    payer = shipped().payers["medicare-part-b"]._replace(**changes)
    found = of(result(), payer=payer)

    assert found["prior-authorization"].state == expected
    assert found["step-therapy"].state == ("pass" if changes.get("origin") else "once")
    assert expected != "once" or found["prior-authorization"].grade == "general"


def test_quantity_limit_is_shown_to_be_compared() -> None:
    """It is in the payer's words, so that only a person can compare it."""
    payer = shipped().payers["medicare-part-b"]._replace(quantity_limit="90 units a month")
    item = of(result(), payer=payer)["quantity-limit"]

    assert (item.state, item.grade) == ("look", "primary")
    assert "4 units billed. The payer says: 90 units a month" in item.message
    assert (items()["quantity-limit"].state, items()["quantity-limit"].grade) == ("once", "general")


@pytest.mark.parametrize(
    ("asked", "tried", "expected"),
    [("no", "", "once"), ("unknown", "Loperamide", "once"), ("yes", "", "missing"), ("yes", "Loperamide", "look")],
)
def test_step_therapy(asked: str, tried: str, expected: str) -> None:
    """What was tried first must be written; whether it is enough, a person sees."""
    payer = shipped().payers["medicare-part-b"]._replace(step_therapy=asked)

    assert of(result(necessity={"prior_treatment": tried}), payer=payer)["step-therapy"].state == expected
    general = of(result(necessity={"prior_treatment": tried}), payer=payer._replace(grade="general"))
    assert general["step-therapy"].state == ("look" if expected == "missing" else expected)


def test_a_payer_s_item_is_as_sure_as_its_profile() -> None:
    """P1 carries the grade and source of the payer's own profile."""
    payer = shipped().payers["commercial-generic"]
    item = items(payer="commercial-generic")["prior-authorization"]

    assert (item.grade, item.source) == (payer.grade, payer.source)
