"""Each item of the claim check: when it passes, when something is missing, and when a person must look."""

import datetime
from typing import Any

import pytest

from core.authorization import Authorization
from core.catalog import Product
from core.checklist.items import Known
from core.clinic import Clinic
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_100, opened, result, shipped
from tests.checklist.checked import NECESSITY, items, newest, of

DISCARD = {
    "confirmed": True,
    "reason": "Dose smaller",
    "time": "10:42",
    "method": "Sharps container",
    "discarded_by": "R. Ortiz RN",
}
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
        ({"diagnosis": ["E34.09"], "service_date": "2026-10-01"}, "look", "check the newest list"),
        ({"diagnosis": ["E34.0"], "service_date": "2024-10-01"}, "missing", "Use E34.00, E34.01 or E34.09."),
        ({"diagnosis": ["E34.0"], "service_date": "2024-09-30"}, "pass", "E34.0 Carcinoid syndrome"),
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
        ({"payer": "commercial-generic"}, "missing", "necessity.indication"),
        ({"payer": "commercial-generic", "necessity": NECESSITY | {"history": ""}}, "missing", "necessity.history"),
        ({"payer": "commercial-generic", "necessity": NECESSITY}, "pass", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["R19.7"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["Z99.9"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["E16.8"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["E16.8", "D13.7"]}, "pass", "necessity.indication"),
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


def test_a_witness_is_missing_where_the_clinic_asks_for_one() -> None:
    """The clinic's own rule (D2)."""
    item = items(Clinic(witness="required"), discard=DISCARD)["record-should"]

    assert (item.state, item.rule, item.field) == ("missing", "D2", "discard.witness")
    assert state("record-should", Clinic(witness="required"), discard=DISCARD | {"witness": "B. Lee RN"}) == "pass"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"given": "100 mcg"},
        {"given": "0.6 mL"},
        {"given": "60 mcg", "payer": "blue-cross-idaho"},
        {"given": "60 mcg", "payer": "uhc-community-new-jersey"},
        {"given": "60 mcg", "setting": "inpatient"},
        {"given": "110 mcg", "payer": "lifewise-premera", "opened": opened(AMPUL_100, VIAL_50)},
        {"given": "110 mcg", "payer": "lifewise-premera", "opened": opened(AMPUL_100, MULTI_1000)},
        {"given": "110 mcg", "opened": opened(MULTI_1000)},
        {"service_date": "2015-01-02", "diagnosis": ["E22.0"]},
        {"service_date": "2018-01-02", "given": "100 mcg", "diagnosis": ["E22.0"]},
        {"service_date": "2024-01-02", "given": "100 mcg", "payer": "uhc-community-maryland", "diagnosis": ["E22.0"]},
        {
            "given": None,
            "route": "IV_INFUSION",
            "infusion": {"rate": "50 mcg/h", "start": "2026-11-20T10:00", "stop": "2026-11-20T11:12"},
        },
    ],
)
def test_units_and_modifiers_of_the_program_pass(fields: dict[str, Any]) -> None:
    """What is worked out from the record alone agrees with the claim lines, whatever payer, place and date."""
    found = items(**fields)

    assert found["units"].state == "pass"
    denied = fields.get("payer") == "uhc-community-new-jersey"
    assert found["jw-jz"].state == ("look" if denied else "pass"), found["jw-jz"].message
    assert found["ndc"].state == (
        "look" if fields.get("given") == "110 mcg" and not fields.get("payer") else "pass"
    ) or (fields.get("opened") == opened(MULTI_1000))


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


@pytest.mark.parametrize("modifiers", [(), ("JW",)])
def test_a_line_without_its_jz_is_wrong(modifiers: tuple[str, ...]) -> None:
    """One of the two stands on every single-dose line (R6)."""
    found = result(given="100 mcg")

    assert of(found._replace(lines=(found.lines[0]._replace(modifiers=modifiers),)))["jw-jz"].state == "missing"


