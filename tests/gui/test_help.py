"""Help: why the answer is so, what each field is about, keys, rules and codes, and F1 wherever somebody is."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.columns import proposal
from core.result import Result
from gui import payer_dialog, theme, topics, why, words
from gui.audit_page import AuditPage
from gui.chair import Chair
from gui.claim_page import ClaimPage
from gui.desk import AUDIT, CHAIR, CLAIM, JOURNAL, LISTS, REPORT, Desk
from gui.entry_dialog import EntryDialog
from gui.help_dialog import HelpDialog
from gui.lists_page import ListsPage
from gui.settings_dialog import SettingsDialog
from gui.told import FIELDS, SETTINGS, Told, ids
from gui.told_pages import CONTROLS, PAGES
from gui.topics import Topic
from tests.build import AMPUL_100, MULTI_1000, opened, result, shipped
from tests.gui.keys import CTRL, at_next_dialogue, give_60_of_100, press
from tests.gui.showing import in_front, in_sight

F1 = Qt.Key.Key_F1


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


@pytest.fixture
def asked(whole: Desk) -> Iterator[Desk]:
    """A window whose help is put away afterwards."""
    yield whole
    for shown in whole.findChildren(HelpDialog):
        shown.close()


def told(asked: Desk) -> str:
    """What help tells."""
    shown = asked.findChild(HelpDialog)
    assert shown is not None
    assert shown.isVisible()
    return shown.told.toPlainText()


def of_line(answer: Result, place: int = 0) -> Topic:
    """What is told of a claim line."""
    return why.topics(answer, answer.findings)[place]


class TestWhy:
    """The answer explains itself with its own figures, rules, grades, sources and dates."""

    def test_why_jz(self) -> None:
        """JZ is explained by the step that decided it, and the rule behind it."""
        topic = of_line(result(given="95 mcg"))

        assert topic.title == "Why J2354 JZ, 4 units?"
        heading, text = topic.parts[0]
        assert (heading, text) == (
            "Why JZ?",
            "The administered units already cover the 5 mcg discarded: JZ, and no JW.",
        )
        rule, said = topic.parts[1]
        assert rule == "Rule R7"
        assert words.GRADES["inferred"] in said
        assert "Noridian DME JZ page" in said
        assert "(checked 2026-11-23)" in said

    def test_why_jw_and_so_many(self) -> None:
        """The line of drug discarded says why JW, and how its units come about."""
        topic = of_line(result(), 1)

        assert topic.title == "Why J2354 JW, 1 unit?"
        assert ("Why JW?", "Separate lines: 3 units administered, 1 unit with JW.") in topic.parts
        said = dict(topic.parts)["Why 1 unit?"]
        assert "100 mcg labelled - 60 mcg given = 40 mcg discarded" in said
        assert "4 - 3 administered = 1 unit discarded" in said

    def test_why_so_rounded(self) -> None:
        """The administered line says how it is rounded."""
        assert "60 mcg / 25 mcg = 2.4, rounded up to 3 units." in dict(of_line(result()).parts)["Why 3 units?"]

    def test_why_other_modifiers(self) -> None:
        """Route, 340B and their order are asked about where they stand on the line."""
        heads = [heading for heading, _ in of_line(result(payer="medicare-noridian", drug_source="340b")).parts]

        assert {"Why JB?", "Why TB?", "Why in this order?"} <= set(heads)

    def test_why_neither(self) -> None:
        """A line of a multi-dose container says why it has neither JW nor JZ."""
        answer = result(opened=opened(MULTI_1000))

        assert "Only multi-dose containers" in dict(of_line(answer).parts)["Why no JW or JZ on this line?"]

    def test_why_nothing(self) -> None:
        """Where nothing may be billed, the errors say why."""
        answer = result(given="0 mcg")

        assert of_line(answer).title == "Why are there no claim lines?"
        assert "nothing" in of_line(answer).text.casefold()

    @pytest.mark.parametrize("answer", [result(), result(given="95 mcg"), result(opened=opened(AMPUL_100, MULTI_1000))])
    def test_each_finding_and_step(self, answer: Result) -> None:
        """Each has its own sentence as the title, and its rule below."""
        found = {topic.id: topic for topic in why.topics(answer, answer.findings)}

        said = {f"finding {place}": (entry.message, entry.rule) for place, entry in enumerate(answer.findings)}
        said |= {f"step {place}": (entry.text, entry.rule) for place, entry in enumerate(answer.steps)}
        for id_, (text, rule) in said.items():
            assert found[id_].title == text
            assert found[id_].parts[0][0] == f"Rule {rule}"


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


class TestF1:
    """F1 is about the field with the focus, wherever that is."""

    @pytest.mark.parametrize(
        ("path", "title"),
        [
            ("opened", "Opened: the scan field"),
            ("given", "Given"),
            ("route", "Route"),
            ("opened[0].lot", "Lot"),
            ("discard.confirmed", "I discarded this"),
            ("discard.witness", "Witness"),
            ("diagnosis", "Diagnosis"),
            ("payer", "Payer"),
        ],
    )
    def test_of_a_field(self, asked: Desk, path: str, title: str) -> None:
        """The field's topic, with what it is about first."""
        give_60_of_100(asked.chair)
        asked.chair.form.focus(path)
        press(F1)

        assert told(asked).startswith(f"{title}\n")

    def test_of_a_claim_line(self, asked: Desk) -> None:
        """Of the line with the focus; Enter and the button do the same."""
        give_60_of_100(asked.chair)
        table = asked.chair.bill.table
        table.setFocus()
        table.setCurrentIndex(asked.chair.bill.model.index(1, 0))
        press(F1)
        assert told(asked).startswith("Why J2354 JW, 1 unit?")
        press(Qt.Key.Key_Escape)
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert told(asked).startswith("Why J2354 JW, 1 unit?")
        table.setCurrentIndex(asked.chair.bill.model.index(0, 0))
        asked.chair.bill.why.click()
        assert told(asked).startswith("Why J2354, 3 units?")

    def test_of_a_finding_and_a_step(self, asked: Desk) -> None:
        """Its own sentence, then the rule."""
        give_60_of_100(asked.chair)
        for rows in (asked.chair.details.findings, asked.chair.details.steps):
            rows.rows[0].link.setFocus()
            press(F1)
            assert told(asked).startswith(rows.rows[0].entry.text)
            press(Qt.Key.Key_Escape)

    def test_before_there_is_an_answer(self, asked: Desk) -> None:
        """The bill says what is missing, and so does help."""
        asked.helping.show("line 0")

        assert "Scan or pick the container that was opened." in told(asked)

    def test_on_other_pages(self, asked: Desk) -> None:
        """Of the page in sight."""
        for page in (CLAIM, JOURNAL):
            asked.go(page)
            press(F1)
            assert told(asked).startswith(f"The page {page}")
            press(Qt.Key.Key_Escape)

    def test_of_an_item_of_the_claim(self, asked: Desk) -> None:
        """A remark on a form and an item of the check are about their rules."""
        give_60_of_100(asked.chair)
        page = asked.go(CLAIM)
        assert isinstance(page, ClaimPage)
        item = page.checklist.groups["look"].rows[0]
        remark = page.cards["cms1500"].remarks.rows[0]
        for button, rule in ((item.rule, item.topic), (remark.link, remark.entry.target)):
            button.setFocus()
            press(F1)
            assert told(asked).startswith(f"{rule}: ")
            press(Qt.Key.Key_Escape)

    @pytest.mark.parametrize(
        ("page", "find", "title"),
        [
            (CHAIR, lambda page: page.footer.new, "Chair: New"),
            (JOURNAL, lambda page: page.filter.state.control, "Journal: State"),
            (JOURNAL, lambda page: page.biller.mark, "Journal: Mark claim"),
            (JOURNAL, lambda page: page.chores.recovery, "Journal: Recovery key"),
            (REPORT, lambda page: page.head.sizes.line, "Report: Container sizes to compare"),
            (AUDIT, lambda page: page.head.open, "Audit: Open file"),
            (LISTS, lambda page: page.products.import_, "Lists: Import CMS crosswalk"),
            (LISTS, lambda page: page.products.add, "Lists: Products"),
        ],
    )
    def test_of_a_control(self, asked: Desk, page: str, find: Callable[[Any], QWidget], title: str) -> None:
        """Of the control with the focus on another page; without a topic of its own, of what it belongs to."""
        control = find(asked.go(page))
        control.show()
        control.setFocus()
        press(F1)

        assert told(asked).startswith(f"{title}\n")

    @pytest.mark.parametrize(("name", "title"), [("jz", "Payer: JZ"), ("remark", "Lists: Payers")])
    def test_of_a_field_of_a_list(self, asked: Desk, name: str, title: str) -> None:
        """Of the field in the dialogue, or of the list where help has no more."""
        heard: list[str] = []

        def look(dialogue: EntryDialog) -> None:
            dialogue.activateWindow()
            dialogue.fields[name].focus()
            QApplication.processEvents()
            press(F1)
            shown = dialogue.findChild(HelpDialog)
            assert shown is not None
            heard.append(shown.told.toPlainText())
            shown.close()
            dialogue.reject()

        page = asked.go(LISTS)
        assert isinstance(page, ListsPage)
        at_next_dialogue(look)
        page.payers.ask_edit()

        assert heard[0].startswith(f"{title}\n")

    @pytest.mark.usefixtures("asked")
    def test_in_a_dialogue(self) -> None:
        """Over the settings, of the setting with the focus; the dialogue stays open below."""
        heard: list[str] = []

        def look(dialogue: SettingsDialog) -> None:
            dialogue.activateWindow()
            dialogue.fields["witness"].focus()
            QApplication.processEvents()
            press(F1)
            shown = dialogue.findChild(HelpDialog)
            assert shown is not None
            heard.append(shown.told.toPlainText())
            shown.close()

        at_next_dialogue(look)
        press(Qt.Key.Key_Comma, CTRL)

        assert heard[0].startswith("Witness of a discard")

    def test_nothing_is_shown_of_a_locked_window(self, asked: Desk) -> None:
        """Help would tell of the patient's dose."""
        give_60_of_100(asked.chair)
        asked.lock(None)
        asked.helping.show("line 0")

        assert asked.findChild(HelpDialog) is None

    def test_window_stays_usable(self, asked: Desk) -> None:
        """Help does not lock the window, F1 in it changes nothing, and Esc closes it."""
        press(F1)
        shown = asked.findChild(HelpDialog)
        assert shown is not None
        assert not shown.isModal()
        press(F1)
        assert len(asked.findChildren(HelpDialog)) == 1
        QTest.keyClick(shown.list, Qt.Key.Key_Escape)
        assert not shown.isVisible()


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
