"""Printing on real queues of a real CUPS server: what comes out, and what is said where nothing does."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core import settings
from core.clinic import PAPERS
from core.note.issue import Issue
from gui import cups as queues
from gui import drawing, printing
from gui.chair import Chair
from tests.build import VIAL_50, VIAL_100, VIAL_500, opened, shipped
from tests.gui import desks
from tests.gui.cups import Server
from tests.gui.keys import CTRL, SHIFT, at_next_dialogue, field, give_60_of_100, press, save_as
from tests.note.paper import draw

_LONG: dict[str, Any] = {
    "opened": [{**found, "lot": f"LOT-{n}"} for n, found in enumerate(opened(VIAL_50, VIAL_100, VIAL_500) * 4)],
    "given": "2600 mcg",
    "discard": None,
}
"""So many containers that the note has two pages."""

_FINE, _COARSE, _OFF = 300, 6, 64
"""Dots to the inch at which pages are compared, how many of them make one place, and of 255 shades, how many differ
from one place to the same on the other page before it is off."""

_STRAY = 20
"""Places that may be off, of some 230,000: a shift by two dots makes thousands, a line less hundreds."""


@pytest.fixture
def desk(printers: Server) -> str:
    """The printer of these tests, with nothing printed on it yet."""
    return printers.add("Front-desk")


def _use(window: Chair, printer: str, paper: str = "letter") -> None:
    """As after a note that was printed there."""
    window.settings.remembered = window.settings.remembered._replace(printer=printer)
    window.settings.clinic = window.settings.clinic._replace(paper=paper)


def _press_print(qtbot: QtBot, window: Chair, act: Callable[[QPrintDialog], None] = QDialog.accept) -> None:
    """Press Ctrl+P, do something with the dialogue, and wait until the note is with the printer or is not."""
    at_next_dialogue(act)
    press(Qt.Key.Key_P, CTRL)
    _wait(qtbot, window)


def _wait(qtbot: QtBot, window: Chair) -> None:
    qtbot.waitUntil(lambda: not window.issuing.press.busy, timeout=30_000)


def _message(window: Chair) -> str:
    return window.footer.message.text()


def _pages(file: Path | bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.render(scale=_FINE / 72.000001, grayscale=True).to_pil() for page in document]


def _unlike(one: Image.Image, other: Image.Image) -> int:
    """The places of a page that are darker or lighter on the other one than an edge's smoothing makes them."""
    both = (0, 0, min(one.width, other.width), min(one.height, other.height))
    off = ImageChops.difference(one.crop(both).reduce(_COARSE), other.crop(both).reduce(_COARSE))
    return sum(off.histogram()[_OFF:])


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("long", [False, True], ids=["one page", "two pages"])
def test_what_comes_out_is_what_was_sent(
    qtbot: QtBot,
    window: Chair,
    printers: Server,
    desk: str,
    tmp_path: Path,
    paper: str,
    *,
    long: bool,
) -> None:
    """Each page comes out upright, as large as the saved note's, every dot in its place and nothing cut."""
    _use(window, desk, paper)
    desks.fill(window, **(_LONG if long else {}))
    at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
    press(Qt.Key.Key_S, CTRL)
    _press_print(qtbot, window)
    qtbot.waitUntil(printers.is_done, timeout=30_000)

    (printed,) = printers.out.iterdir()
    saved, came = _pages(tmp_path / "note.pdf"), _pages(printed)
    assert len(saved) == len(came) == 1 + long
    for sent, got in zip(saved, came, strict=True):
        assert got.size == pytest.approx(sent.size, abs=2)
        assert _unlike(sent, got) < _STRAY
        assert _unlike(sent, ImageChops.offset(got, 0, 2)) > _STRAY * 10
    assert _unlike(saved[0], saved[0].rotate(180)) > 100


def test_the_job_names_no_patient(qtbot: QtBot, window: Chair, printers: Server, desk: str) -> None:
    """What the queue, its log and the file that comes out are called says nothing of the patient."""
    _use(window, desk)
    desks.fill(window, patient={"name": "Ana Sample", "record_number": "MRN-4711"})
    _press_print(qtbot, window)
    qtbot.waitUntil(printers.is_done, timeout=30_000)

    said = (*printers.titles(), *map(str, printers.out.iterdir()))
    assert window.result is not None
    assert any("J2354" in name for name in said)
    assert not any(word in name for name in said for word in ("Ana", "Sample", "4711"))


