"""How the window fits: sizes, scaling, order of Tab, names for screen readers."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QShortcut, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core import paths
from core.clinic import Clinic
from core.crash import Kept
from gui import leaving, theme, words
from gui.about_dialog import AboutDialog
from gui.chair import Chair
from gui.check_dialog import CheckDialog
from gui.crash_dialog import CrashDialog
from gui.desk import Desk
from gui.grants_dialog import GrantsDialog
from gui.scanner_dialog import ScannerDialog
from gui.scrolling import Column
from gui.section import Encounter
from gui.settings_dialog import SettingsDialog
from tests.build import AMPUL_100, MULTI_1000, encounter, opened
from tests.gui import desks
from tests.gui.keys import at_next_dialogue, focused, press, push

_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QSpinBox)
_BUSY: Encounter = encounter(
    opened=opened(AMPUL_100, MULTI_1000),
    given="500 mcg",
    discard=None,
    given_at="99",
    patient={"name": "A name that is rather long for its field", "birth_date": "61"},
    diagnosis=["E34.09", "D3A.098"],
)


def _show(window: Chair, **fields: Any) -> None:  # noqa: ANN401 - any JSON value
    desks.fill(window, **fields)
    for _ in range(3):
        QApplication.processEvents()


def _controls(window: QWidget) -> Iterator[QWidget]:
    """Every control that can be seen and is not part of another one."""
    for kind in _CONTROLS:
        for control in window.findChildren(kind):
            if control.isVisible() and not isinstance(control.parent(), QComboBox | QSpinBox | QLineEdit):
                yield control


def clipped(window: QWidget) -> list[str]:
    """Controls and words that are cut off to the side, or lower than their text or than a finger needs."""
    found = [control for control in _controls(window) if control.height() < theme.CONTROL]
    for widget in [*_controls(window), *window.findChildren(QLabel)]:
        if not widget.isVisible():
            continue
        left = widget.mapTo(window, QPoint(0, 0)).x()
        short = isinstance(widget, QLabel | QAbstractButton) and widget.height() < _needed(widget)
        if left < 0 or left + widget.width() > window.width() or short:
            found.append(widget)
    return [f"{type(widget).__name__} {_text(widget)}" for widget in found]


def _needed(widget: QWidget) -> int:
    wraps = isinstance(widget, QLabel) and widget.wordWrap()
    return widget.heightForWidth(widget.width()) if wraps else widget.minimumSizeHint().height()


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()


@pytest.mark.parametrize("size", [(1024, 700), (1099, 700), (1100, 700), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("fields", [{}, _BUSY], ids=["an answer", "faults"])
def test_nothing_is_clipped(window: Chair, size: tuple[int, int], fields: Encounter) -> None:
    """At every size all words and controls are whole, and controls are at least 36 pixels high."""
    window.window().resize(*size)
    _show(window, **fields)

    assert window.width() == size[0]
    assert clipped(window) == []


@pytest.mark.parametrize("width", [640, 700, 800, 1024])
@pytest.mark.parametrize("slip", ["none", "label"])
def test_every_button_is_whole(window: Chair, width: int, slip: str) -> None:
    """In the narrowest window too, with the button for slips and a message beside them."""
    window.settings.clinic = window.settings.clinic._replace(slip=slip)
    window.window().resize(width, 700)
    window.footer.say("Sent to Front-desk: 2026-11-20-J2354-7QK40213.pdf. Front-desk is stopped; the note waits there.")
    _show(window)

    assert clipped(window.footer) == []
    assert window.footer.slip.isVisible() == (slip != "none")
    assert window.footer.message.height() <= 3 * window.footer.message.fontMetrics().lineSpacing() + 6


def test_nothing_is_clipped_at_200_percent(tmp_path: Path) -> None:
    """The same holds where the system scales twofold."""
    program = """
import sys
from PySide6.QtWidgets import QApplication
from gui import theme
from gui.desk import Desk
from tests.build import encounter, shipped
from tests.gui.test_window_layout import clipped
app = QApplication([])
theme.prepare(app)
desk = Desk(shipped(), "no settings here", sys.argv[1])
theme.follow_system(app)
desk.resize(1024, 700)
desk.show()
window = desk.chair
window.form.fill(window.form.blank() | encounter())
window.update_answer()
for _ in range(3):
    app.processEvents()
