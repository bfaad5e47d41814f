"""What holds for the bundle of every note."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.clinic import Clinic
from core.fhir.bundle import bundle
from core.fhir.clock import Clock, unknown
from core.fhir.document import AMENDED, HOLDS, VOID, Kept
from core.note import finished
from core.note.discarding import is_draft
from core.note.phrases import adds_up
from core.quantity import MCG
from core.strict_json import CONTROL
from tests.fhir import exported
from tests.fhir.exported import NEW_YORK
from tests.fhir.published import faults
from tests.property.test_engine import encounters

names = st.text(st.characters(codec="utf-8", exclude_characters=sorted(CONTROL)), max_size=20)
patients = st.fixed_dictionaries(
    {}, optional={"name": names, "record_number": names, "birth_date": st.just("1961-02-03")}
)
whole = st.fixed_dictionaries(
    {
        "patient": patients,
        "site": names,
        "given_by": names,
        "given_at": st.sampled_from(["", "00:00", "01:30", "23:59"]),
        "diagnosis": st.lists(st.sampled_from(["E34.09", "C25.4", "Z99"]), max_size=3, unique=True),
        "discard": st.fixed_dictionaries({"confirmed": st.just(True)}, optional={"reason": names, "witness": names}),
    }
)
CLINIC = Clinic(name="Clinic")


@settings(max_examples=50)
@given(encounters, whole, st.sampled_from([HOLDS, AMENDED, VOID]), st.sampled_from([NEW_YORK, unknown]))
def test_every_bundle_is_valid(fields: dict[str, Any], more: dict[str, Any], state: str, clock: Clock) -> None:
    """The bundle of any note that accounts for what was given is valid, and every reference leads somewhere."""
    result = exported.done(CLINIC, **fields, **more)
    if not adds_up(result) or is_draft(result):
        return
    found = bundle(result, CLINIC, finished.finish(result, CLINIC), clock, Kept(state))

    assert faults(found) == []
    given = exported.given(found)
    assert sum(round(one["dosage"]["dose"]["value"] * MCG) for one in given) == result.given
