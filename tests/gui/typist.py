"""A nurse at a window of its own, whose program ends without a warning: `python -m tests.gui.typist FOLDER WHEN`."""

import os
import signal
import sys
from pathlib import Path

import keyring
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from gui import theme
from gui.desk import Desk
from gui.journal import State
from tests.build import VIAL_100, encounter, opened, shipped
from tests.keyrings import InFile

MARKER = "Zebrafinch"
"""The patient's name."""


def die() -> None:
    """End as after a power failure."""
    os.kill(os.getpid(), signal.SIGKILL)


class AtTheWord(QObject):
    """Ends the program the moment a label comes into sight with a word."""

    def __init__(self, label: QLabel, word: str) -> None:
        """Watch a label that is hidden."""
        super().__init__(label)
        self._label, self._word = label, word
        label.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Look at what comes into sight, before it is painted."""
        if event.type() == QEvent.Type.ShowToParent and self._label.text().startswith(self._word):
            die()
        return False


def main(folder: str, when: str) -> None:
    """Type an encounter, and end at a moment.

    Args:
        folder: of settings and journal.
        when: `kept` once there is a draft, `filed` as soon as the record is, `saved` when the footer says so.
    """
    keyring.set_keyring(InFile())  # type: ignore[no-untyped-call]
    app = QApplication([])
    theme.prepare(app)
    desk = Desk(shipped(), folder, folder)
    desk.show()
    chair = desk.chair

    def type_in() -> None:
        if desk.journal.state is not State.OPEN or not chair.cases.drafts.is_ready():
            return
        ready.stop()
        patient = {"name": MARKER, "record_number": str(os.getpid())}
        typed = encounter(opened=opened(VIAL_100), given="60 mcg", patient=patient, discard=None)
        chair.form.fill(chair.form.blank() | typed)
        chair.form.changed.emit()
        if when == "filed":
            desk.journal.filed.connect(die)
        if when != "kept":
            AtTheWord(chair.footer.message, "Saved")
            chair.issuing.folder = folder
            chair.issuing.save(asking=False)
        else:
            kept.start()

    def look() -> None:
        if desk.journal.ask(lambda store: store.drafts()):
            die()

    ready, kept = QTimer(interval=5), QTimer(interval=5)
    ready.timeout.connect(type_in)
    kept.timeout.connect(look)
    ready.start()
    app.exec()


if __name__ == "__main__":
    main(str(Path(sys.argv[1])), sys.argv[2])
