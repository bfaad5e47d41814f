"""All sentences that the program says of some hundred encounters, for whoever changes a word to see what changes.

`python -m tests.examples.said` writes `tests/data/said.txt` anew; look at what git shows before you commit it.
"""

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from core import authorization, encounter_json, plan, quantity, units
from core.authorization import Authorization
from core.calculate import calculate
from core.checklist.check import checklist
from core.checklist.items import Item, Known
from core.claim import forms
from core.clinic import Charge, Clinic
from core.faults import InputError
from core.quantity import MCG, Mass, QuantityError
from core.result import ClaimLine, Result
from tests import build
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_100, VIAL_500, opened

FILE = Path(__file__).parents[1] / "data" / "said.txt"
EXAMPLES = Path(__file__).parents[2] / "examples"

Lines = list[ClaimLine]

CHARGED = Clinic(name="Clinic", npi="1234567893", charges=(Charge("J2354", 125),))
NECESSITY = {"indication": "Flushing", "history": "Ileum", "prior_treatment": "Loperamide"}
DISCARD = {"confirmed": True, "reason": "Dose smaller", "time": "10:42", "discarded_by": "R. Ortiz RN"}
INFUSED = {"given": None, "route": "IV_INFUSION", "given_at": ""}
RATE = {"rate": "50 mcg/h", "start": "2026-11-20T10:00", "stop": "2026-11-20T11:12"}
OF_THREE = opened(VIAL_500, VIAL_50, VIAL_100)
TWO_AMPULS = [{"ndc": AMPUL_100, "lot": "L1", "expires": "2027-11-30", "count": 2}]

PAYERS = ("medicare-part-b", "medicare-noridian", "commercial-generic", "blue-cross-idaho", "uhc-community-new-jersey")
MORE_PAYERS = ("horizon-new-jersey", "bcbs-north-dakota", "bcbs-north-carolina", "lifewise-premera")
SETTINGS = ("hospital_outpatient", "asc", "rhc", "fqhc", "inpatient", "home", "cah")