def test_a_line_with_a_modifier_that_does_not_apply_is_wrong() -> None:
    """In a rural health clinic neither applies (R11)."""
    found = result(setting="rhc")
    line = found.lines[0]._replace(modifiers=("JZ",))

    assert of(found._replace(lines=(line,)))["jw-jz"].state == "missing"
    assert items(setting="rhc")["jw-jz"].rule == "R11"


def test_without_lines_nothing_about_them_passes() -> None:
    """An encounter that can't be billed has no units, modifiers or NDC data that could be right."""
    found = items(given="0")

    assert found["units"].state == "missing"
    for id_ in ("jw-jz", "ndc", "route-modifier", "340b", "mue", "place-of-service"):
        assert found[id_].state == "look"


@pytest.mark.parametrize(
    ("indicator", "expected", "rule"),
    [("unconfirmed", "look", "R12"), ("separately payable", "pass", "R5"), ("packaged", "pass", "R12")],
)
def test_status_indicator(indicator: str, expected: str, rule: str) -> None:
    """In a hospital it decides whether JW and JZ apply; not confirmed is not known."""
    item = items(Clinic(status_indicator=indicator), setting="hospital_outpatient")["jw-jz"]

    assert (item.state, item.rule) == (expected, rule)


@pytest.mark.parametrize(
    ("given", "ampuls", "expected", "rule"),
    [("1500 mcg", 3, "pass", "M1"), ("1400 mcg", 4, "look", "M2"), ("1501 mcg", 4, "missing", "M1")],
)
def test_medically_unlikely_edit(given: str, ampuls: int, expected: str, rule: str) -> None:
    """60 units a day; whether JW units count is unconfirmed (M2)."""
    found = result(given=given, opened=opened(*["0078-0182-01"] * ampuls))
    item = newest(found, "2026 Q4")["mue"]

    assert (item.state, item.rule) == (expected, rule)
    assert "2026 Q4" in item.message


@pytest.mark.parametrize("period", ["2024 Q3", "2026 Q3", "2027 Q4"])
def test_a_table_of_another_quarter_is_looked_at(period: str) -> None:
    """The figure ages each quarter, so that no other one earns a pass."""
    assert newest(result(), period)["mue"].state == "look"


def test_setting_without_a_limit() -> None:
    """No table is known for an inpatient."""
    assert state("mue", setting="inpatient") == "look"


def test_ndc_data_after_the_digits_grow() -> None:
    """From 2033 on they have 12 digits (N7)."""
    bottles = [{"ndc": AMPUL_100, "lot": "A", "expires": "2034-01-01"}]

    assert items(service_date="2033-03-07", opened=bottles)["ndc"].rule == "N7"


def test_ndc_of_a_powder_has_no_volume() -> None:
    """Its unit is the payer's to say."""
    found = result()
    lines = tuple(line._replace(volume=None) for line in found.lines)

    assert of(found._replace(lines=lines))["ndc"].state == "look"
    product = found.products[0]
    assert isinstance(product, Product)
    powder = product._replace(concentration=None)
    assert of(found._replace(products=(powder,)))["ndc"].state == "missing"


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
    [("purchased", "pass"), ("340b", "pass"), ("sample", "missing"), ("patient_supplied", "missing")],
)
def test_drug_source(source: str, expected: str) -> None:
    """Only what the practice bought is billed (R18)."""
    assert state("drug-source", drug_source=source) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"drug_source": "340b"}, "pass"),
        ({"drug_source": "340b", "service_date": "2024-12-31"}, "look"),
        ({"drug_source": "340b", "setting": "inpatient"}, "look"),
        ({"drug_source": "purchased"}, "pass"),
    ],
)
def test_discount_modifier_by_date(fields: dict[str, Any], expected: str) -> None:
    """TB alone is expected from 2025 (M4)."""
    assert state("340b", **fields) == expected


