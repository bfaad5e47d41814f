"""The set-up at the first start: a few pages of the settings, skipped with one key, never in the way of a patient."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from core import __version__, settings
from core.quantity import MCG
from gui import inside, journal_notice, news, welcome, words
from gui.desk import CHAIR, JOURNAL, Desk
from gui.help_dialog import HelpDialog
from gui.journal import State
from gui.offers import GUIDE, SET_UP
from gui.set_up import SetUp
from gui.settings_dialog import SettingsDialog
from gui.welcome import Welcome
from tests.gui import desks
from tests.gui.keys import BARCODE, CTRL, at_next_dialogue, enter, field, focused, press, push, save_as, write
from tests.gui.scanner import type_keys
from tests.gui.showing import in_front


@pytest.fixture
def first(qtbot: QtBot, whole: Desk) -> Iterator[SetUp]:
    """The set-up of a window that never was opened before."""
    welcome.welcome(whole)
    qtbot.waitUntil(lambda: whole.findChild(SetUp) is not None, timeout=10_000)
    found = whole.findChild(SetUp)
    assert found is not None
    yield from in_front(qtbot, found)


def greeted(qtbot: QtBot, desk: Desk) -> SetUp | None:
    """Greet once it is known how the journal's key is kept; the set-up, if there is one."""
    qtbot.waitUntil(lambda: desk.journal.state is not State.OPENING, timeout=10_000)
    welcome.welcome(desk)
    return desk.findChild(SetUp)


def kept(path: Path) -> settings.Loaded:
    """The settings on disk."""
    return settings.read(str(path))


def test_comes_by_itself_once_the_window_is_painted(qtbot: QtBot, whole: Desk) -> None:
    """The window is there before."""
    inside.greet(whole)
    assert whole.findChild(SetUp) is None
    qtbot.waitUntil(lambda: whole.findChild(SetUp) is not None, timeout=10_000)
    for found in whole.findChildren(SetUp):
        found.close()


@pytest.mark.parametrize("path", ["opened", "given"])
def test_whoever_types_already_is_not_disturbed(qtbot: QtBot, whole: Desk, path: str) -> None:
    """A patient is in the chair: the offer stays beside the form, or comes at the next start."""
    whole.chair.form.focus(path)
    write("6")

    assert greeted(qtbot, whole) is None


def test_by_keyboard(first: SetUp, whole: Desk, settings_path: Path) -> None:
    """Enter goes from page to page, with the focus in the first field; all that was typed is kept."""
    write("North clinic")
    enter()
    assert focused() is first.fields["payer"].control
    first.fields["payer"].set_text("commercial-generic")
    first.fields["stock"].set_text("50, 100")
    enter()
    assert focused() is first.fields["paper"].control
    first.fields["paper"].set_text("a4")
    enter()

    assert not first.isVisible()
    clinic = kept(settings_path).clinic
    assert (clinic.name, clinic.payer, clinic.paper) == ("North clinic", "commercial-generic", "a4")
    assert clinic.stock == (50 * MCG, 100 * MCG)
    assert whole.chair.settings.clinic == clinic
    assert field(whole.chair, "payer").text() == "commercial-generic"
    assert focused() is whole.chair.form.opened.scan


def test_all_other_settings_stay(first: SetUp, whole: Desk) -> None:
    """Enter alone takes what holds at first, so that three keys do."""
    before = whole.chair.settings.clinic
    for _ in range(3):
        enter()

    assert whole.chair.settings.clinic == before
    assert not first.isVisible()


def test_skipped_with_one_key(first: SetUp, whole: Desk, settings_path: Path) -> None:
    """Esc leads straight to the chair, takes nothing, and it does not come again."""
    write("Not to be kept")
    press(Qt.Key.Key_Escape)

    assert not first.isVisible()
    assert focused() is whole.chair.form.opened.scan
    assert kept(settings_path).clinic.name == ""
    assert kept(settings_path).computer.version == __version__


def test_a_scan_comes_first(first: SetUp, whole: Desk, qtbot: QtBot) -> None:
    """The container is on the list, and the set-up is gone for good: the next scan keeps no settings again."""
    typed = first.fields["name"]
    type_keys([*BARCODE, "\r"])

    assert typed.text() == ""
    assert [row.product.ndc for row in whole.chair.form.opened.rows] == ["0641-6175-10"]
    qtbot.waitUntil(lambda: whole.findChild(SetUp) is None)


def test_leaves_the_window_usable(first: SetUp, whole: Desk) -> None:
    """Nobody has to answer it first."""
    assert not first.isModal()
    assert whole.isEnabled()


def test_what_is_wrong_is_said_on_its_page(first: SetUp) -> None:
    """A wrong NPI keeps the first page in sight, with the focus there."""
    first.fields["npi"].set_text("123")
    enter()

    assert first.pages.currentIndex() == 0
    assert focused() is first.fields["npi"].control
    assert "not an NPI" in first.fields["npi"].fault()
    first.fields["npi"].set_text("")
    enter()
    first.fields["stock"].set_text("many")
    first.back.click()
    enter()
    assert first.pages.currentIndex() == 1
    enter()
    assert first.pages.currentIndex() == 1


def test_lines_of_an_address(first: SetUp) -> None:
    """Enter begins a new line there, and Tab goes on."""
    first.fields["address"].focus()
    write("1 Main Street")
    enter()
    write("Springfield")

    assert first.fields["address"].text() == "1 Main Street\nSpringfield"
    assert isinstance(focused(), QPlainTextEdit)
    press(Qt.Key.Key_Tab)
    assert focused() is first.fields["staff"].control


def test_how_the_key_is_kept(first: SetUp) -> None:
    """In the keyring; it comes only once that is known."""
    assert "in this computer's keyring" in first.kept.text()
    assert first.open_journal.isHidden()


