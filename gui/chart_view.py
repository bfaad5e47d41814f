"""A chart of the report on the screen: the bars that print, in the window's colours."""

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.report.pieces import Bar, Chart
from gui import theme
from gui.vessel_view import fill

_HIGH = 170
"""Of the room for upright bars."""

_WIDEST = 44.0
"""Of an upright bar with its gap."""

_LINE = 28.0
"""Of a lying bar with its gap."""

_LABELS = 0.3
"""Share of the width that the labels of lying bars take at most."""

_SWATCH = 12.0
_GAP = float(theme.SPACE[1])


class ChartView(QWidget):
    """Bars whose pattern says what they are; the table beside it says the same in figures."""

    def __init__(self, chart: Chart) -> None:
        """Show a chart."""
        super().__init__()
        self._chart = chart
        self.setAccessibleName(chart.name)
        self.setAccessibleDescription(chart.alt)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Any width; the height is the bars'."""
        line = self.fontMetrics().height()
        bars = _HIGH + line if self._chart.upright else round(len(self._chart.bars) * _LINE)
        return QSize(480, line + theme.SPACE[1] + bars + theme.SPACE[1])

    def minimumSizeHint(self) -> QSize:
        """Narrow windows get narrow bars."""
        return QSize(240, self.sizeHint().height())

    def bar_at(self, at: QPoint) -> Bar | None:
        """The bar under a point; None where there is none."""
        for bar, box in zip(self._chart.bars, self._boxes(), strict=True):
            if box.contains(QPointF(at)):
                return bar
        return None

    def event(self, event: QEvent) -> bool:
        """Say the figures of the bar under the pointer."""
        if not isinstance(event, QHelpEvent):
            return super().event(event)
        bar = self.bar_at(event.pos())
        QToolTip.showText(event.globalPos(), f"{bar.label}: {bar.text}" if bar else "", self)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw name, legend and bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._legend(painter)
        (self._upright if self._chart.upright else self._lying)(painter)

    def _legend(self, painter: QPainter) -> None:
        width, base, x = painter.fontMetrics().horizontalAdvance, float(painter.fontMetrics().ascent()), 0.0
        painter.setPen(QColor(theme.colours().text))
        painter.drawText(QPointF(x, base), self._chart.name)
        x += width(self._chart.name) + 3 * _GAP
        for state in self._chart.states:
            self._box(painter, QRectF(x, base - _SWATCH + 1, _SWATCH, _SWATCH), state)
            painter.drawText(QPointF(x + _SWATCH + _GAP, base), state)
            x += _SWATCH + 3 * _GAP + width(state)

    def _upright(self, painter: QPainter) -> None:
        """Bars beside each other over a scale; labels only as many as have room."""
        metrics, floor, left = painter.fontMetrics(), self._floor(), self._left()
        for step, mark in enumerate(("0", *self._chart.marks)):
            y = floor - _HIGH * step / len(self._chart.marks)
            painter.setPen(QColor(theme.colours().line if step else theme.colours().text))
            painter.drawLine(QLineF(left, y, self.width(), y))
            painter.setPen(QColor(theme.colours().text))
            place = QPointF(left - _GAP - metrics.horizontalAdvance(mark), y + metrics.ascent() / 2 - 1)
            painter.drawText(place, mark)
        boxes = self._boxes()
        self._labels(painter, boxes)
        for bar, box in zip(self._chart.bars, boxes, strict=True):
            y = floor
            for part in bar.parts:
                high = _HIGH * part.amount / self._chart.top
                y -= high
                self._box(painter, QRectF(box.left(), y, box.width(), high), part.state)

    def _labels(self, painter: QPainter, boxes: list[QRectF]) -> None:
        metrics, free = painter.fontMetrics(), 0.0
        for bar, box in zip(self._chart.bars, boxes, strict=True):
            end = box.left() + metrics.horizontalAdvance(bar.label)
            if box.left() >= free and end <= self.width():
                painter.drawText(QPointF(box.left(), self._floor() + metrics.ascent() + 2), bar.label)
                free = end + 2 * _GAP

    def _lying(self, painter: QPainter) -> None:
        """Bars one below the other, each with its label before and its amounts behind."""
        metrics, left = painter.fontMetrics(), self._left()
        wide = self.width() - left - max(metrics.horizontalAdvance(bar.text) for bar in self._chart.bars) - 2 * _GAP
        for bar, box in zip(self._chart.bars, self._boxes(), strict=True):
            base = box.center().y() + metrics.ascent() / 2 - 1
            painter.setPen(QColor(theme.colours().text))
            label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideMiddle, int(left - _GAP))
            painter.drawText(QPointF(0, base), label)
            x = left
            for part in bar.parts:
                length = max(wide, 0.0) * part.amount / self._chart.top
                self._box(painter, QRectF(x, box.top() + 5, length, box.height() - 10), part.state)
                x += length
            painter.drawText(QPointF(x + _GAP, base), bar.text)

    def _boxes(self) -> list[QRectF]:
        """The room of each bar, where the pointer finds it."""
        bars, left = self._chart.bars, self._left()
        if self._chart.upright:
            wide = min(_WIDEST, (self.width() - left) / len(bars))
            top = self._floor() - _HIGH
            return [QRectF(left + (place + 0.12) * wide, top, wide * 0.76, _HIGH) for place in range(len(bars))]
        top = float(self.fontMetrics().height() + theme.SPACE[1])
        return [QRectF(0, top + place * _LINE, self.width(), _LINE) for place in range(len(bars))]

    def _left(self) -> float:
        """Where the bars begin: behind the scale or the labels."""
        width = self.fontMetrics().horizontalAdvance
        if self._chart.upright:
            return max(map(width, self._chart.marks)) + _GAP
        return min(max(width(bar.label) for bar in self._chart.bars), self.width() * _LABELS) + _GAP

    def _floor(self) -> float:
        line = self.fontMetrics().height()
        return float(line + theme.SPACE[1] + _HIGH)

    def _box(self, painter: QPainter, box: QRectF, state: str) -> None:
        """A filled and framed part; no line of the scale shows through."""
        if not box.width() or not box.height():
            return
        painter.fillRect(box, QColor(theme.colours().card))
        fill(painter, box, state)
        painter.setPen(QColor(theme.colours().text))
        painter.drawRect(box)
