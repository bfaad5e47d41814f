"""A payer profile in full: edited, or copied under another name."""

import re
from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QWidget

from core.entries import CLINIC, Entry
from core.payers import Payer, id_for, read_payer
from gui import dates, entry_dialog, words
from gui.entry_dialog import READER, EntryDialog, Texts
from gui.field import Choice, Field, Line, Paragraph

_BY = "clinic, by {} on {}"
_OURS = re.compile(r"(; )?clinic, by .* on [0-9-]{10}$")
_WORDS = "What this payer wants on a claim. Leave a date empty where it has always been so."

_WASTE = {
    "jw-line": "A line with JW",
    "not-billed": "No line",
    "containers-opened": "With the smallest containers' units",
}
_JZ = {"required": "Required", "accepted": "Accepted", "not-used": "Not used", "unknown": "Not known"}
_KNOWN = {"yes": "Yes", "no": "No", "unknown": "Not known"}
_FLAG = {"yes": "Yes", "no": "No"}
_ROUTES = {"": "None", "JB": "JB, under the skin", "JA": "JA, into a vein", "JA, JB": "JA and JB"}
_FLAGS = ("avoidable_waste_paid", "route_modifier", "line_per_ndc")
_DATES = ("waste_from", "jz_from", "route_modifier_from")
_DAYS = ("filing_days", "appeal_days")


def ask(
    parent: QWidget, payers: Mapping[str, Payer], staff: Iterable[str], before: Payer, *, copy: bool
) -> Payer | None:
    """Ask for a profile; None where the user went back.

    Args:
        parent: the window.
        payers: those that are known.
        staff: offered as those who stand for the profile.
        before: the profile that is edited or copied.
        copy: whether it becomes another one, with an id made from its name.
    """
    fields = {**_fields(), **entry_dialog.reading(staff, "the payer's text")}
    for name, text in _texts(before, copy=copy).items():
        fields[name].set_text(text)
    title = f"Copy {before.name}" if copy else f"Edit {before.name}"

    def read(texts: Texts) -> tuple[Payer, Texts]:
        return _read(texts, id_for(texts["name"], payers) if copy else before.id)

    def check(texts: Texts) -> Texts:
        names = {payer.name for payer in payers.values() if copy or payer.id != before.id}
        taken = {"name": "Another payer has this name. Choose one of its own."} if texts["name"] in names else {}
        return read(texts)[1] | taken | entry_dialog.reading_faults(texts)

    dialogue = EntryDialog(parent, title, _WORDS, fields, check, topic="lists.payers")
    found = read(dialogue.texts())[0] if dialogue.exec() else None
    dialogue.deleteLater()
    return found


def _texts(payer: Payer, *, copy: bool) -> Texts:
    """A profile as its fields show it; the source without the words that the clinic added."""
    table = {name: "" if value is None else str(value) for name, value in payer._asdict().items()}
    table |= {name: "yes" if getattr(payer, name) else "no" for name in _FLAGS}
    table["excluded_routes"] = ", ".join(payer.excluded_routes)
    table["source"] = _OURS.sub("", payer.source)
    table["name"] = f"{payer.name} (copy)" if copy else payer.name
    return {name: table[name] for name in _fields()}


def _read(texts: Texts, id_: str) -> tuple[Payer, Texts]:
    """A profile out of the fields, and what is wrong with which."""
    table: dict[str, object] = {
        name: " ".join(text.split()) for name, text in texts.items() if text and name in Payer._fields
    }
    table |= {name: texts[name] == "yes" for name in _FLAGS}
    table |= {name: dates.day(texts[name]) for name in _DATES if texts[name]}
    table |= {name: int(texts[name]) for name in _DAYS if texts[name].isascii() and texts[name].isdecimal()}
    day = entry_dialog.day(texts)
    source = "; ".join(filter(None, (texts["source"], _BY.format(texts[READER], day))))
    routes = [route for route in texts["excluded_routes"].split(", ") if route]
    table |= {"id": id_, "excluded_routes": routes, "source": source, "checked": day}
    entry = Entry("payer", table, origin=CLINIC)
    payer = read_payer(entry)
    return payer, {name: f"{said[0].upper()}{said[1:]}." for name, said in entry.wrong.items()}


def _fields() -> dict[str, Field]:
    day = "Such as 2026-11-20 or 11/20/2026"
    return {
        "name": Line("Name", "As the payer calls itself", "Blue Cross of Idaho"),
        "contractor": Line("Medicare contractor, if any", "Whose self-administered-drug list holds", "noridian"),
        "waste": Choice("Discarded drug is billed", _WASTE),
        "waste_from": Line("So from", day, "2026-01-01"),
        "jz": Choice("JZ", _JZ),
        "jz_from": Line("JZ taken from", day, "2026-01-01"),
        "avoidable_waste_paid": Choice("Waste paid that a smaller vial would have spared", _FLAG),
        "line_per_ndc": Choice("A line for each NDC", _FLAG),
        "route_modifier": Choice("JA or JB on each line", _FLAG),
        "route_modifier_from": Line("JA or JB from", day, "2026-01-01"),
        "excluded_routes": Choice("Not covered with", _ROUTES),
        "prior_authorization": Choice("Prior authorisation", _KNOWN),
        "step_therapy": Choice("Step therapy", _KNOWN),
        "quantity_limit": Line("Quantity limit, in the payer's words", "Empty where none is known"),
        "filing_days": Line("Days to file a claim", "From the date of service", "365"),
        "appeal_days": Line("Days to appeal", "From the denial", "120"),
        "remark": Paragraph("Remark for the biller", "What should be known besides"),
        "source": Paragraph("What was read", "The payer's text with its date"),
        "grade": Choice("How sure", {grade: said.partition(":")[0] for grade, said in words.GRADES.items()}),
    }
