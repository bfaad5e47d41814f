"""Checking a note: files dropped on a real window, or chosen, and what is said of them."""

import json
import os
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.note import content, enclosed, pdf
from core.note.finished import finish
from gui import drawing, theme, words
from gui.chair import Chair
from gui.check_dialog import CheckDialog
from gui.field import Line
from tests.build import result
from tests.gui.keys import CTRL, at_next_dialogue, field, give_60_of_100, press, save_as
from tests.note import hostile
from tests.note.forging import box, forge, resave, with_result
from tests.note.paper import CLINIC, draw

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MOVE_OR_COPY = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


def drop(window: Chair, *paths: str | Path, at: QPoint | None = None) -> bool:
    """Drag files over the window and let go, as a file manager does; whether they were taken."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    files.setText("\n".join(map(str, paths)))  # which a field would take
    return _let_go(window, files, at or QPoint(300, 200))


def _let_go(window: Chair, data: QMimeData, place: QPoint) -> bool:
    target = window.window().windowHandle()
    QApplication.sendEvent(target, QDragEnterEvent(place, MOVE_OR_COPY, data, LEFT, PLAIN))
    QApplication.sendEvent(target, QDragMoveEvent(place, MOVE_OR_COPY, data, LEFT, PLAIN))
    event = QDropEvent(QPointF(place), MOVE_OR_COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(target, event)
    assert not event.isAccepted() or event.dropAction() == Qt.DropAction.CopyAction
    return event.isAccepted()


def checked(qtbot: QtBot, window: Chair) -> CheckDialog:
    """The dialogue, once the check is done."""
    dialogue = window.window().findChild(CheckDialog)
    assert dialogue is not None
    qtbot.waitUntil(lambda: dialogue.headline.text() != words.CHECKING, timeout=30_000)
    return dialogue


def listed(dialogue: CheckDialog) -> list[str]:
    """The differences that are shown."""
    return [dialogue.differences.item(row).text() for row in range(dialogue.differences.count())]


def _line(window: Chair) -> QLineEdit:
    """The field of the patient's name, in sight."""
    name = field(window, "patient.name")
    assert isinstance(name, Line)
    window.halves._left_area.ensureWidgetVisible(name)
    return name.line


@pytest.fixture
def put(tmp_path: Path) -> Callable[[bytes], Path]:
    """Writes a file that can be dropped."""

    def write(data: bytes, name: str = "note.pdf") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


