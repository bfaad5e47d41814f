"""A journal without a keyring: begun with a passphrase, opened by it, or by its recovery key on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gui.desk import JOURNAL, Desk
from gui.journal import State
from gui.journal_page import JournalPage
from gui.unlock import NewPassphrase, Unlock
from tests.gui import desks
from tests.gui.desks import message, records, save, then
from tests.gui.keys import CTRL, at_next_dialogue, give_60_of_100, press, push, save_as
from tests.keyrings import Failing, InMemory

_PASSPHRASE = "four small words here"  # noqa: S105 - of a test
_NO_KEY = "This is no recovery key of Vialnote: {}. Type all 14 groups as printed."
_LOCKED = (
    "Saved: note.pdf. It is NOT in the journal. "
    "The journal's key is not on this computer. Use its recovery key or passphrase."
)

pytestmark = pytest.mark.usefixtures("dressed", "no_keyring")


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Of settings and journal."""
    return str(tmp_path / "home")


@pytest.fixture
def keyless(qtbot: QtBot, folder: str) -> Iterator[Desk]:
    """The first start on a computer without a keyring."""
    with desks.opened(qtbot, folder) as desk:
        give_60_of_100(desk.chair)
        yield desk


@pytest.fixture
def recovery(dressed: QApplication, no_keyring: Failing, qtbot: QtBot, folder: str, tmp_path: Path) -> str:  # noqa: ARG001 - first
    """The recovery key of a journal with one record and a passphrase; no window is open."""
    with desks.opened(qtbot, folder) as desk:
        give_60_of_100(desk.chair)
        at_next_dialogue(then(save_as(str(tmp_path / "first.pdf")), choose(_PASSPHRASE, _PASSPHRASE)))
        press(Qt.Key.Key_S, CTRL)
        return desk.journal.recovery()


def enter(line: QLineEdit, text: str) -> None:
    """Type a text in place of what is there."""
    line.clear()
    QTest.keyClicks(line, text)


def choose(*typed: str) -> Callable[[NewPassphrase], None]:
    """Type two passphrases, and press Enter."""

    def act(dialogue: NewPassphrase) -> None:
        for field, text in zip(dialogue.fields, typed, strict=True):
            enter(field.line, text)
        QTest.keyClick(dialogue.fields[1].line, Qt.Key.Key_Return)

    return act


def answer(typed: str, said: list[str] | None = None) -> Callable[[Unlock], None]:
    """Type passphrase or recovery key, and press Enter; hears what is said to be wrong."""

    def act(dialogue: Unlock) -> None:
        enter(dialogue.line.line, typed)
        QTest.keyClick(dialogue.line.line, Qt.Key.Key_Return)
        if said is not None:
            said.append(dialogue.line.fault())

    return act


def save_with(path: Path, act: Callable[[Any], None]) -> None:
    """Press Ctrl+S, type a path, and answer what the journal asks."""
    at_next_dialogue(then(save_as(str(path)), act))
    press(Qt.Key.Key_S, CTRL)


class TestBegin:
    """The first note asks for a passphrase."""

    def test_chosen(self, keyless: Desk, tmp_path: Path) -> None:
        """With one that does the note is filed, and it is asked once."""
        save_with(tmp_path / "note.pdf", choose(_PASSPHRASE, _PASSPHRASE))
        assert message(keyless.chair) == "Saved: note.pdf. It is in the journal."
        save(tmp_path / "again.pdf")

        assert len(records(keyless)) == 1

    @pytest.mark.parametrize(
        ("typed", "place", "fault"),
        [
            (("short", "short"), 0, "At least 10 letters. Several words are easy to keep in mind."),
            ((_PASSPHRASE, "four small words"), 1, "The two are not the same. Type it again."),
        ],
        ids=["too short", "different"],
    )
    def test_not_yet(self, keyless: Desk, tmp_path: Path, typed: tuple[str, str], place: int, fault: str) -> None:
        """What is wrong is said at its field, which has the focus, until it is mended."""
        said: list[tuple[str, str, bool]] = []

        def act(dialogue: NewPassphrase) -> None:
            choose(*typed)(dialogue)
            first, second = dialogue.fields
            said.append((first.fault(), second.fault(), dialogue.focusWidget() is dialogue.fields[place].line))
            choose(_PASSPHRASE, _PASSPHRASE)(dialogue)

        save_with(tmp_path / "note.pdf", act)

        assert said == [(*(("", fault) if place else (fault, "")), True)]
        assert message(keyless.chair) == "Saved: note.pdf. It is in the journal."

    def test_cancelled(self, keyless: Desk, tmp_path: Path) -> None:
        """The note is saved all the same, the footer says that it is not filed, and no journal was begun."""
        save_with(tmp_path / "note.pdf", push("Cancel"))

        assert message(keyless.chair) == (
            "Saved: note.pdf. It is NOT in the journal. There is none yet. Save again and choose a passphrase."
        )
        assert keyless.journal.state is State.NEW
        assert (tmp_path / "note.pdf").exists()

    def test_hidden_until_shown(self, keyless: Desk, tmp_path: Path) -> None:
        """What is typed is hidden; a box shows it."""
        modes: list[QLineEdit.EchoMode] = []

        def act(dialogue: NewPassphrase) -> None:
            modes.append(dialogue.first.line.echoMode())
            QTest.keyClick(dialogue.show_typed, Qt.Key.Key_Space)
            modes.append(dialogue.second.line.echoMode())
            dialogue.reject()

        save_with(tmp_path / "note.pdf", act)

        assert modes == [QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal]
        assert keyless.journal.state is State.NEW


