"""The chair's diagnoses: found by code or word, said in words, and what payers ask about them."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.chair import Chair
from gui.diagnosis import DiagnosisField, matching
from gui.field import Field
from gui.visit import PatientSection
from tests.build import encounter, shipped
from tests.gui.keys import field, focused, give_60_of_100, press, write
from tests.gui.showing import to_front

DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def diagnosis(window: Chair) -> DiagnosisField:
    """The field, with the focus."""
    window.form.focus("diagnosis")
    found = field(window, "diagnosis")
    assert isinstance(found, DiagnosisField)
    return found


def listed(diagnosis: DiagnosisField) -> list[str]:
    """The codes that are offered; none while the list is out of sight."""
    model = diagnosis.listed.model()
    rows = range(model.rowCount()) if diagnosis.listed.isVisible() else ()
    return [model.index(row, 0).data() for row in rows]


def section(window: Chair) -> PatientSection:
    """The part of the form that asks about the patient."""
    return next(part for part in window.form.sections if isinstance(part, PatientSection))


def texts(window: Chair) -> list[Field]:
    """The fields of the medical necessity."""
    return [field(window, f"necessity.{name}") for name in ("indication", "history", "prior_treatment")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("e34.0", ["E34.00", "E34.01", "E34.09"]),
        ("E22", ["E22.0"]),
        ("acro", ["E22.0"]),
        ("carcinoid heart", ["E34.01"]),
        ("FLUSH", ["R23.2"]),
        ("malignant ileum", ["C7A.012"]),
        ("c7b.0 bone", ["C7B.03"]),
        ("oid", []),
        ("E340", ["E34.00", "E34.01", "E34.09"]),
        ("e3409", ["E34.09"]),
        ("diarrhoea", ["K52.1", "T45.1X5A", "R19.7"]),
        ("diarrh unspecified", ["R19.7"]),
        ("diarrho", ["K52.1", "T45.1X5A", "R19.7"]),
        ("tumour stomach", ["C7A.092", "D3A.092"]),
        ("tumor stomach", ["C7A.092", "D3A.092"]),
        ("oesophageal secondary", ["I85.11"]),
        ("vipoma", ["E16.8"]),
        ("Z99", []),
        (" ", []),
    ],
)
def test_codes_are_found_by_code_or_word(typed: str, found: list[str]) -> None:
    """By code with or without point, by word in both spellings, or by indication; never what is not billable."""
    assert [entry.partition(" ")[0] for entry in matching(typed, shipped(), DAY)] == found


def test_the_date_of_service_decides_what_is_offered() -> None:
    """Before its three parts E34.0 is the code (C2)."""
    before = matching("carcinoid syndrome", shipped(), datetime.date(2024, 9, 30))

    assert before == ["E34.0  Carcinoid syndrome"]


def test_a_code_is_chosen_by_key(diagnosis: DiagnosisField, window: Chair, qtbot: QtBot) -> None:
    """A word lists codes; arrow down and Enter take one, after those that stand there already."""
    write("E22.0, heart")
    qtbot.waitUntil(diagnosis.listed.isVisible)
    assert listed(diagnosis) == ["E34.01  Carcinoid heart syndrome"]
    QTest.keyClick(diagnosis.listed, Qt.Key.Key_Down)
    QTest.keyClick(diagnosis.listed, Qt.Key.Key_Return)

    assert diagnosis.text() == "E22.0, E34.01"
    assert window.form.read()["diagnosis"] == ["E22.0", "E34.01"]


@pytest.mark.parametrize("before", ["E22.0 ", "E22.0; ", "e22.0,"])
def test_a_second_code_after_any_separator(diagnosis: DiagnosisField, qtbot: QtBot, before: str) -> None:
    """A comma, a semicolon or a blank ends a code."""
    write(f"{before}flush")
    qtbot.waitUntil(diagnosis.listed.isVisible)

    assert listed(diagnosis) == ["R23.2  Flushing"]


def test_the_code_says_what_it_is(diagnosis: DiagnosisField) -> None:
    """Below the field stands what each code says, also for screen readers; an unknown one is not verified."""
    write("e34.09, Z99.9")

    assert diagnosis.explanation().splitlines() == [
        "E34.09: Other carcinoid syndrome",
        "Z99.9: not on the list here, so not verified",
    ]
    assert diagnosis.explanation() in diagnosis.control.accessibleDescription()
    diagnosis.set_text("")
    assert diagnosis.explanation() == ""


def test_a_code_without_its_point_gets_it(diagnosis: DiagnosisField, window: Chair) -> None:
    """It is read at once, and written so when the field is left."""
    write("e3409, E22.0 k521")
    assert window.form.read()["diagnosis"] == ["E34.09", "E22.0", "K52.1"]
    assert diagnosis.fault() == ""
    assert diagnosis.explanation().startswith("E34.09: Other carcinoid syndrome")
    press(Qt.Key.Key_Tab)

    assert diagnosis.text() == "E34.09, E22.0 K52.1"


def test_a_code_that_is_not_billable_is_refused_at_its_field(window: Chair) -> None:
    """E34.0 is an error, with the three codes that replaced it; nothing is billed."""
    give_60_of_100(window)
    window.form.focus("diagnosis")
    write("E34.0")

    assert "Use E34.00, E34.01 or E34.09." in field(window, "diagnosis").fault()
    assert window.bill.model.lines == ()
    write("9")
    assert field(window, "diagnosis").fault() == ""
    assert len(window.bill.model.lines) == 2


def test_prompts_are_those_of_the_indication(diagnosis: DiagnosisField, window: Chair) -> None:
    """Below each text stands what payers ask, and how sure that is; nothing is filled in."""
    window.form.focus("necessity.indication")
    assert all(text.explanation() == "" for text in texts(window))
    for code, asked, sure in (
        ("E22.0", "IGF-1", "Secondary"),
        ("E34.09", "5-HIAA", "General knowledge"),
        ("E16.8", "VIP level and potassium", "General knowledge"),
        ("R19.7", "Stools a day", "off label"),
    ):
        diagnosis.set_text(code)
        about = section(window).necessity.about
        assert asked in texts(window)[0].explanation()
        assert asked in texts(window)[0].control.accessibleDescription()
        assert all(text.explanation() for text in texts(window))
        assert sure in about.text()
        assert "Source: " in about.toolTip()
        assert about.isVisible()
    diagnosis.set_text("Z99.9")

    assert all(text.explanation() == "" for text in texts(window))
    assert not section(window).necessity.about.isVisible()
    assert "necessity" not in window.form.read()


def test_a_folded_text_comes_into_sight_when_it_is_wanted(window: Chair, qtbot: QtBot) -> None:
    """Whoever is led to a text can write at once."""
    window.go_to("necessity.prior_treatment")
    write("Loperamide")

    assert window.form.read()["necessity"] == {"prior_treatment": "Loperamide"}
    text = texts(window)[2].control
    qtbot.waitUntil(lambda: text.visibleRegion().boundingRect().height() >= text.height() - 2)


def test_a_fault_stands_before_the_prompt(window: Chair) -> None:
    """What is wrong is heard first; once it is right the prompt is back."""
    window.form.fill(window.form.blank() | encounter(diagnosis=["E22.0"]))
    text = texts(window)[0]
    text.set_fault("Too long.")
    assert text.control.accessibleDescription() == "Too long."
    text.set_fault("")

    assert "IGF-1" in text.control.accessibleDescription()


def test_nothing_is_lost_to_the_list(diagnosis: DiagnosisField, window: Chair, qtbot: QtBot) -> None:
    """Esc closes the list and keeps what was typed; Tab goes on."""
    write("acro")
    qtbot.waitUntil(diagnosis.listed.isVisible)
    QTest.keyClick(diagnosis.listed, Qt.Key.Key_Escape)
    QApplication.processEvents()

    assert not diagnosis.listed.isVisible()
    assert diagnosis.text() == "acro"
    to_front(qtbot, window.window())
    press(Qt.Key.Key_Tab)
    assert focused() is field(window, "prior_authorization").control


def test_a_whole_code_needs_no_choice(diagnosis: DiagnosisField, window: Chair) -> None:
    """The list goes when there is nothing left to choose, so that Tab goes on at once."""
    write("e34.0")
    assert len(listed(diagnosis)) == 3
    write("9")

    assert not diagnosis.listed.isVisible()
    assert window.form.read()["diagnosis"] == ["E34.09"]
