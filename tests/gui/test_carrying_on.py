"""From the journal's page to the chair and back: a note is amended, copied, printed again or taken back."""

from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.clinic import Charge
from core.journal.record import VOID, Record
from core.note import identity, verify
from gui import drawing, words
from gui.amending import REASONS, Reason
from gui.chair import Chair
from gui.claim_page import ClaimPage
from gui.desk import Desk
from gui.idle import Curtain
from gui.journal_page import JournalPage
from gui.press import Order
from tests.build import shipped
from tests.gui.cups import Server
from tests.gui.desks import later, message, read, records, save, save_amended
from tests.gui.keys import CTRL, at_next_dialogue, attest, field, give_60_of_100, press, push
from tests.journal.making import changed, note

_TYPED = {
    "patient.name": "Ana Sample",
    "patient.record_number": "MRN-4711",
    "diagnosis": "E34.09",
    "given_at": "10:35",
    "given_by": "A. Gone RN",
    "discard.witness": "K. Mayer RN",
    "discard.discarded_by": "R. Ortiz RN",
}


@pytest.fixture
def filed(whole: Desk, window: Chair, qtbot: QtBot, tmp_path: Path) -> Record:
    """A note that was saved and left; the chair is blank."""
    give_60_of_100(window)
    attest(qtbot, window)
    for path, text in _TYPED.items():
        field(window, path).set_text(text)
    save(tmp_path / "first.pdf")
    press(Qt.Key.Key_N, CTRL)
    (found,) = records(whole)
    return found


@pytest.fixture
def page(whole: Desk, qtbot: QtBot, filed: Record) -> JournalPage:  # noqa: ARG001 - filed first
    """The journal's page of the window, with the note chosen."""
    press(Qt.Key.Key_3, CTRL)
    found = whole.stack.currentWidget()
    assert isinstance(found, JournalPage)
    qtbot.waitUntil(lambda: found.is_quiet() and found.table.chosen() == 0, timeout=10_000)
    return found


def do(button: QPushButton) -> None:
    """Press a button by the keyboard."""
    button.setFocus(Qt.FocusReason.OtherFocusReason)
    press(Qt.Key.Key_Space)