class TestVerdicts:
    """What a note can be found to be, with what to do."""

    def test_same(self, qtbot: QtBot, window: Chair, put: Callable[..., Path]) -> None:
        """A note that was not touched agrees; its number and versions stand below, and no list of differences."""
        note = finish(result(CLINIC, patient={"name": "Ada Byron"}), CLINIC)
        assert drop(window, put(note.pdf))
        dialogue = checked(qtbot, window)

        assert dialogue.headline.text() == "This note agrees with its encounter."
        assert f"Note {note.said.number}. Made by Vialnote " in dialogue.note.text()
        assert "Checked by Vialnote " in dialogue.note.text()
        assert not dialogue.differences.isVisible()
        assert "Ada" not in dialogue.windowTitle()
        assert "Ada" not in window.window().windowTitle()

    def test_changed_bytes(self, qtbot: QtBot, window: Chair, put: Callable[..., Path]) -> None:
        """A text that somebody changed in the page is shown beside the one that is expected."""
        said = content.note(result(CLINIC), CLINIC)
        forged = forge(said=said._replace(head=said.head._replace(clinic="Another Clinic")))
        drop(window, put(forged))
        dialogue = checked(qtbot, window)

        assert dialogue.headline.text() == "This note was changed."
        assert listed(dialogue) == ["Page 1, text\nIn the note: Another Clinic\nExpected: Harbour Endocrinology"]
        assert dialogue.differences.hasFocus()

    def test_changed_content(self, qtbot: QtBot, window: Chair, put: Callable[..., Path]) -> None:
        """One byte of the page's own text, altered by somebody who knows the format."""
        writer = PdfWriter(clone_from=BytesIO(draw()))
        page = writer.pages[0].get_contents()
        assert page is not None
        drawn = page.get_data()
        place = drawn.index(b") Tj") - 1
        page.set_data(drawn[:place] + bytes([drawn[place] - 1]) + drawn[place + 1 :])
        writer.pages[0].replace_contents(page)
        file = BytesIO()
        writer.write(file)
        drop(window, put(file.getvalue()))
        (difference,) = listed(checked(qtbot, window))

        assert difference.startswith("Page 1, text\nIn the note: Harbour Endocrinolog")
        assert difference.endswith("\nExpected: Harbour Endocrinology")

    def test_something_over_it(self, qtbot: QtBot, window: Chair, put: Callable[..., Path]) -> None:
        """A white box over the claim lines is a change of the page's look."""
        drop(window, put(resave(draw(), box(1))))

        assert listed(checked(qtbot, window))[0].startswith("Page 1, look\nIn the note: something else is drawn\n")

    def test_changed_inside(self, qtbot: QtBot, window: Chair, put: Callable[..., Path]) -> None:
        """Claim lines and working are told as a biller reads them, only those that differ, and no markup."""
        honest = json.loads(json.dumps(with_result()["result"]))
        lines = [{**honest["lines"][0], "units": 30}, *honest["lines"][1:]]
        steps = [*honest["steps"][1:], {"text": "<b>more</b> \u202e", "rule": "R1"}]
        changed = with_result(lines=lines, steps=steps, containers=[{"count": 2, "lot": None}], kept_mcg=None)
        drop(window, put(forge(changed)))
        found = {text.partition("\n")[0]: text for text in reversed(listed(checked(qtbot, window)))}

        assert "In the note: J2354 30 units, NDC 00078018101 ML 0.6\nExpected: J2354 3 units, " in found["Claim lines"]
        assert "In the note: <b>more</b> [U+202E] (R1)\nExpected: 100 mcg labelled - 60 mcg" in found["Working"]
        assert "In the note: count 2, lot nothing\nExpected: ndc 0078-0181-01, " in found["Containers"]
        assert found["Kept, mcg"] == "Kept, mcg\nIn the note: nothing\nExpected: 0"

    def test_more_than_can_be_read(self, qtbot: QtBot, window: Chair, put: Callable[..., Path]) -> None:
        """A hundred differences are listed, each of some lines at most; the rest are counted."""
        steps = [{"text": f"{number} {'wide ' * 200}", "rule": "R1"} for number in range(300)]
        drop(window, put(forge({**with_result(steps=steps), "program_version": "0.0.1"})))
        texts = listed(checked(qtbot, window))

        assert texts[-1] == "And 200 more."
        assert len(texts) == 101
        assert max(map(len, texts)) < 1_000

    @pytest.mark.parametrize("lines", [1, 2])
    def test_other_rules(self, qtbot: QtBot, window: Chair, put: Callable[..., Path], lines: int) -> None:
        """A note of other rules is none that was changed; what would differ today is listed, if anything."""
        found = result(CLINIC)._replace(rules_version="2020-01-01", lines=result(CLINIC).lines[:lines])
        said = content.note(found, CLINIC)
        drop(window, put(pdf.render(said, "letter", enclosed.write(found, CLINIC, said))))
        dialogue = checked(qtbot, window)

        assert dialogue.headline.text() == "This note was made under other rules."
        assert "with rules 2020-01-01." in dialogue.note.text()
        assert len(listed(dialogue)) == 2 - lines
        assert dialogue.advice.text().endswith("this would differ:" if lines == 1 else "come to the same.")

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (box(1), "0 files encounter.json inside: a note of Vialnote has one."),
            (b"no PDF", "No PDF, or a damaged one."),
            (hostile.many_pages(5_000), "5,000 pages: a note has 300 at most."),
            (bytes(60_000_000), "More than 50,000,000 bytes: no note."),
        ],
        ids=["another PDF", "not a PDF", "too long", "60 MB"],
    )
    def test_no_note(self, qtbot: QtBot, window: Chair, put: Callable[..., Path], data: bytes, why: str) -> None:
        """What is no note is said so, with the reason and what to do."""
        drop(window, put(data, "Other.PDF"))
        dialogue = checked(qtbot, window)

        assert dialogue.headline.text() == "This is no note of Vialnote, or it is damaged."
        assert dialogue.advice.text().startswith("Ask for the PDF file itself")
        assert dialogue.note.text().startswith(why)
        assert dialogue.file.text() == "File: Other.PDF"

    def test_a_file_that_vanished(self, qtbot: QtBot, window: Chair, put: Callable[..., Path]) -> None:
        """A file that is gone by the time that it is read."""
        path = put(draw())
        os.unlink(path)
        drop(window, path)
        dialogue = checked(qtbot, window)

        assert dialogue.headline.text() == "The file can't be read."
        assert dialogue.note.text() == "No such file or directory."


