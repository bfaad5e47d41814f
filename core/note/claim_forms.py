"""The claim's forms as a page of the note, where the clinic wants one."""

from collections.abc import Iterator

from core.clinic import Clinic
from core.note.pieces import Field, Fields, Paragraph, Piece, Section, Statement, Table
from core.result import Claim, Form, Result

_SHORT = {"cms1500": "CMS-1500", "x12_837p": "837P", "ub04": "UB-04", "x12_837i": "837I"}
_PROPOSAL = "A proposal: none of it is on the claim."


def claim_forms(result: Result, clinic: Clinic) -> tuple[Section, ...]:
    """The lines on each kind of claim, those that fit first, on a page of their own; nothing where none is wanted."""
    made = result.claim
    if clinic.claim_forms != "included" or made is None or not made.forms:
        return ()
    rule = next(rule for rule in made.rules if rule.id == made.fits.rule)
    head = Section("Claim forms", (Statement(f"{made.fits.text} ({rule.id}, {rule.grade})"),), new_page=True)
    shown = (Section(_SHORT[form.key], _form(form)) for form in made.forms)
    return (head, *shown, Section("Giving it", tuple(_giving(made))), _rules(made))


def _form(form: Form) -> tuple[Piece, ...]:
    once = (Fields(tuple(Field(name, value or "empty") for name, value in form.fields)),) if form.fields else ()
    return (*once, Table("forms", form.header, form.rows))


def _giving(made: Claim) -> Iterator[Piece]:
    if not made.acts:
        yield Paragraph("Nothing is proposed.")
        return
    yield Statement(_PROPOSAL)
    yield Table("forms", ("Code", "Units", "What"), tuple((act.code, str(act.units), act.text) for act in made.acts))


def _rules(made: Claim) -> Section:
    """What all of them follow and lack, each remark once, with its rule, how sure that is, and where it comes from."""
    rules = {rule.id: rule for rule in made.rules}
    remarks = (*(step for form in made.forms for step in form.steps), *made.about_acts)
    rows = ((step.text, step.rule, rules[step.rule].grade, rules[step.rule].source) for step in dict.fromkeys(remarks))
    return Section("Followed", (Table("steps", ("Remark", "Rule", "Grade", "Source"), tuple(rows)),))
