"""The front door: a result's lines on every kind of claim, the one that fits first (F1)."""

from typing import Any

from core import rules
from core.claim import administration, paper, x12
from core.claim.service import CHARGE, Service
from core.clinic import Clinic
from core.encounter import SETTINGS, Encounter
from core.reference import Reference
from core.result import Claim, Form, Result, Step

TITLES = {
    "cms1500": "CMS-1500, items 21 to 24, 33a",
    "x12_837p": "837P, loops 2300 to 2410",
    "ub04": "UB-04, locators 42 to 47, 63 to 67",
    "x12_837i": "837I, loops 2300 to 2410",
}
"""The forms, and what each is called."""

PROFESSIONAL, INSTITUTIONAL = ("cms1500", "x12_837p"), ("ub04", "x12_837i")

_PROFESSIONAL_PLACES = ("office", "home", "asc")


def claim(result: Result, clinic: Clinic, reference: Reference) -> Claim | None:
    """The forms of a result's lines, and what to propose for giving the drug; None where neither may be billed."""
    encounter = result.encounter
    errors = {finding.code for finding in result.findings if finding.severity == "error"}
    if errors - {"not-billable-source"} or not result.given:
        return None
    place = place_of_service(encounter, clinic, reference)
    service = Service(encounter, result.lines, clinic, place, result.containers)
    fits, about = fitting(encounter), tuple(administration.about(encounter, reference.codes))
    forms = _forms(service) if service.lines else ()
    steps = (fits, *about, *(step for form in forms for step in form.steps))
    return Claim(
        fits=fits,
        forms=forms,
        acts=administration.proposed(encounter, reference.codes),
        about_acts=about,
        rules=reference.rules.named({step.rule for step in steps}),
    )


def place_of_service(encounter: Encounter, clinic: Clinic, reference: Reference) -> str:
    """M6: the code of the place, which an outpatient department off campus has its own of; empty where not known."""
    off_campus = encounter.setting == "hospital_outpatient" and clinic.department != "on campus"
    return reference.codes.place_of_service.get("off_campus" if off_campus else encounter.setting, "")


def fitting(encounter: Encounter) -> Step:
    """F1: which kind of claim the place wants."""
    where = SETTINGS[encounter.setting]
    if encounter.setting not in _PROFESSIONAL_PLACES:
        return Step(f"{where}: an institutional claim, UB-04 or 837I.", "F1")
    others = " Payers other than Medicare may want UB-04." if encounter.setting == "asc" else ""
    return Step(f"{where}: a professional claim, CMS-1500 or 837P.{others}", "F1")


def text(form: Form) -> str:
    """A form to paste: what stands once, then its rows, with tabs between fields; segments one a line."""
    if form.header == x12.HEADER:
        return "\n".join(segment for _, segment in form.rows)
    return "\n".join("\t".join(row) for row in (*form.fields, *form.rows))


def acts_text(made: Claim) -> str:
    """A proposal to paste: code, units and what it is, with tabs between."""
    return "\n".join(f"{act.code}\t{act.units}\t{act.text}" for act in made.acts)


def to_json(made: Claim | None) -> dict[str, Any] | None:
    """A claim as the public interface's JSON object, `claim` in the result of `vialnote calc`."""
    if made is None:
        return None
    return {
        "fits": _step(made.fits),
        "charge_placeholder": CHARGE if any(CHARGE in row for form in made.forms for row in form.rows) else None,
        "forms": {form.key: _form(form) for form in made.forms},
        "administration": {
            "proposal": [act._asdict() for act in made.acts],
            "about": [_step(step) for step in made.about_acts],
        },
        "rules": [rules.to_json(rule) for rule in made.rules],
    }


def _forms(service: Service) -> tuple[Form, ...]:
    fits = PROFESSIONAL if service.encounter.setting in _PROFESSIONAL_PLACES else INSTITUTIONAL
    made = (
        paper.cms1500(service),
        x12.professional_form(service),
        paper.ub04(service),
        x12.institutional_form(service),
    )
    return tuple(sorted((form._replace(fits=form.key in fits) for form in made), key=lambda form: not form.fits))


def _form(form: Form) -> dict[str, Any]:
    keys = [name.lower().replace(" ", "_") for name in form.header]
    return {
        "fits": form.fits,
        "fields": dict(form.fields),
        "rows": [dict(zip(keys, row, strict=True)) for row in form.rows],
        "remarks": [_step(step) for step in form.steps],
    }


def _step(step: Step) -> dict[str, str]:
    return {"text": step.text, "rule": step.rule}
