"""The clinic's logo in the settings: shown, chosen and taken off."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from core.note import logo as logos
from gui import choosing, logo, theme
from gui.field import Field

_NONE = "No logo"
_BROKEN = "The logo can't be shown. Choose it again."
_KINDS = "Pictures (*.png *.svg)"


class LogoField(Field):
    """A picture with buttons to choose another one and to take it off."""

    def __init__(self, label: str, high: int) -> None:
        """Show that there is none yet; `high` is the height that the picture is shown in."""
        self.choose, self.remove, self.shown = QPushButton("Choose picture..."), QPushButton("Remove"), QLabel()
        super().__init__(label, self.choose, "A PNG or SVG file")
        self._text = ""
        self._high = high
        self._build()
        self._show()
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(self._take_off)

    def text(self) -> str:
        """The picture as the settings keep it; empty for none."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a picture of the settings."""
        self._text = text
        self._show()
        self.changed.emit()

    def controls(self) -> tuple[QPushButton, ...]:
        """The button to choose, then the one to take off."""
        return self.choose, self.remove

    def take(self, path: str) -> None:
        """Take the picture in a file; what is none is said, and the one before stays."""
        try:
            text = logo.read(path)
        except logo.LogoError as error:
            self.set_fault(str(error))
        else:
            self.set_fault("")
            self.set_text(text)

    def _ask(self) -> None:
        path = choosing.source(self, "Choose the clinic's logo", _KINDS)
        if path:
            self.take(path)

    def _take_off(self) -> None:
        self.set_fault("")
        self.set_text("")
        self.focus()

    def _show(self) -> None:
        found, picture, dots = logos.logo(self._text, ""), QPixmap(), self.devicePixelRatioF()
        self.remove.setVisible(bool(self._text))
        if found is None:
            self.shown.setText(_BROKEN if self._text else _NONE)
            self.shown.setAccessibleName("")
            return
        picture.loadFromData(found.png)
        picture = picture.scaled(
            round(3 * self._high * dots),
            round(self._high * dots),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        picture.setDevicePixelRatio(dots)
        self.shown.setPixmap(picture)
        self.shown.setAccessibleName("The clinic's logo")

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[0])
        self._box.replaceWidget(self.choose, self.shown)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch()
        self._box.insertLayout(2, row)
        self.shown.setFixedHeight(self._high)
        self.remove.setAccessibleName("Remove the logo")