def test_the_folder_of_temporary_files_stays_untouched(
    desk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is on its way to the printer lies in memory, not on a disk; afterwards all is as it was."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    pages = [sheet.picture for sheet in drawing.sheets(draw())]
    printer = printing.again(desk, "letter", "note")
    before = tmp_path.stat().st_mtime_ns
    assert printing.send(pages, printer).place == desk

    assert tmp_path.stat().st_mtime_ns == before
    assert os.environ["TMPDIR"] == str(tmp_path)


def test_printer_and_paper_are_remembered(qtbot: QtBot, window: Chair, desk: str, settings_path: Path) -> None:
    """The next note starts on the printer and paper of the last one, in a new window too."""

    def choose(dialogue: QPrintDialog) -> None:
        dialogue.printer().setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        dialogue.accept()

    desks.fill(window)
    _press_print(qtbot, window, choose)

    loaded = settings.load(str(settings_path))
    assert loaded.remembered.printer == desk
    assert loaded.clinic.paper == "a4"


def test_save_and_print_in_one_key(qtbot: QtBot, window: Chair, printers: Server, desk: str, tmp_path: Path) -> None:
    """Ctrl+Shift+P saves beside the last note and prints as the last one, without a question."""
    _use(window, desk)
    window.issuing.folder = str(tmp_path)
    give_60_of_100(window)
    press(Qt.Key.Key_P, CTRL | SHIFT)
    _wait(qtbot, window)
    qtbot.waitUntil(printers.is_done, timeout=30_000)

    (saved,) = tmp_path.glob("*.pdf")
    assert _message(window) == f"Saved: {saved.name}. It is in the journal. Sent to Front-desk: {saved.name}."
    assert window.bill.note_number.text().replace("note ", "").replace("-", "") in saved.name
    assert len(list(printers.out.iterdir())) == 1
    assert window.window().close()


def test_going_back_prints_nothing(qtbot: QtBot, window: Chair, desk: str) -> None:
    """Cancel in the print dialogue is said in place, and the note has no number yet."""
    _use(window, desk)
    desks.fill(window)
    _press_print(qtbot, window, QDialog.reject)

    assert _message(window) == "Nothing was printed."
    assert window.bill.note_number.text() == ""


def test_a_printer_that_is_gone(qtbot: QtBot, window: Chair, printers: Server, desk: str, tmp_path: Path) -> None:
    """The note is saved, and the message names the printer that is not there any more."""
    _use(window, printers.add("Old"))
    printers.remove("Old")
    window.issuing.folder = str(tmp_path)
    desks.fill(window)
    press(Qt.Key.Key_P, CTRL | SHIFT)
    _wait(qtbot, window)

    assert "Nothing was printed. Old is not there now; choose another printer with Ctrl+P." in _message(window)
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    _press_print(qtbot, window)
    assert _message(window).startswith(f"Sent to {desk}: ")


@pytest.mark.parametrize("refuse", ["vanishes", "takes no jobs"])
def test_a_printer_that_does_not_take_the_note(
    qtbot: QtBot, window: Chair, printers: Server, desk: str, refuse: str
) -> None:
    """A note that never reached the printer's queue is not said to be sent, and would still be asked for."""
    _use(window, printers.add("Fickle"))
    if refuse == "takes no jobs":
        printers.run("/usr/sbin/cupsreject", "Fickle")

    def act(dialogue: QPrintDialog) -> None:
        dialogue.accept()
        if refuse == "vanishes":
            printers.remove("Fickle")

    desks.fill(window)
    _press_print(qtbot, window, act)

    assert _message(window) == "The printer did not take the note. Choose another, or save the note with Ctrl+S."
    assert window.cases.case.kept != window.form.read()
    assert desk in printers.queues()


@pytest.mark.usefixtures("desk")
def test_a_printer_without_the_paper(qtbot: QtBot, window: Chair, printers: Server, tmp_path: Path) -> None:
    """Nothing is printed on paper that would cut the note; the note is saved and the message names the paper."""
    _use(window, printers.add("Labels", "A5"))
    window.issuing.folder = str(tmp_path)
    desks.fill(window)
    press(Qt.Key.Key_P, CTRL | SHIFT)
    _wait(qtbot, window)

    assert "Saved: " in _message(window)
    assert "Nothing was printed. Labels has no Letter" in _message(window)
    assert list(printers.out.iterdir()) == []


@pytest.mark.usefixtures("desk")
def test_a_stopped_printer(qtbot: QtBot, window: Chair, printers: Server) -> None:
    """The message says that the note waits; a job cancelled there is said too, once it is."""
    _use(window, printers.add("Paused"))
    printers.run("/usr/sbin/cupsdisable", "Paused")
    desks.fill(window)
    _press_print(qtbot, window)
    assert "Paused is stopped; the note waits there until it runs again." in _message(window)

    printers.run("/usr/bin/cancel", "-a", "Paused")
    qtbot.waitUntil(lambda: "Paused cancelled" in _message(window), timeout=10_000)
    assert set((queues.jobs("Paused") or {}).values()) == {queues.State.CANCELED}


def test_the_window_stays_usable(qtbot: QtBot, window: Chair, printers: Server, desk: str) -> None:
    """While a note is on its way the form can be changed, and what is changed then is not taken for printed."""
    _use(window, desk)
    desks.fill(window)
    at_next_dialogue(QDialog.accept)
    with drawing.ONE:  # nothing is drawn meanwhile
        press(Qt.Key.Key_P, CTRL)
        assert _message(window) == "Printing..."
        field(window, "site").set_text("left thigh")
        window.update_answer()
        window.issuing.print()
        assert _message(window) == "The last note is still on its way to the printer."
    _wait(qtbot, window)

    assert _message(window).startswith("Sent to Front-desk: ")
    assert window.cases.case.kept != window.form.read()
    qtbot.waitUntil(printers.is_done, timeout=30_000)


def _press_slip(qtbot: QtBot, window: Chair, act: Callable[[QPrintDialog], None] = QDialog.accept) -> None:
    """Press Ctrl+Shift+L, do something with the dialogue, and wait until the slip is with the printer or is not."""
    at_next_dialogue(act)
    press(Qt.Key.Key_L, CTRL | SHIFT)
    _wait(qtbot, window)


def _offer(window: Chair, form: str) -> None:
    """As after the clinic chose this slip in its settings."""
    window.settings.clinic = window.settings.clinic._replace(slip=form)
    window.update_answer()


@pytest.mark.parametrize(("form", "size"), [("half", (396, 612)), ("label", (288, 144))])
@pytest.mark.parametrize("long", [False, True], ids=["one", "several"])
@pytest.mark.usefixtures("desk")
def test_a_slip_comes_out_at_its_size(
    qtbot: QtBot,
    window: Chair,
    printers: Server,
    settings_path: Path,
    form: str,
    size: tuple[int, int],
    *,
    long: bool,
) -> None:
    """On its own printer, every dot in its place; the note's printer, paper and record stay as they were."""
    labels = printers.add("Labels")
    window.settings.remembered = window.settings.remembered._replace(slip_printer=labels)
    desks.fill(window, **(_LONG if long else {}))
    _offer(window, form)
    _press_slip(qtbot, window)
    qtbot.waitUntil(printers.is_done, timeout=30_000)

    (printed,) = printers.out.iterdir()
    with pypdfium2.PdfDocument(printed) as document:
        assert [page.get_size() for page in document] == [pytest.approx(size, abs=1)] * len(document)
    drawn = drawing.draw(window._finish(), shipped(), window.settings.clinic, Issue(form))
    assert _message(window) == f"Sent to Labels: {drawn.said.file_name}."
    sent, came = _pages(drawn.pdf), _pages(printed)
    assert (len(sent) > 1) == long
    for one, other in zip(sent, came, strict=True):
        assert _unlike(one, other) < _STRAY
    loaded = settings.load(str(settings_path))
    assert (loaded.remembered.slip_printer, loaded.remembered.printer, loaded.clinic.paper) == (labels, "", "letter")
    assert window.cases.case.kept != window.form.read()
    assert window.bill.note_number.text().removeprefix("note ").replace("-", "") in drawn.said.file_name


@pytest.mark.usefixtures("desk")
def test_a_slip_on_larger_sheets(qtbot: QtBot, window: Chair, printers: Server) -> None:
    """It stands in the upper left, to be cut out."""
    desks.fill(window)
    _offer(window, "half")

    def large(dialogue: QPrintDialog) -> None:
        dialogue.accept()
        dialogue.printer().setPageSize(QPageSize(QPageSize.PageSizeId.A4))

    _press_slip(qtbot, window, large)
    qtbot.waitUntil(printers.is_done, timeout=30_000)

    (printed,) = printers.out.iterdir()
    drawn = drawing.draw(window._finish(), shipped(), window.settings.clinic, Issue("half"))
    ((sent,), (came,)) = _pages(drawn.pdf), _pages(printed)
    assert came.height == pytest.approx(842 / 72 * _FINE, abs=5)
    assert _unlike(sent, came) < _STRAY


@pytest.mark.parametrize("form", ["half", "label"])
@pytest.mark.usefixtures("desk")
def test_a_slip_on_a_printer_that_would_cut_it(qtbot: QtBot, window: Chair, printers: Server, form: str) -> None:
    """Nothing is printed, and the message says which paper is wanted."""
    desks.fill(window)
    _offer(window, form)
    window.settings.remembered = window.settings.remembered._replace(slip_printer=printers.add("Small", "A8"))

    def small(dialogue: QPrintDialog) -> None:
        dialogue.accept()
        dialogue.printer().setPageSize(QPageSize(QPageSize.PageSizeId.A8))

    _press_slip(qtbot, window, small)
    size = {"half": "5.5 x 8.5 in", "label": "4 x 2 in"}[form]
    assert _message(window) == f"Nothing was printed. The slip needs {size} paper, and A8 was chosen."


def test_a_clinic_without_slips(window: Chair) -> None:
    """The button is not there, and the key says why."""
    desks.fill(window)
    assert not window.footer.slip.isVisible()
    press(Qt.Key.Key_L, CTRL | SHIFT)
    assert _message(window) == "The clinic prints no slips. Choose one in Settings."

    _offer(window, "label")
    assert window.footer.slip.isVisible()
    window.form.fill(window.form.blank())
    window.update_answer()
    press(Qt.Key.Key_L, CTRL | SHIFT)
    assert _message(window) == "There is no note yet. Fill in what is missing."
