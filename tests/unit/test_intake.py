"""Every fault of an encounter at once: those of its fields, and what contradicts what besides."""

from typing import Any

import pytest

from core import intake
from core.billing import contradictions
from core.calculate import calculate
from core.clinic import Clinic
from core.faults import Fault, InputError
from tests.build import AMPUL_100, MULTI_1000, encounter, opened, shipped


def faults(*others: Fault, clinic: Clinic = Clinic(), payer: str = "", **fields: Any) -> list[str]:  # noqa: ANN401, B008 - any JSON value; frozen
    """The fields of all faults, as a reader of an encounter hears of them."""
    try:
        read = intake.read(encounter(**{"ordered": None, **fields}), shipped(), clinic, payer, others)
        calculate(read, shipped(), clinic)
    except InputError as error:
        return [fault.field for fault in error.faults]
    return []


DRAWN = {**opened(AMPUL_100)[0], "drawn": "60 mcg"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"rute": "SC", "payer": "nope"}, ["rute", "payer"]),
        ({"given": "1,5 mg", "payer": "nope", "opened": [DRAWN]}, ["given", "payer", "opened[0].drawn"]),
        ({"given": "1 mL", "opened": opened(AMPUL_100, "0078-0182-01"), "site": 3}, ["site", "given"]),
        (
            {"given": "1 mL", "opened": opened(AMPUL_100, "0078-0182-01", "1-1")},
            ["opened[2].ndc", "given"],
        ),
        (
            {"infusion": {"rate": "x"}, "given": None, "payer": "nope"},
            ["infusion.start", "infusion.stop", "infusion.rate", "infusion", "payer"],
        ),
        ({"payer": "NOPE"}, ["payer"]),
        ({"given": "60 mcg\n"}, ["given"]),
        ({"opened": 3, "given": "1 mL", "payer": "nope"}, ["opened", "payer"]),
        ({"opened": [{"ndc": "0-0", "drawn": "1 mL"}, DRAWN]}, ["opened[0].ndc", "opened[1].drawn"]),
        ({"service_date": "2026-02-30", "opened": [{"barcode": "01123"}]}, ["service_date", "opened[0].barcode"]),
        ({"service_date": None, "opened": [{"barcode": "01123"}]}, ["opened[0].barcode", "service_date"]),
        ({}, []),
    ],
)
def test_all_faults_are_named_at_once(fields: dict[str, Any], expected: list[str]) -> None:
    """Those of fields first, then contradictions of what could be read, and none that only follows from another."""
    assert faults(**fields) == expected


def test_a_container_that_is_not_known_hides_no_fault() -> None:
    """What is wrong whatever the unknown one holds is said beside it; what it could explain is not."""
    several = opened(AMPUL_100, "0078-0182-01", "1234-5678-90")

    assert faults(given="1 mL", opened=[*several, DRAWN]) == ["given", "opened[3].drawn"]
    assert faults(given="0.6 mL", opened=opened(AMPUL_100, "1234-5678-90")) == []


def test_the_expiry_of_a_barcode_waits_for_the_date_of_service() -> None:
    """Without the date the century is not known, so that a typed expiry is not contradicted."""
    scanned = {"barcode": "]d2010030078018101317491130", "expires": "1949-11-30"}

    assert faults(service_date="x", opened=[scanned]) == ["service_date"]
    assert faults(service_date="2026-11-20", opened=[scanned]) == ["opened[0].expires"]


def test_faults_found_elsewhere_stand_first() -> None:
    """Such as those of a catalogue; what they say of a field is not said again."""
    assert faults(Fault("catalog", "x"), Fault("payer", "x"), payer="nope", site=3) == ["catalog", "payer", "site"]


def test_a_payer_of_the_settings_that_is_not_known_is_said() -> None:
    """It is never replaced in silence; an encounter with a payer of its own does not need it."""
    clinic = Clinic(payer="nope")
    read = intake.read(encounter(), shipped(), clinic)
    (fault,) = contradictions(read, shipped(), clinic)

    assert fault.field == "payer"
    assert fault.message.startswith("the settings name nope, which is not known: set another, or name one of medicare")
    assert faults(clinic=clinic) == ["payer"]
    assert faults(clinic=clinic, payer="medicare-part-b") == []
    assert faults(opened=[{**opened(MULTI_1000)[0], "drawn": "60 mcg"}]) == []