print(window.devicePixelRatioF(), window.width(), clipped(window))
"""
    root = os.path.dirname(paths.RESOURCES)
    environment = os.environ | {"QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": root}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "2.0 1024 []"


def test_the_bill_stays_in_sight_when_narrow(window: Chair) -> None:
    """In one column the bill is above the form, and stays there when the form scrolls to its end."""
    window.window().resize(1024, 700)
    _show(window)
    window.form.focus("payer")
    QApplication.processEvents()
    bill, form = window.bill.mapTo(window, QPoint(0, 0)), window.form.mapTo(window, QPoint(0, 0))

    assert form.y() < 0
    assert bill.y() >= 0
    assert window.bill.visibleRegion().boundingRect().height() == window.bill.height()


def test_the_form_has_room_at_200_percent(window: Chair) -> None:
    """On 1920 x 1080 at 200 % the answer leaves the first container in sight, each claim line in one row."""
    window.window().resize(960, 540)
    _show(window)
    row = window.form.opened.rows[0]
    lowest = row.mapTo(window, QPoint(0, row.height())).y()

    assert clipped(window) == []
    assert lowest < window.footer.mapTo(window, QPoint(0, 0)).y()
    assert window.bill.model.data(window.bill.model.index(0, 2)) == "60 mcg  administered"
    assert window.bill.copy.mapTo(window, QPoint(0, 0)).y() < window.bill.table.mapTo(window, QPoint(0, 0)).y()

    window.window().resize(1366, 768)
    assert window.bill.table.horizontalHeader().isVisible()


@pytest.mark.parametrize(("width", "rows", "beside"), [(840, 1, True), (800, 1, False), (640, 2, False)])
def test_the_bill_stays_low_when_narrow(window: Chair, width: int, rows: int, beside: bool) -> None:  # noqa: FBT001
    """Claim lines stay in one row as long as there is room, and then what can be done with them at the heading."""
    window.window().resize(width, 700)
    _show(window, payer="medicare-noridian", drug_source="340b")
    bill = window.bill

    drug = bill.model.data(bill.model.index(0, 2))
    assert isinstance(drug, str)
    assert len(drug.splitlines()) == rows
    assert (bill.copy.mapTo(bill, QPoint(0, 0)).y() < bill.table.y()) is beside
    assert bill.table.horizontalHeader().length() <= bill.table.viewport().width()
    assert clipped(window) == []


@pytest.mark.parametrize("width", [1024, 1093, 1366])
@pytest.mark.parametrize("name", ["Chair", "Claim", "Report", "Audit", "Lists"])
def test_longer_words_have_room(whole: Desk, name: str, width: int) -> None:
    """Words that are 40 % longer, as in other languages, push nothing beyond the edge and cut no button short."""
    page = whole.go(name)
    whole.window().resize(width, 700)
    if isinstance(page, Chair):
        _show(page)
    for part in page.findChildren(QLabel) + page.findChildren(QAbstractButton):
        if text := part.text():
            part.setText(f"{text} {text[: 2 * len(text) // 5]}".rstrip())
    for _ in range(4):
        QApplication.processEvents()

    buttons = [button for button in page.findChildren(QAbstractButton) if button.isVisible()]
    assert [button.text() for button in buttons if button.width() < button.minimumSizeHint().width()] == []
    ends = {button.text(): button.mapTo(whole, QPoint(button.width(), 0)).x() for button in buttons}
    assert [text for text, end in ends.items() if end > whole.width() - theme.SPACE[3]] == []


@pytest.mark.parametrize("kind", ["settings", "about", "check", "crash", "scanner", "authorisations"])
def test_no_dialogue_is_larger_than_the_window(whole: Desk, kind: str) -> None:
    """On 1920 x 1080 at 200 % each dialogue fits, so that its buttons are on the screen."""
    whole.window().resize(960, 540)
    known = whole.lists.known
    makers: dict[str, Callable[[], QDialog]] = {
        "settings": lambda: SettingsDialog(Clinic(), known.payers, whole.chair),
        "about": lambda: AboutDialog(known.rules.version, whole),
        "check": lambda: CheckDialog(known, whole),
        "crash": lambda: CrashDialog(Kept("", ""), whole),
        "scanner": lambda: ScannerDialog(lambda _, __: "", whole),
        "authorisations": lambda: GrantsDialog(whole, whole.journal, known, None),
    }
    dialogue = makers[kind]()
    dialogue.show()
    QApplication.processEvents()

    assert dialogue.width() <= 960
    assert dialogue.height() <= 540
    box = dialogue.layout()
    assert box is not None
    around = box.contentsMargins()
    bar = theme.BAR if dialogue.findChildren(Column) else 0  # which stands in the margin
    wanted = theme.SPACE[3]
    assert (around.left(), around.top(), around.right() + bar, around.bottom()) == (wanted, wanted, wanted, wanted)
    dialogue.close()


def test_a_question_has_the_same_room(whole: Desk) -> None:
    """Its words begin at the margin, though Qt would leave room for a picture."""
    seen: list[list[int]] = []

    def look(question: QMessageBox) -> None:
        words = [label for label in question.findChildren(QLabel) if label.isVisible()]
        seen.extend([label.x(), label.indent()] for label in words)
        push("Cancel")(question)

    at_next_dialogue(look)
    leaving.ask(whole)
    assert seen == [[theme.SPACE[3], 0]] * 2


def test_words_of_a_question_take_all_of_its_width(dressed: QApplication, qtbot: QtBot) -> None:  # noqa: ARG001
    """Also where its buttons are wider than they."""
    question = QMessageBox(QMessageBox.Icon.NoIcon, "", "50 mcg in 1 mL is 1,000 mcg in 1 mL. Does the label say so?")
    qtbot.addWidget(question)
    for said in ("&The label says so, as somebody read it", "&Go back to where it is written"):
        question.addButton(said, QMessageBox.ButtonRole.AcceptRole)
    theme.lay_out_question(question)
    question.show()
    label = next(label for label in question.findChildren(QLabel) if label.isVisible())

    assert label.x() == question.width() - label.geometry().right() - 1 == theme.SPACE[3]


def test_two_columns_when_wide(window: Chair) -> None:
    """Form and answer stand side by side from 1,100 pixels on."""
    _show(window)
    assert window.bill.mapTo(window, QPoint(0, 0)).x() > window.form.mapTo(window, QPoint(0, 0)).x() + 500


@pytest.mark.parametrize("width", [1024, 1366])
def test_tab_goes_down_the_form(window: Chair, width: int) -> None:
    """Tab reaches every control of the form, in reading order, and comes round to where it began."""
    window.window().resize(width, 768)
    _show(window)
    start = window.form.opened.scan
    start.setFocus()
    passed: list[QWidget] = [start]
    press(Qt.Key.Key_Tab)
    while focused() is not start:
        passed.append(focused())
        assert len(passed) < 100
        press(Qt.Key.Key_Tab)

    inside = [control for control in passed if window.form.isAncestorOf(control)]
    tops = [control.mapTo(window.form, control.rect().center()).y() for control in inside]
    remove = inside.index(window.form.opened.rows[0].last)
    del tops[remove], inside[remove]  # stands above its row, and comes after it
    assert all(lower > upper - theme.CONTROL / 2 for upper, lower in pairwise(tops))
    wanted = {control for control in _controls(window.form) if control.focusPolicy() & Qt.FocusPolicy.TabFocus}
    missed = [control for control in wanted if control.isEnabled() and control not in passed]
    assert [_text(control) for control in missed if not _in_group(control)] == []
    assert {window.footer.new, window.footer.save} <= set(passed)


def _in_group(control: QWidget) -> bool:
    """Of radio buttons Tab reaches the chosen one; arrows reach the others."""
    return isinstance(control, QAbstractButton) and control.group() is not None


def test_every_control_has_a_name(window: Chair) -> None:
    """A screen reader can name each control, by its words, its own name or the label that stands over it."""
    _show(window, opened=opened(AMPUL_100, MULTI_1000))
    labelled = {label.buddy() for label in window.findChildren(QLabel)}
    unlabelled = [control for control in _controls(window) if control not in labelled]

    assert [type(control) for control in unlabelled if not (_text(control) or control.accessibleName())] == []


def test_every_shortcut_of_the_help_works(whole: Desk, window: Chair) -> None:
    """The help lists the keys of the window and the chair, and each key that it lists is heard on one of the pages."""
    listed = {key for keys, _ in words.SHORTCUTS for key in keys.split(", ") if key.startswith(("Ctrl", "F", "Esc"))}
    at_the_chair = {shortcut.key().toString() for shortcut in whole.window().findChildren(QShortcut)}
    for name in whole.buttons:
        whole.go(name)
    heard = {shortcut.key().toString() for shortcut in whole.window().findChildren(QShortcut)}

    assert at_the_chair <= listed <= heard
    assert window.form.discard.confirmed.shortcut().toString() == "Alt+D"


def test_the_wheel_changes_no_list(window: Chair) -> None:
    """Scrolling the page with the pointer over a list or a count leaves it as it is."""
    _show(window)
    before = window.form.read()
    for control in [*window.form.findChildren(QComboBox), *window.form.findChildren(QSpinBox)]:
        _turn_wheel(control)

    assert window.form.read() == before


def _turn_wheel(control: QWidget) -> None:
    middle = QPointF(control.rect().center())
    place = QPointF(control.mapToGlobal(control.rect().center()))
    turn = QPoint(0, -120)
    nothing, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(middle, place, turn, turn, nothing, Qt.KeyboardModifier.NoModifier, phase, False)
    QApplication.sendEvent(control, event)


def test_every_control_says_what_it_is_for(window: Chair) -> None:
    """Whatever takes the focus in the form has a description for people who can't see it."""
    window.form.fill(window.form.blank() | _BUSY)
    inside = (QComboBox, QSpinBox)
    silent = [
        control.accessibleName() or control
        for control in window.form.findChildren(QWidget)
        if isinstance(control, (*_CONTROLS, QPlainTextEdit)) and not isinstance(control.parentWidget(), inside)
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and not control.accessibleDescription()
    ]

    assert silent == []
