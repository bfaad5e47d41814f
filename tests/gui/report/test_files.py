"""Where a report goes from its page: saved as PDF or table, and printed."""

from functools import partial
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from core.clinic import Clinic
from gui.report_page import ReportPage
from tests.build import shipped
from tests.gui.cups import Server
from tests.gui.keys import at_next_dialogue, save_as
from tests.gui.report.chair import Chair
from tests.gui.report.shown import settle
from tests.note import paper


class TestFiles:
    """Where a report goes."""

    def test_pdf(self, qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
        """With Ctrl+S, as on the screen."""
        at_next_dialogue(save_as(str(tmp_path / "out.pdf")))
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: page.head.said.text() == "Saved: out.pdf.")

        words = "\n".join(found.words for found in paper.read((tmp_path / "out.pdf").read_bytes()))
        assert "Harbour" in words
        assert "journal up to record 2" in words

    def test_table(self, qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
        """As CSV."""
        at_next_dialogue(save_as(str(tmp_path / "out.csv")))
        QTest.mouseClick(page.head.table, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page.head.said.text() == "Saved: out.csv.")

        assert (tmp_path / "out.csv").read_text().startswith("since,until,hcpcs,table,name")

    def test_nowhere(self, qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
        """Who goes back saves nothing; a folder that is not there is said."""
        at_next_dialogue(QDialog.reject)
        page.save("pdf")
        assert page.head.said.text() == ""

        page._write(str(tmp_path / "no" / "out.pdf"), lambda: [b"x"])
        qtbot.waitUntil(lambda: page.head.said.text().startswith("out.pdf was not saved: No such file"))

    def test_nothing_yet(self, chair: Chair, tmp_path: Path) -> None:
        """Before there are figures the buttons are dull, and the keys say what to wait for."""
        made = ReportPage(chair.run, Clinic(), shipped(), str(tmp_path))
        for act in (partial(made.save, "pdf"), partial(made.save, "csv"), made.print):
            made.head.say("")
            act()
            assert made.head.said.text().startswith("The report is not there yet.")
        assert not any(button.isEnabled() for button in (made.head.pdf, made.head.table, made.head.print))

    def test_while_it_is_added_up(self, qtbot: QtBot, page: ReportPage) -> None:
        """A save that comes too early opens nothing, and says so; once all is there it saves."""
        page.refresh()
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.activeModalWidget() is None
        assert page.head.said.text().startswith("The report is not there yet.")

        settle(qtbot, page)
        assert page.head.said.text() == ""
        assert page.head.pdf.isEnabled()

    def test_no_printer(self, page: ReportPage) -> None:
        """It is said what to do instead."""
        page.print()

        assert page.head.said.text() == "Nothing was printed. Choose another printer, or save the report as PDF."

    def test_printed(self, qtbot: QtBot, page: ReportPage, printers: Server) -> None:
        """On a real queue: every page comes out."""
        name = printers.add("Report-desk")
        page.take_clinic(Clinic(name="Quay"))
        at_next_dialogue(QPrintDialog.accept)
        page.print()
        qtbot.waitUntil(lambda: page.head.said.text() == f"Sent to {name}.", timeout=30_000)
        qtbot.waitUntil(printers.is_done, timeout=30_000)
        (printed,) = printers.out.iterdir()
        with pypdfium2.PdfDocument(printed) as document:
            assert len(document) >= 1
