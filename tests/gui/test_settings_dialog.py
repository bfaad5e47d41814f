"""The dialogue of the clinic's settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from core import settings
from core.clinic import Charge, Clinic
from core.computer import Computer
from core.quantity import parse_mass
from core.settings import Remembered
from gui.settings_dialog import SettingsDialog
from tests.build import logo, shipped
from tests.gui.keys import at_next_dialogue, open_file, press, push
from tests.gui.showing import in_front

CLINIC = Clinic(
    name="North clinic",
    address="1 Main Street\nSpringfield",
    npi="1234567893",
    payer="commercial-generic",
    setting="hospital_outpatient",
    status_indicator="packaged",
    department="PO",
    witness="required",
    paper="a4",
    slip="half",
    logo=logo(),
    staff=("R. Ortiz RN", "A. Ng RN"),
    reasons=("Dose smaller",),
    methods=("Sharps container", "Other"),
    stock=(parse_mass("50 mcg"), parse_mass("0.5 mcg")),
    claim_forms="included",
    charges=(Charge("J2354", 125), Charge("96372", 4000)),
    record_system="https://north.example/mrn",
)
"""Each setting differs from what holds at first."""

save = push("Save")
"""Push Save."""


@pytest.fixture
def window(dressed: QApplication, qtbot: QtBot) -> QWidget:  # noqa: ARG001 - dressed first
    """What the dialogue belongs to."""
    behind = QWidget()
    qtbot.addWidget(behind)
    return behind


@pytest.fixture
def dialogue(window: QWidget, qtbot: QtBot) -> Iterator[SettingsDialog]:
    """The dialogue as it opens at first."""
    yield from in_front(qtbot, SettingsDialog(Clinic(), shipped().payers, window))


def test_what_is_shown_is_what_is_taken(window: QWidget) -> None:
    """Every setting is shown, and comes back as it was where nothing is changed."""
    dialogue = SettingsDialog(CLINIC, shipped().payers, window)

    assert set(dialogue.fields) == set(Clinic._fields)
    assert dialogue.clinic() == CLINIC


@pytest.mark.parametrize("own", [Computer(0, "passphrase"), Computer(240, copy_kept=0)])
def test_this_computers_own_are_shown_and_taken(window: QWidget, own: Computer) -> None:
    """They come back as they were."""
    dialogue = SettingsDialog(CLINIC, shipped().payers, window, own, has_passphrase=True)
    assert dialogue.computer() == own


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("lock_after", "soon", "soon: expected minutes from 0 to 240"),
        ("lock_after", "", "expected minutes from 0 to 240"),
        ("lock_after", "9" * 5_000, "expected minutes from 0 to 240"),
        ("copy_kept", "601", "601: expected seconds from 0 to 600"),
        ("unlock_by", "passphrase", "The journal has no passphrase here"),
        ("backup_folder", "/no/such/folder", "There is no such folder"),
        ("backup_folder", __file__, "There is no such folder"),
    ],
)
def test_what_does_not_do_for_this_computer(dialogue: SettingsDialog, name: str, text: str, fault: str) -> None:
    """It is said at its field, which has the focus, and the dialogue stays open."""
    dialogue.own[name].set_text(text)
    save(dialogue)

    assert fault in dialogue.own[name].fault()
    assert dialogue.isVisible()
    assert QApplication.focusWidget() in dialogue.own[name].controls()
    dialogue.own[name].set_text({"lock_after": "5", "copy_kept": "30", "unlock_by": "confirmation"}.get(name, ""))
    save(dialogue)
    assert not dialogue.isVisible()


def test_a_folder_is_chosen(dialogue: SettingsDialog, tmp_path: Path) -> None:
    """In the system's dialogue, which begins at the one before."""
    (tmp_path / "backup").mkdir()
    field = dialogue.own["backup_folder"]
    field.set_text(str(tmp_path))
    at_next_dialogue(open_file(str(tmp_path / "backup")))
    field.controls()[1].setFocus()
    press(Qt.Key.Key_Space)
    assert field.text() == str(tmp_path / "backup")


