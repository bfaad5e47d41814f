"""The prior authorisations of the journal: what is left of each, which notes used it, what is added or corrected."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QWidget,
)

from core.authorization import Authorization, Concern, concerns
from core.journal.faults import JournalError
from core.reference import Reference
from core.units import count
from gui import dates, sign, theme
from gui.grant_edit import GrantEdit, blank
from gui.journal import Journal, why_not
from gui.letters import LetterButton

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.grants import Grant
    from core.journal.lines import Line
    from core.journal.record import Record
    from core.journal.store import Store

COLUMNS = ("Number", "Patient", "Record no.", "Payer", "Code", "From", "To", "Granted", "Left")
_LEFT = COLUMNS.index("Left")
_FIGURES = (COLUMNS.index("Granted"), _LEFT)
_READING = "Reading the journal..."
_NONE = "No authorisations yet. Add one from the payer's letter; notes that name its number count it down."
_NO_CHOICE = "Choose an authorisation first."
_WAITS = " {:,} notes wait for the clinic's server and are not counted."

_OUTSIDE = "Outside: these name the number, but are of another date, payer or code, and use up nothing"
_SURE = "Withdraw authorisation {} of {}? It counts no more, and stays in the journal's chain."

_MOST = 50
"""Notes of an authorisation that are named, newest first."""


class GrantsDialog(QDialog):
    """A table, what there is to say of the chosen one, and two buttons."""

    def __init__(self, parent: QWidget, journal: Journal, reference: Reference, note: dict[str, Any] | None) -> None:
        """Read the journal in the background.

        Args:
            parent: the window.
            journal: where authorisations are kept.
            reference: whose payers and codes are offered.
            note: the record that is chosen on the page, for a new authorisation; None where none is.
        """
        super().__init__(parent)
        self.setWindowTitle("Prior authorisations")
        self.setProperty("topic", "journal.grants")
        self._journal, self._reference, self._note = journal, reference, note
        self._grants: list[Grant] = []
        self._asked = 0
        self.table, self.details, self.message = QTableWidget(0, len(COLUMNS)), QTextBrowser(), QLabel(_READING)
        self.add, self.correct = LetterButton("&Add..."), LetterButton("&Correct...")
        self.withdraw = LetterButton("&Withdraw...")
        self._build()
        self.read()

    def is_quiet(self) -> bool:
        """Whether all that was asked is answered."""
        return not self._asked

    def read(self) -> None:
        """Ask the journal anew."""
        self._asked += 1
        self._journal.run(self, _every, self._show, self._fail)

    # Showing

    def _show(self, found: "tuple[list[Grant], int]") -> None:
        self._asked -= 1
        before = self._chosen()
        self._grants, waiting = found
        self.table.setRowCount(len(self._grants))
        for row, grant in enumerate(self._grants):
            self._show_row(row, grant.authorization)
        for part in (self.table, self.details):
            part.setVisible(bool(self._grants))
        self.message.setAlignment(Qt.AlignmentFlag.AlignLeft if self._grants else Qt.AlignmentFlag.AlignCenter)
        self._say(("" if self._grants else _NONE) + (_WAITS.format(waiting) if waiting else ""))
        keys = [_key(grant.authorization) for grant in self._grants]
        own = _key(before.authorization) if before else None
        self.table.setCurrentCell(keys.index(own) if own in keys else 0, 0)
        self._describe()

    def _show_row(self, row: int, known: Authorization) -> None:
        payer = self._reference.payers.get(known.payer)
        cells = (
            known.number,
            known.patient,
            known.record_number,
            payer.name if payer else known.payer,
            known.hcpcs,
            known.since.isoformat(),
            known.until.isoformat(),
            f"{known.granted:,}",
            f"{known.left:,}",
        )
        found = _concerns(known)
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{COLUMNS[column]}: {text or 'empty'}")
            if column in _FIGURES:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == 0 and found:
                item.setIcon(sign.icon(found[0].severity))
            item.setToolTip(" ".join(concern.message for concern in found) or text)
            self.table.setItem(row, column, item)

    def _describe(self) -> None:
        """Say what there is to say of the chosen one, and then which notes used it."""
        grant = self._chosen()
        for button in (self.correct, self.withdraw):
            button.setEnabled(grant is not None)
        self.details.setHtml("" if grant is None else _described(grant.authorization))
        if grant is None or not (grant.notes or grant.outside):
            return
        counted, outside = (places[: -_MOST - 1 : -1] for places in (grant.notes, grant.outside))

        def arrive(lines: "tuple[Line, ...]") -> None:
            self._asked -= 1
            if self._chosen() is grant:
                parts = (
                    _listed("Notes", lines[: len(counted)], len(grant.notes)),
                    _listed(_OUTSIDE, lines[len(counted) :], len(grant.outside)),
                )
                self.details.setHtml(_described(grant.authorization) + "".join(parts))

        self._asked += 1
        self._journal.run(self, lambda store: store.lines(counted + outside), arrive, self._fail)

    def _chosen(self) -> "Grant | None":
        row = self.table.currentRow()
        return self._grants[row] if 0 <= row < len(self._grants) else None

    def _say(self, words: str) -> None:
        self.message.setText(words.strip())
        self.message.setVisible(bool(words))

    def _fail(self, error: Exception) -> None:
        self._asked -= 1
        self._say(why_not(error))

    # Doing

    def _add(self) -> None:
        self._edit(blank(self._note, next(iter(self._reference.payers))), None)

    def _correct(self) -> None:
        grant = self._chosen()
        if grant is None:
            self._say(_NO_CHOICE)
        else:
            self._edit(grant.authorization, grant.record)

    def _withdraw(self) -> None:
        """Take an authorisation back that was mistyped; only who is sure does."""
        grant = self._chosen()
        if grant is None:
            return
        known = grant.authorization
        words = _SURE.format(known.number, known.patient or known.record_number or "no patient")
        if _is_sure(self, words):
            self._file(known._replace(granted=0), grant.record)

    def _edit(self, shown: Authorization, corrected: "Record | None") -> None:
        codes = sorted({shown.hcpcs, *self._reference.codes.drugs})
        dialogue = GrantEdit(self, self._reference.payers, codes, shown, new=corrected is None)
        if dialogue.exec():
            self._file(dialogue.authorization(), corrected)
        dialogue.deleteLater()

    def _file(self, said: Authorization, corrected: "Record | None") -> None:
        from core.journal import record

        try:
            body = record.authorization(said, record.now(), corrected)
            self._journal.file(body, corrected.seq if corrected else None)
        except JournalError as error:
            self._say(str(error))
        else:
            self.read()

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels(COLUMNS)
        self.table.setAccessibleName("Prior authorisations, the one that ends last first")
        self.table.setProperty("look", "records")
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        rows, header = self.table.verticalHeader(), self.table.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(theme.CONTROL)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for name in ("Patient", "Payer"):
            header.setSectionResizeMode(COLUMNS.index(name), QHeaderView.ResizeMode.Stretch)
        self.details.setAccessibleName("The chosen authorisation")
        self.details.setTabChangesFocus(True)
        self.message.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button, act in (
            (self.add, self._add),
            (self.correct, self._correct),
            (self.withdraw, self._withdraw),
        ):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(lambda _=False, act=act: act())
        buttons.rejected.connect(self.reject)
        box = theme.in_dialogue(self)
        box.addWidget(self.table, 3)
        box.addWidget(self.details, 2)
        box.addWidget(self.message)
        box.addWidget(buttons)
        self.table.currentCellChanged.connect(lambda *_: self._describe())
        self.table.cellActivated.connect(lambda *_: self._correct())
        theme.resize_within(self, 940, 560)


def _is_sure(parent: QWidget, words: str) -> bool:
    """Ask whether an authorisation is to be withdrawn."""
    question = QMessageBox(parent)
    question.setWindowTitle("Withdraw an authorisation")
    question.setText(words)
    withdraw = question.addButton("&Withdraw", QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
    theme.lay_out_question(question)
    question.exec()
    pressed = question.clickedButton() is withdraw
    question.deleteLater()
    return pressed


def _every(store: "Store") -> "tuple[list[Grant], int]":
    """All authorisations, and how many notes are not filed yet."""
    from core.journal import grants

    return grants.every(store), store.waiting()


def _key(known: Authorization) -> tuple[str, ...]:
    return known.number, known.record_number, known.payer, known.since.isoformat()


def _concerns(known: Authorization) -> Sequence[Concern]:
    return concerns(known, dates.now().date())


def _described(known: Authorization) -> str:
    said = [f"<b>{escape(concern.message)}</b>" for concern in _concerns(known)]
    used = f"{known.used:,} of {count(known.granted)} used. JW units count, which no payer has confirmed."
    return "<br>".join((*said, used))


def _listed(title: str, lines: "Sequence[Line]", of: int) -> str:
    if not lines:
        return ""
    rows = "<br>".join(
        f"{line.record.body['encounter']['service_date']}&nbsp;&nbsp;"
        f"{line.record.body['number']}&nbsp;&nbsp;{count(_units(line))}"
        for line in lines
    )
    more = f"<p>and {of - len(lines):,} earlier</p>" if of > len(lines) else ""
    return f"<h4>{title}</h4><p>{rows}</p>{more}"


def _units(line: "Line") -> int:
    return sum(int(one["units"]) for one in line.record.body["result"]["lines"])
