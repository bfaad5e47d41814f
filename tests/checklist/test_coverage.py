"""What the payer asks for in the claim check: route, authorisation, limits and step therapy."""

import datetime
from typing import Any

import pytest

from core.authorization import Authorization
from core.checklist.items import Known
from core.entries import CLINIC
from tests.build import result, shipped
from tests.checklist.checked import items, of, state


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
