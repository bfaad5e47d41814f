"""The containers drawn to scale: given solid, discarded hatched, kept dotted; the drawing of the note."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.note.pieces import Container, Figure
from gui import theme

_TALLEST = 96.0
_SHORTEST = 30.0
_WIDTH = 44.0
_PATTERNS = {
    "given": Qt.BrushStyle.SolidPattern,
    "discarded": Qt.BrushStyle.BDiagPattern,
    "kept": Qt.BrushStyle.Dense6Pattern,
}


class VesselView(QWidget):
    """Every container that was opened; the pattern says what became of the drug, the words say how much."""

    def __init__(self) -> None:
        """Draw nothing at first."""
        super().__init__()
        self._figure = Figure((), "")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Containers")

    def show_figure(self, figure: Figure) -> None:
        """Draw containers."""
        if figure == self._figure:
            return
        self._figure = figure
        self.setAccessibleDescription(figure.alt)
        self.setToolTip(figure.alt)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the containers in one column."""
        return QSize(self._cell(), self.heightForWidth(max(self.width(), self._cell())))

    def heightForWidth(self, width: int) -> int:
        """Height of the rows that containers need at a width."""
        return int(sum(self._height(row) for row in self._rows(width)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw row by row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0.0
        for row in self._rows(self.width()):
            height = self._height(row)
            for place, container in enumerate(row):
                self._draw(painter, container, QPointF(place * self._cell(), top), height)
            top += height

    def _rows(self, width: int) -> list[tuple[Container, ...]]:
        """The containers, as many beside each other as there is room for."""
        columns, found = max(1, width // self._cell()), self._figure.containers
        return [found[start : start + columns] for start in range(0, len(found), columns)]

    def _cell(self) -> int:
        """Width of a container with its words."""
        metrics = self.fontMetrics()
        texts = [found.title for found in self._figure.containers]
        texts += [f"{part.state} {part.text}" for found in self._figure.containers for part in found.parts]
        return int(_WIDTH) + 56 + max((metrics.horizontalAdvance(text) for text in texts), default=0)

    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    def _height(self, row: tuple[Container, ...]) -> float:
        return 28 + max(max(self._body(found), self._line() * (1 + len(found.parts)) + 8) for found in row)

    def _body(self, container: Container) -> float:
        """Height of a container's body, in proportion to what the largest holds."""
        largest = max(found.size for found in self._figure.containers)
        return max(_SHORTEST, _TALLEST * container.size / largest)

    def _draw(self, painter: QPainter, container: Container, at: QPointF, height: float) -> None:
        body_height = self._body(container)
        body = QRectF(at.x() + 10, at.y() + height - body_height - 8, _WIDTH, body_height)
        self._fill(painter, container, body)
        self._outline(painter, container, body)
        self._words(painter, container, QPointF(body.right() + 14, at.y() + 10))

    def _fill(self, painter: QPainter, container: Container, body: QRectF) -> None:
        colour, bottom = QColor(theme.colours().accent), body.bottom()
        whole = sum(part.share for part in container.parts)
        painter.setPen(Qt.PenStyle.NoPen)
        for part in container.parts:
            share = body.height() * part.share / whole
            painter.fillRect(QRectF(body.left(), bottom - share, body.width(), share), _brush(part.state, colour))
            bottom -= share

    def _outline(self, painter: QPainter, container: Container, body: QRectF) -> None:
        painter.setPen(QPen(QColor(theme.colours().text), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, 3, 3)
        middle, top = body.center().x(), body.top()
        if container.kind == "ampul":
            painter.drawPolyline(
                QPolygonF([QPointF(middle - 9, top), QPointF(middle - 4, top - 10), QPointF(middle + 4, top - 10)])
            )
            painter.drawLine(QPointF(middle + 4, top - 10), QPointF(middle + 9, top))
        else:
            painter.drawRect(QRectF(middle - 9, top - 5, 18, 5))
            painter.drawRect(QRectF(middle - 13, top - 11, 26, 6))

    def _words(self, painter: QPainter, container: Container, at: QPointF) -> None:
        painter.setPen(QColor(theme.colours().text))
        ascent, colour = painter.fontMetrics().ascent(), QColor(theme.colours().accent)
        painter.drawText(QPointF(at.x(), at.y() + ascent), container.title)
        for place, part in enumerate(container.parts, 1):
            top = at.y() + place * self._line()
            box = QRectF(at.x(), top + ascent - 12, 12, 12)
            painter.fillRect(box, _brush(part.state, colour))
            painter.drawRect(box)
            painter.drawText(QPointF(at.x() + 18, top + ascent), f"{part.state} {part.text}")


def _brush(state: str, colour: QColor) -> QBrush:
    return QBrush(colour, _PATTERNS[state])
