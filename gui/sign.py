"""The icon of a severity; a word always stands beside it."""

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core import paths
from gui import theme

_SIZE = 20


class Sign(QWidget):
    """An octagon for an error, a triangle for a warning, a circle for a piece of information."""

    def __init__(self) -> None:
        """Show nothing at first."""
        super().__init__()
        self._severity = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_severity(self, severity: str) -> None:
        """Show a severity; without one there is no sign."""
        self._severity = severity
        self.setVisible(bool(severity))
        self.update()

    def sizeHint(self) -> QSize:
        """Its one size."""
        return QSize(_SIZE, _SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw the icon of the scheme that is on."""
        icon(self._severity).paint(QPainter(self), self.rect())


def icon(severity: str) -> QIcon:
    """The icon of a severity in the colours of the scheme that is on; on a selected row in those of the other."""
    own, other = theme.DARK, theme.LIGHT
    return _icon(severity, *((own.name, other.name) if theme.colours() == own else (other.name, own.name)))


@cache
def _icon(severity: str, scheme: str, selected: str) -> QIcon:
    found = QIcon(paths.resource("icons", f"{severity}-{scheme}.svg"))
    found.addFile(paths.resource("icons", f"{severity}-{selected}.svg"), mode=QIcon.Mode.Selected)
    return found
