"""A page of the note on the screen: the pixels that print, made as large or small as is wanted."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from gui import theme
from gui.drawing import Sheet
from gui.scrolling import keep_place

_ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
"""Times the width that there is room for."""

_FIT = _ZOOMS.index(1.0)
_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
_TALL = 11 / 8.5
_NO_PAGE = "No page yet"


class _Paper(QWidget):
    """One page; it is white in the dark too, as paper is."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self._shown = QPixmap()

    def show_picture(self, picture: QImage) -> None:
        self._picture = picture
        self._shown = QPixmap()
        self.update()

    def height_for(self, width: int) -> int:
        picture = self._picture
        return round(width * (picture.height() / picture.width() if picture.width() else _TALL))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw the page; it is made smaller once for each size, not each time."""
        painter = QPainter(self)
        dots = self.size() * self.devicePixelRatioF()
        if self._shown.size() != dots and not self._picture.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown = QPixmap.fromImage(self._picture.scaled(dots, mode=smooth))
        painter.drawPixmap(self.rect(), self._shown)
        painter.setPen(QColor(theme.colours().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class SheetView(QScrollArea):
    """A page that can be scrolled, also by the keys, and made larger and smaller by + and -."""

    zoomed = Signal()

    def __init__(self) -> None:
        """Show no page at first."""
        super().__init__()
        self.paper = _Paper()
        self._zoom = _FIT
        self.setProperty("look", "sheet")
        self.setAccessibleName(_NO_PAGE)
        self.setWidget(self.paper)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        keep_place(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_sheet(self, sheet: Sheet | None, name: str) -> None:
        """Show a page, with its name and its words for screen readers."""
        self.paper.show_picture(sheet.picture if sheet else QImage())
        self.paper.setVisible(sheet is not None)
        for widget in (self, self.paper):
            widget.setAccessibleName(name if sheet else _NO_PAGE)
            widget.setAccessibleDescription(sheet.text if sheet else "")
        self._fit()

    def fits(self) -> bool:
        """Whether the page is as wide as there is room."""
        return self._zoom == _FIT

    def can_zoom(self, step: int) -> bool:
        """Whether the page can be larger (1) or smaller (-1)."""
        return 0 <= self._zoom + step < len(_ZOOMS)

    def zoom(self, step: int) -> None:
        """Make the page larger (1) or smaller (-1), or fit the width (0)."""
        if not self.can_zoom(step):
            return
        self._zoom = self._zoom + step if step else _FIT
        self._fit()
        self.zoomed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and - zoom, 0 fits the width; the other keys scroll."""
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.zoom(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page as wide as there is room."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """All the room there is."""
        return QSize(400, 2_000)

    def _fit(self) -> None:
        width = round(self.viewport().width() * _ZOOMS[self._zoom])
        height = self.paper.height_for(width)
        self.paper.resize(width, 0 if self.paper.isHidden() else height)
