"""A note on paper: a printer by the system's dialogue or the last one again, and the note's own pixels at its size."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from core.note.issue import HALF, LABEL
from gui import cups
from gui.drawing import DPI

_GONE_BACK = "Nothing was printed."
_NO_PRINTER = "Nothing was printed. No printer is set up here; save the note with Ctrl+S."
_GONE = "Nothing was printed. {} is not there now; choose another printer with Ctrl+P."
_NO_DEFAULT = "Nothing was printed. No printer was chosen yet; choose one with Ctrl+P."
_NO_PAPER = "Nothing was printed. {} has no {} paper; choose another paper or printer."
_SMALL = "Nothing was printed. The {} needs {}, and {} was chosen."
_NOT_TAKEN = "The printer did not take the note. Choose another, or save the note with Ctrl+S."
_STOPPED = "The printer stopped before the end. Check it and print again."
_PAPERS = {"letter": QPageSize(QPageSize.PageSizeId.Letter), "a4": QPageSize(QPageSize.PageSizeId.A4)}
_SLIPS = {
    HALF: QPageSize(QSize(396, 612), "5.5 x 8.5 in"),
    LABEL: QPageSize(QSize(288, 144), "4 x 2 in"),
}
_NEAR = 3
"""Points by which printers' names for one size differ."""


class Sent(NamedTuple):
    """A note that the printer took."""

    place: str
    """The printer's name, or the file's where the printer writes one."""

    job: int | None = None
    """Its number in the printer's queue, where the system tells."""

    waits: bool = False
    """Whether the printer is stopped."""


class PrintError(RuntimeError):
    """Nothing, or not all, was printed; the message says why and what to do."""


def choose(parent: QWidget, usual: str, paper: str, title: str) -> QPrinter:
    """Let the user choose a printer. `title` names the job and holds no patient data.

    Raises:
        PrintError: there is no printer, or the user went back.
    """
    names = QPrinterInfo.availablePrinterNames()
    if not names:
        raise PrintError(_NO_PRINTER)
    printer = _printer(usual if usual in names else "", paper, title)
    dialogue = QPrintDialog(printer, parent)
    answer = dialogue.exec()
    dialogue.deleteLater()
    if answer != QDialog.DialogCode.Accepted:
        raise PrintError(_GONE_BACK)
    # Another printer than the first may have brought its own.
    printer.setResolution(DPI)
    printer.setFullPage(True)
    return printer


def again(name: str, paper: str, title: str) -> QPrinter:
    """The last printer, or the system's own before there was one, without a question.

    Raises:
        PrintError: it is not there.
    """
    found = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if not found.isNull():
        return _printer(found.printerName(), paper, title)
    if not QPrinterInfo.availablePrinterNames():
        raise PrintError(_NO_PRINTER)
    raise PrintError(_GONE.format(name) if name else _NO_DEFAULT)


def paper_in(printer: QPrinter, paper: str) -> str:
    """The note's paper for the sheets that are in the printer: the clinic's own `paper` if they are as large.

    A slip has its own, and is printed on larger sheets too, to be cut out.

    Raises:
        PrintError: the printer does not know them, or they are too small for a note.
    """
    chosen, info = printer.pageLayout().pageSize(), QPrinterInfo(printer)
    known = info.supportedPageSizes()
    if known and not info.supportsCustomPageSizes() and not any(_alike(size, chosen) for size in known):
        raise PrintError(_NO_PAPER.format(printer.printerName(), chosen.name()))
    papers = _offered(paper)
    alike = [name for name, size in papers.items() if _alike(chosen, size)]
    fitting = alike or [name for name, size in papers.items() if _covers(chosen, size)]
    if not fitting:
        what, needed = ("slip", f"{_SLIPS[paper].name()} paper") if paper in _SLIPS else ("note", "US Letter or A4")
        raise PrintError(_SMALL.format(what, needed, chosen.name()))
    return fitting[0]


def send(pages: Sequence[QImage], printer: QPrinter) -> Sent:
    """Print pages at their true size, on any thread, and say where they went.

    Raises:
        PrintError: the printer does not take the job.
    """
    file, name = os.path.basename(printer.outputFileName()), printer.printerName()
    if file:
        _paint(pages, printer)
        return Sent(file)
    before = cups.jobs(name)
    with cups.spool_in_memory():
        _paint(pages, printer)
        waits = QPrinterInfo.printerInfo(name).state() == QPrinter.PrinterState.Error
    after = cups.jobs(name)
    if before is None or after is None:
        return Sent(name or "the printer", None, waits)
    new = set(after) - set(before)
    if not new:
        raise PrintError(_NOT_TAKEN)
    return Sent(name, max(new), waits)


def _paint(pages: Sequence[QImage], printer: QPrinter) -> None:
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError(_NOT_TAKEN)
    for number, page in enumerate(pages):
        if number and not printer.newPage():
            painter.end()
            raise PrintError(_STOPPED)
        painter.drawImage(0, 0, page)
    if not painter.end():
        raise PrintError(_STOPPED)


def _printer(name: str, paper: str, title: str) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    printer.setResolution(DPI)
    printer.setPageSize(_offered(paper)[paper])
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer


def _offered(paper: str) -> dict[str, QPageSize]:
    """The papers that would do, the wanted one first."""
    if paper in _SLIPS:
        return {paper: _SLIPS[paper]}
    return {name: _PAPERS[name] for name in sorted(_PAPERS, key=lambda name: name != paper)}


def _covers(large: QPageSize, small: QPageSize) -> bool:
    """Whether a sheet is as large as another."""
    size, other = large.sizePoints(), small.sizePoints()
    return size.width() + _NEAR >= other.width() and size.height() + _NEAR >= other.height()


def _alike(one: QPageSize, other: QPageSize) -> bool:
    return _covers(one, other) and _covers(other, one)