class TestDropping:
    """What is taken, and what is refused in one sentence."""

    @pytest.mark.parametrize(
        ("names", "said"),
        [
            (["note.txt"], words.DROP_OTHER),
            (["."], words.DROP_FOLDER),
            (["a.pdf", "b.pdf"], words.DROP_ONE),
            ([], words.DROP_ONE),
        ],
    )
    def test_refused(self, window: Chair, tmp_path: Path, names: list[str], said: str) -> None:
        """A text, a folder and several files open nothing; the footer says what to drop."""
        for name in names:
            if name != ".":
                (tmp_path / name).write_text("x")
        drop(window, *(tmp_path / name for name in names))

        assert window.footer.message.text() == said
        assert window.window().findChild(CheckDialog) is None

    def test_over_a_field(self, qtbot: QtBot, window: Chair, put: Callable[..., Path]) -> None:
        """A file that is dropped on a field is checked, and the field does not take its path."""
        edit = _line(window)
        before = window.form.read()
        drop(window, put(draw()), at=edit.mapTo(window.window(), edit.rect().center()))

        assert checked(qtbot, window).headline.text() == "This note agrees with its encounter."
        assert window.form.read() == before

    def test_text_still_goes_into_fields(self, window: Chair) -> None:
        """Text that is dragged over a field is the field's."""
        edit = _line(window)
        text = QMimeData()
        text.setText("left arm")
        _let_go(window, text, edit.mapTo(window.window(), edit.rect().center()))

        assert window.window().findChild(CheckDialog) is None
        assert edit.text() == "left arm"

    def test_something_of_the_web(self, window: Chair) -> None:
        """An address is no file on this computer."""
        data = QMimeData()
        data.setUrls([QUrl("https://example.org/note.pdf")])
        _let_go(window, data, QPoint(300, 200))

        assert window.footer.message.text() == words.DROP_OTHER

    def test_the_last_one_counts(self, qtbot: QtBot, window: Chair, put: Callable[..., Path]) -> None:
        """While one note is still checked another is dropped: its answer is shown, and stays."""
        before = set(threading.enumerate())

        def at_work() -> list[threading.Thread]:
            """What was begun since; the journal's thread stays."""
            begun = set(threading.enumerate()) - before
            return [thread for thread in begun if not thread.name.startswith("journal")]

        with drawing.ONE:  # the first one can't be done meanwhile
            drop(window, put(draw(), "first.pdf"))
            drop(window, put(b"no PDF", "second.pdf"))
            dialogue = checked(qtbot, window)
        qtbot.waitUntil(lambda: not at_work())
        QApplication.processEvents()

        assert dialogue.file.text() == "File: second.pdf"
        assert dialogue.headline.text() == words.NO_NOTE_IN_FILE[0]


class TestByKey:
    """Everything without a mouse."""

    def test_saved_then_checked(self, qtbot: QtBot, window: Chair, tmp_path: Path) -> None:
        """Ctrl+O asks for a note; the one that was just saved agrees. Esc leaves nothing of the answer."""
        give_60_of_100(window)
        at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
        press(Qt.Key.Key_S, CTRL)
        at_next_dialogue(save_as("note.pdf"))  # where the last one was saved
        press(Qt.Key.Key_O, CTRL)
        dialogue = checked(qtbot, window)

        assert dialogue.headline.text() == "This note agrees with its encounter."
        assert not dialogue.isModal()
        assert dialogue.focusWidget() is not None
        QTest.keyClick(dialogue.focusWidget(), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: window.window().findChild(CheckDialog) is None)

    def test_going_back(self, window: Chair) -> None:
        """Who goes back from the question checks nothing."""
        at_next_dialogue(lambda dialogue: dialogue.reject())
        press(Qt.Key.Key_O, CTRL)

        assert window.window().findChild(CheckDialog) is None


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_nothing_is_clipped(qtbot: QtBot, window: Chair, put: Callable[..., Path], scheme: theme.Colours) -> None:
    """At its least size every text of the dialogue has the room that it needs."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app, scheme)
    drop(window, put(forge(with_result(steps=["a"]))))
    dialogue = checked(qtbot, window)
    dialogue.resize(dialogue.minimumSize())
    QApplication.processEvents()

    for label in dialogue.findChildren(QLabel):
        assert not label.isVisible() or label.height() >= label.heightForWidth(label.width()), label.text()
    assert dialogue.differences.accessibleName() == "Differences"
    assert not dialogue.differences.horizontalScrollBar().isVisible()
    theme.dress(app, theme.LIGHT)
