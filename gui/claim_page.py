"""The claim's page: the lines as each claim form wants them, what to propose for giving the drug, and the check.

It is made when it is first wanted.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.checklist.items import LOOK, MISSING, Item
from core.claim import forms
from core.claim.service import CHARGE
from core.clinic import Clinic
from core.encounter import SETTINGS
from core.note import chart
from core.note.issue import SAMPLE
from core.result import Claim, Form, Result
from core.rules import Rules
from gui import checklist, clipboard, scrolling, shortcuts, spoken, tab_order, theme
from gui.checklist import Checklist
from gui.claim_card import ClaimCard, remark
from gui.flow import Bar
from gui.rows import Entry, Rows
from gui.scrolling import Column
from gui.sign import Sign

_WIDE = 1100
"""Logical pixels from which the check stands beside the forms."""

_SHARES = 3, 2
"""Of forms and check."""

_KEYS = {"cms1500": "F6", "x12_837p": "F7", "ub04": "F8", "x12_837i": "F9"}
_KEY_OF_ACTS = "F4"

_CHAIR = "the encounter at the chair"
_NOTHING_YET = "There is no claim yet. Fill in the chair's page, or choose Claim at a note of the journal."
_BACK = "Show the chair's claim"
_NOT_BILLABLE = "The drug may not be billed. {}"
_NOTHING_TO_COPY = "There is nothing to copy."
_COPIED = "Copied: {}."
_OTHER_KIND = " This place wants the other kind of claim."
_NOT_CONFIRMED = " It bills a discard that nobody has confirmed."
_STILL_WRONG = " The check has {} missing or wrong."
_PUT_IN = f" Put your charge where it says {CHARGE}."
_GIVING = "Giving the drug"


class ClaimPage(QWidget):
    """Forms on the left, the check on the right; one below the other in a narrow window."""

    rule_wanted = Signal(str)
    field_wanted = Signal(str)
    """A field of the encounter at the chair."""

    def __init__(
        self,
        rules: Rules,
        at_the_chair: Callable[[], tuple[Result | None, Clinic]],
        check: Callable[[Result, Clinic, Callable[[tuple[Item, ...]], None]], None],
    ) -> None:
        """Show that there is no claim yet.

        Args:
            rules: which the items of the check name.
            at_the_chair: the present encounter's result and the settings; shown each time the page comes into sight.
            check: tells what is to be right before a claim is sent, now and perhaps once more.
        """
        super().__init__()
        self._at_the_chair, self._check = at_the_chair, check
        self.claim: Claim | None = None
        self._checked: Result | None = None
        self.title, self.about, self.message = QLabel(), QLabel(), QLabel()
        self.back, self.sign, self.outcome, self.said = QPushButton(_BACK), Sign(), QPushButton(), Rows()
        self._of = _CHAIR
        self._order: tuple[ClaimCard, ...] = ()
        self.cards = {key: ClaimCard(title, _KEYS[key]) for key, title in forms.TITLES.items()}
        self.giving = ClaimCard(_GIVING, _KEY_OF_ACTS)
        self.fits, self.forms, self.checklist = Rows(), QVBoxLayout(), Checklist(rules)
        self._spoken = spoken.Changing(self.checklist)
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tab_soon = QTimer(self, singleShot=True, interval=0)
        self._build()
        self._connect()

    def show_claim(self, result: Result | None, clinic: Clinic, of: str) -> None:
        """Show a result's claim.

        Args:
            result: what an encounter comes to; None where it is not known yet.
            clinic: the settings that it was worked out with.
            of: whose claim it is, such as `note 7QK4-0213`; never a patient's name.
        """
        if result is not self._checked:
            self._area.verticalScrollBar().setValue(0)
        self.claim, self._of = result.claim if result else None, of
        self.back.setVisible(of != _CHAIR)
        self.title.setText(f"{SAMPLE}. Claim of {of}" if result and result.encounter.sample else f"Claim of {of}")
        self.about.setText(_about(result))
        said = _said(result)
        self.said.show_entries(said)
        self.said.setVisible(bool(said))
        self._show_cards()
        self._checked = result
        if result is None:
            self._show_items(None, (), leads=False)
        else:  # which tells of it at once
            self._check(result, clinic, partial(self._show_items, result, leads=of == _CHAIR))
        self._tab_soon.stop()
        tab_order.as_seen(self)  # now, for the focus goes where Tab would
        self.say("")

    def show_chair(self) -> None:
        """Show the claim of the encounter at the chair, as it is now."""
        self.show_claim(*self._at_the_chair(), _CHAIR)

    def say(self, words: str) -> None:
        """Say what was done, or why it was not, to the eye and to screen readers."""
        self.message.setText(words)
        self.message.setVisible(bool(words))
        spoken.say(self.message, words)

    def copy_form(self, key: str) -> None:
        """Copy a form as plain text."""
        found = [form for form in self.claim.forms if form.key == key] if self.claim else []
        self._copy(forms.TITLES[key], forms.text(found[0]) if found else "", self._open(found[0]) if found else "")

    def copy_acts(self) -> None:
        """Copy the proposal for giving the drug."""
        self._copy("the proposal for giving the drug", forms.acts_text(self.claim) if self.claim else "")

    def copy_check(self) -> None:
        """Copy the claim check as text."""
        self.say(_COPIED.format("the claim check") if self.checklist.copy_text(self._whose()) else _NOTHING_TO_COPY)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the chair's claim as it is now; a note's claim stays until it is left by its button."""
        super().showEvent(event)
        if not event.spontaneous() and self._of == _CHAIR:
            self.show_chair()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be cramped."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._show_outcome()

    def _show_outcome(self) -> None:
        """Where the check stands below the forms, its outcome stands above them and leads there."""
        below = self.columns.direction() is QBoxLayout.Direction.TopToBottom
        shown = below and bool(self.checklist.items)
        self.sign.show_severity(self._severity() if shown else "")
        self.outcome.setVisible(shown)

    def _severity(self) -> str:
        states = {item.state for item in self.checklist.items}
        return "error" if MISSING in states else "warning" if LOOK in states else "pass"

    def _whose(self) -> str:
        return f"{self.title.text()}. {self.about.text()}"

    def _open(self, form: Form) -> str:
        """What must be done before a form goes out, in few words."""
        missing = sum(item.state == MISSING for item in self.checklist.items)
        unconfirmed = any(remark.rule == "R17" for remark in form.remarks)
        said = _OTHER_KIND * (not form.fits), _NOT_CONFIRMED * unconfirmed, _STILL_WRONG.format(missing) * bool(missing)
        return "".join(said)

    def _copy(self, what: str, text: str, still: str = "") -> None:
        """Copy, and say what it was, what still has to be put in, and what must be done first.

        Where there is nothing, what was copied of another claim is taken away.
        """
        clipboard.copy(chart.marked(text, self._checked) if self._checked else text)
        self.say(_COPIED.format(what) + still + (_PUT_IN if CHARGE in text else "") if text else _NOTHING_TO_COPY)

    def _show_items(self, result: Result | None, items: tuple[Item, ...], *, leads: bool) -> None:
        """Show the check of a result, unless another one has come meanwhile."""
        if result is not self._checked:
            return
        self.checklist.show_items(items, leads=leads)
        self.outcome.setText(f"Check: {self.checklist.summary.text()}")
        self._spoken.say(self.outcome.text() if items else "")
        self.outcome.setProperty("severity", self._severity())
        theme.restyle(self.outcome)
        self._show_outcome()
        self._tab_soon.start()

    def _go_to_check(self) -> None:
        self._area.verticalScrollBar().setValue(self.checklist.y())
        self.checklist.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_cards(self) -> None:
        """The forms that fit, the proposal, and the other forms."""
        self.columns.setStretch(0, _SHARES[0] if self.claim else 0)
        if self.claim is None:
            self.fits.show_entries(())
            self._put(())
            return
        rules = {rule.id: rule for rule in self.claim.rules}
        self.fits.show_entries([remark(self.claim.fits, rules)])
        for form in self.claim.forms:
            self.cards[form.key].show_form(form, rules)
        self.giving.show_acts(self.claim, rules)
        fitting = [self.cards[form.key] for form in self.claim.forms if form.fits]
        others = [self.cards[form.key] for form in self.claim.forms if not form.fits]
        self._put((*fitting, self.giving, *others))

    def _put(self, cards: tuple[ClaimCard, ...]) -> None:
        """Have these cards below each other in this order, and no others."""
        if cards != self._order:
            self._order = cards
            for card in cards:
                self.forms.addWidget(card)
        for card in self._all_cards():
            card.setVisible(card in cards)

    def _all_cards(self) -> tuple[ClaimCard, ...]:
        return (*self.cards.values(), self.giving)

    def _build(self) -> None:
        inside, box = QWidget(), QVBoxLayout(self)
        inside.setLayout(self.columns)
        self.title.setProperty("look", "amount")
        for button in (self.back, self.outcome):
            button.setProperty("look", "link")
        self.about.setProperty("look", "quiet")
        for words in (self.title, self.about, self.message):
            words.setWordWrap(True)
        check = QVBoxLayout()
        for column, share in zip((self.forms, check), _SHARES, strict=True):
            column.setSpacing(theme.SPACE[1])
            side = QVBoxLayout()
            side.addLayout(column)
            side.addStretch(1)
            self.columns.addLayout(side, share)
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.columns.setSpacing(theme.SPACE[1])
        for card in self._all_cards():
            card.setProperty("topic", "claim.giving" if card is self.giving else "claim.forms")
            self.forms.addWidget(card)
        check.addWidget(self.checklist)  # Tab comes to it after the forms
        self._area = Column(inside)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.setSpacing(theme.SPACE[1])
        head = Bar(self.title, self.back, self.sign, self.outcome)
        scrolling.fill(box, self._area, above=(head, self.about, self.said, self.fits), below=(self.message,))

    def _connect(self) -> None:
        self._tab_soon.timeout.connect(lambda: tab_order.as_seen(self))
        folds = [card.fold for card in self._all_cards()] + [group.fold for group in self.checklist.groups.values()]
        for fold in folds:  # what is inside is made when it is wanted
            fold.clicked.connect(lambda _: self._tab_soon.start())
        self.fits.followed.connect(self.rule_wanted)
        self.back.clicked.connect(self.show_chair)
        self.outcome.clicked.connect(self._go_to_check)
        self.checklist.rule_wanted.connect(self.rule_wanted)
        self.checklist.field_wanted.connect(self.field_wanted)
        for card in self._all_cards():
            card.rule_wanted.connect(self.rule_wanted)
        rows = ((card.copy, _KEYS[key], partial(self.copy_form, key)) for key, card in self.cards.items())
        shortcuts.bind(self, *rows, (self.giving.copy, _KEY_OF_ACTS, self.copy_acts))
        shortcuts.bind(self, (self.checklist.copy, checklist.KEYS, self.copy_check))


def _said(result: Result | None) -> list[Entry]:
    """Why there is no claim, or none for the drug; nothing where there is one."""
    if result is None:
        return [Entry(_NOTHING_YET, "", "")]
    errors = " ".join(finding.message for finding in result.findings if finding.severity == "error")
    return [Entry(_NOT_BILLABLE.format(errors), "", "", severity="error")] if errors else []


def _about(result: Result | None) -> str:
    """Payer, place and date of service; empty where there is no claim."""
    if result is None:
        return ""
    encounter = result.encounter
    return f"{result.payer_name}. {SETTINGS[encounter.setting]}. Date of service {encounter.service_date}."
