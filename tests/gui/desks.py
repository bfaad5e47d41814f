"""The whole window on a folder of its own: opened, closed and opened again."""

import datetime
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.journal.record import Record
from core.journal.store import Store
from gui import dates
from gui.amending import Reason
from gui.chair import Chair
from gui.desk import Desk
from gui.frame import Frame
from gui.journal import State
from tests.build import encounter, shipped
from tests.gui.keys import CTRL, at_next_dialogue, press, push, save_as


@contextmanager
def opened(qtbot: QtBot, settings: str, data: str = "") -> Iterator[Desk]:
    """A window in front; it is put away without a question.

    Args:
        qtbot: waits until it is in front.
        settings: folder of its settings.
        data: folder of its journal; empty for the same one.
    """
    frame = Frame()
    desk = Desk(shipped(), settings, data or settings, frame)
    frame.fill(desk)
    frame.resize(1366, 768)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow, timeout=60_000)
    # A dialogue that a test does not expect would wait for its user for ever.
    watch = QTimer(interval=5_000)
    watch.timeout.connect(send_away)
    watch.start()
    yield desk
    watch.stop()
    # Hidden, not closed: closing asks about an encounter without a note.
    frame.hide()
    desk.let_go()
    frame.deleteLater()


def send_away() -> None:
    """Close a dialogue that nobody answers."""
    dialogue = QApplication.activeModalWidget()
    if dialogue is not None:
        dialogue.close()


def fill(window: Chair, **fields: Any) -> None:  # noqa: ANN401 - any JSON value
    """Show the tests' encounter, with these fields changed, and its answer."""
    window.form.fill(window.form.blank() | encounter(**fields))
    window.form.changed.emit()


def only_read(store: Store) -> None:
    """Let the journal take nothing more."""
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")


def wait_for_journal(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the journal is open and drafts were looked for."""
    qtbot.waitUntil(lambda: desk.journal.state is State.OPEN, timeout=60_000)
    qtbot.waitUntil(desk.chair.cases.drafts.is_ready, timeout=60_000)


def records(desk: Desk) -> list[Record]:
    """All that is filed, oldest first."""
    return desk.journal.ask(lambda store: [line.record for line in store.records()])


def save(path: Path) -> None:
    """Press Ctrl+S and type a path."""
    at_next_dialogue(save_as(str(path)))
    press(Qt.Key.Key_S, CTRL)


def save_amended(path: Path, reason: str = "") -> str:
    """Press Ctrl+S, say why, and type a path; what was filled in as the reason."""
    likely: list[str] = []

    def answer(dialogue: Reason) -> None:
        likely.append(dialogue.field.text())
        if reason:
            dialogue.field.set_text(reason)
        push("Amend")(dialogue)

    at_next_dialogue(then(answer, save_as(str(path))))
    press(Qt.Key.Key_S, CTRL)
    return likely[0]


def then(first: Callable[[Any], None], second: Callable[[Any], None]) -> Callable[[Any], None]:
    """Answer two dialogues, one after the other."""

    def act(dialogue: Any) -> None:  # noqa: ANN401 - any kind of dialogue
        first(dialogue)
        at_next_dialogue(second)

    return act


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the window's clock go on by some minutes."""
    now = dates.now
    monkeypatch.setattr(dates, "now", lambda: now() + datetime.timedelta(minutes=7))


def read(note: Path | bytes) -> str:
    """All that stands on a note."""
    pages = PdfReader(io.BytesIO(note) if isinstance(note, bytes) else note).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def message(window: Chair) -> str:
    """What the footer says."""
    return window.footer.message.text()
