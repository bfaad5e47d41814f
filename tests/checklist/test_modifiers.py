"""Units, JW and JZ in the claim check: by the record, the date, the place and the payer."""

import datetime
from typing import Any

import pytest

from core.clinic import Clinic
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, of_powder, opened, result, shipped
from tests.checklist.checked import IN_2026, INFUSED, OF_LINES, OLD, items, of


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
    found = of_powder("7 mcg", content=10)
    assert (of(found)["jw-jz"].state, of(found)["jw-jz"].grade) == ("pass", "primary")
    whole = of(of_powder("10 mcg", content=15))["jw-jz"]
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