@pytest.mark.parametrize(
    ("setting", "clinic", "expected", "says"),
    [
        ("office", Clinic(), "pass", "11"),
        ("office", Clinic(department="PO"), "pass", "11"),
        ("hospital_outpatient", Clinic(), "pass", "22"),
        ("hospital_outpatient", Clinic(department="PN"), "pass", "19 with PN"),
        ("hospital_outpatient", Clinic(department="PO", status_indicator="packaged"), "look", "19"),
        ("rhc", Clinic(), "look", "no place of service"),
    ],
)
def test_place_of_service(setting: str, clinic: Clinic, expected: str, says: str) -> None:
    """Each setting has its place of service, and an off-campus department its modifier (M5, M6)."""
    item = items(clinic, setting=setting)["place-of-service"]

    assert item.state == expected
    assert says in item.message


@pytest.mark.parametrize(
    ("fields", "expected", "modifier"),
    [
        ({}, "look", "pass"),
        ({"payer": "medicare-noridian", "route": "IV_PUSH"}, "pass", "pass"),
        ({"payer": "medicare-noridian", "route": "SC"}, "missing", "pass"),
        ({"payer": "medicare-noridian", "service_date": "2021-04-04", "diagnosis": ["E22.0"]}, "look", "pass"),
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


GRANTED = Authorization(
    number="PA-1",
    record_number="",
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
    found = items(known=known, payer="commercial-generic", prior_authorization="PA-1")["prior-authorization"]

    assert found.state == expected
    assert says in found.message


def test_prior_authorization_that_nobody_knows() -> None:
    """A number alone proves nothing."""
    item = items(payer="commercial-generic", prior_authorization="PA-1")["prior-authorization"]

    assert (item.state, item.grade) == ("look", "general")


def test_prior_authorization_that_was_forgotten() -> None:
    """The journal may have the patient's number for this payer."""
    known = Known((GRANTED, GRANTED._replace(number="PA-9", payer="medicare-part-b")))
    message = items(known=known, payer="commercial-generic")["prior-authorization"].message

    assert message == "The payer may want one. Enter its number. The journal has PA-1 of this patient."


@pytest.mark.parametrize(
    ("payer", "expected"),
    [("medicare-part-b", "pass"), ("commercial-generic", "missing"), ("bcbs-north-dakota", "look")],
)
def test_prior_authorization_that_is_not_there(payer: str, expected: str) -> None:
    """Whether that matters is the payer's to say (P1)."""
    assert state("prior-authorization", payer=payer) == expected


def test_quantity_limit_is_shown_to_be_compared() -> None:
    """It is in the payer's words, so that only a person can compare it."""
    payer = shipped().payers["medicare-part-b"]._replace(quantity_limit="90 units a month")
    item = of(result(), payer=payer)["quantity-limit"]

    assert (item.state, item.grade) == ("look", "primary")
    assert "4 units billed. The payer says: 90 units a month" in item.message
    assert items()["quantity-limit"].grade == "general"


@pytest.mark.parametrize(
    ("asked", "tried", "expected"),
    [("no", "", "pass"), ("unknown", "Loperamide", "look"), ("yes", "", "missing"), ("yes", "Loperamide", "look")],
)
def test_step_therapy(asked: str, tried: str, expected: str) -> None:
    """What was tried first must be written; whether it is enough, a person sees."""
    payer = shipped().payers["medicare-part-b"]._replace(step_therapy=asked)

    assert of(result(necessity={"prior_treatment": tried}), payer=payer)["step-therapy"].state == expected


def test_a_payer_s_item_is_as_sure_as_its_profile() -> None:
    """P1 carries the grade and source of the payer's own profile."""
    payer = shipped().payers["commercial-generic"]
    item = items(payer="commercial-generic")["prior-authorization"]

    assert (item.grade, item.source) == (payer.grade, payer.source)