def test_while_the_journal_is_opened(whole: Desk) -> None:
    """Asked for by hand before that is known, it says how far the journal is."""
    found = whole.chair.set_up()

    assert found.kept.text() == journal_notice.why_closed(whole.journal)[0]
    found.close()


def test_no_larger_than_the_window(whole: Desk) -> None:
    """A screen at 200 % has no room for more."""
    whole.window().resize(640, 480)
    found = whole.chair.set_up()

    assert found.width() <= 640
    assert found.height() <= 480
    found.close()


@pytest.mark.usefixtures("own_keyring")
def test_without_a_keyring(qtbot: QtBot, whole: Desk) -> None:
    """A passphrase is chosen there and then."""
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    first = greeted(qtbot, whole)
    assert first is not None
    assert whole.journal.state is State.NEW
    first.accept()
    first.accept()
    assert first.open_journal.isVisible()

    def choose(dialogue: SettingsDialog) -> None:
        for line in dialogue.fields:
            line.set_text("a long passphrase")  # type: ignore[attr-defined]
        dialogue.accept()

    at_next_dialogue(choose)
    first.open_journal.click()
    qtbot.waitUntil(lambda: whole.journal.state is State.OPEN, timeout=10_000)
    assert "behind your passphrase" in first.kept.text()
    first.close()


def test_again_from_settings(whole: Desk) -> None:
    """The settings lead to it, and close."""
    at_next_dialogue(push("Set up step by step..."))
    press(Qt.Key.Key_Comma, CTRL)
    found = whole.findChild(SetUp)

    assert found is not None
    assert found.isVisible()
    found.close()


def test_not_after_the_first_start(qtbot: QtBot, whole: Desk) -> None:
    """Where there are settings it does not come; nor where they were damaged, which is said instead."""
    whole.chair.settings.begin_with(__version__)
    assert greeted(qtbot, whole) is None


def test_not_where_settings_were_damaged(qtbot: QtBot, whole: Desk, settings_path: Path) -> None:
    """What was wrong is said above the page."""
    settings_path.parent.mkdir(exist_ok=True)
    settings_path.write_text("{", "utf-8")
    with desks.opened(qtbot, str(settings_path.parent)) as second:
        assert greeted(qtbot, second) is None
        assert second.chair.banner.isVisible()
    assert whole.chair.banner.isHidden()


class TestNews:
    """What is new is told once after an update, in a line, and always in help."""

    def test_once_after_an_update(self, qtbot: QtBot, whole: Desk, settings_path: Path) -> None:
        """The foot says so at the first start of a version, and nothing at the next."""
        whole.chair.settings.begin_with("0.0.9")
        with desks.opened(qtbot, str(settings_path.parent)) as second:
            welcome.welcome(second)
            assert desks.message(second.chair) == words.NEWS.format(__version__)
            assert second.chair.form.opened.scan.hasFocus()
        with desks.opened(qtbot, str(settings_path.parent)) as third:
            welcome.welcome(third)
            assert desks.message(third.chair) == ""

    def test_always_in_help(self, whole: Desk) -> None:
        """Out of the changelog's chapter of this version."""
        whole.helping.show("news")
        shown = whole.findChild(HelpDialog)

        assert shown is not None
        told = shown.told.toPlainText()
        assert told.startswith(f"What is new in {__version__}")
        assert "A sample encounter to play with" in told
        assert "Keep a Changelog" not in told
        assert "finished program" not in told, "it stands under the heading that the window leaves out"
        shown.close()

    def test_of_a_version_without_a_chapter(self) -> None:
        """There is nothing to tell."""
        assert news.chapter("9.9.9") == ()
        assert 5 < len(news.chapter(__version__)) < 15, "what is noticed, and no more"
        assert all(len(entry) < 200 for entry in news.chapter(__version__))
        assert not any("\n" in entry or "`" in entry for entry in news.chapter(__version__))


class TestWelcome:
    """An empty page offers what helps a newcomer; a page with something on it does not."""

    def test_gives_way(self, whole: Desk) -> None:
        """It is gone with the first letter, and back with New."""
        whole.chair.settings.begin_with(__version__)
        welcome.welcome(whole)
        card = whole.findChild(Welcome)
        assert card is not None
        assert card.isVisible()
        card.click()
        assert whole.chair.form.sample
        assert not card.isVisible()
        press(Qt.Key.Key_N, CTRL)
        assert card.isVisible()
        whole.chair.form.focus("given")
        write("6")
        assert not card.isVisible()

    def test_set_up_from_help(self, whole: Desk) -> None:
        """Help offers the same, from any page, and gives way to it."""
        whole.go(JOURNAL)
        whole.helping.show("")
        shown = whole.findChild(HelpDialog)
        assert shown is not None
        shown.buttons[SET_UP].click()
        found = whole.findChild(SetUp)

        assert found is not None
        assert (found.isVisible(), shown.isVisible()) == (True, False)
        assert whole.in_sight() == CHAIR
        found.close()

    def test_quick_guide(self, whole: Desk, tmp_path: Path) -> None:
        """It is saved where the user wants it, or not."""
        whole.helping.show("")
        shown = whole.findChild(HelpDialog)
        assert shown is not None
        at_next_dialogue(save_as(str(tmp_path / "guide.pdf")))
        shown.buttons[GUIDE].click()
        assert desks.message(whole.chair) == words.GUIDE_SAVED
        assert "Vialnote quick guide" in desks.read(tmp_path / "guide.pdf")
        at_next_dialogue(lambda dialogue: dialogue.reject())
        shown.buttons[GUIDE].click()
        assert desks.message(whole.chair) == words.GUIDE_NOT_SAVED
