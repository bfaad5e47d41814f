"""The claim check of an encounter, by the items' ids."""

from typing import Any

from core.checklist.check import checklist
from core.checklist.items import Item, Known
from core.clinic import Clinic
from core.payers import Payer
from core.result import Result
from tests.build import result, shipped

NECESSITY = {"indication": "Flushing", "history": "Ileum", "prior_treatment": "Loperamide"}
"""Texts in all three fields."""

OF_LINES = {"units", "jw-jz", "route-modifier", "mue", "ndc", "340b", "place-of-service", "form", "quantity-limit"}
"""Items of the claim lines, which are there where lines are."""

INFUSED = {"rate": "50 mcg/h", "start": "2026-11-20T10:00", "stop": "2026-11-20T11:12"}
"""An infusion of 72 minutes."""

IN_2026 = "2026-09-30"
"""The last day of the list of diagnoses."""

OLD = {"diagnosis": ["E22.0"]}
"""A diagnosis that is older than the list."""


def items(clinic: Clinic = Clinic(), known: Known = Known(), **fields: Any) -> dict[str, Item]:  # noqa: ANN401, B008 - JSON; frozen
    """The items of an encounter, whose payer may be one of the shipped ones."""
    return of(result(clinic, **fields), clinic, known)


def state(id_: str, clinic: Clinic = Clinic(), known: Known = Known(), **fields: Any) -> str:  # noqa: ANN401, B008 - JSON; frozen
    """The state of one item."""
    return items(clinic, known, **fields)[id_].state


def of(found: Result, clinic: Clinic = Clinic(), known: Known = Known(), payer: Payer | None = None) -> dict[str, Item]:  # noqa: B008 - frozen
    """The items of a result, or of one that was tampered with."""
    payer = payer or shipped().payers[found.encounter.payer or clinic.payer]
    return {item.id: item for item in checklist(found, payer, clinic, shipped(), known)}


def newest(found: Result, quarter: str, asked: Known = Known()) -> dict[str, Item]:  # noqa: B008 - frozen
    """The items of a result with the same medically unlikely edits out of another quarter's table."""
    known = shipped()
    edits = known.codes.drugs["J2354"].mue
    table = known.codes
    for setting, edit in edits.items():
        table = table.with_mue("J2354", setting, edit._replace(quarter=quarter))
    reference = known._replace(codes=table)
    payer = known.payers["medicare-part-b"]
    return {item.id: item for item in checklist(found, payer, Clinic(), reference, asked)}
