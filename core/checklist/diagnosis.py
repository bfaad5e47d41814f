"""Diagnosis and medical necessity (C2, P3)."""

from core import indications
from core.checklist.items import LOOK, MISSING, NOT_KNOWN, ONCE, PASS, About, Case, Item, listed
from core.indications import Indication

_DIAGNOSIS = About("diagnosis", "Diagnosis")
_NECESSITY = About("necessity", "Medical necessity")
_TEXTS = {"indication": "the indication", "history": "the history", "prior_treatment": "prior treatment"}
"""The fields of an encounter's necessity, in words."""


def diagnosis(case: Case) -> Item:
    """C2: there is one, each is billable on the date of service and may stand where it does, and none is unknown."""
    known, codes = case.reference.diagnoses, case.encounter.diagnosis
    if not codes:
        return _DIAGNOSIS.item(case, MISSING, "C2", "No diagnosis. Enter its ICD-10-CM code.", "diagnosis")
    for position, code in enumerate(codes):
        wrong = known.refusal(code, case.date) or _too_early(case, code)
        if wrong:
            return _DIAGNOSIS.item(case, MISSING, "C2", wrong, f"diagnosis[{position}]")
    unknown = [code for code in codes if code not in known.codes]
    if unknown:
        message = f"{listed(unknown)} not on the list here. Check that it is billable on the date of service."
        return _DIAGNOSIS.item(case, LOOK, "C2", message, "diagnosis", **NOT_KNOWN)
    if known.codes[codes[0]].not_first:
        message = f"{codes[0]} can't stand first. Put the code of the illness before it."
        return _DIAGNOSIS.item(case, LOOK, "C2", message, "diagnosis[0]", source=known.source)
    return _of_its_year(case)


def _of_its_year(case: Case) -> Item:
    """C2: codes that are all on the list pass on the dates that it is for."""
    known = case.reference.diagnoses
    said = "; ".join(f"{code} {known.codes[code].description}" for code in case.encounter.diagnosis)
    if case.date < case.reference.rules.since("C2", "ICD_10_CM"):
        message = f"{said}. ICD-10-CM did not hold yet on the date of service. Look up the code of that time."
        return _DIAGNOSIS.item(case, LOOK, "C2", message, "diagnosis")
    if case.date < known.first_day:
        message = (
            f"{said}. The list here is of {known.year}, the date of service is earlier. Check the list of its time."
        )
        return _DIAGNOSIS.item(case, LOOK, "C2", message, "diagnosis", source=known.source)
    if case.date > known.last_day:
        message = f"{said}: billable in {known.year}. The date of service is later: check the newest list."
        return _DIAGNOSIS.item(case, ONCE, "C2", message, "diagnosis", source=known.source)
    return _DIAGNOSIS.item(case, PASS, "C2", f"{said}: billable in {known.year}.", "diagnosis", source=known.source)


def necessity(case: Case) -> Item:
    """P3: the clinic has written why the drug was needed; whether that convinces, nobody can check here."""
    about = _implied(case)
    written = case.encounter.necessity._asdict()
    lacking = [field for field in _TEXTS if not written[field]]
    if not lacking and about is not None and about.labelled and not _alone(case, about):
        message = f"{about.name}: indication, history and prior treatment are written."
        return _NECESSITY.item(case, PASS, "P3", message, "necessity.indication")
    said = [*_doubts(case, about)]
    if lacking:
        said.insert(0, f"Write {listed([_TEXTS[field] for field in lacking])}.")
    state = MISSING if lacking and _asks(case) else LOOK
    sure = {"grade": about.grade, "source": about.source} if about else {}
    field = f"necessity.{(*lacking, 'indication')[0]}"
    return _NECESSITY.item(case, state, "P3", " ".join(said), field, **sure)


def _asks(case: Case) -> bool:
    """Whether a text of the payer is known that asks for necessity to be shown beforehand."""
    return "yes" in (case.payer.prior_authorization, case.payer.step_therapy) and case.payer.grade != "general"


def _doubts(case: Case, about: Indication | None) -> list[str]:
    """What keeps written texts from being enough."""
    if about is None:
        return ["No diagnosis here implies an indication of the drug. Ask the payer."]
    said = [] if about.labelled else [f"The label does not name it: {about.name}. Ask the payer whether it pays."]
    if _alone(case, about):
        said.append(f"Usually a code such as {' or '.join(about.beside[:2])} stands beside the diagnosis.")
    return said or [f"{about.name}: the prompts at the fields say what payers ask."]


def _alone(case: Case, about: Indication) -> bool:
    """Whether the code that usually stands beside the diagnosis is not there."""
    return bool(about.beside) and not set(about.beside) & set(case.encounter.diagnosis)


def _implied(case: Case) -> Indication | None:
    reference = case.reference
    return indications.implied(case.encounter.diagnosis, reference.diagnoses, reference.indications)


def _too_early(case: Case, code: str) -> str:
    """C2: why a code is not billable yet; empty where it is, or is not known."""
    found = case.reference.diagnoses.codes.get(code)
    if found is None or found.start is None or found.start <= case.date:
        return ""
    return f"{code} holds from {found.start} on. Look up the code of the date of service."
