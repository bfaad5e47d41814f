"""The record: what it must and what it should hold, apart, and whether its times hang together (D1, D2)."""

from collections.abc import Iterator

from core.checklist.items import LOOK, MISSING, PASS, About, Case, Item, listed

_MUST = About("record-must", "Record: must hold")
_SHOULD = About("record-should", "Record: should hold")
_DATES = About("dates", "Dates and times")


def must(case: Case) -> Item:
    """D1: the dose given, the amount wasted with date, time and reason, and that it was discarded (R17)."""
    result, discard = case.result, case.encounter.discard
    if result.given is None or result.labelled is None:
        message = "The amounts are not worked out. Check the containers."
        return _MUST.item(case, MISSING, "D1", message, "opened")
    if not result.discarded:
        return _MUST.item(case, PASS, "D1", "Dose and labelled amount are there. Nothing was discarded.")
    wanted = {
        "confirmed": "that it was discarded",
        "time": "when it was discarded",
        "reason": "the reason",
    }
    lacking = [field for field in wanted if not getattr(discard, field)]
    if lacking:
        message = f"Record {listed([wanted[field] for field in lacking])}."
        rule = "R17" if "confirmed" in lacking else "D1"
        return _MUST.item(case, MISSING, rule, message, f"discard.{lacking[0]}")
    message = "Dose, labelled amount, amount discarded, date, time and reason are there."
    return _MUST.item(case, PASS, "D1", message)


def should(case: Case) -> Item:
    """D1, D2: what a record should hold besides; a witness only where the clinic asks for one."""
    lacking = {**_of_containers(case), **_of_dose(case), **_of_discard(case)}
    if not lacking:
        message = "Lot, expiry, order, site, times and names are there. Whether it was signed is not known here."
        return _SHOULD.item(case, PASS, "D1", message)
    witness = "discard.witness" in lacking
    message = f"Record also {listed(list(dict.fromkeys(lacking.values())))}."
    rule = "D2" if witness and len(lacking) == 1 else "D1"
    return _SHOULD.item(case, MISSING if witness else LOOK, rule, message, next(iter(lacking)))


def _of_containers(case: Case) -> dict[str, str]:
    lacking = {}
    for position, opened in enumerate(case.encounter.opened):
        if not opened.lot:
            lacking[f"opened[{position}].lot"] = "the lot"
        if opened.expires is None:
            lacking[f"opened[{position}].expires"] = "the expiry"
    return lacking


def _of_dose(case: Case) -> dict[str, str]:
    wanted = {
        "ordered": "the dose ordered",
        "site": "the site",
        "given_at": "the time given",
        "given_by": "who gave it",
        "diagnosis": "the diagnosis",
    }
    if case.encounter.infusion is not None:  # it has a start and a stop
        del wanted["given_at"]
    lacking = {field: words for field, words in wanted.items() if not getattr(case.encounter, field)}
    if case.encounter.route == "IV_INFUSION" and case.encounter.infusion is None:
        lacking["infusion.start"] = "start and stop of the infusion"
    return lacking


def _of_discard(case: Case) -> dict[str, str]:
    if not case.result.discarded:
        return {}
    wanted = {"discarded_by": "who discarded it", "method": "how it was discarded"}
    discard = case.encounter.discard
    lacking = {f"discard.{field}": words for field, words in wanted.items() if not getattr(discard, field)}
    if case.clinic.witness == "required" and not discard.witnessed:
        lacking["discard.witness"] = "the witness"
    return lacking


def dates(case: Case) -> Item:
    """D1: the claim rests on a finished note, and its days and times follow each other."""
    doubts = list(_doubts(case))
    if doubts:
        states = [state for state, _, _ in doubts]
        message, field = " ".join(said for _, said, _ in doubts), doubts[0][2]
        return _DATES.item(case, MISSING if MISSING in states else LOOK, "D1", message, field)
    return _DATES.item(case, PASS, "D1", f"The note was finished on {case.encounter.noted_at:%Y-%m-%d}, in order.")


def _doubts(case: Case) -> Iterator[tuple[str, str, str]]:
    """State, words and field of each thing that is out of order."""
    if case.known.today is not None and case.date > case.known.today:
        yield MISSING, "The date of service is in the future.", "service_date"
    given, discarded = _given_until(case), case.encounter.discard.time
    if given and discarded and discarded < given:
        yield LOOK, f"Discarded at {discarded}, before it was given ({given}). Check both.", "discard.time"
    noted = case.encounter.noted_at
    if noted is None:
        yield LOOK, "No finished note stands behind this claim. Finish the note before it is sent.", ""
    elif noted.date() < case.date:
        yield LOOK, f"The note was finished on {noted.date()}, before the date of service. Check both.", "service_date"
    elif noted.date() == case.date and f"{noted:%H:%M}" < max(given, discarded):
        said = f"The note was finished at {noted:%H:%M}, before what it says of {max(given, discarded)}. Check both."
        yield LOOK, said, "discard.time" if discarded >= given else "given_at"


def _given_until(case: Case) -> str:
    """HH:MM on the date of service; empty where it is not known, or an infusion ended on another day."""
    infusion = case.encounter.infusion
    if infusion is None:
        return case.encounter.given_at
    return f"{infusion.stop:%H:%M}" if infusion.stop.date() == case.date else ""
