"""Help: what is told of each field, page, setting, key, rule and code, and how it is found."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.columns import proposal
from gui import payer_dialog, theme, topics, why, words
from gui.audit_page import AuditPage
from gui.chair import Chair
from gui.desk import AUDIT, Desk
from gui.help_dialog import HelpDialog
from gui.settings_dialog import SettingsDialog
from gui.told import FIELDS, SETTINGS, Told, ids
from gui.told_pages import CONTROLS, PAGES
from gui.topics import Topic
from tests.build import result, shipped
from tests.gui.keys import give_60_of_100
from tests.gui.showing import in_front, in_sight


@pytest.fixture
def dialogue(dressed: QApplication, qtbot: QtBot) -> Iterator[HelpDialog]:  # noqa: ARG001 - dressed first
    """Help about an answer, as F1 opens it."""
    behind = QWidget()
    qtbot.addWidget(behind)
    shown = HelpDialog(shipped(), behind)
    answer = result(given="95 mcg")
    shown.know(why.topics(answer, answer.findings))
    shown.show_topic("")
    yield from in_front(qtbot, shown)


class TestWhatIsKnown:
    """Of every field, page and setting something is told, in plain words."""

    def test_every_field_of_the_window(self, window: Chair) -> None:
        """No field of the form is without its topic, nor is one of a container."""
        give_60_of_100(window)
        paths = {path for section in window.form.sections for path in section.fields}
        paths |= {f"opened.{name}" for name in window.form.opened.rows[0].fields}

        assert paths | {"opened", "discard.confirmed"} <= set(ids(FIELDS))

    def test_every_setting_and_page(self, whole: Desk) -> None:
        """Nor a setting, nor a page."""
        dialogue = SettingsDialog(whole.chair.settings.clinic, whole.lists.known.payers, whole)
        names = {f"settings.{name}" for name in dialogue.fields} | {f"computer.{name}" for name in dialogue.own}

        assert names <= set(ids(SETTINGS))
        assert tuple(whole.buttons) == ids(PAGES)

    def test_every_control_of_the_other_pages(self, whole: Desk) -> None:
        """What help tells of is on a page or in a dialogue over it, and what names a topic there is told of."""
        for page in whole.buttons:
            whole.go(page)
        audit = whole.go(AUDIT)
        assert isinstance(audit, AuditPage)
        sample: dict[str, tuple[str, ...]] = {"Plan": ("Medicare",)}
        payers = shipped().payers
        audit.columns.show_file(("Plan",), sample, proposal.propose(("Plan",), sample, payers.values()), payers)
        named = {topic for widget in whole.findChildren(QWidget) if (topic := widget.property("topic"))}
        of_payers = {f"lists.payers.{name}" for name in payer_dialog._fields()}

        assert named <= topics.KNOWN
        assert set(ids(CONTROLS)) - named <= of_payers

    def test_what_dialogues_name(self) -> None:
        """A topic that a part of the window names in its code is one that is told of."""
        sources = "".join(path.read_text("utf-8") for path in Path(topics.__file__).parent.glob("*.py"))
        named = set(re.findall(r'setProperty\("topic", "([^"]+)"\)', sources))

        assert {"passphrase", "checking", "journal.recovery"} <= named <= topics.KNOWN

    @pytest.mark.parametrize("entry", topics.TOLD)
    def test_short_and_true(self, entry: Told) -> None:
        """Sentences stay short, and each rule that is named exists."""
        assert all(len(sentence.split()) <= 20 for sentence in re.split(r"[.:;]\s", entry.text))
        assert len(shipped().rules.named(set(entry.rules))) == len(entry.rules)

    def test_every_rule_says_how_sure_it_is(self) -> None:
        """Each rule stands there with its text, its grade spelt out, its source and when that was checked."""
        known = {topic.id: topic for topic in topics.all_topics(shipped())}

        for rule in shipped().rules.all():
            text = known[rule.id].text
            assert known[rule.id].title == f"{rule.id}: {rule.text}"
            assert all(part in text for part in (words.GRADES[rule.grade], rule.source, f"checked {rule.checked}"))

    def test_codes_that_look_alike_stand_below_their_rule(self) -> None:
        """Each says what it really is and how it differs."""
        known = [topic.id for topic in topics.all_topics(shipped())]
        codes = [code.hcpcs for code in shipped().similar_codes]

        assert known[known.index("C3") + 1 :][: len(codes)] == codes

    def test_every_shortcut(self, dialogue: HelpDialog) -> None:
        """Keys and what they do are a topic."""
        dialogue.show_topic("keys")
        text = dialogue.told.toPlainText()

        assert all(keys in text and what in text for keys, what in words.SHORTCUTS)


class TestSearch:
    """Help is found by the words that users type."""

    def test_by_key(self, dialogue: HelpDialog) -> None:
        """The search has the focus, leaves what holds the words, however written, and tells the first."""
        assert dialogue.search.hasFocus()
        QTest.keyClicks(dialogue.search, "MULTI-dose")

        assert 0 < len(in_sight(dialogue.list)) < len(shipped().rules.all())
        assert dialogue.list.currentItem().text() == in_sight(dialogue.list)[0]
        dialogue.search.clear()
        assert len(in_sight(dialogue.list)) == dialogue.list.count()

    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            ("jz", "Why J2354 JZ, 4 units?"),
            ("units", "Why J2354 JZ, 4 units?"),
            ("waste", "Why J2354 JZ, 4 units?"),
            ("why jz", "Why J2354 JZ, 4 units?"),
            ("laronidase", "J1931 is laronidase, 0.1 mg a unit."),
            ("fix a note", "Correct a note that is filed"),
            ("void", "Correct a note that is filed"),
        ],
    )
    def test_words_of_users(self, dialogue: HelpDialog, typed: str, first: str) -> None:
        """What is asked most comes first, and other words for the same are known."""
        QTest.keyClicks(dialogue.search, typed)

        assert in_sight(dialogue.list)[0] == first

    def test_in_either_spelling(self, dialogue: HelpDialog) -> None:
        """American spelling finds what is written in British."""
        QTest.keyClicks(dialogue.search, "authorization")

        assert "Prior authorisation" in in_sight(dialogue.list)

    def test_nothing_found(self, dialogue: HelpDialog) -> None:
        """Then no topic is left, which is said to the eye and to screen readers."""
        QTest.keyClicks(dialogue.search, "qqqq")

        assert in_sight(dialogue.list) == []
        assert dialogue.told.toPlainText() == dialogue.told.accessibleDescription() == words.NO_TOPIC
        dialogue.search.clear()
        assert dialogue.list.currentRow() == 0


def test_topic_is_led_to(dialogue: HelpDialog) -> None:
    """A topic that is asked for is chosen and in sight, whatever was searched before."""
    dialogue.search.setText("nothing like this")
    dialogue.show_topic("M7")
    item = dialogue.list.currentItem()

    assert item.text().startswith("M7: ")
    assert not item.isHidden()
    assert dialogue.list.visualItemRect(item).top() >= 0
    assert dialogue.focusWidget() is dialogue.list
    assert dialogue.told.toPlainText().startswith("M7: ")


def test_no_title_is_cut(dialogue: HelpDialog) -> None:
    """Long ones go on in the next line."""
    assert not dialogue.list.horizontalScrollBar().isVisible()
    for row in range(dialogue.list.count()):
        assert dialogue.list.visualItemRect(dialogue.list.item(row)).right() <= dialogue.list.viewport().width()


def test_what_is_told_is_heard(dialogue: HelpDialog) -> None:
    """Screen readers get all of it with the field that shows it."""
    dialogue.show_topic("R7")

    assert dialogue.told.accessibleDescription().startswith("R7: Drug was discarded")


def test_texts_are_no_markup(dialogue: HelpDialog) -> None:
    """What stands in a list of the clinic is shown as it is."""
    dialogue.know((Topic("line 0", "<b>x</b>", (("<i>", "a < b & c"),)),))
    dialogue.show_topic("line 0")

    assert dialogue.told.toPlainText().splitlines()[0] == "<b>x</b>"
    assert "a < b & c" in dialogue.told.toPlainText()


def test_every_topic_is_whole_in_the_list(dialogue: HelpDialog) -> None:
    """A title of several lines has room for all of them, so that none lies over the next."""
    listed = dialogue.list
    font = listed.fontMetrics()
    for row in range(listed.count()):
        item = listed.item(row)
        place = listed.visualItemRect(item)
        inside = place.adjusted(theme.SPACE[1], theme.SPACE[0], -theme.SPACE[1], -theme.SPACE[0])
        words = font.boundingRect(0, 0, inside.width(), 10_000, Qt.TextFlag.TextWordWrap, item.text())
        assert words.height() <= inside.height() + 1, item.text()
