"""The program with a fault planted in it: `python -m tests.gui.crashing KIND BUTTON`, on the folder VIALNOTE_HOME.

Somebody types a patient's words, then the fault happens. What the dialogue says is printed as JSON, then its button
is pushed.
"""

import faulthandler
import json
import sys
import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, qFatal
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton

from core.crash import Kept
from gui import app, inside
from gui.desk import Desk

PATIENT = {
    "patient": {"name": "Zebedee Quill", "record_number": "MRN-90210", "birth_date": "1951-02-03"},
    "site": "hip",
}


def _fail(said: dict[str, str]) -> None:
    """What is wrong is said with the patient's words, as careless code may."""
    name = said["name"]
    try:
        int(name)
    except ValueError as error:
        msg = f"no number: {said}"
        raise RuntimeError(msg) from error


class _Dying:
    """Something that fails as it is taken apart."""

    def __del__(self) -> None:
        """Fail."""
        _fail(PATIENT["patient"])  # type: ignore[arg-type]


def _fail_twice(said: dict[str, str]) -> None:
    QTimer.singleShot(0, partial(_fail, said))
    QTimer.singleShot(0, partial(_fail, said))


FAULTS: dict[str, Callable[[dict[str, str]], object]] = {
    "slot": _fail,
    "twice": _fail_twice,
    "thread": lambda said: threading.Thread(target=_fail, args=(said,)).start(),
    "unraisable": lambda _: _Dying() and None,
    "fatal": lambda said: qFatal(f"no such thing: {said}"),
    "native": lambda _: faulthandler._sigsegv(),  # type: ignore[attr-defined]
    "nothing": lambda _: None,
}


class Typist:
    """Types, waits until it is kept, plants the fault, and pushes the button."""

    def __init__(self, desk: Desk, kind: str, button: str) -> None:
        """Begin once the window is shown."""
        self._desk, self._kind, self._button = desk, kind, button
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._typed = self._planted = False

    def _look(self) -> None:
        chair = self._desk.chair
        if not chair.cases.drafts.is_ready():
            return
        if not self._typed:
            self._typed = True
            self._say(banner=chair.banner.text(), offered=chair.cases.drafts.left)
            chair.form.fill(chair.form.read() | PATIENT)
        elif not self._planted:
            self._planted = True
            QTimer.singleShot(0, lambda: FAULTS[self._kind](PATIENT["patient"]))  # type: ignore[arg-type]
        elif self._kind == "nothing":
            _leave(self._desk)
        else:
            self._answer()

    def _answer(self) -> None:
        dialogue = QApplication.activeModalWidget()
        if not isinstance(dialogue, QDialog):
            return
        said = [label.text() for label in dialogue.findChildren(QLabel) if not label.isHidden()]
        if any("Looking" in text for text in said):
            return
        lines = [line.text() for line in dialogue.findChildren(QLineEdit)]
        buttons = {button.text().replace("&", ""): button for button in dialogue.findChildren(QPushButton)}
        self._say(said=said, report=lines, title=dialogue.windowTitle())
        buttons["Copy report"].click()
        self._say(copied=QApplication.clipboard().text())
        buttons[self._button].click()
        if self._button == "Go on":
            QTimer.singleShot(200, partial(_leave, self._desk))

    def _say(self, **what: object) -> None:
        print(json.dumps(what), flush=True)


def _leave(desk: Desk) -> None:
    """End as somebody does who closes the window and wants to keep nothing."""
    desk.hide()
    QApplication.exit()


def _fail_to_tell(desk: Desk, _: Kept) -> None:
    QTimer.singleShot(200, partial(_leave, desk))
    _fail({"name": "in the dialogue"})


class _Broken(Desk):
    """Can't be made."""

    def __init__(self, *_: object) -> None:
        """Fail, with somebody there who reads the dialogue and closes it."""
        timer = QTimer(QApplication.instance(), interval=20)
        timer.timeout.connect(_close)
        timer.start()
        _fail(PATIENT["patient"])  # type: ignore[arg-type]


def _close() -> None:
    dialogue = QApplication.activeModalWidget()
    if isinstance(dialogue, QDialog):
        shown = [button.text() for button in dialogue.findChildren(QPushButton) if button.isVisible()]
        said = [label.text() for label in dialogue.findChildren(QLabel) if not label.isHidden()]
        print(json.dumps({"said": said, "buttons": sorted(shown)}), flush=True)
        dialogue.accept()


def main(kind: str, button: str) -> int:
    """Run the program; the button `none` lets the dialogue itself fail."""
    if kind == "start":
        vars(inside)["Desk"] = _Broken
    kept: list[Typist] = []
    return app.run(lambda desk: kept.append(Typist(desk, kind, button)), _fail_to_tell if button == "none" else None)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
