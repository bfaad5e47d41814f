"""A card of the claim's page: one form with its copy button, or what to propose for giving the drug."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.claim import paper, x12
from core.claim.service import CHARGE
from core.result import Act, Claim, Form, Step
from core.rules import GRADES, Rule
from gui import theme, words
from gui.rows import Entry, Rows
from gui.section import heading
from gui.sideways import Sideways

Cells = Sequence[tuple[str, ...]]


class ClaimCard(QFrame):
    """A heading, a copy button with its key, what is copied, and remarks that lead to their rules."""

    copy_wanted = Signal()
    rule_wanted = Signal(str)

    def __init__(self, title: str, keys: str) -> None:
        """Make an empty card.

        Args:
            title: its heading, and what the button copies.
            keys: the button's.
        """
        super().__init__()
        self.setProperty("look", "card")
        self.title, self.kind = title, QLabel()
        self.copy, self.fold = QPushButton(f"Copy  {keys}"), QPushButton()
        self.inside, self.remarks = QWidget(), Rows()
        content = QWidget()
        self.body, self.area = QVBoxLayout(content), Sideways(content)
        self._parts: Sequence[QWidget] = ()
        self._shown: tuple[Form | tuple[Act, ...], Sequence[Entry]] = (), ()
        self._wanted: Callable[[], list[QWidget]] | None = None
        self._build(keys)

    def show_form(self, form: Form, rules: dict[str, Rule]) -> None:
        """Show a form; what does not fit the place is folded away."""
        remarks = [remark(step, rules)._replace(severity="warning") for step in form.remarks]
        self._fill(form, partial(_form, form), [*remarks, _layout(form, rules)])
        self.kind.setText("" if form.fits else "not this place's kind of claim")
        self.fold.setVisible(not form.fits)
        self.turn(shown=form.fits)
        self.copy.setEnabled(True)

    def show_acts(self, claim: Claim, rules: dict[str, Rule]) -> None:
        """Show the proposal for giving the drug."""
        self._fill(claim.acts, partial(_acts, claim.acts), [remark(step, rules) for step in claim.about_acts])
        self.kind.setText("proposal, not on the claim" if claim.acts else "nothing proposed")
        self.copy.setEnabled(bool(claim.acts))
        self.fold.hide()
        self.turn(shown=True)

    def turn(self, *, shown: bool) -> None:
        """Show what is inside, or fold it away."""
        if shown:
            self._make()
        self.inside.setVisible(shown)
        self.fold.setText("Hide" if shown else "Show")
        self.fold.setAccessibleName(f"{self.fold.text()} {self.title}")

    def _fill(self, shown: Form | tuple[Act, ...], make: Callable[[], list[QWidget]], remarks: Sequence[Entry]) -> None:
        """Have other parts made, unless they would show the same; what is folded away is made when it is wanted.

        The card is out of sight meanwhile: parts of a card in sight overlap until their layouts have settled.
        """
        if (shown, remarks) != self._shown:
            self.hide()
            self._shown, self._wanted = (shown, remarks), make

    def _make(self) -> None:
        """Make what is to be inside, if that is not done yet."""
        if self._wanted is None:
            return
        for part in self._parts:
            self.body.removeWidget(part)
            part.deleteLater()
        self._parts, self._wanted = self._wanted(), None
        self.area.setVisible(bool(self._parts))
        for part in self._parts:
            self.body.addWidget(part)
        self.remarks.show_entries(self._shown[1])

    def _build(self, keys: str) -> None:
        head, inside, box = QHBoxLayout(), QVBoxLayout(self.inside), QVBoxLayout(self)
        self.kind.setProperty("look", "quiet")
        self.copy.setToolTip(keys)
        self.copy.setAccessibleName(f"Copy {self.title}")
        self.copy.setAccessibleDescription(keys)
        self.fold.setProperty("look", "link")
        self.fold.clicked.connect(lambda: self.turn(shown=self.inside.isHidden()))
        self.remarks.followed.connect(self.rule_wanted)
        head.addWidget(heading(self.title))
        head.addWidget(self.kind, 1)
        head.addWidget(self.fold)
        head.addWidget(self.copy)
        for layout in (head, inside, box, self.body):
            layout.setSpacing(theme.SPACE[1])
        inside.setContentsMargins(0, 0, 0, 0)
        self.body.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.area)
        inside.addWidget(self.remarks)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.addLayout(head)
        box.addWidget(self.inside)


def remark(step: Step, rules: dict[str, Rule]) -> Entry:
    """A remark with its rule and how sure that is, which leads to the rule."""
    rule = rules[step.rule]
    return Entry(step.text, f"Rule {rule.id}, {rule.grade}", rule.id, words.rule(rule))


def _layout(form: Form, rules: dict[str, Rule]) -> Entry:
    """How a form is filled in, in one line, which leads to the least sure of its rules and tells of all."""
    found = [rules[step.rule] for step in form.layout]
    weakest = max(found, key=lambda rule: GRADES.index(rule.grade))
    hint = "\n\n".join(words.rule(rule) for rule in found)
    return Entry(" ".join(step.text for step in form.layout), f"Rule {weakest.id}, {weakest.grade}", weakest.id, hint)


def _form(form: Form) -> list[QWidget]:
    if form.header == x12.HEADER:
        return [_segments(form.rows)]
    fields = [(name, value or "empty") for name, value in form.fields]
    once = [_grid(tuple(name for name, _ in fields), [tuple(value for _, value in fields)])] if fields else []
    return [*once, _grid(form.header, form.rows)]


def _acts(acts: tuple[Act, ...]) -> list[QWidget]:
    rows = [(act.code, str(act.units), act.text) for act in acts]
    return [_grid(("Code", "Units", "What"), rows)] if rows else []


def _segments(rows: Cells) -> QWidget:
    text = _value("\n".join(segment for _, segment in rows), "Segments")
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(text.font().pointSizeF())
    text.setFont(font)
    return text


def _grid(header: tuple[str, ...], rows: Cells) -> QWidget:
    """Small names over values; the shaded part of a line stands above the rest of it, as on the form."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.SPACE[2])
    grid.setVerticalSpacing(theme.SPACE[0])
    above = int(header[0] == paper.SHADED)
    for column, name in enumerate(header[above:]):
        grid.addWidget(_name(name), 0, column, Qt.AlignmentFlag.AlignBottom)
    grid.setColumnStretch(len(header), 1)
    for place, row in enumerate(rows):
        for cell in row[:above]:
            grid.addWidget(_shaded(cell), 2 * place + 1, 0, 1, len(header))
        for column, cell in enumerate(row[above:]):
            grid.addWidget(_value(cell, header[above + column]), 2 * place + 2, column)
    return made


def _name(text: str) -> QLabel:
    number, _, word = text.partition(" ")
    label = QLabel(f"{number}\n{word}" if len(word) > 1 else text)
    label.setProperty("look", "label")
    return label


def _shaded(text: str) -> QLabel:
    label = _value(text or "no NDC", paper.SHADED)
    label.setProperty("look", "shaded")
    return label


def _value(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setAccessibleName(f"{name}: {text or 'empty'}")
    label.setProperty("severity", "warning" if text == CHARGE else "")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
