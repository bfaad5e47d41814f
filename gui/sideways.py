"""Something that may be wider than its place: it is scrolled sideways, and is as high as it asks."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Sideways(QScrollArea):
    """Holds a widget at its own height; a bar stands below it only where it does not fit."""

    def __init__(self, content: QWidget) -> None:
        """Hold a widget."""
        super().__init__()
        self._content = content
        content.setProperty("look", "page")
        content.installEventFilter(self)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With another width the bar may come or go."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it holds may ask for another height."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        asked = self._content.minimumSizeHint()
        bar = self.horizontalScrollBar().sizeHint().height() if asked.width() > self.viewport().width() else 0
        self.setFixedHeight(asked.height() + bar)
