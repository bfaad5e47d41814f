"""What becomes of an encounter: saved, printed, left, brought back; and what is never lost without being asked."""

import datetime
import io
import json
import os
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.clinic import Clinic
from core.note import content, pdf
from gui import dates, drawing, printing, saving, words
from gui.chair import Chair
from gui.desk import Desk
from gui.settings_dialog import SettingsDialog
from tests.build import result, shipped
from tests.gui.keys import CTRL, SHIFT, at_next_dialogue, attest, field, give_60_of_100, press, push, save_as
from tests.gui.showing import to_front


def _text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


class TestNumber:
    """A note has one number: on the page, in the chart text and on paper."""

    def test_saved_and_copied_alike(self, window: Chair, tmp_path: Path) -> None:
        """The number that stands in the window after saving is the file's, and the chart text names it too."""
        give_60_of_100(window)
        assert window.bill.note_number.text() == ""
        at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
        press(Qt.Key.Key_S, CTRL)
        number = window.bill.note_number.text().removeprefix("note ")
        press(Qt.Key.Key_T, CTRL | SHIFT)

        assert number in _text(tmp_path / "note.pdf")
        assert number in QGuiApplication.clipboard().text()

    def test_the_same_note_again(self, window: Chair, tmp_path: Path) -> None:
        """Saving again without a change writes the same bytes."""
        give_60_of_100(window)
        for name in ("first.pdf", "again.pdf"):
            at_next_dialogue(save_as(str(tmp_path / name)))
            press(Qt.Key.Key_S, CTRL)

        assert (tmp_path / "first.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes()

    def test_a_change_makes_it_another_note(self, window: Chair, tmp_path: Path) -> None:
        """After an edit there is no number until the note is finished again."""
        give_60_of_100(window)
        at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
        press(Qt.Key.Key_S, CTRL)
        field(window, "given").set_text("50 mcg")

        assert window.bill.note_number.text() == ""

    def test_finished_when_it_is_saved(self, window: Chair, tmp_path: Path) -> None:
        """The note says when it was finished: now, whatever the date of service."""
        give_60_of_100(window)
        field(window, "service_date").set_text("2026-01-05")
        before = datetime.datetime.now().replace(second=0, microsecond=0)  # noqa: DTZ005 - the note's local time
        at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
        press(Qt.Key.Key_S, CTRL)

        noted = window.result.encounter.noted_at if window.result else None
        assert noted is not None
        assert before <= noted <= datetime.datetime.now()  # noqa: DTZ005 - the note's local time
        assert noted.isoformat(" ", "minutes") in _text(tmp_path / "note.pdf")


class TestSaving:
    """Saved is said only of what is on disk."""

    def test_a_place_that_takes_nothing(self, tmp_path: Path) -> None:
        """A note that can't be written leaves nothing behind, and the message says what to do."""
        (tmp_path / "file").write_text("")
        with pytest.raises(saving.SaveError, match=r"note.pdf was not saved: .*Choose another folder, or print it\."):
            saving.write(str(tmp_path / "file" / "note.pdf"), b"%PDF")

        assert os.listdir(tmp_path) == ["file"]

    @pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that is there and takes no files")
    def test_the_window_says_so(self, window: Chair) -> None:
        """A failure is said in place, and the encounter still counts as not saved."""
        give_60_of_100(window)
        at_next_dialogue(save_as("/sys/note.pdf"))
        press(Qt.Key.Key_S, CTRL)

        assert window.footer.message.text().startswith("note.pdf was not saved: ")
        event = QCloseEvent()
        at_next_dialogue(push("Cancel"))
        QApplication.sendEvent(window.window(), event)
        assert not event.isAccepted()

    def test_without_an_answer(self, window: Chair) -> None:
        """Ctrl+S and Ctrl+P on a blank page say what is to be done and open nothing."""
        for key in (Qt.Key.Key_S, Qt.Key.Key_P):
            window.footer.message.clear()
            press(key, CTRL)
            assert window.footer.message.text() == "There is no note yet. Fill in what is missing."


class TestText:
    """The note as text is a copy: it goes where the nurse wants it, and the note itself is still to be saved."""

    def test_the_name_follows_the_kind(self, window: Chair, tmp_path: Path) -> None:
        """Who chooses Text in the dialogue gets a name that ends in .txt, and text in the file."""
        give_60_of_100(window)
        folder = tmp_path / "notes"
        folder.mkdir()

        def choose_text(dialogue: QFileDialog) -> None:
            dialogue.setDirectory(str(folder))
            kinds = dialogue.findChild(QComboBox, "fileTypeCombo")
            assert kinds is not None
            kinds.setFocus()
            QTest.keyClicks(kinds, "T")
            QTest.keyClick(kinds, Qt.Key.Key_Return)
            line = dialogue.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            assert line.text().endswith(".txt")
            QTest.keyClick(line, Qt.Key.Key_Return)

        at_next_dialogue(choose_text)
        press(Qt.Key.Key_S, CTRL)
        (name,) = os.listdir(folder)

        assert name.endswith(".txt")
        assert "  100 - 60 = 40 mcg\n" in (folder / name).read_text(encoding="utf-8")
        assert window.footer.message.text() == words.SAVED_AS_TEXT.format(name)

    def test_the_encounter_is_not_done(self, window: Chair, tmp_path: Path) -> None:
        """Leaving asks all the same, and the PDF that is saved then has the number of the text."""
        give_60_of_100(window)
        at_next_dialogue(save_as(str(tmp_path / "note.TXT")))
        press(Qt.Key.Key_S, CTRL)
        number = window.bill.note_number.text().removeprefix("note ")
        event = QCloseEvent()
        at_next_dialogue(push("Cancel"))
        QApplication.sendEvent(window.window(), event)
        at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
        press(Qt.Key.Key_S, CTRL)

        assert not event.isAccepted()
        assert f"note {number}\n" in (tmp_path / "note.TXT").read_text(encoding="utf-8")
        assert number in _text(tmp_path / "note.pdf")
        assert window.window().close()

    def test_save_and_print_wants_the_note(self, window: Chair, tmp_path: Path) -> None:
        """Where text was chosen nothing is printed, and the footer says what is to be done."""
        give_60_of_100(window)
        at_next_dialogue(save_as(str(tmp_path / "note.txt")))
        press(Qt.Key.Key_P, CTRL | SHIFT)

        assert window.footer.message.text() == words.SAVED_AS_TEXT.format("note.txt")


class TestPrinting:
    """The note's own pixels, at their size."""

    def test_without_a_printer(self, window: Chair) -> None:
        """Where no printer is set up no dialogue opens; what to do instead is said in place."""
        give_60_of_100(window)
        press(Qt.Key.Key_P, CTRL)

        assert window.footer.message.text().startswith("Nothing was printed. No printer is set up here")
        assert window.bill.note_number.text() == ""

    def test_saved_without_a_printer(self, window: Chair, tmp_path: Path) -> None:
        """Save and print in one saves the note even where there is no printer, and says both."""
        give_60_of_100(window)
        at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
        press(Qt.Key.Key_P, CTRL | SHIFT)

        no_printer = "Nothing was printed. No printer is set up here; save the note with Ctrl+S."
        assert window.footer.message.text() == f"Saved: note.pdf. It is in the journal. {no_printer}"
        assert "40 mcg" in _text(tmp_path / "note.pdf")

    def test_going_back_from_saving_prints_nothing(self, window: Chair) -> None:
        """Who does not save does not print either."""
        give_60_of_100(window)
        at_next_dialogue(QDialog.reject)
        press(Qt.Key.Key_P, CTRL | SHIFT)

        assert window.footer.message.text() == "The note was not saved."

    @pytest.mark.parametrize("paper", [QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A4])
    def test_every_page_at_full_size(self, qapp: QApplication, tmp_path: Path, paper: QPageSize.PageSizeId) -> None:  # noqa: ARG002 - Qt needs it
        """Each page fills a sheet of its own, in ink, as large as the note's."""
        note = pdf.render(content.note(result(), Clinic()), "letter")
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(300)
        printer.setFullPage(True)
        printer.setPageSize(QPageSize(paper))
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        where = printing.send([sheet.picture for sheet in drawing.sheets(note)], printer)

        printed = PdfReader(tmp_path / "printed.pdf")
        assert where == ("printed.pdf", None, False)
        assert len(printed.pages) == len(PdfReader(io.BytesIO(note)).pages)
        picture = printed.pages[0].images[0].image
        assert picture is not None
        assert picture.size == pytest.approx((8.5 * 300, 11 * 300), abs=1)
        assert min(picture.convert("L").tobytes()) < 64

    @pytest.mark.qt_log_ignore("QPainter::begin", "QPdf", extend=True)
    def test_a_printer_that_takes_nothing(self, qapp: QApplication, tmp_path: Path) -> None:  # noqa: ARG002 - Qt needs it
        """A printer that does not start is reported with what to do."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))

        with pytest.raises(printing.PrintError, match=r"Choose another, or save the note with Ctrl\+S"):
            printing.send([QImage(10, 10, QImage.Format.Format_Grayscale8)], printer)


class TestLeaving:
    """Nothing is lost without a question, and one question is enough."""

    def test_a_blank_page_closes(self, window: Chair) -> None:
        """Where nothing was entered nothing is asked."""
        assert window.window().close()

    def test_a_saved_note_closes(self, window: Chair, tmp_path: Path) -> None:
        """After saving nothing is asked."""
        give_60_of_100(window)
        at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
        press(Qt.Key.Key_S, CTRL)

        assert window.window().close()

    @pytest.mark.parametrize(("button", "closed"), [("Cancel", False), ("Leave it", True)])
    def test_the_question(self, window: Chair, button: str, closed: bool) -> None:  # noqa: FBT001 - a parameter
        """Closing on an encounter without a note asks once; Cancel stays, Leave it leaves."""
        give_60_of_100(window)
        at_next_dialogue(push(button))

        assert window.window().close() is closed

    def test_new_asks_too(self, window: Chair) -> None:
        """New on an encounter without a note stays there if the question is cancelled."""
        give_60_of_100(window)
        before = window.form.read()
        at_next_dialogue(push("Cancel"))
        press(Qt.Key.Key_N, CTRL)

        assert window.form.read() == before

    def test_new_can_be_taken_back(self, window: Chair, qtbot: QtBot) -> None:
        """What New put away comes back whole, attestation and all, and what was begun since is kept for a return."""
        give_60_of_100(window)
        attest(qtbot, window)
        field(window, "patient.name").set_text("Ana Sample")
        field(window, "necessity.history").set_text("Flushing\nfor years")
        before, answer = window.form.read(), window.result
        at_next_dialogue(push("Leave it"))
        press(Qt.Key.Key_N, CTRL)
        assert window.form.is_blank()
        field(window, "patient.name").set_text("Bo Sample")
        press(Qt.Key.Key_N, CTRL | SHIFT)

        assert window.form.read() == before
        assert window.result == answer
        press(Qt.Key.Key_N, CTRL | SHIFT)
        assert field(window, "patient.name").text() == "Bo Sample"


def test_a_page_left_overnight(whole: Desk, window: Chair, monkeypatch: pytest.MonkeyPatch) -> None:
    """At midnight a page on which nothing was entered is of the new day; one that is begun says that it is not."""
    now = dates.now()
    days = [(now + datetime.timedelta(days=number)).date().isoformat() for number in range(3)]
    monkeypatch.setattr(dates, "now", lambda: now + datetime.timedelta(days=1))
    whole.today._timer.timeout.emit()
    assert field(window, "service_date").text() == days[1]

    field(window, "patient.name").set_text("Ana Sample")
    assert window.footer.terms.text().endswith("today")
    monkeypatch.setattr(dates, "now", lambda: now + datetime.timedelta(days=2))
    whole.today._timer.timeout.emit()
    assert field(window, "service_date").text() == days[1]
    assert window.footer.terms.text().endswith(f"{days[1]}, not today")


def test_a_computer_that_slept_over_midnight(
    whole: Desk, window: Chair, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes back to the window finds it of the new day at once."""
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    to_front(qtbot, other)
    tomorrow = dates.now() + datetime.timedelta(days=1)
    monkeypatch.setattr(dates, "now", lambda: tomorrow)
    to_front(qtbot, whole.window())

    qtbot.waitUntil(lambda: field(window, "service_date").text() == tomorrow.date().isoformat())


class TestSettings:
    """The clinic's settings, and a file of them that is no good."""

    @pytest.fixture
    def damaged(self, settings_path: Path) -> Path:
        """A settings file that is half written; made before the window opens."""
        settings_path.parent.mkdir()
        settings_path.write_text('{"name": "Sample')
        return settings_path

    def test_a_damaged_file_is_reported(self, damaged: Path, window: Chair) -> None:
        """The window opens on the settings that hold at first, keeps the damaged file and says so."""
        assert window.banner.isVisible()
        assert "settings-damaged-1.json" in window.banner.text()
        assert damaged.with_name("settings-damaged-1.json").read_text() == '{"name": "Sample'

    def test_a_file_that_cannot_be_read(self, settings_path: Path, qtbot: QtBot) -> None:
        """A folder in its place does not keep the window from opening."""
        settings_path.mkdir(parents=True)
        home = str(settings_path.parent)
        opened = Desk(shipped(), home, home)
        qtbot.addWidget(opened)
        opened.let_go()

        assert opened.chair.banner.text().startswith("The settings can't be read: ")

    @pytest.fixture
    def unknown_payer(self, settings_path: Path) -> None:
        """Settings with a payer that no profile has; made before the window opens."""
        settings_path.parent.mkdir()
        settings_path.write_text('{"payer": "nope"}')

    @pytest.mark.usefixtures("unknown_payer")
    def test_a_payer_that_is_not_known(self, window: Chair) -> None:
        """It is said and marked, never silently replaced, until another is chosen."""
        assert window.banner.text() == (
            "The settings name the payer nope, which is not known. Choose another in Settings."
        )
        assert window.form.read()["payer"] == "nope"
        assert field(window, "payer").fault().startswith("nope: expected one of medicare-part-b")
        assert "nope" in window.footer.terms.text()
        field(window, "payer").set_text("medicare-part-b")
        assert field(window, "payer").fault() == ""

    def test_no_banner_without_a_problem(self, window: Chair) -> None:
        """Nothing is said of settings that are right."""
        assert not window.banner.isVisible()

    def test_a_blank_page_takes_new_settings(self, window: Chair, settings_path: Path) -> None:
        """Changed payer and place hold for a page on which nothing was entered, and are on disk."""

        def change(dialogue: SettingsDialog) -> None:
            dialogue.fields["setting"].set_text("home")
            dialogue.fields["staff"].set_text("R. Ortiz RN\nA. Ng RN")
            dialogue.accept()

        at_next_dialogue(change)
        QTest.mouseClick(window.footer.settings, Qt.MouseButton.LeftButton)

        assert window.form.read()["setting"] == "home"
        assert json.loads(settings_path.read_text())["staff"] == ["R. Ortiz RN", "A. Ng RN"]
        assert window.footer.message.text() == "Settings saved."

    def test_what_is_asked_about_a_container_stays(self, window: Chair) -> None:
        """A page with a question on it is not blank: new settings, or a new day, take nothing from it."""
        window.form.opened._add_scanned("010030641617510417200101" + "10OLD1")
        assert len(window.form.opened.questions) == 1
        window.take_settings(window.settings.clinic._replace(setting="home"), window.settings.computer, "")

        assert len(window.form.opened.questions) == 1
        assert window.form.read()["setting"] == "office"
