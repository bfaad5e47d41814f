"""The finished note for an EHR: saved at the chair, and out of the journal with what became of it."""

import base64
import os
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from core.journal.store import Store
from gui import words
from gui.chair import Chair
from gui.desk import JOURNAL, Desk
from gui.journal_page import JournalPage
from tests import notes
from tests.build import logo
from tests.fhir.exported import given, note, resources
from tests.fhir.published import faults
from tests.gui.desks import later, message, records, save, save_amended, wait_for_journal
from tests.gui.journal_table import choose, file
from tests.gui.keys import CTRL, at_next_dialogue, attest, field, give_60_of_100, press, save_as
from tests.gui.test_brought_along import OWN_CODE, drop, give, own, put
from tests.journal.making import void

_WEBER = {"name": "Weber, Ida", "record_number": "MRN-4711"}
_SYSTEM = "urn:oid:2.999.1"


class TestChair:
    """A kind of file beside PDF and text."""

    @pytest.fixture
    def whole_note(self, qtbot: QtBot, window: Chair) -> Chair:
        """The window with a note that is no draft."""
        give_60_of_100(window)
        attest(qtbot, window)
        field(window, "given_at").set_text("10:35")
        return window

    def test_saved_and_filed(self, whole: Desk, whole_note: Chair, tmp_path: Path) -> None:
        """The file is valid, has times of day by this computer's clock, and its note is in the journal."""
        save(tmp_path / "ehr.json")
        found = (tmp_path / "ehr.json").read_bytes()
        (filed,) = records(whole)

        assert faults(found) == []
        assert re.fullmatch(r"[-\d]{10}T10:35:00[+-]\d\d:\d\d", given(found)[0]["effectiveDateTime"])
        assert note(found)["identifier"][0]["value"] == filed.body["number"]
        assert message(whole_note) == f"{words.SAVED_FOR_EHR.format('ehr.json')} {words.IN_JOURNAL}"
        assert whole_note.window().close()

    def test_the_name_follows_the_kind_and_names_nobody(self, whole_note: Chair, tmp_path: Path) -> None:
        """Who chooses the kind in the dialogue gets a name that ends in .json and holds no patient data."""
        field(whole_note, "patient.name").set_text("Weber, Ida")

        def choose_kind(dialogue: QFileDialog) -> None:
            dialogue.setDirectory(str(tmp_path))
            kinds = dialogue.findChild(QComboBox, "fileTypeCombo")
            assert kinds is not None
            kinds.setFocus()
            QTest.keyClicks(kinds, "F")
            QTest.keyClick(kinds, Qt.Key.Key_Return)
            line = dialogue.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            QTest.keyClick(line, Qt.Key.Key_Return)

        at_next_dialogue(choose_kind)
        press(Qt.Key.Key_S, CTRL)
        (name,) = (name for name in os.listdir(tmp_path) if name.endswith(".json"))

        assert re.fullmatch(r"[-\d]{10}-J2354-[0-9A-Z]{8}\.json", name)
        assert resources((tmp_path / name).read_bytes(), "MedicationAdministration")

    def test_draft_is_refused(self, whole: Desk, window: Chair, tmp_path: Path) -> None:
        """R17: nothing is written or filed, and the footer says what is missing."""
        give_60_of_100(window)
        save(tmp_path / "ehr.json")

        assert not (tmp_path / "ehr.json").exists()
        assert message(window).startswith(
            "Nothing was exported. Nobody has confirmed that 40 mcg (0.4 mL) was discarded."
        )
        whole.journal.settle()
        assert records(whole) == []

    def test_amendment_takes_back_what_was_exported(
        self, qtbot: QtBot, whole: Desk, whole_note: Chair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The file of an amended note says that the first dose was an error, before and after it is filed."""
        save(tmp_path / "first.json")
        later(monkeypatch)
        field(whole_note, "given").set_text("50 mcg")
        attest(qtbot, whole_note)
        save_amended(tmp_path / "second.json", "Dose corrected")
        save(tmp_path / "again.json")
        first, second = ((tmp_path / name).read_bytes() for name in ("first.json", "second.json"))

        assert len(records(whole)) == 2
        assert faults(second) == []
        assert [one["status"] for one in given(second)] == ["entered-in-error", "completed"]
        assert given(second)[0]["identifier"] == given(first)[0]["identifier"]
        assert resources(second, "DocumentReference")[0] == {**note(first), "status": "superseded"}
        assert note(second)["relatesTo"][0]["target"]["identifier"] == note(first)["masterIdentifier"]
        assert (tmp_path / "again.json").read_bytes() == second

    def test_wrong_patient_is_amended_before_anything_was_imported(
        self, whole_note: Chair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The receiver makes the right patient only; the clinic's logo is on both notes."""
        whole_note.settings.clinic = whole_note.settings.clinic._replace(record_system=_SYSTEM, logo=logo())
        for name, text in {**_WEBER, "birth_date": "1961-02-03"}.items():
            field(whole_note, f"patient.{name}").set_text(text)
        save(tmp_path / "note.pdf")
        later(monkeypatch)
        field(whole_note, "patient.record_number").set_text("MRN-4712")
        save_amended(tmp_path / "ehr.json", "Patient corrected")
        found = (tmp_path / "ehr.json").read_bytes()
        (patient,), (first, second) = resources(found, "Patient"), resources(found, "DocumentReference")

        assert faults(found) == []
        assert (patient["identifier"][0]["system"], patient["identifier"][0]["value"]) == (_SYSTEM, "MRN-4712")
        assert (first["status"], second["status"]) == ("entered-in-error", "current")
        attached = first["content"][0]["attachment"]["data"]
        assert base64.b64decode(attached) == (tmp_path / "note.pdf").read_bytes()

    def test_folder_that_is_not_there(self, whole_note: Chair, tmp_path: Path) -> None:
        """The footer says so, and that the note is in the journal."""
        save(tmp_path / "none" / "ehr.json")

        assert message(whole_note).startswith("ehr.json was not saved: ")
        assert message(whole_note).endswith(words.FILED)


class TestJournal:
    """A note that was filed, with what became of it."""

    def _export(self, page: JournalPage, path: Path) -> str:
        """Press the button, and type a path; what the page says then."""
        at_next_dialogue(save_as(str(path)))
        page.ehr.click()
        return page.message.text()

    def test_note_that_holds(self, page: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """The file is valid and final, and the page says that it names the patient."""
        filed = file(page, qtbot, lambda store: notes.file(store, patient=_WEBER))
        said = self._export(page, tmp_path / "ehr.json")
        found = (tmp_path / "ehr.json").read_bytes()

        assert said == words.EXPORTED.format("ehr.json")
        assert faults(found) == []
        assert note(found)["docStatus"] == "final"
        assert note(found)["identifier"][0]["value"] == filed.body["number"]

    def test_note_that_was_amended_and_its_amendment(self, page: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """The first one does not hold; the second takes its place."""

        def act(store: Store) -> None:
            notes.amend(store, notes.file(store, patient=_WEBER).seq, given="61 mcg", patient=_WEBER)

        file(page, qtbot, act)
        self._export(page, tmp_path / "second.json")
        choose(page, qtbot, 1)
        self._export(page, tmp_path / "first.json")
        first, second = ((tmp_path / name).read_bytes() for name in ("first.json", "second.json"))

        assert faults(first) + faults(second) == []
        assert [note(found)["status"] for found in (first, second)] == ["superseded", "current"]
        assert [one["status"] for one in given(first)] == ["entered-in-error"]
        assert [one["status"] for one in given(second)] == ["entered-in-error", "completed"]
        assert note(second)["docStatus"] == "amended"

    def test_first_note_of_a_chain(self, page: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """It was entered in error where the chain is void, or where its patient was another one."""

        def act(store: Store) -> None:
            other = {**_WEBER, "record_number": "MRN-4712"}
            notes.amend(store, notes.file(store, patient=_WEBER).seq, patient=other)
            first = notes.file(store, patient=_WEBER, given="61 mcg")
            void(store, notes.amend(store, first.seq, patient=_WEBER, given="62 mcg").seq)

        file(page, qtbot, act)
        places = {}
        for row in range(page.model.rowCount()):
            choose(page, qtbot, row)
            self._export(page, tmp_path / f"{row}.json")
            found = (tmp_path / f"{row}.json").read_bytes()
            assert faults(found) == []
            doses = tuple(one["dosage"]["dose"]["value"] for one in given(found))
            places[doses] = [one["status"] for one in resources(found, "DocumentReference")]

        error = "entered-in-error"
        assert places == {
            (60,): [error],
            (60, 60): [error, "current"],
            (61,): [error],
            (61, 62): [error, error],
        }

    def test_earlier_note_that_comes_to_something_else_today(
        self, page: JournalPage, qtbot: QtBot, tmp_path: Path
    ) -> None:
        """It is taken back all the same, without a file that was never filed."""

        def act(store: Store) -> None:
            body = notes.body(patient=_WEBER)
            first = store.add({**body, "result": {**body["result"], "given_mcg": "61"}})
            notes.amend(store, first.seq, given="62 mcg", patient=_WEBER)

        file(page, qtbot, act)
        self._export(page, tmp_path / "ehr.json")
        found = (tmp_path / "ehr.json").read_bytes()
        first, second = resources(found, "DocumentReference")

        assert faults(found) == []
        assert (first["status"], second["status"]) == ("superseded", "current")
        assert "data" not in first["content"][0]["attachment"]
        assert "data" in second["content"][0]["attachment"]

    @pytest.mark.parametrize("row", [0, 1], ids=["from the void", "from the note"])
    def test_note_that_was_voided(self, page: JournalPage, qtbot: QtBot, tmp_path: Path, row: int) -> None:
        """All of it was entered in error."""
        file(page, qtbot, lambda store: void(store, notes.file(store).seq))
        choose(page, qtbot, row)
        self._export(page, tmp_path / "ehr.json")
        found = (tmp_path / "ehr.json").read_bytes()

        assert faults(found) == []
        assert (note(found)["status"], given(found)[0]["status"]) == ("entered-in-error", "entered-in-error")

    def test_draft_is_refused(self, page: JournalPage, qtbot: QtBot) -> None:
        """Nothing is asked, and the page says what is missing."""
        file(page, qtbot, lambda store: notes.file(store, discard=None))
        page.ehr.click()

        assert page.message.text().startswith("Nothing was exported. Nobody has confirmed")

    def test_going_back_exports_nothing(self, page: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """The page says so."""
        file(page, qtbot, notes.file)
        at_next_dialogue(lambda dialogue: dialogue.reject())
        page.ehr.click()

        assert page.message.text() == words.NOT_EXPORTED
        assert list(tmp_path.glob("*.json")) == []

    def test_name_of_another_kind(self, page: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """A bundle does not pass for a note."""
        file(page, qtbot, notes.file)

        assert self._export(page, tmp_path / "note.pdf") == words.EXPORT_NAME
        assert not (tmp_path / "note.pdf").exists()

    def test_note_that_comes_to_something_else_today(self, page: JournalPage, qtbot: QtBot) -> None:
        """What would be exported is not what was filed, so nothing is."""

        def act(store: Store) -> None:
            body = notes.body()
            store.add({**body, "result": {**body["result"], "given_mcg": "61"}})

        file(page, qtbot, act)
        page.ehr.click()

        assert page.message.text() == words.NOT_EXPORTED_AGAIN

    def test_folder_that_is_not_there(self, page: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """The page says what to do."""
        file(page, qtbot, notes.file)

        assert "Choose another folder" in self._export(page, tmp_path / "none" / "ehr.json")

    def test_by_the_keys(self, page: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """Its letter presses the button."""
        file(page, qtbot, notes.file)
        at_next_dialogue(save_as(str(tmp_path / "ehr.json")))
        page.table.setFocus()
        QTest.keyClick(page.table, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil((tmp_path / "ehr.json").exists)

        assert faults((tmp_path / "ehr.json").read_bytes()) == []


def test_patient_is_found_by_the_settings_of_today(qtbot: QtBot, whole: Desk, window: Chair, tmp_path: Path) -> None:
    """A note that was filed before anybody knew the system of the record numbers is exported with it."""
    wait_for_journal(qtbot, whole)
    whole.journal.ask(lambda store: notes.file(store, patient={**_WEBER, "birth_date": "1961-02-03"}))
    page = whole.go(JOURNAL)
    assert isinstance(page, JournalPage)
    qtbot.waitUntil(lambda: page.is_quiet() and bool(page.model.rowCount()), timeout=20_000)
    found = []
    for name, system in (("before.json", ""), ("after.json", _SYSTEM)):
        window.settings.clinic = window.settings.clinic._replace(record_system=system)
        at_next_dialogue(save_as(str(tmp_path / name)))
        page.ehr.click()
        assert page.message.text() == words.EXPORTED.format(name)
        found.append(resources((tmp_path / name).read_bytes(), "Patient"))

    assert found[0] == []
    assert found[1][0]["identifier"][0]["system"] == _SYSTEM


def test_note_made_with_the_clinics_own_list(qtbot: QtBot, whole: Desk, window: Chair, tmp_path: Path) -> None:
    """Exported where the list is another one by now, it is the note that was filed, to the byte."""
    wait_for_journal(qtbot, whole)
    put(whole, own())
    give(window)
    attest(qtbot, window)
    save(tmp_path / "note.pdf")
    press(Qt.Key.Key_N, CTRL)
    drop(whole, own())
    page = whole.go(JOURNAL)
    assert isinstance(page, JournalPage)
    qtbot.waitUntil(lambda: page.is_quiet() and bool(page.model.rowCount()), timeout=20_000)
    at_next_dialogue(save_as(str(tmp_path / "ehr.json")))
    page.ehr.click()
    found = (tmp_path / "ehr.json").read_bytes()

    assert faults(found) == []
    assert given(found)[0]["contained"][0]["code"]["coding"][0]["code"] == OWN_CODE
    assert base64.b64decode(note(found)["content"][0]["attachment"]["data"]) == (tmp_path / "note.pdf").read_bytes()
