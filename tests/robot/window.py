"""The real program with a robot user at its window: `python -m tests.robot.window FOLDER SEED`.

It tells by lines of JSON on standard output what it does, and what goes wrong; see `tell`.
"""

import faulthandler
import json
import os
import random
import signal
import sys
import threading
import traceback
from collections import deque
from typing import Any

import keyring
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui import app
from gui.desk import Desk
from gui.journal import State
from tests.keyrings import InFile
from tests.robot import hands
from tests.robot.deeds import Deeds
from tests.robot.hands import Step
from tests.robot.watchdog import Gap, Watchdog

_OWN = "tests/robot/window.py"
"""Where the robot itself takes time."""

_LATER = 5
"""Milliseconds until it is looked again whether the window takes keys."""


def tell(**fields: Any) -> None:  # noqa: ANN401 - any JSON value
    """Tell whoever started this: `deed`, `said` with `number`, `rested`, `gap` with `hang`, `problem`, `opened`.

    Written at once, so that what was told is known however the program ends.
    """
    try:
        os.write(1, f"{json.dumps(fields)}\n".encode())
    except BrokenPipeError:  # nobody listens any more
        os._exit(1)


def heard(line: bytes) -> dict[str, Any]:
    """What was told by a line."""
    found: dict[str, Any] = json.loads(line)
    return found


class _Ear(QObject):
    """Hears what is said in the footer, once it is painted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._label = desk, desk.chair.footer.message
        self._last = ""
        self._label.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what is painted."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QLabel) and watched.text() != self._last:
            self._last = watched.text()
            tell(said=self._last, number=self._desk.chair.cases.number())
        return False


class Robot(QObject):
    """Takes one step after the other, also while a dialogue is open."""

    def __init__(self, desk: Desk, seed: str, folder: str) -> None:
        """Begin once the journal is open.

        Args:
            desk: the window.
            seed: of everything that is left to chance.
            folder: for files.
        """
        super().__init__(desk)
        self._desk = desk
        self._doing = ""
        self._watchdog = Watchdog(self._tell_gap)
        self._deeds = Deeds(desk, random.Random(seed), folder)
        self._deeds.rested = self._tell_rest  # type: ignore[method-assign]
        self._ear = _Ear(desk)
        self._plans: list[tuple[QWidget | None, deque[Step]]] = [(None, deque())]
        self._under: list[QWidget | None] = []
        self._soon(0)

    def _soon(self, pause: int) -> None:
        """Each step has a timer of its own: none that is running yet fires again in a dialogue's loop."""
        QTimer.singleShot(pause, self, self._step)

    def _step(self) -> None:
        if not self._may_act():
            self._soon(_LATER)
            return
        plan = self._plan()
        if not plan:
            self._doing, steps = self._deeds.next()
            plan.extend(steps)
            tell(deed=self._doing)
            self._soon(plan[0].pause if plan else _LATER)
            return
        step = plan.popleft()
        self._soon(plan[0].pause if plan else hands.TYPED)
        self._under.append(hands.over())
        self._watchdog.beat()
        try:
            step.act()
        finally:
            self._under.pop()

    def _plan(self) -> deque[Step]:
        """What is still to be done here: a dialogue has a plan of its own; after it the one below goes on."""
        dialogue = QApplication.activeModalWidget()
        places = [place for place, _ in self._plans]
        if dialogue in places:
            del self._plans[places.index(dialogue) + 1 :]
        else:
            self._plans.append((dialogue, deque()))
        return self._plans[-1][1]

    def _may_act(self) -> bool:
        """Not before the journal is open, nor while it is waited for; else where something new has come up."""
        ready = self._desk.journal.state is not State.OPENING and self._desk.chair.cases.drafts.is_ready()
        if not ready or _waits():
            return False
        top = hands.over()
        return not self._under or (top is not None and top not in self._under)

    def _tell_gap(self, gap: Gap) -> None:
        if not gap.place.startswith(_OWN):
            tell(gap=gap._asdict(), hang=gap.is_hang, doing=self._doing)

    def _tell_rest(self) -> None:
        """What is typed must be on disk now, if it would be lost."""
        cases = self._desk.chair.cases
        tell(rested=cases.case.draft(self._desk.chair.form.read()))


def _waits() -> bool:
    """Whether it is the loop that waits for the journal in which this turn came: that takes neither keys nor clicks."""
    turned_in = sys._getframe(3)  # beside the robot's own three functions
    return turned_in.f_code.co_name == "_wait" and turned_in.f_globals["__name__"] == "gui.journal"


class _Opening(QObject):
    """Tells when the window can be used, and what it offers then."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.chair.cases.drafts.ready.connect(lambda: QTimer.singleShot(0, self, self._tell))

    def _tell(self) -> None:
        cases = self._desk.chair.cases
        tell(opened=cases.drafts.left if cases.offer.isVisibleTo(self._desk) else None)


def main(folder: str, seed: str) -> int:
    """Open the program as a user does, with a robot at it."""
    faulthandler.register(signal.SIGUSR1)
    keyring.set_keyring(InFile())  # type: ignore[no-untyped-call]
    kept: list[QObject] = []

    def visit(desk: Desk) -> None:
        _tell_errors()
        kept.extend((_Opening(desk), Robot(desk, seed, folder)))

    return app.run(visit)


def _tell_errors() -> None:
    """In full, where the program would keep a report without patient data; there are none here."""
    sys.excepthook = lambda *error: tell(problem="".join(traceback.format_exception(*error)))
    threading.excepthook = lambda told: tell(problem=f"thread: {told.exc_type} {told.exc_value}")
    sys.unraisablehook = lambda told: tell(problem=f"unraisable: {told.exc_value} {told.object}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
