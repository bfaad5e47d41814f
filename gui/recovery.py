"""The journal's recovery key, to be printed and kept: it is shown and put on paper, and nowhere else."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QWidget

from gui import printing, theme
from gui.printing import PrintError

_TITLE = "Vialnote: recovery key of the journal"
_WHAT_FOR = (
    "This key opens the clinic's journal, and every backup of it, on any computer. You need it where this computer "
    "is lost or its keyring is empty. Whoever has it can read all notes: keep the sheet locked away."
)
_HOW = "To use it, start Vialnote on the other computer, and type all 14 groups where it asks for them."
_NOT_PRINTED = "The key was not printed. Choose another printer, or copy all 14 groups by hand."
_JOB = "Vialnote recovery sheet"
_PAPER = "letter"
_IN_A_ROW = 7


class RecoveryDialog(QDialog):
    """The 14 groups, and a button that prints them on one sheet."""

    def __init__(self, parent: QWidget, recovery: str) -> None:
        """Show a recovery key."""
        super().__init__(parent)
        self.setWindowTitle("Recovery key")
        self.setProperty("topic", "journal.recovery")
        self._groups = recovery.split("-")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.print = buttons.addButton("&Print", QDialogButtonBox.ButtonRole.ActionRole)
        self.print.setProperty("look", "primary")
        self.print.clicked.connect(self._print)
        buttons.rejected.connect(self.reject)
        self._build(buttons)

    def _build(self, buttons: QDialogButtonBox) -> None:
        words, grid, box = QLabel(_WHAT_FOR), QGridLayout(), theme.in_dialogue(self)
        words.setWordWrap(True)
        grid.setSpacing(theme.SPACE[2])
        for place, group in enumerate(self._groups):
            label = QLabel(group)
            label.setProperty("look", "amount")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, place // _IN_A_ROW, place % _IN_A_ROW)
        box.addWidget(words)
        box.addLayout(grid)
        box.addWidget(self.said)
        box.addWidget(buttons)
        self.setMinimumWidth(560)

    def _print(self) -> None:
        try:
            printer = printing.choose(self, "", _PAPER, _JOB)
            sent = printing.send([sheet(self._groups, printer)], printer)
        except PrintError:
            self._say(_NOT_PRINTED)
        else:
            self._say(f"Sent to {sent.place}. Lock the sheet away.")

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()


def sheet(groups: list[str], printer: QPrinter) -> QImage:
    """The sheet, as the dots that a printer puts on its paper."""
    dots = printer.resolution()
    page = printer.pageLayout().fullRectPixels(dots)
    picture = QImage(page.size(), QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    # Of a picture, a point is as many dots as on the paper.
    picture.setDotsPerMeterX(round(dots / 0.0254))
    picture.setDotsPerMeterY(round(dots / 0.0254))
    painter = QPainter(picture)
    room = QRectF(page).adjusted(dots, dots, -dots, -dots)
    for text, points in ((_TITLE, 16), (_WHAT_FOR, 11), (_HOW, 11)):
        painter.setFont(_font(points, strong=text == _TITLE))
        used = painter.boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, text)
        room.setTop(used.bottom() + dots / 3)
    painter.setFont(_font(17, strong=True))
    for place, group in enumerate(groups):
        row, column = divmod(place, _IN_A_ROW)
        size = QSizeF(room.width() / _IN_A_ROW, dots / 2)
        start = room.topLeft() + QPointF(column * size.width(), row * size.height())
        painter.drawText(QRectF(start, size), group)
    painter.end()
    return picture


def _font(points: int, *, strong: bool) -> QFont:
    font = QFont("Noto Sans")
    font.setPointSizeF(points)
    font.setBold(strong)
    return font