class TestAmend:
    """The note is at the chair as it was filed."""

    def test_as_it_was(
        self,
        whole: Desk,
        window: Chair,
        page: JournalPage,
        filed: Record,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Number and all; saved as it is nothing is asked, and the bytes are the same."""
        later(monkeypatch)
        do(page.amend)
        assert whole.stack.currentWidget() is window
        assert message(window) == words.AMENDING.format(filed.body["number"])
        assert window._finish() == filed.body["encounter"]
        save(tmp_path / "again.pdf")

        assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "first.pdf").read_bytes()
        assert len(records(whole)) == 1

    def test_what_is_changed_amends_it(
        self, whole: Desk, window: Chair, page: JournalPage, filed: Record, tmp_path: Path
    ) -> None:
        """The next record follows it, and an amended one is amended again from there."""
        do(page.amend)
        field(window, "given").set_text("50 mcg")
        save_amended(tmp_path / "second.pdf", REASONS[3])
        press(Qt.Key.Key_N, CTRL)
        first, second = records(whole)
        whole._hand_over(second.seq, window.cases.amend)
        save(tmp_path / "same.pdf")

        assert (first, second.follows) == (filed, 1)
        assert (tmp_path / "same.pdf").read_bytes() == (tmp_path / "second.pdf").read_bytes()

    def test_what_is_typed_is_asked_for_first(self, whole: Desk, window: Chair, page: JournalPage) -> None:
        """Who stays with the encounter that was begun keeps it."""
        field(window, "patient.name").set_text("Bo Sample")
        at_next_dialogue(push("Cancel"))
        do(page.amend)

        assert field(window, "patient.name").text() == "Bo Sample"
        assert whole.stack.currentWidget() is window

    def test_a_journal_that_fails(self, whole: Desk, window: Chair, page: JournalPage) -> None:
        """A record that can't be read is said at the chair."""
        whole.journal.ask(lambda store: changed(store, "UPDATE record SET body = x'00'"))
        do(page.amend)

        assert message(window) == "Record 1 is damaged."
        assert window.form.is_blank()


def test_copy_as_new(whole: Desk, window: Chair, page: JournalPage, filed: Record, tmp_path: Path) -> None:
    """Patient and dose are there; nothing that was attested, of that day, or of that container is."""
    do(page.copy)
    typed = window.form.read()

    assert typed["patient"] == filed.body["encounter"]["patient"]
    assert typed["given"] == "60 mcg"
    assert typed["service_date"] == window.form.blank()["service_date"]
    assert typed["opened"] == [{"ndc": filed.body["encounter"]["opened"][0]["ndc"], "count": 1}]
    assert not {"given_at", "noted_at"} & typed.keys()
    assert typed["given_by"] == "A. Gone RN"
    assert field(window, "given_by").label() == "Given by (as last time)"
    assert not window.form.discard.confirmed.isChecked()
    assert field(window, "discard.witness").text() == ""
    at_next_dialogue(push("Cancel"))
    assert not whole.window().close()
    save(tmp_path / "second.pdf")
    assert [record.follows for record in records(whole)] == [None, None]


SCANNED = {"barcode": "]d201003064161751041727113010AB123", "count": 2}


class TestContainers:
    """Of notes that the command line filed."""

    @pytest.fixture
    def scanned(self, whole: Desk, page: JournalPage) -> Record:  # noqa: ARG002 - there is a journal then
        """A note whose container was recorded as it was scanned."""
        return whole.journal.file(note("Doe", opened=[SCANNED]))

    def test_scanned_and_amended(self, window: Chair, scanned: Record) -> None:
        """What the barcode says stands in the form."""
        window.cases.amend(scanned)

        found = window.form.read()["opened"]
        assert found == [{"ndc": "0641-6175-10", "count": 2, "lot": "AB123", "expires": "2027-11-30"}]

    def test_scanned_and_copied(self, window: Chair, scanned: Record) -> None:
        """The product is there; the lot and the expiry were those of another container."""
        window.cases.copy_from(scanned)

        assert window.form.read()["opened"] == [{"ndc": "0641-6175-10", "count": 2}]

    def test_not_in_the_catalogue(self, window: Chair, scanned: Record) -> None:
        """A product that was added for the command line alone is said, and the form stays as it was."""
        body = scanned.body
        body["encounter"]["opened"] = [{"ndc": "0001-0001-01"}]
        before = window.form.read()
        for act in (window.cases.amend, window.cases.copy_from):
            act(scanned._replace(text=identity.canonical(body)))

            assert "has a container that is not in the list here" in message(window)
            assert window.form.read() == before


def test_void(whole: Desk, page: JournalPage, qtbot: QtBot) -> None:
    """The record that takes a note back follows it, and the note is not printed again."""

    def answer(dialogue: Reason) -> None:
        dialogue.field.set_text("Wrong patient")
        push("Void")(dialogue)

    at_next_dialogue(answer)
    do(page.void)

    assert [(record.follows, record.body["kind"]) for record in records(whole)][1:] == [(1, VOID)]
    qtbot.waitUntil(lambda: page.is_quiet() and len(page.model.places) == 2)
    do(page.reprint)
    assert page.message.text().endswith("is void: it is not printed again. Open shows it; print the note that holds.")


class TestReprint:
    """A note of the journal on paper again."""

    def test_on_a_printer(
        self,
        whole: Desk,
        window: Chair,
        page: JournalPage,
        filed: Record,
        qtbot: QtBot,
        printers: Server,
    ) -> None:
        """REPRINT stands across it, it agrees with itself, nothing is filed, and the page says where it went."""
        printers.add("Back-office")
        orders: list[Order] = []
        window.issuing.press.printed.connect(lambda order, *_: orders.append(order))
        at_next_dialogue(QDialog.accept)
        do(page.reprint)
        qtbot.waitUntil(lambda: bool(orders), timeout=30_000)
        qtbot.waitUntil(printers.is_done, timeout=30_000)
        (printed,) = printers.out.iterdir()
        drawn = drawing.draw(orders[0].finished, shipped(), orders[0].clinic, orders[0].issue)
        sent, came = (
            pypdfium2.PdfDocument(file)[0].render(scale=1, grayscale=True).to_pil() for file in (drawn.pdf, printed)
        )

        assert page.message.text() == (
            f"Drawn again, byte by byte as it was filed. Sent to Back-office: {drawn.said.file_name}."
        )
        assert "REPRINT" in read(drawn.pdf)
        assert drawn.said.number == filed.body["number"]
        assert verify.verify(drawn.pdf, shipped()).verdict == verify.SAME
        assert sum(ImageChops.difference(sent, came.resize(sent.size)).reduce(8).histogram()[64:]) < 20
        assert not any("Ana" in title or "4711" in title for title in printers.titles())
        assert len(records(whole)) == 1
        assert window.form.is_blank()

    def test_going_back(self, page: JournalPage, printers: Server) -> None:
        """Cancel in the print dialogue is said on the journal's page."""
        printers.add("Back-office")
        at_next_dialogue(QPrintDialog.reject)
        do(page.reprint)

        assert page.message.text().endswith("Nothing was printed.")

    def test_of_other_rules(self, whole: Desk, page: JournalPage) -> None:
        """A note that would say something else today is not printed under its old number."""
        body = whole.journal.ask(lambda store: store.get(1)).body
        body["result"]["lines"][0]["units"] = 4
        body["encounter"]["noted_at"] = "2026-01-01T00:00"
        other = whole.journal.file(body)
        whole.chair.reprint(other)

        assert page.message.text() == words.NOT_REPRINTED


class TestClaim:
    """The claim of a note in the journal, on the claim's page."""

    def test_of_the_chosen_note(self, whole: Desk, window: Chair, page: JournalPage, filed: Record) -> None:
        """By its button, with the charges of today; the page says whose claim it is, and names no patient."""
        window.settings.clinic = window.settings.clinic._replace(charges=(Charge("J2354", 125),))
        do(page.claim)
        shown = whole.stack.currentWidget()
        assert isinstance(shown, ClaimPage)
        assert shown.claim is not None

        assert (
            shown.title.text() == f"Claim of note {filed.body['number']} of {filed.body['encounter']['service_date']}"
        )
        press(Qt.Key.Key_F6)
        rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
        assert [(row[4], row[5], row[7], row[8]) for row in rows if len(row) > 2] == [
            ("J2354", "", "3.75", "3"),
            ("J2354", "JW", "1.25", "1"),
        ]
        assert rows[1] == ["21 A", "E3409"]

    def test_npi_of_today(self, window: Chair, whole: Desk, page: JournalPage) -> None:
        """As of charges: what the settings say now is who bills."""
        window.settings.clinic = window.settings.clinic._replace(npi="1234567893")
        do(page.claim)
        press(Qt.Key.Key_F6)

        assert "33a NPI\t1234567893" in QGuiApplication.clipboard().text().splitlines()
        assert isinstance(whole.stack.currentWidget(), ClaimPage)

    def test_it_stays_until_it_is_left(self, whole: Desk, window: Chair, page: JournalPage, filed: Record) -> None:
        """Neither another page nor a lock nor a hidden window puts the chair's claim in its place; its button does."""
        press(Qt.Key.Key_1, CTRL)
        give_60_of_100(window)
        field(window, "given").set_text("100 mcg")
        press(Qt.Key.Key_3, CTRL)
        do(page.claim)
        shown = whole.stack.currentWidget()
        assert isinstance(shown, ClaimPage)
        of_note = shown.claim
        for leave in (partial(press, Qt.Key.Key_1, CTRL), partial(whole.lock, None), whole.window().hide):
            leave()
            for curtain in whole.findChildren(Curtain):
                curtain.opened.emit()
            whole.window().show()
            press(Qt.Key.Key_2, CTRL)
            assert shown.title.text().startswith(f"Claim of note {filed.body['number']}")
            assert shown.claim == of_note
        press(Qt.Key.Key_F6)
        assert "JW" in QGuiApplication.clipboard().text()

        QTest.mouseClick(shown.back, Qt.MouseButton.LeftButton)
        assert shown.title.text() == "Claim of the encounter at the chair"
        assert shown.back.isHidden()
        assert shown.claim is not None
        press(Qt.Key.Key_F6)
        assert "JZ" in QGuiApplication.clipboard().text()

    def test_of_a_note_that_does_not_hold(self, whole: Desk, page: JournalPage, filed: Record, qtbot: QtBot) -> None:
        """No claim is made of a void note; the journal's page says so."""

        def answer(dialogue: Reason) -> None:
            dialogue.field.set_text("Filed twice")
            push("Void")(dialogue)

        at_next_dialogue(answer)
        do(page.void)
        qtbot.waitUntil(lambda: page.is_quiet() and len(page.model.places) == 2)
        do(page.claim)

        number = filed.body["number"]
        assert page.message.text().startswith(f"Note {number} is void: no claim is made of it.")
        assert whole.stack.currentWidget() is page

    def test_of_other_rules(self, whole: Desk, page: JournalPage, qtbot: QtBot) -> None:
        """Where today's rules give other lines than were filed, none are shown."""
        body = whole.journal.ask(lambda store: store.get(1)).body
        body["result"]["lines"][0]["units"] = 4
        body["encounter"]["noted_at"] = "2026-01-01T00:00"
        other = whole.journal.file(body)
        qtbot.waitUntil(lambda: page.is_quiet() and page.model.rowCount() == 2, timeout=10_000)
        page.claim_wanted.emit(other.seq)

        assert page.message.text() == words.NO_CLAIM
        assert whole.stack.currentWidget() is page

    def test_of_a_record_that_can_not_be_read(self, whole: Desk, page: JournalPage) -> None:
        """The journal's own words say why there is none."""
        whole.journal.ask(lambda store: changed(store, "UPDATE record SET body = x'00'"))
        do(page.claim)

        assert page.message.text() == "Record 1 is damaged."
        assert whole.stack.currentWidget() is page


def test_the_journal_page_shows_what_is_filed(window: Chair, page: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
    """A note that is saved at the chair is on the journal's page at once."""
    press(Qt.Key.Key_1, CTRL)
    give_60_of_100(window)
    save(tmp_path / "second.pdf")
    press(Qt.Key.Key_3, CTRL)
    qtbot.waitUntil(lambda: page.is_quiet() and page.model.rowCount() == 2, timeout=10_000)
