"""A printed note, or a slip of one, is filed before the printer gets it; on real queues of a real CUPS server."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.journal.faults import AmendedError
from core.journal.record import Record
from core.note.issue import Issue
from gui import drawing, words
from gui.amending import REASONS, Reason
from gui.chair import Chair
from gui.desk import Desk
from gui.issuing import Work
from tests.build import shipped
from tests.gui.cups import Server
from tests.gui.desks import later, message, only_read, records, save, then, wait_for_journal
from tests.gui.keys import CTRL, SHIFT, at_next_dialogue, field, give_60_of_100, press, push
from tests.journal.making import amend


@pytest.fixture
def printer(printers: Server, window: Chair) -> str:
    """The printer that the last note was printed on."""
    name = printers.add("Filing-desk")
    window.settings.remembered = window.settings.remembered._replace(printer=name, slip_printer=name)
    return name


def print_with(qtbot: QtBot, window: Chair, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    """Press a key, accept the system's dialogue, and wait until the note is with the printer or is not."""
    at_next_dialogue(QDialog.accept)
    press(key, modifiers)
    wait(qtbot, window)


def wait(qtbot: QtBot, window: Chair) -> None:
    """Wait until the press has nothing to do."""
    qtbot.waitUntil(lambda: not window.issuing.press.busy, timeout=30_000)


def whole_note(window: Chair) -> str:
    """The hash of the note that is on the page, as its file would be."""
    drawn = drawing.draw(window._finish(), shipped(), window.settings.clinic, Issue())
    return hashlib.sha256(drawn.pdf).hexdigest()


@pytest.mark.parametrize(
    ("slip", "key", "modifiers"),
    [("none", Qt.Key.Key_P, CTRL), ("label", Qt.Key.Key_L, CTRL | SHIFT), ("half", Qt.Key.Key_L, CTRL | SHIFT)],
    ids=["note", "label", "half"],
)
@pytest.mark.usefixtures("printer")
def test_filed(  # noqa: PLR0917 - fixtures
    qtbot: QtBot,
    whole: Desk,
    window: Chair,
    tmp_path: Path,
    slip: str,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The record is of the whole note; printed and saved again, minutes later, it is filed no second time."""
    window.settings.clinic = window.settings.clinic._replace(slip=slip)
    give_60_of_100(window)
    print_with(qtbot, window, key, modifiers)
    (filed,) = records(whole)
    later(monkeypatch)
    print_with(qtbot, window, key, modifiers)
    save(tmp_path / "note.pdf")

    assert message(window) == "Saved: note.pdf. It is in the journal."
    assert filed.body["pdf_sha256"] == hashlib.sha256((tmp_path / "note.pdf").read_bytes()).hexdigest()
    assert filed.body["pdf_sha256"] == whole_note(window)
    assert records(whole) == [filed]


@pytest.mark.usefixtures("printer")
def test_not_filed(qtbot: QtBot, whole: Desk, window: Chair, printers: Server, tmp_path: Path) -> None:
    """A journal that takes nothing keeps no note from the printer; the footer says so, and says it once."""
    wait_for_journal(qtbot, whole)
    whole.journal.ask(only_read)
    give_60_of_100(window)
    print_with(qtbot, window, Qt.Key.Key_P)
    why = "It is NOT in the journal. The journal's folder can't be written to. Ask whoever looks after it."
    assert message(window).startswith(f"{why} Sent to Filing-desk: ")
    assert window.footer.message.property("severity") == "error"

    window.issuing.folder = str(tmp_path)
    press(Qt.Key.Key_P, CTRL | SHIFT)
    wait(qtbot, window)
    qtbot.waitUntil(printers.is_done, timeout=30_000)
    (saved,) = tmp_path.glob("*.pdf")
    assert message(window) == f"Saved: {saved.name}. {why} Sent to Filing-desk: {saved.name}."
    assert len(list(printers.out.iterdir())) == 2


@pytest.mark.usefixtures("printer")
def test_amended_meanwhile(qtbot: QtBot, whole: Desk, window: Chair, printers: Server, tmp_path: Path) -> None:
    """What somebody else has amended is not printed as another amendment."""
    give_60_of_100(window)
    save(tmp_path / "first.pdf")
    whole.journal.ask(lambda store: amend(store, 1))
    field(window, "given").set_text("50 mcg")

    def answer(dialogue: Reason) -> None:
        dialogue.field.set_text(REASONS[3])
        push("Amend")(dialogue)

    at_next_dialogue(then(answer, QDialog.accept))
    press(Qt.Key.Key_P, CTRL)
    wait(qtbot, window)

    assert message(window).startswith("Nothing was printed. ")
    assert "was already amended" in message(window)
    assert list(printers.out.iterdir()) == []
    assert len(records(whole)) == 2


@pytest.mark.usefixtures("printer")
def test_going_back_from_the_reason(window: Chair, whole: Desk, tmp_path: Path) -> None:
    """Without a reason nothing is printed."""
    give_60_of_100(window)
    save(tmp_path / "first.pdf")
    field(window, "given").set_text("50 mcg")
    at_next_dialogue(push("Cancel"))
    press(Qt.Key.Key_P, CTRL)

    assert message(window) == words.NOT_PRINTED
    assert len(records(whole)) == 1


@pytest.mark.usefixtures("printer")
def test_new_while_it_is_on_its_way(qtbot: QtBot, whole: Desk, window: Chair, tmp_path: Path) -> None:
    """The record is of the note that is printed, and the next encounter amends nothing."""
    give_60_of_100(window)
    at_next_dialogue(QDialog.accept)
    with drawing.ONE:  # nothing is drawn meanwhile
        press(Qt.Key.Key_P, CTRL)
        at_next_dialogue(push("Leave it"))
        window.cases.new()
    wait(qtbot, window)
    give_60_of_100(window)
    field(window, "given").set_text("50 mcg")
    save(tmp_path / "second.pdf")

    found: list[Record] = records(whole)
    assert [record.body["encounter"]["given"] for record in found] == ["60 mcg", "50 mcg"]
    assert [record.follows for record in found] == [None, None]


@pytest.mark.usefixtures("printer")
def test_closing_while_it_is_on_its_way(qtbot: QtBot, whole: Desk, window: Chair, tmp_path: Path) -> None:
    """The window stays, with the reason, until the printer has the note."""
    give_60_of_100(window)
    save(tmp_path / "note.pdf")
    at_next_dialogue(QDialog.accept)
    with drawing.ONE:  # nothing is drawn meanwhile
        window.issuing.print()
        assert not whole.window().close()
        assert message(window) == "The last note is still on its way to the printer."
    wait(qtbot, window)

    assert message(window).startswith("Sent to Filing-desk: ")
    assert whole.window().close()


def test_another_note_filed_meanwhile(whole: Desk, window: Chair) -> None:
    """Of one encounter no two notes stand side by side, though both were begun before one was filed."""
    give_60_of_100(window)
    first = window.issuing._begun(words.NOT_PRINTED)
    field(window, "given").set_text("50 mcg")
    second = window.issuing._begun(words.NOT_PRINTED)
    assert first is not None
    assert second is not None

    def file(work: Work, issue: Issue) -> str:
        note = drawing.draw(work.finished, work.reference, work.clinic, issue)
        return window.issuing._file(work, issue, note, work.clinic)

    assert file(*first) == ""
    with pytest.raises(AmendedError, match=r"Another note of this encounter was filed meanwhile\. Look at that first"):
        file(*second)
    assert len(records(whole)) == 1
