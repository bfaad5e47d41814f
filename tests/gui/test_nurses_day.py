"""A day at the chair, by keyboard alone, from the scan to the file on disk."""

import json
import re
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core import settings
from core.clinic import Clinic
from core.settings import Remembered
from gui.chair import Chair
from tests.gui.keys import BARCODE, CTRL, at_next_dialogue, attest, enter, field, give_60_of_100, press, save_as, write


def _text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_from_scan_to_saved_note(window: Chair, qtbot: QtBot, tmp_path: Path) -> None:
    """A scan, the dose, the route, the attestation and Ctrl+S leave a whole note on disk."""
    path = tmp_path / "note.pdf"
    give_60_of_100(window)
    attest(qtbot, window)
    at_next_dialogue(save_as(str(path)))
    press(Qt.Key.Key_S, CTRL)

    text = _text(path)
    assert "100 - 60 = 40 mcg" in text
    assert "J2354 JW" in text
    assert "QX7781" in text
    assert "DRAFT" not in text
    assert window.footer.message.text() == "Saved: note.pdf. It is in the journal."


def test_next_encounter_needs_few_keys(window: Chair, qtbot: QtBot, tmp_path: Path) -> None:
    """With staff, route and site remembered, six keys besides scan and dose make a complete note."""
    give_60_of_100(window)
    window.form.dose.fields["given_by"].set_text("R. Ortiz RN")
    window.form.dose.fields["site"].set_text("left abdomen")
    at_next_dialogue(save_as(str(tmp_path / "first.pdf")))
    press(Qt.Key.Key_S, CTRL)

    press(Qt.Key.Key_N, CTRL)
    write(BARCODE)
    enter()
    enter()
    write("50")
    attest(qtbot, window)
    at_next_dialogue(save_as(str(tmp_path / "second.pdf")))
    press(Qt.Key.Key_S, CTRL)

    text = _text(tmp_path / "second.pdf")
    assert "100 - 50 = 50 mcg" in text
    assert "Subcutaneous" in text
    assert "R. Ortiz RN" in text
    assert "left abdomen" in text
    assert "DRAFT" not in text


def test_what_is_remembered(window: Chair, qtbot: QtBot, settings_path: Path, tmp_path: Path) -> None:
    """The next encounter starts with staff, route and site, said to be so, and with nothing else."""
    give_60_of_100(window)
    attest(qtbot, window)
    for path, text in (("patient.name", "Ana Sample"), ("diagnosis", "E34.09"), ("prior_authorization", "PA1")):
        field(window, path).set_text(text)
    field(window, "site").set_text("left thigh")
    field(window, "given_by").set_text("R. Ortiz RN")
    field(window, "discard.discarded_by").set_text("A. Ng RN")
    at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
    press(Qt.Key.Key_S, CTRL)
    press(Qt.Key.Key_N, CTRL)

    assert settings.load(str(settings_path)).remembered == Remembered("R. Ortiz RN", "A. Ng RN", "SC", "left thigh")
    assert "Ana Sample" not in settings_path.read_text()
    assert set(window.form.read()) == {
        "service_date", "setting", "payer", "drug_source", "route", "site", "given_by",
    }  # fmt: skip
    assert field(window, "site").label() == "Site (as last time)"
    assert not window.form.discard.confirmed.isChecked()
    field(window, "site").set_text("right thigh")
    assert field(window, "site").label() == "Site"


def test_suggested_name_holds_no_patient_data(window: Chair) -> None:
    """The name suggested for the note is its date, code and number."""
    give_60_of_100(window)
    field(window, "patient.name").set_text("Ana Sample")
    names: list[str] = []
    at_next_dialogue(lambda dialogue: names.extend(dialogue.selectedFiles()))
    press(Qt.Key.Key_S, CTRL)

    assert re.fullmatch(r"20\d\d-\d\d-\d\d-J2354-[0-9A-Z]{8}\.pdf", Path(names[0]).name)
    assert window.window().windowTitle() == "Vialnote"
    assert window.footer.message.text() == "The note was not saved."


def test_without_the_attestation_the_note_is_a_draft(window: Chair, tmp_path: Path) -> None:
    """The box is not ticked by itself, and the note says DRAFT."""
    give_60_of_100(window)
    at_next_dialogue(save_as(str(tmp_path / "draft")))
    press(Qt.Key.Key_S, CTRL)

    assert not window.form.discard.confirmed.isChecked()
    assert "DRAFT" in _text(tmp_path / "draft.pdf")


def test_settings_survive(window: Chair, settings_path: Path, tmp_path: Path) -> None:
    """Saving a note writes settings that the next start reads without a problem."""
    give_60_of_100(window)
    at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
    press(Qt.Key.Key_S, CTRL)

    assert settings.load(str(settings_path)) == settings.Loaded(Clinic(), Remembered(route="SC"))
    assert json.loads(settings_path.read_text())["name"] == ""
