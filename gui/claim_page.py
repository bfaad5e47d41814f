"""The claim's page: the lines as each claim form wants them, what to propose for giving the drug, and the check.

It is made when it is first wanted.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.claim import forms
from core.clinic import Clinic
from core.result import Claim, Result
from gui import shortcuts, theme
from gui.claim_card import ClaimCard, remark
from gui.rows import Rows

_WIDE = 1100
"""Logical pixels from which the check stands beside the forms."""

_SHARES = 3, 2
"""Of forms and check."""

_KEYS = {"cms1500": "F6", "x12_837p": "F7", "ub04": "F8", "x12_837i": "F9"}
_KEY_OF_ACTS = "F4"

_CHAIR = "the encounter at the chair"
_NOTHING_YET = "There is no claim yet. Fill in the chair's page, or choose Claim at a note of the journal."
_NOT_BILLABLE = "The drug may not be billed. {}"
_NOTHING_TO_COPY = "There is nothing to copy."
_COPIED = "Copied: {}."
_GIVING = "Giving the drug"


class ClaimPage(QWidget):
    """Forms on the left, the check on the right; one below the other in a narrow window."""

    rule_wanted = Signal(str)

    def __init__(self, at_the_chair: Callable[[], tuple[Result | None, Clinic]]) -> None:
        """Show that there is no claim yet.

        Args:
            at_the_chair: the present encounter's result and the settings; shown each time the page comes into sight.
        """
        super().__init__()
        self._at_the_chair = at_the_chair
        self.claim: Claim | None = None
        self.title, self.said, self.message = QLabel(), QLabel(), QLabel()
        self.cards = {key: ClaimCard(title, _KEYS[key]) for key, title in forms.TITLES.items()}
        self.giving = ClaimCard(_GIVING, _KEY_OF_ACTS)
        self.fits, self.forms, self.check = Rows(), QVBoxLayout(), QVBoxLayout()
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()

    def show_claim(self, result: Result | None, clinic: Clinic, of: str) -> None:  # noqa: ARG002 - the check wants it
        """Show a result's claim.

        Args:
            result: what an encounter comes to; None where it is not known yet.
            clinic: the settings that it was worked out with.
            of: whose claim it is, such as `note 7QK4-0213`; never a patient's name.
        """
        self.claim = result.claim if result else None
        self.title.setText(f"Claim of {of}")
        self.said.setText(_said(result))
        self.said.setVisible(bool(self.said.text()))
        self._show_cards()
        self.say("")

    def say(self, words: str) -> None:
        """Say what was done, or why it was not, to the eye and to screen readers."""
        self.message.setText(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.message, words))

    def copy_form(self, key: str) -> None:
        """Copy a form as plain text."""
        found = [form for form in self.claim.forms if form.key == key] if self.claim else []
        self._copy(forms.TITLES[key], forms.text(found[0]) if found else "")

    def copy_acts(self) -> None:
        """Copy the proposal for giving the drug."""
        self._copy("the proposal for giving the drug", forms.acts_text(self.claim) if self.claim else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Show the encounter at the chair, which may have changed, each time the page comes into sight."""
        super().showEvent(event)
        if not event.spontaneous():
            self.show_claim(*self._at_the_chair(), _CHAIR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be cramped."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _copy(self, what: str, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
        self.say(_COPIED.format(what) if text else _NOTHING_TO_COPY)

    def _show_cards(self) -> None:
        """The forms that fit, the proposal, and the other forms."""
        for card in self._all_cards():
            card.hide()
        if self.claim is None:
            self.fits.show_entries(())
            return
        rules = {rule.id: rule for rule in self.claim.rules}
        self.fits.show_entries([remark(self.claim.fits, rules)])
        for form in self.claim.forms:
            self.cards[form.key].show_form(form, rules)
        self.giving.show_acts(self.claim, rules)
        fitting = [self.cards[form.key] for form in self.claim.forms if form.fits]
        others = [self.cards[form.key] for form in self.claim.forms if not form.fits]
        for card in (*fitting, self.giving, *others):
            self.forms.addWidget(card)
            card.show()

    def _all_cards(self) -> tuple[ClaimCard, ...]:
        return (*self.cards.values(), self.giving)

    def _build(self) -> None:
        inside, area, box = QWidget(), QScrollArea(), QVBoxLayout(self)
        inside.setProperty("look", "page")
        inside.setLayout(self.columns)
        self.title.setProperty("look", "amount")
        for label in (self.said, self.message):
            label.setWordWrap(True)
        for column, share in zip((self.forms, self.check), _SHARES, strict=True):
            column.setSpacing(theme.SPACE[1])
            side = QVBoxLayout()
            side.addLayout(column)
            side.addStretch(1)
            self.columns.addLayout(side, share)
        self.columns.setContentsMargins(0, 0, theme.SPACE[1], 0)
        self.columns.setSpacing(theme.SPACE[1])
        for card in self._all_cards():
            self.forms.addWidget(card)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.setSpacing(theme.SPACE[1])
        for part in (self.title, self.said, self.fits):
            box.addWidget(part)
        box.addWidget(area, 1)
        box.addWidget(self.message)

    def _connect(self) -> None:
        self.fits.followed.connect(self.rule_wanted)
        for card in self._all_cards():
            card.rule_wanted.connect(self.rule_wanted)
        rows = ((card.copy, _KEYS[key], partial(self.copy_form, key)) for key, card in self.cards.items())
        shortcuts.bind(self, *rows, (self.giving.copy, _KEY_OF_ACTS, self.copy_acts))


def _said(result: Result | None) -> str:
    """Why there is no claim, or none for the drug; empty where there is one."""
    if result is None:
        return _NOTHING_YET
    errors = " ".join(finding.message for finding in result.findings if finding.severity == "error")
    return errors and _NOT_BILLABLE.format(errors)
