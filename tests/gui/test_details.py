"""Where the drug went, what to check, and why."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.clinic import Clinic
from gui.details import Details, amount_words
from gui.rows import Rows
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_500, opened, result
from tests.gui.showing import in_front

SEVERAL: dict[str, Any] = {
    "given": "1100 mcg",
    "opened": opened(VIAL_500, VIAL_500, AMPUL_100, VIAL_50, AMPUL_100, MULTI_1000),
}
"""Six containers of five products."""

OF_THE_FIGURE = "2024-09-20"
"""A day on which the shipped figure of the unlikely edit is not old."""


@pytest.fixture
def details(dressed: QApplication, qtbot: QtBot) -> Iterator[Details]:  # noqa: ARG001 - dressed first
    """The answer's lower part, as wide as half a small window."""
    part = Details()
    part.resize(540, 900)
    qtbot.addWidget(part)
    yield from in_front(qtbot, part)


def shown(rows: Rows) -> list[tuple[str, str]]:
    """Text and link of each row in sight."""
    return [(row.text.text(), row.link.text()) for row in rows.rows if row.isVisible()]


def test_nothing_while_something_is_missing(details: Details) -> None:
    """Without an answer there is nothing to explain."""
    details.show_result(result())
    details.show_nothing()

    assert not any(part.isVisible() for part in (details.vessels, details.findings, details.steps))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Discarded 40 mcg (0.4 mL)"),
        ({"given": "100 mcg"}, "Nothing is discarded."),
        ({"given": "100.5 mcg"}, ""),
        ({"opened": opened(MULTI_1000)}, "Kept 940 mcg (4.7 mL)"),
        (
            {"opened": [{"ndc": MULTI_1000, "drawn": "100 mcg"}]},
            "Discarded 40 mcg (0.2 mL). Kept 900 mcg (4.5 mL)",
        ),
    ],
)
def test_amounts_as_mass_and_volume(fields: dict[str, Any], words: str) -> None:
    """What is discarded and kept is said in mcg and mL."""
    assert amount_words(result(**fields)) == words


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_finding_leads_to_its_field_by_key(details: Details, qtbot: QtBot, key: Qt.Key) -> None:
    """Enter on a finding leads to the field that it is about."""
    details.show_result(result(Clinic(witness="required"), service_date=OF_THE_FIGURE))
    link = details.findings.rows[0].link
    link.setFocus()
    with qtbot.waitSignal(details.field_wanted) as wanted:
        QTest.keyClick(link, key)

    assert shown(details.findings) == [("No witness. The clinic asks for one.", "Go to witness")]
    assert wanted.args == ["discard.witness"]


def test_finding_leads_to_its_field_by_mouse(details: Details, qtbot: QtBot) -> None:
    """A click on a finding leads to the container that it is about."""
    details.show_result(result(opened=[*opened(AMPUL_100), {"ndc": AMPUL_100, "expires": "2027-11-30"}]))
    lot = next(row for row in details.findings.rows if row.link.text() == "Go to lot")
    with qtbot.waitSignal(details.field_wanted) as wanted:
        QTest.mouseClick(lot.link, Qt.MouseButton.LeftButton)

    assert wanted.args == ["opened[1].lot"]


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"opened": [{"ndc": "12345-678-90", "lot": "L1", "expires": "2027-11-30"}]}, "Stop"),
        ({"diagnosis": None}, "Check"),
        ({"setting": "home"}, "Note"),
    ],
)
def test_severity_is_a_word_and_a_sign(details: Details, fields: dict[str, Any], word: str) -> None:
    """How grave a finding is does not depend on seeing colours."""
    details.show_result(result(**fields))
    row = details.findings.rows[0]

    assert row.word.text() == word
    assert row.word.isVisible()
    assert row.sign.isVisible()


def test_step_leads_to_its_rule(details: Details, qtbot: QtBot) -> None:
    """Each step names its rule, and the link says the rule with its grade and source."""
    answer = result()
    details.show_result(answer)
    row = next(row for row in details.steps.rows if row.link.text() == "R4")
    rule = next(rule for rule in answer.rules if rule.id == "R4")
    with qtbot.waitSignal(details.asked) as wanted:
        QTest.mouseClick(row.link, Qt.MouseButton.LeftButton)

    assert wanted.args == [f"step {[step.rule for step in answer.steps].index('R4')}"]
    assert shown(details.steps) == [(step.text, step.rule) for step in answer.steps]
    for text in (rule.text, rule.source, "2026-11-23"):
        assert text in row.link.toolTip()
        assert text in row.link.accessibleDescription()


def test_a_finding_can_be_asked_why(details: Details, qtbot: QtBot) -> None:
    """Beside the way to its field each finding has a way to help, with the text of its rule on it."""
    details.show_result(result(discard={}))
    row = details.findings.rows[0]
    with qtbot.waitSignal(details.asked) as wanted:
        QTest.mouseClick(row.why, Qt.MouseButton.LeftButton)

    assert wanted.args == ["finding 0"]
    assert row.why.accessibleName().startswith("Why? Nobody has confirmed")
    assert "R17: " in row.why.toolTip()


def test_rows_of_an_answer_before_are_gone(details: Details) -> None:
    """A shorter answer shows its own rows only, in the widgets of the longer one."""
    details.show_result(result(Clinic(witness="required"), **SEVERAL))
    widgets = len(details.findChildren(QWidget))
    short = result(given="100 mcg", service_date=OF_THE_FIGURE)
    details.show_result(short)

    assert shown(details.steps) == [(step.text, step.rule) for step in short.steps]
    assert not details.findings.isVisible()
    assert len(details.findChildren(QWidget)) == widgets


@pytest.mark.parametrize("width", [420, 540, 640, 1000])
def test_no_text_and_no_container_is_cut(details: Details, width: int) -> None:
    """Whatever the width, the drawing and each row are as high as they need to be."""
    details.show_result(result(Clinic(witness="required"), **SEVERAL))
    details.resize(width, 10)
    details.resize(width, max(details.minimumSizeHint().height(), details.heightForWidth(width)))

    assert details.width() == width
    assert details.vessels.height() == details.vessels.heightForWidth(details.vessels.width())
    for row in (*details.findings.rows, *details.steps.rows):
        assert row.text.height() >= row.text.heightForWidth(row.text.width())
        assert row.link.height() >= 36


def test_characters_that_the_note_lacks_are_said_before_it_is_printed(details: Details) -> None:
    """A name that the note would show as a code is a finding beside the others."""
    details.show_result(result(patient={"name": "\N{CJK UNIFIED IDEOGRAPH-5B89}"}, service_date=OF_THE_FIGURE))

    assert shown(details.findings) == [
        ("The note's font lacks U+5B89. They are printed as codes: write them in by hand.", "")
    ]


def test_a_logo_that_can_not_be_read(details: Details) -> None:
    """It is to be known before the note is printed."""
    details.show_result(result(service_date=OF_THE_FIGURE), Clinic(logo="no base64"))

    assert shown(details.findings) == [
        ("The clinic's logo can't be read, so notes are drawn without it. Choose it again in Settings.", "")
    ]
