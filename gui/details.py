"""Below the answer: where the drug went, why the lines are so, and what to check."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from core.clinic import Clinic
from core.note import characters, logo
from core.note.amounts import figure
from core.note.phrases import discarded, discarded_words, kept_words
from core.result import Finding, Result, worst_first
from core.rules import Rule
from core.vessels import vessels
from gui import spoken, theme, words
from gui.rows import Entry, Rows
from gui.section import heading
from gui.vessel_view import VesselView

_CONFIRM = "confirm "
"""Before the field of a container, where a link leads to confirming its type instead of the field."""


class Details(QWidget):
    """Containers, findings and steps of an answer."""

    field_wanted = Signal(str)
    asked = Signal(str)
    """Why a finding or step is so: a topic of help."""

    confirm_wanted = Signal(str)
    """The field of a container whose type is to be confirmed from its label."""

    def __init__(self) -> None:
        """Show nothing at first."""
        super().__init__()
        self.setProperty("look", "page")
        self._announced: tuple[str, ...] = ()
        self.amount = QLabel()
        self.amount.setProperty("look", "amount")
        self.amount.setWordWrap(True)
        self.vessels = VesselView()
        self.findings, self.steps = Rows(), Rows()
        self.found: tuple[Finding, ...] = ()
        """The findings in the order in which they are shown."""

        self.findings.followed.connect(self._follow)
        self.steps.followed.connect(self.asked)
        self.findings.asked.connect(self.asked)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE[1])
        self._cards = [
            _card("Containers", self.amount, self.vessels),
            _card("Check", self.findings),
            _card("Why", self.steps),
        ]
        for card in self._cards:
            box.addWidget(card)
        box.addStretch()
        self.show_nothing()

    def _follow(self, target: str) -> None:
        field = target.removeprefix(_CONFIRM)
        (self.field_wanted if field == target else self.confirm_wanted).emit(field)

    def show_nothing(self) -> None:
        """While something is missing there is nothing to explain."""
        self.found = ()
        for card in self._cards:
            card.hide()

    def announce(self) -> None:
        """Tell screen readers, politely, what is to be checked that they have not heard of this answer."""
        found = tuple(finding.message for finding in self.found)
        new = [message for message in found if message not in self._announced]
        self._announced = found
        if new:
            spoken.say(self, f"Check: {' '.join(new)}")

    def show_result(self, result: Result, clinic: Clinic = Clinic()) -> None:  # noqa: B008 - frozen
        """Explain an answer; the clinic's settings may keep the note from being printed as they say."""
        rules = {rule.id: rule for rule in result.rules}
        self.amount.setText(amount_words(result))
        self.vessels.show_figure(figure(vessels(result.containers)))
        printing = (characters.unprintable(result.encounter), logo.unreadable(clinic.logo))
        self.found = worst_first((*result.findings, *filter(None, printing)))
        self.findings.show_entries(
            [_finding(place, finding, rules.get(finding.rule)) for place, finding in enumerate(self.found)]
        )
        self.steps.show_entries(
            [
                Entry(step.text, step.rule, f"step {place}", words.rule(rules[step.rule]))
                for place, step in enumerate(result.steps)
            ]
        )
        for card, shown in zip(self._cards, (result.containers, self.found, result.steps), strict=True):
            card.setVisible(bool(shown))


def amount_words(result: Result) -> str:
    """What is discarded and what is kept, in one line; empty where the amounts do not add up."""
    if result.given != sum(use.given for use in result.containers):
        return ""
    parts = [f"Discarded {discarded_words(result)}"] if discarded(result) else []
    if result.kept:
        parts.append(f"Kept {kept_words(result)}")
    return ". ".join(parts) or "Nothing is discarded."


def _finding(place: int, found: Finding, rule: Rule | None) -> Entry:
    link, target = f"Go to {words.place(found.field)}" if found.field else "", found.field
    if found.code == "container-type-unconfirmed":
        link, target = "Confirm from label", f"{_CONFIRM}{found.field}"
    why = f"finding {place}" if rule else ""
    return Entry(found.message, link, target, words.rule(rule) if rule else "", found.severity, why)


def _card(title: str, *widgets: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    box = QVBoxLayout(card)
    box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
    box.setSpacing(theme.SPACE[0])
    box.addWidget(heading(title))
    for widget in widgets:
        box.addWidget(widget)
    return card