def test_settings_are_changed(dialogue: SettingsDialog) -> None:
    """What is written into the fields is the clinic's from then on."""
    for name, text in {
        "name": "North clinic",
        "address": "1 Main Street\nSpringfield",
        "npi": "1234567893",
        "payer": "commercial-generic",
        "setting": "hospital_outpatient",
        "status_indicator": "packaged",
        "department": "PO",
        "witness": "required",
        "paper": "a4",
        "slip": "half",
        "logo": logo(),
        "staff": "R. Ortiz RN\n\n  A. Ng RN ",
        "reasons": "Dose smaller",
        "methods": "Sharps container\nOther",
        "stock": "50, 0.5 mcg,",
        "claim_forms": "included",
        "charges": "J2354 1.25, 96372 40,",
        "record_system": "https://north.example/mrn",
    }.items():
        dialogue.fields[name].set_text(text)
    save(dialogue)

    assert dialogue.result() == QDialog.DialogCode.Accepted
    assert dialogue.clinic() == CLINIC


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("npi", "123", "123: not an NPI. It has 10 digits; the last one checks the others."),
        ("npi", "1234567890", "1234567890: not an NPI. It has 10 digits; the last one checks the others."),
        (
            "record_system",
            "MRN",
            "MRN: expected a URI such as urn:oid:2.999.1 or https://clinic.example/mrn; ask who runs the EHR",
        ),
        ("name", "x" * 301, "301 characters: at most 300"),
        ("staff", "R. Ortiz RN\n" + "x" * 301, "301 characters: at most 300"),
        ("reasons", "\n".join(f"Reason {number}" for number in range(201)), "201 entries: at most 200"),
        ("stock", "50, 50", "expected up to 10 different sizes above 0"),
        ("stock", "0", "expected up to 10 different sizes above 0"),
        ("stock", "1,2,3,4,5,6,7,8,9,10,11", "expected up to 10 different sizes above 0"),
    ],
)
def test_fault_stands_at_its_field(dialogue: SettingsDialog, name: str, text: str, fault: str) -> None:
    """What is not right is not taken; the field says why and has the focus."""
    dialogue.fields[name].set_text(text)
    save(dialogue)

    assert dialogue.isVisible()
    assert {field: said.fault() for field, said in dialogue.fields.items() if said.fault()} == {name: fault}
    assert dialogue.fields[name].control.hasFocus()
    assert dialogue.fields[name].control.property("wrong")


def test_size_that_is_no_amount(dialogue: SettingsDialog) -> None:
    """A size in stock is read as strictly as a dose."""
    dialogue.fields["stock"].set_text("50, many")
    save(dialogue)

    assert dialogue.isVisible()
    assert dialogue.fields["stock"].fault().startswith("many")


def test_all_faults_at_once(dialogue: SettingsDialog) -> None:
    """Two wrong fields are both marked, the first of the dialogue has the focus; mended, they are taken."""
    dialogue.fields["stock"].set_text("0")
    dialogue.fields["npi"].set_text("123")
    save(dialogue)
    assert [name for name, field in dialogue.fields.items() if field.fault()] == ["npi", "stock"]
    assert dialogue.fields["npi"].control.hasFocus()

    dialogue.fields["stock"].set_text("")
    dialogue.fields["npi"].set_text("")
    save(dialogue)
    assert dialogue.result() == QDialog.DialogCode.Accepted
    assert not any(field.fault() for field in dialogue.fields.values())


def test_what_is_taken_is_read_at_the_next_start(dialogue: SettingsDialog, settings_path: Path) -> None:
    """Settings pasted from anywhere are either refused or survive on disk."""
    dialogue.fields["staff"].set_text("Nguyễn Thị Ánh \N{GRINNING FACE}\nA. Ng\u2028RN")
    dialogue.fields["address"].set_text("1 Main Street\n\nSpringfield")
    save(dialogue)
    settings.save(str(settings_path), dialogue.clinic(), Remembered())

    assert dialogue.result() == QDialog.DialogCode.Accepted
    assert settings.load(str(settings_path)) == settings.Loaded(dialogue.clinic(), Remembered())


def test_escape_changes_nothing(dialogue: SettingsDialog) -> None:
    """Esc leaves without a question."""
    dialogue.fields["npi"].set_text("123")
    QTest.keyClick(dialogue, Qt.Key.Key_Escape)

    assert dialogue.result() == QDialog.DialogCode.Rejected
    assert not dialogue.isVisible()


def test_every_setting_is_reached_by_tab_and_has_a_name(dialogue: SettingsDialog) -> None:
    """Tab goes through the fields in the order in which they are read, and each says what it is."""
    dialogue.fields["name"].focus()
    reached = []
    for _ in dialogue.fields:
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.accessibleName()
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert reached == [field.control for field in dialogue.fields.values()]


def test_dialogue_fits_a_small_screen(dialogue: SettingsDialog) -> None:
    """Opened, it is no larger than the smallest window."""
    assert dialogue.width() <= 1024
    assert dialogue.height() <= 700