ENCOUNTERS: list[dict[str, Any]] = [
    {},
    {"given": "100 mcg"},
    {"given": "99 mcg"},
    {"given": "25 mcg", "opened": opened(VIAL_50)},
    {"given": "0.6 mL"},
    {"given": "0"},
    {"given": "160 mcg"},
    {"given": "1501 mcg", "opened": opened(*["0078-0182-01"] * 4)},
    {"given": "60 mcg", "opened": opened(VIAL_500, VIAL_50)},
    {"given": "150 mcg", "opened": TWO_AMPULS},
    {"given": "110 mcg", "opened": opened(MULTI_1000)},
    {"given": "150 mcg", "opened": opened(AMPUL_100, MULTI_1000)},
    {"opened": opened(AMPUL_100, VIAL_50), "payer": "lifewise-premera"},
    *({"opened": opened(AMPUL_100, MULTI_1000), "payer": payer} for payer in ("medicare-part-b", "lifewise-premera")),
    {"given": "110 mcg", "opened": [{"ndc": MULTI_1000, "drawn": "0.6 mL"}]},
    {"given": "900 mcg", "opened": [{"ndc": MULTI_1000, "drawn": "1000 mcg"}]},
    {"given": "130 mcg", "opened": opened(VIAL_50, AMPUL_100)},
    *(
        {"given": given, "opened": opened(AMPUL_100, VIAL_50, AMPUL_100), "payer": "lifewise-premera"}
        for given in ("190 mcg", "230 mcg")
    ),
    {"given": "130 mcg", "opened": opened(VIAL_50, AMPUL_100), "payer": "commercial-generic"},
    {"opened": opened("0078-0811-81")},
    {"opened": opened("1234-5678-90")},
    {"opened": [{"ndc": AMPUL_100}]},
    {"opened": [{"ndc": AMPUL_100, "expires": "2026-11-19", "lot": "A"}]},
    {"opened": [{"barcode": "0100300780181013"}]},
    {"opened": [{"barcode": "0100399999999991"}]},
    {"opened": [{"ndc": "1234-5678-90", "expires": "2026-11-19"}]},
    {"ordered": "30 mg"},
    {"ordered": "50 mcg"},
    {"ordered": None},
    {"diagnosis": []},
    {"diagnosis": ["E34.0"]},
    {"diagnosis": ["E22.0", "C7A"]},
    {"diagnosis": ["T45.1X5A", "K52.1"], "service_date": "2026-09-30"},
    {"diagnosis": ["E34.09", *(f"Z00.{number}" for number in range(14))]},
    {"discard": {}},
    {"discard": {"confirmed": True}},
    {"discard": DISCARD | {"time": "10:34"}, "noted_at": "2026-11-20T11:00"},
    {"discard": DISCARD | {"method": "Sharps container", "witness": "B. Lee RN"}},
    {"noted_at": "2026-11-19T10:00"},
    {"given_at": "", "given_by": "", "site": ""},
    {"necessity": NECESSITY, "payer": "commercial-generic"},
    {"necessity": NECESSITY, "diagnosis": ["C7A.012"]},
    {"prior_authorization": "PA-1", "payer": "commercial-generic", "patient": {"record_number": "MRN 1"}},
    {"prior_authorization": "PA*1"},
    *({"drug_source": source} for source in ("sample", "white_bagged", "patient_supplied", "340b")),
    *({"route": route, "given_at": ""} for route in ("IV_PUSH", "IV_INFUSION")),
    {"route": "IV_PUSH", "given_at": "", "payer": "bcbs-north-carolina"},
    INFUSED | {"infusion": RATE},
    INFUSED | {"infusion": RATE | {"stop": "2026-11-20T10:15"}},
    *(
        INFUSED | {"infusion": RATE | {"stop": f"2026-11-20T{stop}"}, "opened": opened(VIAL_500)}
        for stop in ("12:40", "14:00")
    ),
    *({"setting": setting} for setting in SETTINGS),
    *({"payer": payer, "given": given} for payer in PAYERS + MORE_PAYERS for given in ("60 mcg", "100 mcg")),
    {"payer": "blue-cross-idaho", "opened": opened(VIAL_500)},
    {"payer": "horizon-new-jersey", "opened": opened(VIAL_500)},
    {"payer": "blue-cross-idaho", "opened": opened(VIAL_500, VIAL_50)},
    {"payer": "uhc-community-maryland", "given": "100 mcg", "service_date": "2025-04-30", "diagnosis": ["E22.0"]},
    *({"service_date": date, "given": "100 mcg"} for date in ("2015-01-02", "2018-01-02", "2023-06-30")),
    *({"service_date": date} for date in ("2015-01-02", "2022-12-31", "2024-12-31", "2025-01-01")),
    {"service_date": "2033-03-07", "opened": [{"ndc": AMPUL_100}]},
    {"given": "1490 mcg", "opened": opened(*["0078-0182-01"] * 3, AMPUL_100)},
    {"sample": True},
    # What can't be read, or contradicts itself.
    {"given": None},
    {"payer": "nobody"},
    {"given": "60"},
    {"given": "-60 mcg"},
    {"given": "1,5 mg"},
    {"given": "6e1 mcg"},
    {"given": ".5 mcg"},
    {"given": "0.0000001 mcg"},
    {"given": "1234567890 mcg"},
    {"given": "٦٠ mcg"},
    {"given": "60 MCG"},
    {"given": "0.6 mL", "opened": opened(AMPUL_100, VIAL_50)},
    {"opened": [{"ndc": AMPUL_100, "drawn": "0.5 mL"}]},
    {"opened": [{"ndc": MULTI_1000, "drawn": "1500 mcg"}]},
    {"opened": [{"ndc": "12-34"}]},
    INFUSED | {"infusion": RATE | {"rate": "50 mcg"}},
    INFUSED | {"infusion": RATE | {"stop": "2026-11-20T09:00"}},
]
"""Fields of the whole encounter of `tests.build` that are replaced."""

