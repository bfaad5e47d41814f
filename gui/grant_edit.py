"""One prior authorisation typed or corrected; it is checked before it is taken."""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QWidget

from core.authorization import Authorization
from core.payers import Payer
from gui import dates, theme
from gui.field import Choice, Field, Line, Suggestions

_ADD = "What the payer's letter says. Notes that name the number count it down, JW units too (unconfirmed)."
_CORRECT = "What was entered before stays in the journal, too. Is the number, patient, payer or first day wrong? "
_WITHDRAW = "Then withdraw it, and add it anew."
_MOST = 1_000_000
"""Units that no payer grants."""

_LONGEST = 50
_CODE = re.compile(r"[A-Z][0-9]{4}", re.ASCII)

_NO_NUMBER = "Write the number from the payer's letter."
_LONG = f"At most {_LONGEST} characters."
_NO_DATE = "Write a date such as 2026-11-20."
_ENDS_FIRST = "It ends before it begins. Look at both dates."
_NO_UNITS = f"Write whole units, at most {_MOST:,}."
_NO_CODE = "Write a code such as J2354."


class GrantEdit(QDialog):
    """The fields of an authorisation."""

    def __init__(
        self, parent: QWidget, payers: Mapping[str, Payer], codes: Iterable[str], known: Authorization, *, new: bool
    ) -> None:
        """Show what is known.

        Args:
            parent: the window.
            payers: that may be chosen.
            codes: that are offered.
            known: an authorisation, or as much of a new one as is known.
            new: whether it is a new one; else what tells it from others stays as it is.
        """
        super().__init__(parent)
        self._known, self._new = known, new
        self.setWindowTitle("Add an authorisation" if new else "Correct an authorisation")
        self.number, self.record = Line("Number", "Of the authorisation"), Line("Record number", "Of the patient")
        self.patient = Line("Patient", "Name")
        self.payer = Choice("Payer", {payer.id: payer.name for payer in payers.values()})
        self.code = Suggestions("Code", codes, "HCPCS, such as J2354")
        self.since = Line("From", "First date of service, such as 2026-11-20", "2026-01-01")
        self.until = Line("To", "Last date of service, such as 2026-11-20", "2026-12-31")
        self.units = Line("Units granted", "Whole billing units", "120")
        self.do = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._build()
        self._show(known)

    def authorization(self) -> Authorization:
        """What the fields say.

        Raises:
            ValueError: a date or the units can't be read.
        """
        return self._known._replace(
            number=self.number.text(),
            record_number=self.record.text(),
            patient=self.patient.text(),
            payer=self.payer.text(),
            hcpcs=self.code.text().upper(),
            since=_date(self.since),
            until=_date(self.until),
            granted=int(self.units.text()),
        )

    def accept(self) -> None:
        """Take it if nothing is wrong; else say what, and go there."""
        faults = {field: fault for field, fault in self._faults().items() if fault}
        for field in self._faults():
            field.set_fault(faults.get(field, ""))
        if faults:
            self.adjustSize()  # words that wrap ask for no room by themselves
            next(iter(faults)).focus()
        else:
            super().accept()

    def _faults(self) -> dict[Field, str]:
        number = self.number.text()
        since, until = (dates.date(field.text()) for field in (self.since, self.until))
        ends = "" if until else _NO_DATE
        if since and until and until < since:
            ends = _ENDS_FIRST
        return {
            self.number: _LONG if len(number) > _LONGEST else "" if any(map(str.isalnum, number)) else _NO_NUMBER,
            self.code: "" if _CODE.fullmatch(self.code.text().upper()) else _NO_CODE,
            self.since: "" if since else _NO_DATE,
            self.until: ends,
            self.units: "" if self._has_units() else _NO_UNITS,
        }

    def _has_units(self) -> bool:
        text = self.units.text()
        whole = text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST))
        return whole and 1 <= int(text) <= _MOST

    def _show(self, known: Authorization) -> None:
        for field, text in (
            (self.number, known.number),
            (self.record, known.record_number),
            (self.patient, known.patient),
            (self.payer, known.payer),
            (self.code, known.hcpcs),
            (self.since, "" if self._new else known.since.isoformat()),
            (self.until, "" if self._new else known.until.isoformat()),
            (self.units, "" if self._new else str(known.granted)),
        ):
            field.set_text(text)
        for field in (self.number, self.record, self.payer, self.since):
            field.control.setEnabled(self._new)
        (self.number if self._new and not known.number else self.since if self._new else self.units).focus()

    def _build(self) -> None:
        words = QLabel(_ADD if self._new else _CORRECT + _WITHDRAW)
        words.setWordWrap(True)
        save = self.do.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("look", "primary")
        self.do.accepted.connect(self.accept)
        self.do.rejected.connect(self.reject)
        grid, box = QGridLayout(), theme.in_dialogue(self)
        grid.setHorizontalSpacing(theme.SPACE[2])
        pairs = (
            (self.number, self.payer),
            (self.patient, self.record),
            (self.code, self.units),
            (self.since, self.until),
        )
        for row, pair in enumerate(pairs):
            for column, field in enumerate(pair):
                grid.addWidget(field, row, column)
        box.addWidget(words)
        box.addLayout(grid)
        box.addWidget(self.do)
        self.setMinimumWidth(560)


def blank(note: Mapping[str, Any] | None, payer: str) -> Authorization:
    """A new authorisation as far as a record tells; its dates are nobody's yet.

    Args:
        note: what the record of a note says; None, or another record's words, where no note is chosen.
        payer: id of the payer where no note is chosen.
    """
    nothing = {"encounter": {}, "clinic": {"payer": payer}, "result": {}}
    said: Mapping[str, Any] = note if note and "encounter" in note else nothing
    encounter = said["encounter"]
    patient = encounter.get("patient", {})
    return Authorization(
        number=encounter.get("prior_authorization", ""),
        record_number=patient.get("record_number", ""),
        patient=patient.get("name", ""),
        payer=encounter.get("payer") or said["clinic"]["payer"],
        hcpcs=said["result"].get("hcpcs") or "J2354",
        since=datetime.date.max,
        until=datetime.date.max,
        granted=0,
    )


def _date(field: Line) -> datetime.date:
    return datetime.date.fromisoformat(dates.day(field.text()))
