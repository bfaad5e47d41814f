"""Ten common tasks as data: what is pressed and clicked for each, and how it is seen that it is done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.journal.record import Record
from gui.desk import CLAIM, JOURNAL, REPORT, Desk
from tests.build import encounter
from tests.gui import desks, keys
from tests.gui.hands import Hands
from tests.gui.keys import ALT, BARCODE, CTRL, SHIFT, at_next_dialogue

LONG = 60_000
"""Milliseconds after which something does not come any more."""


class Bench:
    """A window with a note in its journal, whose discard nobody has confirmed; of staff, site and printer it knows."""

    def __init__(self, desk: Desk, qtbot: QtBot, folder: Path) -> None:
        """Work at a window."""
        self.desk, self.chair, self.qtbot, self.folder = desk, desk.chair, qtbot, folder
        self.hands = Hands()
        desks.wait_for_journal(qtbot, desk)
        self.chair.issuing.folder = str(folder)
        typed = encounter(discard=None, patient={"name": "Ana Sample", "record_number": "MRN-1"})
        self.chair.form.fill(self.chair.form.blank() | typed)
        self.chair.form.changed.emit()
        assert self.chair.issuing.save(asking=False)
        self.chair.go_to("opened")

    def records(self) -> list[Record]:
        """All that is filed."""
        return desks.records(self.desk)

    def journal(self) -> Any:  # noqa: ANN401 - the journal's page
        """The journal's page, once it shows what was asked for."""
        page: Any = self.desk.stack.currentWidget()
        self.qtbot.waitUntil(page.is_quiet, timeout=LONG)
        return page

    def printed(self) -> None:
        """Wait until the printer has the note."""
        self.qtbot.waitUntil(lambda: not self.chair.issuing.press.busy, timeout=LONG)

    def confirmed(self) -> None:
        """Wait until the box at the discard is ticked, which Qt shows a moment later."""
        self.qtbot.waitUntil(self.chair.form.discard.confirmed.isChecked, timeout=LONG)


Act = Callable[[Bench], None]


class Task(NamedTuple):
    """What is done, both ways, and how it is seen that it is."""

    words: str
    by_keys: Act
    by_mouse: Act
    done: Callable[[Bench], object]


# The next patient


def _scan() -> None:
    """The scanner's own Enter comes with the code."""
    keys.write(BARCODE)
    keys.enter()


def _begin_by_keys(bench: Bench, dose: str) -> None:
    bench.hands.press(Qt.Key.Key_N, CTRL)
    _scan()
    bench.hands.press(Qt.Key.Key_Return)
    keys.write(dose)


def _begin_by_mouse(bench: Bench, dose: str) -> None:
    bench.hands.click(bench.chair.footer.new)
    _scan()
    bench.hands.click(keys.field(bench.chair, "given").control)
    keys.write(dose)


def _confirm_by_keys(bench: Bench) -> None:
    bench.hands.press(Qt.Key.Key_D, ALT)
    bench.confirmed()


def _confirm_by_mouse(bench: Bench) -> None:
    bench.hands.click(bench.chair.form.discard.confirmed)
    bench.confirmed()


def _print_by_keys(bench: Bench) -> None:
    bench.hands.press(Qt.Key.Key_P, CTRL | SHIFT)
    bench.printed()


def _print_by_mouse(bench: Bench) -> None:
    at_next_dialogue(lambda dialogue: bench.hands.push("Print", dialogue))
    bench.hands.click(bench.chair.footer.print)
    bench.printed()


def _standard_by_keys(bench: Bench) -> None:
    _begin_by_keys(bench, "60")
    _confirm_by_keys(bench)
    _print_by_keys(bench)


def _standard_by_mouse(bench: Bench) -> None:
    _begin_by_mouse(bench, "60")
    _confirm_by_mouse(bench)
    _print_by_mouse(bench)


def _is_printed(bench: Bench) -> bool:
    said = bench.chair.footer.message.text()
    return "Sent to Front-desk" in said and bench.records()[-1].body["encounter"]["discard"]["confirmed"]


def _whole_by_keys(bench: Bench) -> None:
    _begin_by_keys(bench, "100")
    _print_by_keys(bench)


def _whole_by_mouse(bench: Bench) -> None:
    _begin_by_mouse(bench, "100")
    _print_by_mouse(bench)


def _is_whole(bench: Bench) -> bool:
    result = bench.records()[-1].body["result"]
    return "Sent to Front-desk" in bench.chair.footer.message.text() and result["discarded_mcg"] == "0"


# What is on the page


def _claim_by_keys(bench: Bench) -> None:
    bench.hands.press(Qt.Key.Key_C, CTRL | SHIFT)


def _claim_by_mouse(bench: Bench) -> None:
    bench.hands.click(bench.chair.bill.copy)


def _form_by_keys(bench: Bench) -> None:
    bench.hands.press(Qt.Key.Key_2, CTRL)
    bench.hands.press(Qt.Key.Key_F6)


def _form_by_mouse(bench: Bench) -> None:
    bench.hands.click(bench.desk.buttons[CLAIM])
    page: Any = bench.desk.stack.currentWidget()
    bench.hands.click(page.cards["cms1500"].copy)


def _chart_by_keys(bench: Bench) -> None:
    bench.hands.press(Qt.Key.Key_T, CTRL | SHIFT)


def _chart_by_mouse(bench: Bench) -> None:
    bench.hands.click(bench.chair.footer.chart)