CLINICS = (
    CHARGED,
    Clinic(witness="required"),
    Clinic(status_indicator="packaged"),
    Clinic(status_indicator="separately payable", department="PO"),
    Clinic(stock=(Mass(50 * MCG), Mass(500 * MCG))),
)

TAMPERED: list[tuple[dict[str, Any], Callable[[Lines], Lines]]] = [
    ({}, lambda found: [found[0]._replace(units=4), found[1]]),
    ({}, lambda found: found[:1]),
    ({}, lambda found: found[1:]),
    ({}, lambda found: [found[0]._replace(modifiers=("JZ",)), found[1]]),
    ({}, lambda found: [found[0], found[1]._replace(modifiers=())]),
    ({}, lambda found: [found[0]._replace(modifiers=("JA",)), found[1]]),
    ({}, lambda found: [found[0]._replace(modifiers=("TB",)), found[1]]),
    ({}, lambda found: [found[0]._replace(modifiers=("PO",)), found[1]]),
    ({}, lambda found: [found[0]._replace(volume=found[1].volume), found[1]]),
    ({"given": "600 mcg", "opened": OF_THREE, "payer": "lifewise-premera"}, lambda found: found[:1]),
    ({"given": "100 mcg"}, lambda found: [found[0]._replace(modifiers=())]),
    ({"given": "100 mcg"}, lambda found: [found[0]._replace(modifiers=("JW",))]),
    *(({"setting": "rhc"}, lambda found, one=one: [found[0]._replace(modifiers=(one,))]) for one in ("JZ", "JW")),
    *(({"payer": "blue-cross-idaho"}, lambda found, units=units: [found[0]._replace(units=units)]) for units in (3, 9)),
    (INFUSED | {"infusion": RATE}, lambda found: [found[0]._replace(units=9), found[1]]),
    (INFUSED | {"infusion": RATE, "payer": "blue-cross-idaho"}, lambda found: [found[0]._replace(units=9)]),
    *(
        ({"payer": "blue-cross-idaho", "opened": opened(VIAL_500, VIAL_50)}, change)
        for change in (
            lambda found: [found[0]._replace(units=2)],
            lambda found: [found[0]._replace(units=3)],
            lambda found: [found[0]._replace(units=3, drug="administered")],
            lambda found: [found[0]._replace(units=4)],
            lambda found: [found[0]._replace(units=22)],
            lambda found: [found[0]._replace(units=23)],
        )
    ),
]
"""Claim lines that the program does not make, which the claim check must see."""

DAY = datetime.date(2026, 11, 20)
GRANTED = Authorization("PA-1", "MRN1", "", "commercial-generic", "J2354", DAY.replace(month=1), DAY, 100)
LATER = GRANTED._replace(until=DAY + datetime.timedelta(40))
AUTHORIZATIONS = [
    (LATER, 4),
    (GRANTED, 4),
    *((LATER._replace(until=DAY + datetime.timedelta(days)), 4) for days in (-1, 1, 30, 31)),
    *((LATER._replace(used=used, latest=3), billed) for used in (88, 89, 92, 97, 100, 101) for billed in (0, 4)),
    (LATER._replace(hcpcs="J2353", payer="other"), 4),
]


def said() -> list[str]:
    """The sentences, each once, with what each is and which field it is about."""
    return [*dict.fromkeys(line for line in _all() if line)]


def _all() -> Iterator[str]:
    for path in sorted(EXAMPLES.glob("*.json")):
        yield from _of(json.loads(path.read_bytes()), CHARGED)
    for fields in ENCOUNTERS:
        yield from _of(build.encounter(**fields), Clinic())
    for clinic in CLINICS:
        for setting in ("office", *SETTINGS):
            yield from _of(build.encounter(setting=setting, opened=opened(VIAL_100)), clinic)
    for fields, change in TAMPERED:
        found = build.result(**fields)
        yield from _checked(found._replace(lines=tuple(change(list(found.lines)))), Clinic(), Known())
    for granted, billed in AUTHORIZATIONS:
        yield from _granted(granted, billed)
    yield from _amounts()


