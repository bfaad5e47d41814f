"""The step in which the user says what a file's columns mean, and in which forms its values are."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from core.columns import mapping, proposal
from core.columns.forms import DATES, DOSE_UNITS
from core.columns.mapping import COLUMNS, MODIFIERS, SAME, WORDS, Mapping
from core.encounter import DRUG_SOURCES, ROUTES, SETTINGS
from core.faults import Fault
from core.payers import Payer
from gui import audit_words, spoken, theme
from gui.field import Choice
from gui.flow import Bar
from gui.report_cards import words_label
from gui.section import heading

_ACROSS = 3
"""Fields beside each other."""

_ALL = "="
"""Leads a value that holds for all rows, among headings; no heading begins so after a blank."""

_NONE = "Not in this file"
_OPEN = "Not said: refused"
_EXAMPLE = 26
"""Letters of an example."""

_VALUES: dict[str, dict[str, str]] = {
    "route": ROUTES,
    "setting": SETTINGS,
    "drug_source": DRUG_SOURCES,
    "count": {"1": "1 container", "2": "2 containers", "3": "3 containers"},
    "billed_code": {mapping.DRUG: "this drug"},
}
"""What may hold for all rows, each in words."""

_OTHERWISE = {"payer": "Not in this file: usual payer", "setting": "Not in this file: office"}
_OTHERWISE["drug_source"] = "Not in this file: bought by the practice"


class AuditColumns(QFrame):
    """A card of choices."""

    confirmed = Signal(object)
    """A mapping without a fault."""

    wrong = Signal(object)
    """The first choice that something is wrong with."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setProperty("look", "card")
        self._payers: dict[str, Payer] = {}
        self._values: dict[str, dict[str, str]] = {}
        self._header: tuple[str, ...] = ()
        self._sample: dict[str, tuple[str, ...]] = {}
        self.use, self.cancel = QPushButton("Use these columns"), QPushButton("Cancel")
        self.use.setProperty("look", "primary")
        self.said = words_label()
        self.columns: dict[str, Choice] = {}
        self.forms: dict[str, Choice] = {}
        self.words: dict[str, dict[str, Choice]] = {}
        self._parts, self._box = QVBoxLayout(), QVBoxLayout(self)
        self._words_box: QWidget | None = None
        self._build()
        self.use.clicked.connect(self.confirm)

    def show_file(
        self,
        header: Sequence[str],
        sample: dict[str, tuple[str, ...]],
        proposed: Mapping,
        payers: dict[str, Payer],
    ) -> None:
        """Ask about a file.

        Args:
            header: its headings.
            sample: different values of each.
            proposed: what they most likely mean, or meant the last time.
            payers: profiles that names of payers may mean.
        """
        self._header, self._sample, self._payers = tuple(header), sample, payers
        self._values = {**_VALUES, "payer": {name: payer.name for name, payer in payers.items()}}
        while (item := self._parts.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.deleteLater()
        self._words_box = None
        self._make_columns()
        self._make_forms()
        self._fill(proposed)
        self._make_words(proposed)
        self.say("")

    def confirm(self) -> None:
        """Hand over what is chosen, or say at each choice what is missing."""
        found = self.mapping()
        faults = mapping.check(found, self._header, self._payers) or proposal.misfits(found, self._sample)
        for field in (*self.columns.values(), *self.forms.values()):
            field.set_fault("")
        if faults:
            self._show_faults(faults)
        else:
            self.confirmed.emit(found)

    def question(self, doubts: Iterable[Fault], said: str) -> None:
        """Show what is doubtful, each at its choice; the same choice once more goes ahead."""
        self._show_faults(doubts)
        self.say(" ".join(filter(None, (said, audit_words.ONCE_MORE))), "fault")

    def mapping(self) -> Mapping:
        """What is chosen now."""
        chosen = {name: field.text() for name, field in self.columns.items()}
        same = {name: text.removeprefix(_ALL) for name, text in chosen.items() if text.startswith(_ALL)}
        columns = {name: chosen[name] for name in COLUMNS if chosen[name] and name not in same}
        modifiers = (chosen[name] for name in self._modifiers() if chosen[name])
        words = {name: _said(fields) for name, fields in self.words.items()}
        others = words.get("payer", {}).pop("", mapping.REFUSED)
        forms = {name: field.text() for name, field in self.forms.items()}
        return Mapping(columns, tuple(modifiers), same=same, words=words, other_payers=others, **forms)

    def say(self, words: str, look: str = "quiet") -> None:
        """Say what is to be done."""
        self.said.setText(words or audit_words.COLUMNS_WANTED)
        self.said.setProperty("look", look)
        theme.restyle(self.said)
        spoken.say(self.said, words)

    def _show_faults(self, faults: Iterable[Fault]) -> None:
        """Each at its choice, and lead to the first; what is about a heading is said below the card's own."""
        marked, rest = [], []
        for fault in faults:
            name = audit_words.MODIFIER.format(1) if fault.field == "billed_modifier" else fault.field
            field = self.columns.get(name) or self.forms.get(name)
            if field is None:
                rest.append(f"{fault.field}: {fault.message}.")
            else:
                field.set_fault(f"{fault.message[0].upper()}{fault.message[1:]}.")
                marked.append(field)
        self.say(" ".join(rest) or audit_words.MISSING, "fault")
        if marked:
            marked[0].focus()
            self.wrong.emit(marked[0])

    def _modifiers(self) -> tuple[str, ...]:
        return tuple(audit_words.MODIFIER.format(n) for n in range(1, MODIFIERS + 1))

    def _make_columns(self) -> None:
        self.columns = {name: self._column(name, audit_words.LABELS[name]) for name in audit_words.LABELS}
        self.columns |= {name: self._column(name, name) for name in self._modifiers()}
        self._parts.addWidget(_grid(self.columns.values()))
        self._unused = words_label()
        self._unused.setProperty("look", "quiet")
        self._parts.addWidget(self._unused)

    def _show_unused(self) -> None:
        """Name the columns that nothing is read from, so that none is passed over unseen."""
        chosen = {field.text() for field in self.columns.values()}
        left = [heading for heading in self._header if heading and heading not in chosen]
        self._unused.setText(audit_words.UNUSED.format(", ".join(left)) if left else "")
        self._unused.setVisible(bool(left))

    def _column(self, name: str, label: str) -> Choice:
        choices = {"": _OTHERWISE.get(name, _NONE)}
        choices |= {heading: heading for heading in self._header if heading and self._header.count(heading) == 1}
        if name in SAME:
            choices |= {f"{_ALL}{value}": f"All rows: {said}" for value, said in self._values[name].items()}
        made = Choice(label, choices, "Which column of the file holds it")
        made.changed.connect(lambda: self._show_example(made))
        made.changed.connect(self._show_unused)
        if name in WORDS:
            made.changed.connect(lambda: self._make_words(self.mapping()))
        return made

    def _show_example(self, field: Choice) -> None:
        """Say beside a label what the chosen column holds."""
        values = self._sample.get(field.text(), ())
        field.remark(f"such as {values[0][:_EXAMPLE]}" if values else "")

    def _make_forms(self) -> None:
        self.forms = {
            "rows": Choice("One row of the file is", audit_words.ROWS),
            "dates": Choice("Dates are written", {"": "Choose", **{name: name for name in DATES}}),
            "dose_unit": Choice(
                "Doses are in", {"": "the unit in the cell or column", **{name: name for name in DOSE_UNITS}}
            ),
        }
        for name, field in self.forms.items():
            field.setProperty("topic", f"audit.{name}")
        self._parts.addWidget(heading("Forms"))
        self._parts.addWidget(_grid(self.forms.values()))
        together = words_label(audit_words.TOGETHER)
        together.setProperty("look", "quiet")
        self._parts.addWidget(together)

    def _fill(self, proposed: Mapping) -> None:
        same = {name: f"{_ALL}{value}" for name, value in proposed.same.items()}
        chosen = {**same, **proposed.columns, **dict(zip(self._modifiers(), proposed.modifiers, strict=False))}
        for name, field in self.columns.items():
            field.blockSignals(True)
            field.set_text(chosen.get(name, ""))
            field.blockSignals(False)
            self._show_example(field)
        self._show_unused()
        for name, text in (("rows", proposed.rows), ("dates", proposed.dates), ("dose_unit", proposed.dose_unit)):
            self.forms[name].set_text(text)

    def _make_words(self, proposed: Mapping) -> None:
        """Ask what each word of the chosen columns means."""
        if self._words_box is not None:
            self._parts.removeWidget(self._words_box)
            self._words_box.deleteLater()
        self._words_box, self.words = QWidget(), {}
        self._words_box.setProperty("topic", "audit.words")
        box = QVBoxLayout(self._words_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE[1])
        for name in WORDS:
            values = self._sample.get(self.columns[name].text(), ())
            if values:
                box.addWidget(heading(f"{audit_words.LABELS[name]}: what stands there means"))
                self.words[name] = self._words(name, values, proposed)
                box.addWidget(_grid(self.words[name].values()))
        self._parts.addWidget(self._words_box)

    def _words(self, name: str, values: Iterable[str], proposed: Mapping) -> dict[str, Choice]:
        known = proposal.meanings(name, tuple(values), self._payers.values()) | proposed.words.get(name, {})
        fields: dict[str, Choice] = {}
        for value in values:
            if value.casefold() not in fields:
                fields[value.casefold()] = Choice(value, {"": _OPEN, **self._values[name]})
                fields[value.casefold()].set_text(known.get(value.casefold(), ""))
        if name == "payer":
            fields[""] = Choice("Rows of other payers, or of none", audit_words.OTHERS)
            fields[""].set_text(proposed.other_payers)
        return fields

    def _build(self) -> None:
        self.setProperty("topic", "audit.columns")
        for layout in (self._box, self._parts):
            layout.setSpacing(theme.SPACE[1])
        self._box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        self._box.addWidget(Bar(heading("Columns"), self.cancel, self.use))
        self._box.addWidget(self.said)
        self._box.addLayout(self._parts)


def _said(fields: dict[str, Choice]) -> dict[str, str]:
    """What somebody chose a meaning for."""
    return {word: field.text() for word, field in fields.items() if field.text()}


def _grid(fields: Iterable[Choice]) -> QWidget:
    """Fields in rows."""
    side = QWidget()
    grid = QGridLayout(side)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.SPACE[2])
    grid.setVerticalSpacing(theme.SPACE[1])
    for place, field in enumerate(fields):
        field.wrap()
        grid.addWidget(field, place // _ACROSS, place % _ACROSS)
    for column in range(_ACROSS):
        grid.setColumnStretch(column, 1)
        if grid.itemAtPosition(0, column) is None:
            grid.addWidget(QWidget(), 0, column)  # else the spacing is missing, and columns are not in line
    return side