def _copied(part: str) -> Callable[[Bench], bool]:
    return lambda _: part in QGuiApplication.clipboard().text()


# The journal


def _to_journal_by_keys(bench: Bench) -> Any:  # noqa: ANN401 - the journal's page
    bench.hands.press(Qt.Key.Key_3, CTRL)
    return bench.journal()


def _to_journal_by_mouse(bench: Bench) -> Any:  # noqa: ANN401 - the journal's page
    bench.hands.click(bench.desk.buttons[JOURNAL])
    return bench.journal()


def _find_by_keys(bench: Bench) -> None:
    _to_journal_by_keys(bench)
    keys.write("ana")
    bench.hands.press(Qt.Key.Key_Return)
    bench.journal()


def _find_by_mouse(bench: Bench) -> None:
    page = _to_journal_by_mouse(bench)
    bench.hands.click(page.filter.search.control)
    keys.write("ana")
    bench.qtbot.waitUntil(lambda: page.filter.wanted() == page.filter._asked and page.is_quiet(), timeout=LONG)


def _is_found(bench: Bench) -> bool:
    return "Ana Sample" in bench.journal().details.toPlainText()


def _amend_by_keys(bench: Bench) -> None:
    _to_journal_by_keys(bench)
    bench.hands.press(Qt.Key.Key_A, ALT)
    bench.qtbot.waitUntil(bench.chair.isVisible, timeout=LONG)
    _confirm_by_keys(bench)
    at_next_dialogue(bench.hands.answer(Qt.Key.Key_Return))
    _print_by_keys(bench)


def _amend_by_mouse(bench: Bench) -> None:
    bench.hands.click(_to_journal_by_mouse(bench).amend)
    bench.qtbot.waitUntil(bench.chair.isVisible, timeout=LONG)
    _confirm_by_mouse(bench)
    at_next_dialogue(
        desks.then(
            lambda dialogue: bench.hands.push("Amend", dialogue), lambda dialogue: bench.hands.push("Print", dialogue)
        )
    )
    bench.hands.click(bench.chair.footer.print)
    bench.printed()


def _is_amended(bench: Bench) -> bool:
    body = bench.records()[-1].body
    return bool(body["reason"] == "Discard confirmed" and body["encounter"]["discard"]["confirmed"])


def _void_by_keys(bench: Bench) -> None:
    _to_journal_by_keys(bench)
    at_next_dialogue(bench.hands.answer(Qt.Key.Key_Down, Qt.Key.Key_Return))
    bench.hands.press(Qt.Key.Key_V, ALT)


def _void_by_mouse(bench: Bench) -> None:
    page = _to_journal_by_mouse(bench)

    def answer(dialogue: QWidget) -> None:
        QTest.keyClicks(dialogue.focusWidget() or dialogue, "Wrong patient")
        bench.hands.push("Void", dialogue)

    at_next_dialogue(answer)
    bench.hands.click(page.void)


def _is_void(bench: Bench) -> bool:
    bench.qtbot.waitUntil(lambda: len(bench.records()) == 2, timeout=LONG)
    return bool(bench.records()[-1].body["reason"] == "Wrong patient")


def _sent_by_keys(bench: Bench) -> None:
    _to_journal_by_keys(bench)
    at_next_dialogue(bench.hands.answer(Qt.Key.Key_Return))
    bench.hands.press(Qt.Key.Key_M, CTRL)
    bench.journal()


def _sent_by_mouse(bench: Bench) -> None:
    page = _to_journal_by_mouse(bench)
    at_next_dialogue(lambda dialogue: bench.hands.push("Mark", dialogue))
    bench.hands.click(page.biller.mark)
    bench.journal()


def _is_sent(bench: Bench) -> bool:
    page = bench.journal()
    return "sent" in str(page.model.row(0))


# The month


def _report_by_keys(bench: Bench) -> None:
    bench.hands.press(Qt.Key.Key_4, CTRL)


def _report_by_mouse(bench: Bench) -> None:
    bench.hands.click(bench.desk.buttons[REPORT])


def _is_reported(bench: Bench) -> bool:
    page: Any = bench.desk.stack.currentWidget()
    bench.qtbot.waitUntil(page.head.pdf.isEnabled, timeout=LONG)
    return True


TASKS = (
    Task(
        "The next patient: scan, dose, discard confirmed, filed and printed",
        _standard_by_keys,
        _standard_by_mouse,
        _is_printed,
    ),
    Task("The same where nothing is left over", _whole_by_keys, _whole_by_mouse, _is_whole),
    Task("Copy the claim lines of the note on the page", _claim_by_keys, _claim_by_mouse, _copied("J2354")),
    Task("Copy the same as a CMS-1500 wants it", _form_by_keys, _form_by_mouse, _copied("CHARGE")),
    Task("Copy the text for the patient's chart", _chart_by_keys, _chart_by_mouse, _copied("octreotide")),
    Task("Find a patient's notes in the journal and read the newest", _find_by_keys, _find_by_mouse, _is_found),
    Task("Amend the newest note: discard confirmed later, printed", _amend_by_keys, _amend_by_mouse, _is_amended),
    Task("Void the newest note, with the reason", _void_by_keys, _void_by_mouse, _is_void),
    Task("Mark the newest note's claim as sent today", _sent_by_keys, _sent_by_mouse, _is_sent),
    Task("See this month's report", _report_by_keys, _report_by_mouse, _is_reported),
)