def _of(encounter: dict[str, Any], clinic: Clinic) -> Iterator[str]:
    try:
        found = calculate(encounter_json.from_dict(encounter), build.shipped(), clinic)
    except InputError as error:
        yield from (f"refused {fault.field}: {fault.message}" for fault in error.faults)
        return
    yield from (f"step {step.rule}: {step.text}" for step in found.steps)
    yield from (
        f"{finding.severity} {finding.code} {finding.rule} {finding.field}: {finding.message}"
        for finding in found.findings
    )
    yield from _claim(found)
    for known in (Known(), Known(day_units=100, of_another=True, today=DAY), Known((LATER,), day_units=0)):
        yield from _checked(found, clinic, known)


def _claim(found: Result) -> Iterator[str]:
    for line in found.lines:
        yield f"line {line.hcpcs} {line.modifiers} {line.units} {line.mass} {line.volume} {line.drug} {line.wasted}"
    if found.claim is None:
        return
    yield f"claim {found.claim.fits.rule}: {found.claim.fits.text}"
    yield from (f"act {act.code} {act.units} {act.text}" for act in found.claim.acts)
    yield from (f"about acts {step.rule}: {step.text}" for step in found.claim.about_acts)
    for form in found.claim.forms:
        yield f"form {form.key} {form.fits} {form.header}"
        yield from (f"{form.key}: {line}" for line in forms.text(form).splitlines())
        yield from (f"{form.key} remark {step.rule}: {step.text}" for step in form.steps)


def _checked(found: Result, clinic: Clinic, known: Known) -> Iterator[str]:
    reference = build.shipped()
    payer = reference.payers[found.encounter.payer or clinic.payer]
    yield from map(_item, checklist(found, payer, clinic, reference, known))


def _item(item: Item) -> str:
    return f"{item.state} {item.id} {item.rule} {item.grade} {item.field}: {item.title}: {item.message}"


def _granted(granted: Authorization, billed: int) -> Iterator[str]:
    hcpcs, payer = ("J2354", "commercial-generic") if billed else ("", "")
    for concern in authorization.concerns(granted, DAY, hcpcs, billed, payer):
        yield f"authorization {concern.severity} {concern.code}: {concern.message}"
    known = Known((granted,), day_units=0)
    fields: dict[str, Any] = {"payer": "commercial-generic", "prior_authorization": "PA-1"}
    found = build.result(**fields, patient={"record_number": "MRN 1"})
    yield from (line for line in _checked(found, Clinic(), known) if "authorization" in line)


def _amounts() -> Iterator[str]:
    """Amounts for reading, and what is no amount."""
    for mass in (1, MCG, 1_000 * MCG, 1_500 * MCG, 1_234_567_890_000):
        yield f"{quantity.mcg(Mass(mass))}, {quantity.mg(Mass(mass))}, {units.count(mass // MCG)}"
    for text in ("", " ", "100 mcg", "100 mcg/h", "100 mcg/mL/mL", "50 mcg/h/h"):
        for read in (quantity.parse_concentration, quantity.parse_rate, quantity.parse_mass, quantity.parse_volume):
            try:
                yield f"{read.__name__} {text!r}: {read(text)}"
            except QuantityError as error:
                yield f"{read.__name__} {text!r}: {error}"
    for dose, stock in ((0, "50"), (5 * MCG, "50x0"), (600 * MCG, "100.0000001"), (600 * MCG, "50x1"), (1, "")):
        try:
            yield json.dumps(plan.to_json(Mass(dose), plan.plan(Mass(dose), plan.parse_stock(stock))))
        except plan.PlanError as error:
            yield f"plan {error.about} {stock!r}: {error}"
    yield json.dumps(plan.to_json(Mass(60 * MCG), plan.plan(Mass(60 * MCG), plan.parse_stock("50,100x2"))))


if __name__ == "__main__":
    FILE.write_text("\n".join(said()) + "\n", encoding="utf-8")
