"""Work beside the window: done on another thread, and what comes of it brought back to the window's own."""

import threading
from collections.abc import Callable
from functools import cache, partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

Outcome = TypeVar("Outcome")


class _Messenger(QObject):
    """Makes the calls that other threads send it, on the thread where it was made."""

    sent = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sent.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def _call(self, call: Callable[[], None]) -> None:
        call()


def run(
    owner: QObject,
    work: Callable[[], Outcome],
    on_done: Callable[[Outcome], None],
    on_error: Callable[[Exception], None],
    start: Callable[[Callable[[], None]], object] | None = None,
) -> None:
    """Do work on another thread, and tell what came of it on the GUI thread, from where this is called.

    Python waits for such threads when the program ends, so a note on its way to the printer arrives.

    Args:
        owner: what the outcome is for; once it is gone, nobody is told.
        work: touches no widget.
        on_done: takes what the work returned.
        on_error: takes what it raised.
        start: gives the work to a thread; a new one for each work where nothing is said.
    """
    messenger = _messenger()

    def job() -> None:
        try:
            call = partial(on_done, work())
        except Exception as error:  # noqa: BLE001 - whoever asked for the work judges
            call = partial(on_error, error)
        messenger.sent.emit(partial(_tell, owner, call))

    if start is None:
        threading.Thread(target=job).start()
    else:
        start(job)


def unforeseen(error: Exception) -> None:
    """Takes what work raises that can't fail as far as anybody foresaw: it is told as any other such error."""
    raise error


def caller() -> Callable[[Callable[[], object]], object]:
    """What takes calls on any thread and makes them on the GUI thread, from where this is called."""
    return _messenger().sent.emit


def _tell(owner: QObject, call: Callable[[], None]) -> None:
    if isValid(owner):
        call()


@cache
def _messenger() -> _Messenger:
    return _Messenger()
