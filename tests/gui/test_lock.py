"""The window that locks itself: nothing is seen, nothing acts, nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core import settings
from core.clinic import Clinic
from core.computer import Computer
from core.journal import home, key
from core.journal.home import Home
from core.settings import Remembered
from gui.chair import Chair
from gui.desk import JOURNAL, REPORT, Desk
from gui.idle import Curtain
from gui.journal import State
from tests.gui.keys import ALT, CTRL, SHIFT, at_next_dialogue, enter, field, focused, give_60_of_100, press, write
from tests.gui.test_window_layout import clipped

PASSPHRASE = "four words in mind"  # noqa: S105 - of a test


@pytest.fixture
def busy(whole: Desk, window: Chair) -> Iterator[Desk]:
    """The window with a patient on its page."""
    give_60_of_100(window)
    field(window, "patient.name").set_text("Marker, Ana")
    field(window, "patient.name").focus()
    yield whole
    if whole.locked:
        curtain(whole).opened.emit()


def curtain(whole: Desk) -> Curtain:
    """What hides the pages."""
    found = whole.findChild(Curtain)
    assert found is not None
    return found


def fall_idle(whole: Desk, qtbot: QtBot) -> None:
    """Let the time run out, which is shortened to nothing."""
    whole.idle._timer.setInterval(1)
    whole.idle._timer.start()
    qtbot.waitUntil(lambda: whole.locked)
    whole.idle._timer.setInterval(600_000)
    QApplication.processEvents()


def in_sight() -> str:
    """Every word of every window that can be seen, titles and tooltips among them."""
    found = [window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible()]
    for widget in QApplication.allWidgets():
        if widget.isVisible():
            text = widget.text() if isinstance(widget, QLabel | QLineEdit) else ""
            found += [text, widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    return "\n".join(found)


def test_nothing_of_the_patient_is_in_sight(busy: Desk, qtbot: QtBot) -> None:
    """Neither words nor pixels tell what stood there, and a confirmation brings all of it back."""
    assert "Marker, Ana" in in_sight()
    before = focused()
    fall_idle(busy, qtbot)

    assert "Marker" not in in_sight()
    assert "Vialnote is locked" in in_sight()
    assert [child for child in busy.content.findChildren(QWidget) if child.isVisible()] == []
    assert focused() is curtain(busy).button
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not busy.locked)
    assert "Marker, Ana" in in_sight()
    assert focused() is before
    assert busy.chair.form.read()["given"] == "60 mcg"


def test_the_picture_is_the_same_whatever_stood_there(busy: Desk, qtbot: QtBot) -> None:
    """The task bar's preview, too, shows the locked window alone."""
    fall_idle(busy, qtbot)
    full = busy.grab().toImage()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not busy.locked)
    busy.chair.cases.begin()
    fall_idle(busy, qtbot)
    assert busy.grab().toImage() == full


def test_no_shortcut_acts(busy: Desk, qtbot: QtBot) -> None:
    """Keys that do something at any other time do nothing now."""
    fall_idle(busy, qtbot)
    said = busy.chair.form.read()
    opened: list[object] = []
    for letter, modifiers in (
        *((letter, CTRL) for letter in "SPNOLE123,"),
        *((letter, CTRL | SHIFT) for letter in "PCTLN"),
        ("D", ALT),
        ("S", ALT),
        ("N", ALT),
    ):
        QTest.keyClick(focused(), Qt.Key(ord(letter)), modifiers)
        seen = (window for window in QApplication.topLevelWidgets() if window.isVisible())
        opened += [window for window in seen if window is not busy.window()]
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    QApplication.processEvents()

    assert opened == []
    assert busy.locked
    assert busy.chair.form.read() == said
    assert busy.stack.currentWidget() is busy.chair
    assert busy.chair.footer.message.text() == ""


def test_tab_stays_on_the_lock(busy: Desk, qtbot: QtBot) -> None:
    """No hidden field takes the keys."""
    fall_idle(busy, qtbot)
    for _ in range(5):
        press(Qt.Key.Key_Tab)
        assert curtain(busy).isAncestorOf(focused())


def test_a_dialogue_goes(busy: Desk, qtbot: QtBot) -> None:
    """One that is open is closed as by Esc, with what it was about to do."""
    at_next_dialogue(lambda _: fall_idle(busy, qtbot))
    press(Qt.Key.Key_S, CTRL)
    assert busy.locked
    assert QApplication.activeModalWidget() is None
    assert busy.chair.footer.message.text() == "The note was not saved."


def test_what_opens_later_goes_too(busy: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """A note dropped on the locked window is not shown, nor is anything else."""
    fall_idle(busy, qtbot)
    (tmp_path / "note.pdf").write_bytes(b"%PDF")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "note.pdf"))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(busy.window().windowHandle(), QDragEnterEvent(QPoint(9, 9), *how))
    QApplication.sendEvent(busy.window().windowHandle(), QDropEvent(QPointF(9, 9), *how))
    others = [QDialog(busy), QWidget()]
    for other in others:
        other.show()

    qtbot.waitUntil(lambda: [top for top in QApplication.topLevelWidgets() if top.isVisible()] == [busy.window()])
    assert others[1].isHidden()
    for dialogue in busy.findChildren(QDialog):
        assert dialogue.isHidden()


