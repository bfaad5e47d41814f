"""A note on paper: the system's print dialogue, and the note's own pixels at the printer's."""

import os
from collections.abc import Iterator

import pypdfium2
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

_DPI = 300
_POINTS = 72
_GONE_BACK = "Nothing was printed."
_NO_PRINTER = "Nothing was printed. No printer is set up here; save the note with Ctrl+S."
_NOT_TAKEN = "The printer did not take the note. Choose another, or save the note with Ctrl+S."
_STOPPED = "The printer stopped before the end. Check it and print again."
_SIZES = {"letter": QPageSize.PageSizeId.Letter, "a4": QPageSize.PageSizeId.A4}


class PrintError(RuntimeError):
    """Nothing, or not all, was printed; the message says why and what to do."""


def ask(parent: QWidget, paper: str, title: str) -> QPrinter:
    """Let the user choose a printer. `title` names the job and holds no patient data.

    Raises:
        PrintError: there is no printer, or the user went back.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DPI)
    printer.setPageSize(QPageSize(_SIZES[paper]))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    if QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted:
        return printer
    raise PrintError(_GONE_BACK if QPrinterInfo.availablePrinterNames() else _NO_PRINTER)


def send(note: bytes, printer: QPrinter) -> str:
    """Print all pages of a note at their true size, and say where they went.

    Raises:
        PrintError: the printer does not take the job.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError(_NOT_TAKEN)
    for number, image in enumerate(_pages(note, printer.resolution())):
        if number and not printer.newPage():
            painter.end()
            raise PrintError(_STOPPED)
        painter.drawImage(0, 0, image)
    if not painter.end():
        raise PrintError(_STOPPED)
    return os.path.basename(printer.outputFileName()) or printer.printerName() or "the printer"


def _pages(note: bytes, dots: int) -> Iterator[QImage]:
    """Each page as a picture with so many dots to the inch, one for each of the printer's."""
    document = pypdfium2.PdfDocument(note)
    for page in document:
        bitmap = page.render(scale=dots / _POINTS, grayscale=True)
        picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
        yield picture.copy()
    document.close()
