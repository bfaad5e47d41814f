"""The note as it prints, beside the form: drawn after a pause in typing, away from the keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import drawing, tasks, theme, words
from gui.drawing import Sheet
from gui.sheet_view import SheetView

if TYPE_CHECKING:
    from core.note.finished import Finished

PAUSE = 250
"""Milliseconds without a change after which the note is drawn anew."""

_AS_IT_WOULD = "As it would print now. Number and time are set when it is saved or printed."
_AS_IT_PRINTS = "As it prints."
_SOON = "Drawing the note ..."
_FAILED = "The note can't be shown here."


class Preview(QWidget):
    """One page of the note at a time, as wide as there is room."""

    drawn = Signal(object)
    """The Finished note whose pages are shown now."""

    def __init__(self) -> None:
        """Show that there is no note yet."""
        super().__init__()
        self.said, self.number = QLabel(words.NO_NOTE), QLabel()
        self.view = SheetView()
        self.before, self.after = QPushButton("Previous page"), QPushButton("Next page")
        self.smaller, self.fit, self.larger = map(QPushButton, ("Smaller", "Fit width", "Larger"))
        self.sheets: tuple[Sheet, ...] = ()
        self._page = 0
        self._draw: Callable[[], Finished] | None = None
        self._words = words.NO_NOTE
        self._fresh = True
        self._round = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()
        self._connect()
        self._show_page(0)

    def take(self, draw: "Callable[[], Finished] | None", *, finished: bool = False) -> None:
        """Take over how the note is drawn now, or that there is none; it is drawn once it is wanted."""
        self._draw, self._fresh = draw, False
        self._words = _AS_IT_PRINTS if finished else _AS_IT_WOULD
        self._round += 1
        if draw is None:
            self._pause.stop()
            self._show(words.NO_NOTE, ())
        elif not self.isHidden():
            self._begin(PAUSE)

    def show_now(self) -> None:
        """Come into sight, with the note as it is now."""
        self.show()
        if self._draw is not None and not self._fresh:
            self._begin(PAUSE if self.sheets else 0)

    def is_fresh(self) -> bool:
        """Whether what is shown is the note as it is now."""
        return self._fresh

    def _begin(self, pause: int) -> None:
        """Draw after a pause; while there is no older note to look at, say that one comes."""
        if not self.sheets:
            self.said.setText(_SOON)
        self._pause.start(pause)

    def _refresh(self) -> None:
        draw, asked, said = self._draw, self._round, self._words
        if draw is None:
            return

        def work() -> "tuple[Finished, tuple[Sheet, ...]]":
            note = draw()
            return note, drawing.sheets(note.pdf)

        def arrive(done: "tuple[Finished, tuple[Sheet, ...]]") -> None:
            if asked == self._round:
                self._fresh = True
                note, sheets = done
                self._show(said, sheets)
                self.drawn.emit(note)

        def fail(error: Exception) -> None:
            if asked == self._round:
                self._show(_FAILED, ())
            raise error

        tasks.run(self, work, arrive, fail)

    def _show(self, said: str, sheets: tuple[Sheet, ...]) -> None:
        self.said.setText(said)
        self.sheets = sheets
        self._show_page(self._page)

    def _show_page(self, page: int) -> None:
        """Show a page, or the last where there are fewer."""
        pages = len(self.sheets)
        self._page = max(0, min(page, pages - 1))
        self.view.show_sheet(self.sheets[self._page] if pages else None, f"Note, page {self._page + 1} of {pages}")
        self.number.setText(f"{self._page + 1} of {pages}")
        for widget in (self.before, self.number, self.after):
            widget.setVisible(pages > 1)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < pages - 1)
        self._show_scale()

    def _show_scale(self) -> None:
        for button in (self.smaller, self.fit, self.larger):
            button.setVisible(bool(self.sheets))
        self.smaller.setEnabled(self.view.can_zoom(-1))
        self.larger.setEnabled(self.view.can_zoom(1))
        self.fit.setEnabled(not self.view.fits())

    def _build(self) -> None:
        head, pages, box = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.said.setWordWrap(True)
        self.said.setProperty("look", "quiet")
        head.addWidget(self.said, 1)
        for button in (self.smaller, self.fit, self.larger):
            head.addWidget(button)
        for widget in (self.before, self.number, self.after):
            pages.addWidget(widget)
        pages.addStretch()
        for layout in (box, head, pages):
            layout.setSpacing(theme.SPACE[1])
        box.addLayout(head)
        box.addLayout(pages)
        box.addWidget(self.view, 1)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._refresh)
        self.before.clicked.connect(lambda: self._show_page(self._page - 1))
        self.after.clicked.connect(lambda: self._show_page(self._page + 1))
        self.smaller.clicked.connect(lambda: self.view.zoom(-1))
        self.larger.clicked.connect(lambda: self.view.zoom(1))
        self.fit.clicked.connect(lambda: self.view.zoom(0))
        self.view.zoomed.connect(self._show_scale)