class TestUnlock:
    """The next start."""

    def test_by_passphrase_on_the_page(self, qtbot: QtBot, folder: str, recovery: str) -> None:  # noqa: ARG002
        """The journal's page says that it is locked; its button asks, and then the notes are there."""
        with desks.opened(qtbot, folder) as desk:
            page = desk.go(JOURNAL)
            assert isinstance(page, JournalPage)
            qtbot.waitUntil(lambda: page.notice.button.text() == "Unlock the journal", timeout=10_000)
            at_next_dialogue(answer(_PASSPHRASE))
            QTest.mouseClick(page.notice.button, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: page.is_quiet() and page.model.rowCount() == 1, timeout=10_000)

    @pytest.mark.usefixtures("recovery")
    def test_what_was_typed_before(self, qtbot: QtBot, folder: str) -> None:
        """It is kept as a draft as soon as the journal is open."""
        with desks.opened(qtbot, folder) as desk:
            give_60_of_100(desk.chair)
            qtbot.waitUntil(lambda: desk.journal.state is State.LOCKED, timeout=10_000)
            desk.chair.cases.keep_draft()
            at_next_dialogue(answer(_PASSPHRASE))
            desk._open_journal()
            qtbot.waitUntil(lambda: len(desk.journal.ask(lambda store: store.drafts())) == 1)

    @pytest.mark.parametrize("written", [str, str.lower, lambda key: key.replace("-", "")], ids=["", "small", "bare"])
    def test_by_recovery_key(
        self, qtbot: QtBot, folder: str, recovery: str, tmp_path: Path, written: Callable[[str], str]
    ) -> None:
        """At the first save; hyphens and capitals do not matter."""
        with desks.opened(qtbot, folder) as desk:
            give_60_of_100(desk.chair)
            save_with(tmp_path / "note.pdf", answer(written(recovery)))

            assert message(desk.chair) == "Saved: note.pdf. It is in the journal."

    @pytest.mark.parametrize(
        ("typed", "fault"),
        [
            (lambda _: "", "Type the passphrase or the recovery key."),
            (lambda _: "another passphrase", "The passphrase is not right. Try again, or use the recovery key."),
            (
                lambda key: key[0] + ("1" if key[1] != "1" else "2") + key[2:],
                _NO_KEY.format("a letter is wrong or two are exchanged"),
            ),
        ],
        ids=["nothing", "passphrase", "slip of the pen"],
    )
    def test_wrong_ones(
        self, qtbot: QtBot, folder: str, recovery: str, tmp_path: Path, typed: Callable[[str], str], fault: str
    ) -> None:
        """What is wrong is said, nothing is changed, and the note is saved without the journal."""
        with desks.opened(qtbot, folder) as desk:
            give_60_of_100(desk.chair)
            said: list[str] = []
            save_with(tmp_path / "note.pdf", answer(typed(recovery), said))

            assert said == [fault]
            assert message(desk.chair) == _LOCKED
            assert desk.journal.state is State.LOCKED

    def test_a_key_that_is_cut_short(self, qtbot: QtBot, folder: str, recovery: str, tmp_path: Path) -> None:
        """Where there is no passphrase, what is typed is taken for a recovery key."""
        (Path(folder) / "journal.key").unlink()
        with desks.opened(qtbot, folder) as desk:
            give_60_of_100(desk.chair)
            said: list[str] = []
            save_with(tmp_path / "note.pdf", answer(recovery[:-5], said))

            assert said == [_NO_KEY.format("it has 52 letters, not 56")]

    def test_remembered(self, qtbot: QtBot, folder: str, recovery: str, tmp_path: Path) -> None:
        """Opened by the recovery key on a computer with a keyring, it opens by itself from then on."""
        before = keyring.get_keyring()
        assert isinstance(before, Failing)
        keyring.set_keyring(InMemory())
        with desks.opened(qtbot, folder) as desk:
            give_60_of_100(desk.chair)
            save_with(tmp_path / "note.pdf", answer(recovery))
        with desks.opened(qtbot, folder) as desk:
            desks.wait_for_journal(qtbot, desk)

            assert len(records(desk)) >= 1