def test_a_locked_window_is_not_closed(busy: Desk, qtbot: QtBot) -> None:
    """Its question would let anybody save or lose the encounter."""
    fall_idle(busy, qtbot)
    event = QCloseEvent()
    QApplication.sendEvent(busy, event)
    assert not event.isAccepted()
    assert busy.isVisible()


@pytest.mark.parametrize("size", [(640, 480), (1024, 700)])
def test_its_words_are_whole(busy: Desk, qtbot: QtBot, size: tuple[int, int]) -> None:
    """In the least window, too, and with a reason below the field."""
    busy.window().resize(*size)
    busy.lock(lambda _: "The passphrase is not right. Try again, or use the recovery key.")
    qtbot.waitUntil(lambda: focused() is curtain(busy).field.line)
    enter()
    QApplication.processEvents()
    assert curtain(busy).field.fault()
    assert clipped(busy) == []
    curtain(busy).opened.emit()
    qtbot.waitUntil(lambda: not busy.locked)


def test_it_locks_once(busy: Desk, qtbot: QtBot) -> None:
    """A lock that is not answered for an hour is one lock."""
    fall_idle(busy, qtbot)
    busy.idle.ended.emit()
    assert len(busy.findChildren(Curtain)) == 1


@pytest.mark.parametrize("page", [JOURNAL, REPORT])
def test_other_pages_come_back_as_they_were(whole: Desk, qtbot: QtBot, page: str) -> None:
    """Whichever page was in sight is in sight again."""
    shown = whole.go(page)
    fall_idle(whole, qtbot)
    assert not shown.isVisible()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not whole.locked)
    assert shown.isVisible()


class TestWhen:
    """The time of the settings, from the last sign of life on."""

    def test_at_first_after_ten_minutes(self, whole: Desk) -> None:
        assert whole.idle._timer.interval() == 600_000
        assert whole.idle._timer.isActive()

    def test_each_sign_of_life_begins_it_anew(self, whole: Desk, qtbot: QtBot) -> None:
        whole.idle._timer.stop()
        QTest.keyClick(whole.window().windowHandle(), Qt.Key.Key_Shift)
        assert whole.idle._timer.isActive()
        whole.idle._timer.stop()
        QTest.mouseClick(whole.window().windowHandle(), Qt.MouseButton.LeftButton)
        assert whole.idle._timer.isActive()
        whole.idle._timer.stop()

        def type_there(dialogue: QDialog) -> None:
            dialogue.activateWindow()
            qtbot.waitUntil(dialogue.isActiveWindow)
            QTest.keyClick(dialogue.windowHandle(), Qt.Key.Key_Shift)

        at_next_dialogue(type_there)
        press(Qt.Key.Key_Comma, CTRL)
        assert whole.idle._timer.isActive()
        whole.idle._timer.stop()
        QApplication.sendEvent(whole.window().windowHandle(), QEvent(QEvent.Type.User))
        assert not whole.idle._timer.isActive()

    def test_as_the_settings_say(self, whole: Desk) -> None:
        def act(dialogue: QDialog) -> None:
            dialogue.own["lock_after"].set_text("3")  # type: ignore[attr-defined]
            dialogue.accept()

        at_next_dialogue(act)
        press(Qt.Key.Key_Comma, CTRL)
        assert whole.idle._timer.interval() == 180_000

    def test_never(self, whole: Desk) -> None:
        whole.chair.settings.computer = Computer(lock_after=0)
        whole.chair.settings.changed.emit()
        QTest.keyClick(whole.window().windowHandle(), Qt.Key.Key_Shift)
        assert not whole.idle._timer.isActive()


class TestByPassphrase:
    """Where the journal has a passphrase, that may be asked for."""

    @pytest.fixture
    def guarded(self, settings_path: Path, request: pytest.FixtureRequest, qtbot: QtBot) -> Desk:
        """A window that locks by the passphrase of its journal."""
        settings.save(str(settings_path), Clinic(), Remembered(), Computer(unlock_by="passphrase"))
        place = Home(str(settings_path.parent))

        def keep(_: str, made: key.Key) -> bool:
            key.lock(place.locker, made, PASSPHRASE)
            return True

        home.create(place, keep).close()
        opened: Desk = request.getfixturevalue("whole")
        qtbot.waitUntil(lambda: opened.journal.state is State.LOCKED)
        fall_idle(opened, qtbot)
        return opened

    def test_the_passphrase_opens_it(self, guarded: Desk, qtbot: QtBot) -> None:
        assert focused() is curtain(guarded).field.line
        write("four words in min")
        enter()
        assert "The passphrase is not right." in curtain(guarded).field.fault()
        assert guarded.locked
        write(PASSPHRASE)
        enter()
        qtbot.waitUntil(lambda: not guarded.locked)

    def test_the_recovery_key_opens_it(self, guarded: Desk, qtbot: QtBot) -> None:
        own = key.unlock(Home(guarded.journal.folder).locker, PASSPHRASE)
        write(key.Key(bytes(32)).recovery)
        enter()
        assert "another journal's recovery key" in curtain(guarded).field.fault()
        assert guarded.locked
        write(own.recovery.lower())
        enter()
        qtbot.waitUntil(lambda: not guarded.locked)

    def test_without_its_file_a_confirmation_does(self, guarded: Desk, qtbot: QtBot) -> None:
        """Nobody could open the window any more."""
        write(PASSPHRASE)
        enter()
        qtbot.waitUntil(lambda: not guarded.locked)
        Path(Home(guarded.journal.folder).locker).unlink()
        fall_idle(guarded, qtbot)
        press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not guarded.locked)
