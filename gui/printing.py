"""A note on paper: the system's print dialogue, and the note's own pixels at the printer's."""

from collections.abc import Iterator

import pypdfium2
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

_DPI = 300
_POINTS = 72
_SIZES = {"letter": QPageSize.PageSizeId.Letter, "a4": QPageSize.PageSizeId.A4}


class PrintError(RuntimeError):
    """The printer took nothing; the message says what to do."""


def ask(parent: QWidget, paper: str, title: str) -> QPrinter | None:
    """Let the user choose a printer; None where the user went back. `title` names the job and holds no patient data."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DPI)
    printer.setPageSize(QPageSize(_SIZES[paper]))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    dialogue = QPrintDialog(printer, parent)
    return printer if dialogue.exec() == QDialog.DialogCode.Accepted else None


def send(note: bytes, printer: QPrinter) -> None:
    """Print all pages of a note at their true size.

    Raises:
        PrintError: the printer does not take the job.
    """
    painter = QPainter()
    if not painter.begin(printer):
        msg = "The printer did not take the note. Check that it is on, or choose another one."
        raise PrintError(msg)
    dots = printer.resolution()
    for number, (image, width, height) in enumerate(_pages(note, dots)):
        if number and not printer.newPage():
            painter.end()
            msg = "The printer stopped after a page. Check its paper and print again."
            raise PrintError(msg)
        painter.drawImage(QRectF(0, 0, width * dots / _POINTS, height * dots / _POINTS), image)
    if not painter.end():
        msg = "The printer did not finish. Check it and print again."
        raise PrintError(msg)


def _pages(note: bytes, dots: int) -> Iterator[tuple[QImage, float, float]]:
    """Each page as a picture, with its size in points."""
    document = pypdfium2.PdfDocument(note)
    for page in document:
        bitmap = page.render(scale=max(dots, _DPI) / _POINTS, grayscale=True)
        picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
        yield picture.copy(), *page.get_size()
    document.close()
