"""The containers drawn to scale: given solid, discarded hatched, kept dotted; the drawing of the note."""

from math import sqrt

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.note.pieces import Container, Figure, Part
from gui import theme

_HIGH, _WIDE = 84.0, 50.0
"""The body of the largest container; the area of the others is to scale."""

_NECK = 16.0
"""Room above the body for neck and cap."""

_SWATCH = 12.0
_BESIDE = int(_SWATCH) + theme.SPACE[1]
"""From the left of a swatch to its words."""

_STEP = 6.0
"""Between hatches and between dots."""


class VesselView(QWidget):
    """Every container that was opened; the pattern says what became of the drug, the words say how much."""

    def __init__(self) -> None:
        """Draw nothing at first."""
        super().__init__()
        self._figure = Figure((), "")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
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
        """Room for the containers below each other at their narrowest."""
        return QSize(self._cell(), self.heightForWidth(self._cell()))

    def minimumSizeHint(self) -> QSize:
        """So wide that no words are cut; the height follows from the width."""
        return QSize(self._cell(), 0)

    def heightForWidth(self, width: int) -> int:
        """Height of the rows that the containers need at a width."""
        return sum(self._height(row) for row in self._rows(width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw row by row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        floor = 0
        for row in self._rows(self.width()):
            floor += self._height(row)
            for column, container in enumerate(row):
                self._draw(painter, container, QPointF(column * self._cell(), floor - theme.SPACE[1]))

    def _rows(self, width: int) -> list[tuple[Container, ...]]:
        """The containers, as many beside each other as there is room for."""
        columns, found = max(1, width // self._cell()), self._figure.containers
        return [found[start : start + columns] for start in range(0, len(found), columns)]

    def _height(self, row: tuple[Container, ...]) -> int:
        """Height of a row: of its largest container or its most words, and the gap below."""
        words = self.fontMetrics().height() * (1 + max(len(found.parts) for found in row))
        return max(int(_NECK + _HIGH * max(map(self._scale, row))), words) + theme.SPACE[2]

    def _scale(self, container: Container) -> float:
        """Width and height of a container, of those of the largest one."""
        return sqrt(container.size / max(found.size for found in self._figure.containers))

    def _cell(self) -> int:
        """Width of a container with its words."""
        width, found = self.fontMetrics().horizontalAdvance, self._figure.containers
        widths = [width(container.title) for container in found]
        widths += [_BESIDE + width(_words(part)) for container in found for part in container.parts]
        return int(_WIDE) + theme.SPACE[2] + max(widths, default=0) + theme.SPACE[3]

    def _draw(self, painter: QPainter, container: Container, at: QPointF) -> None:
        """Draw a container and its words, its floor on the left at a point."""
        wide, high = _WIDE * self._scale(container), _HIGH * self._scale(container)
        body = QRectF(at.x() + 1 + (_WIDE - wide) / 2, at.y() - high, wide, high)
        whole, level = sum(part.share for part in container.parts), at.y()
        for part in container.parts:
            part_high = high * part.share / whole
            level -= part_high
            fill(painter, QRectF(body.left(), level, wide, part_high), part.state)
        _outline(painter, body, container.kind)
        self._legend(painter, container, QPointF(at.x() + _WIDE + theme.SPACE[2], at.y()))

    def _legend(self, painter: QPainter, container: Container, at: QPointF) -> None:
        """The words beside a container, the uppermost part first, down to its floor."""
        metrics = painter.fontMetrics()
        base = at.y() - metrics.descent() - metrics.height() * len(container.parts)
        painter.drawText(QPointF(at.x(), base), container.title)
        for part in reversed(container.parts):
            base += metrics.height()
            swatch = QRectF(at.x(), base - _SWATCH + 1, _SWATCH, _SWATCH)
            fill(painter, swatch, part.state)
            painter.drawRect(swatch)
            painter.drawText(QPointF(at.x() + _BESIDE, base), _words(part))


def _words(part: Part) -> str:
    return f"{part.state} {part.text}"


def fill(painter: QPainter, area: QRectF, state: str) -> None:
    """Solid, hatched or dotted, so that no colour is needed."""
    painter.save()
    painter.setClipRect(area)
    painter.setPen(QPen(QColor(theme.colours().accent), 1.4))
    if state == "given":
        painter.fillRect(area, painter.pen().color())
    elif state == "discarded":
        painter.drawLines(_hatches(area))
    else:
        painter.setPen(QPen(painter.pen().color(), 2.2, c=Qt.PenCapStyle.RoundCap))
        painter.drawPoints(_dots(area))
    painter.restore()


def _hatches(area: QRectF) -> list[QLineF]:
    starts = range(int((area.width() + area.height()) / _STEP) + 1)
    left, high = area.left(), area.height()
    return [QLineF(left + n * _STEP - high, area.bottom(), left + n * _STEP, area.top()) for n in starts]


def _dots(area: QRectF) -> QPolygonF:
    rows, columns = (range(int(length / _STEP) + 1) for length in (area.height(), area.width()))
    half = _STEP / 2
    return QPolygonF(
        [QPointF(area.left() + half + x * _STEP, area.bottom() - half - y * _STEP) for y in rows for x in columns]
    )


def _outline(painter: QPainter, body: QRectF, kind: str) -> None:
    """The body, and what tells a vial, an ampul or a syringe at a glance."""
    painter.setPen(QPen(QColor(theme.colours().text), 1.6))
    painter.drawRect(body)
    top, middle, wide = body.top(), body.center().x(), body.width()
    if kind == "vial":
        painter.drawRect(QRectF(middle - wide * 0.25, top - _NECK * 0.35, wide * 0.5, _NECK * 0.35))
        cap = QRectF(middle - wide * 0.34, top - _NECK * 0.85, wide * 0.68, _NECK * 0.5)
        painter.fillRect(cap, painter.pen().color())
    elif kind in {"prefilled syringe", "pen"}:
        painter.drawLine(QLineF(middle, top, middle, top - _NECK * 0.8))
        painter.drawLine(QLineF(middle - wide * 0.2, top - _NECK * 0.8, middle + wide * 0.2, top - _NECK * 0.8))
    elif kind == "ampul":
        shoulder, tip, half = top - _NECK * 0.35, top - _NECK * 0.9, wide * 0.13
        corners = ((body.left(), top), (middle - half, shoulder), (middle - half, tip))
        right = ((middle + half, tip), (middle + half, shoulder), (body.right(), top))
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in corners + right]))
