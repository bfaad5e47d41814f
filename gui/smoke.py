"""The program tries itself out: a real window, one encounter, its note filed, saved and checked.

For whoever builds or installs it: `--smoke-test`. Settings and journal are in a folder of its own, the system's keyring
is not asked, and all of it is gone afterwards. Anything that Qt or the program complains of is a failure.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator

import keyring
import keyring.backends.fail
from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit

from core import __version__, paths, reference, settings
from core.clinic import Clinic
from core.computer import Computer
from core.crash import Kept
from core.note import verify
from core.settings import Remembered
from gui import app, works
from gui.chair import Chair
from gui.desk import Desk
from gui.journal import State

_BARCODE, _LOT = "01003064161751041727113010QX7781", "QX7781"
_ENCOUNTER = {
    "route": "SC",
    "given": "60 mcg",
    "ordered": "60 mcg",
    "given_at": "10:35",
    "given_by": "Smoke test",
    "site": "left abdomen",
    "diagnosis": ["E34.09"],
    "discard": {"confirmed": True, "reason": "Dose smaller", "time": "10:42", "discarded_by": "Smoke test"},
}
_NEEDS_NO_HELP = "This plugin does not support"
"""What Qt says where there is no screen; nothing is wrong then."""

_COLOURS = 10
"""More than that are in a window that was painted; letters alone have as many shades."""

_PATIENCE = 60
"""Seconds for all of it."""

_GLANCE = 20
"""Milliseconds between looks at what is waited for."""


class FailedError(Exception):
    """The program does not do what it should; the message says what."""


def run(printer: str = "") -> int:
    """Try everything out and say how it went; the exit code is 0 where all is well.

    Args:
        printer: prints the note too; empty for no printing.
    """
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VIALNOTE_HOME"] = folder
        settings.save(os.path.join(folder, settings.FILE), Clinic(), Remembered(printer=printer), Computer())
        rounds: list[_Round] = []
        app.run(
            lambda desk: rounds.append(_Round(desk, _steps(desk, folder, printing=bool(printer)))),
            lambda _, kept: rounds[0].take(kept),
        )
    problems = rounds[0].problems
    for problem in problems:
        print(f"vialnote: {problem}", file=sys.stderr)
    if not problems:
        print(f"vialnote {__version__}: the smoke test passed")
    return 1 if problems else 0


class _Round(QObject):
    """Goes from one step to the next as soon as what it waits for is there, and closes the window after the last."""

    def __init__(self, desk: Desk, steps: Iterator[Callable[[], bool]]) -> None:
        super().__init__(desk)
        self.problems: list[str] = []
        self._desk, self._steps = desk, steps
        self._is_there: Callable[[], bool] = lambda: True
        qInstallMessageHandler(self._hear)
        self._timer = QTimer(self, interval=_GLANCE)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        QTimer.singleShot(_PATIENCE * 1000, self, lambda: self._end(f"nothing happened any more after {_PATIENCE} s"))

    def _look(self) -> None:
        if self.problems:
            self._end()
            return
        try:
            if self._is_there():
                self._is_there = next(self._steps)
        except StopIteration:
            self._end()
        except Exception:  # noqa: BLE001 - whatever it is, the window must close
            self._end(traceback.format_exc())

    def _end(self, *problems: str) -> None:
        self.problems += problems
        self._timer.stop()
        self._desk.window().hide()
        QApplication.exit()

    def _hear(self, _: QtMsgType, __: QMessageLogContext, message: str) -> None:
        if not message.startswith(_NEEDS_NO_HELP):
            self.problems.append(message)

    def take(self, kept: Kept) -> None:
        """Something that nobody expected is a failure."""
        self.problems.append(kept.text)


def _steps(desk: Desk, folder: str, *, printing: bool) -> Iterator[Callable[[], bool]]:
    """One encounter from the barcode to the checked note; yields what each step waits for."""
    chair = desk.chair
    yield desk.isVisible
    _see_window(desk)
    yield lambda: desk.journal.state is not State.OPENING
    _see(desk.journal.state is State.NEW, f"the journal can't be used: {desk.journal.problem}")  # there is no keyring
    desk.journal.begin("A passphrase of the smoke test")
    yield chair.cases.drafts.is_ready
    _type_in(chair)
    chair.issuing.folder = folder
    if printing:
        chair.issuing.save_and_print()
    else:
        chair.issuing.save(asking=False)
    yield lambda: not chair.issuing.press.busy
    said = chair.footer.message.text()
    _see(said.startswith("Saved: ") and ("Sent to" in said) is printing, said)
    _see_note(folder)
    _see_journal(desk, folder)
    _see_parts()
    own, handed_on = os.path.dirname(paths.RESOURCES), os.environ.get("LD_LIBRARY_PATH", "")
    _see(own not in handed_on, "programs that it opens would load its libraries")


def _type_in(chair: Chair) -> None:
    """Scan the container, and fill in the rest."""
    chair.form.focus("opened")
    line = chair.focusWidget()
    if not isinstance(line, QLineEdit):
        msg = "there is no field for a barcode"
        raise FailedError(msg)
    line.setText(_BARCODE)
    line.returnPressed.emit()
    chair.form.fill(chair.form.read() | _ENCOUNTER)
    chair.form.changed.emit()


def _see_window(desk: Desk) -> None:
    picture = desk.grab().toImage()
    places = ((x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7))
    _see(len({picture.pixel(*place) for place in places}) > _COLOURS, "the window was not painted")
    for name in os.listdir(paths.resource("icons")):
        _see(not QPixmap(paths.resource("icons", name)).isNull(), f"{name} can't be drawn")


def _see_note(folder: str) -> None:
    (note,) = (name for name in os.listdir(folder) if name.endswith(".pdf"))
    with open(os.path.join(folder, note), "rb") as file:
        found = verify.verify(file.read(), reference.shipped())
    _see(found.verdict == verify.SAME, f"the note was found to be {found.verdict}: {found.differences}")


def _see_journal(desk: Desk, folder: str) -> None:
    filed = desk.journal.ask(lambda store: [line.record.body["encounter"] for line in store.records()])
    _see([entry["opened"][0]["lot"] for entry in filed] == [_LOT], "the journal does not have the note")
    with open(os.path.join(folder, "journal.db"), "rb") as file:
        _see(not file.read().startswith(b"SQLite"), "the journal is not encrypted")


def _see(well: object, problem: str) -> None:
    if not well:
        raise FailedError(problem)


def _see_parts() -> None:
    """A finished program has the licence of each of its parts."""
    lacking = [work.title for work in works.works() if os.path.exists(works.LIST) and not work.text]
    _see(not lacking, f"there is no licence text of {', '.join(lacking)}")
