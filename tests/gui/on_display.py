"""A window on a real display, asked by lines on standard input: `python -m tests.gui.on_display FOLDER`.

It says so once it is painted, and is filled at the first line; keys may come before that. Then `focus PATH`,
`page NAME`, `button` and `new` put the focus somewhere; `state` prints as JSON what the window shows.
"""

import json
import sys

import keyring
from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from gui import theme
from gui.desk import Desk
from gui.frame import Frame
from gui.garbage import Collecting
from tests.build import shipped
from tests.keyrings import InFile

_LINES = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115 - to the end; what is kept back tells no notifier
"""Standard input, of which no more is read than one line at a time."""


class Asked:
    """Does what a line says."""

    def __init__(self, desk: Desk) -> None:
        """Work at a window."""
        self._desk = desk

    def do(self) -> None:
        """Read a line and do it; an empty one is the end."""
        verb, _, what = _LINES.readline().decode().strip().partition(" ")
        getattr(self, f"_{verb or 'end'}")(what)
        print("" if verb != "state" else self._told(), flush=True)

    def _focus(self, path: str) -> None:
        self._desk.chair.go_to(path)

    def _page(self, name: str) -> None:
        page = self._desk.go(name)
        lines = [line for line in page.findChildren(QLineEdit) if line.isVisible()]
        if lines:
            lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, _: str) -> None:
        self._desk.chair.footer.settings.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new(self, _: str) -> None:
        self._desk.go("Chair")
        self._desk.chair.cases.begin()

    def _state(self, _: str) -> None:
        """Told afterwards."""

    def _end(self, _: str) -> None:
        QApplication.quit()

    def _told(self) -> str:
        chair, focus = self._desk.chair, QApplication.focusWidget()
        lines = [line.text() for line in self._desk.findChildren(QLineEdit)]
        return json.dumps(
            {
                "form": chair.form.read(),
                "said": chair.footer.message.text(),
                "chair": self._desk.stack.currentWidget() is chair,
                "typed": "".join(lines),
                "active": self._desk.isActiveWindow(),
                "focus": type(focus).__name__,
            }
        )


def main(folder: str) -> None:
    """Open the window and stay until standard input ends."""
    keyring.set_keyring(InFile())  # type: ignore[no-untyped-call]
    app = QApplication([])
    theme.prepare(app)
    collecting = Collecting()
    frame = Frame()
    assert frame.open()
    print("painted", flush=True)
    _LINES.readline()
    desk = Desk(shipped(), folder, folder, frame)
    frame.fill(desk)
    asked = Asked(desk)
    notifier = QSocketNotifier(_LINES.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(asked.do)
    app.exec()
    desk.let_go()
    collecting.stop()


if __name__ == "__main__":
    main(sys.argv[1])
