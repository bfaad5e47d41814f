"""The question why a note that is in the journal is changed."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from core.encounter import Encounter
from core.note.issue import Amends, Issue
from gui import theme
from gui.field import Suggestions

REASONS = ("Discard confirmed", "Witness added", "Typing mistake", "Dose corrected", "Lot or expiry added")
"""Offered; any other may be typed."""

_OF_ONE_DAY = ("service_date", "noted_at", "discard", "given_at", "given_by", "infusion")

VOID_REASONS = ("Wrong patient", "Filed twice", "Drug was not given")
"""The same for a note that is taken back."""

_VOID = "Note {} stays in the journal, marked as void. A void can't be taken back."
_WORDS = "Note {} is in the journal and stays there. This one amends it and says why."
_EMPTY = "Say in a few words why. An auditor reads it."


class Reason(QDialog):
    """Asks for a reason, which must not be empty."""

    def __init__(self, parent: QWidget, verb: str, words: str, reasons: Iterable[str]) -> None:
        """Ask over a window why a note is, such as, amended; the first of the reasons is filled in."""
        super().__init__(parent)
        self.setWindowTitle(f"{verb} the note")
        self.setProperty("topic", f"journal.{verb.lower()}")
        said = QLabel(words)
        said.setWordWrap(True)
        offered = tuple(reasons)
        self.field = Suggestions("Reason", offered)
        self.field.set_text(offered[0] if offered else "")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.do.setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = theme.in_dialogue(self)
        for part in (said, self.field, buttons):
            box.addWidget(part)
        self.setMinimumWidth(440)
        self.field.focus()

    def accept(self) -> None:
        """Take the reason if there is one."""
        self.field.set_fault("" if self.field.text() else _EMPTY)
        if self.field.text():
            super().accept()


def likely(before: dict[str, Any], now: Encounter) -> str:
    """The reason that seems right for a change; empty where none does.

    Args:
        before: the encounter as it is in the journal.
        now: as it is now.
    """
    discard = before.get("discard", {})
    if now.discard.confirmed and not discard.get("confirmed"):
        return REASONS[0]
    if now.discard.witness and not discard.get("witness"):
        return REASONS[1]
    return ""


def issue_of(body: dict[str, Any]) -> Issue:
    """As what the note of a record was put out."""
    amends = body.get("amends")
    return Issue(amends=Amends(amends["number"], body["reason"]) if amends else None)


def copied(encounter: dict[str, Any]) -> dict[str, Any]:
    """An encounter without what was attested, what is of one day, and what is of one container."""
    kept = {name: value for name, value in encounter.items() if name not in _OF_ONE_DAY}
    of_any_day, of_one = ("ndc", "barcode", "count"), {"lot": "", "expires": "", "serials": []}
    opened = [{name: entry[name] for name in of_any_day if name in entry} | of_one for entry in encounter["opened"]]
    return {**kept, "opened": opened}


def why_void(parent: QWidget, number: str) -> str:
    """Why a note is taken back; empty where the user went back."""
    return _asked(Reason(parent, "Void", _VOID.format(number), ("", *VOID_REASONS)))


def ask(parent: QWidget, number: str, likely: str) -> str:
    """Why a note is amended; empty where the user went back.

    Args:
        parent: the window.
        number: of the note in the journal.
        likely: the reason that seems right; empty for none.
    """
    reasons = tuple(dict.fromkeys((likely, *REASONS)))
    return _asked(Reason(parent, "Amend", _WORDS.format(number), reasons))


def _asked(dialogue: Reason) -> str:
    accepted = dialogue.exec() == QDialog.DialogCode.Accepted
    dialogue.deleteLater()
    return dialogue.field.text() if accepted else ""
