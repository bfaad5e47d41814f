"""A note that the system hands over, by the command line or by its own event, is checked at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import paths
from tests.note.paper import draw

ROOT = os.path.dirname(paths.RESOURCES)

_PROGRAM = """
import json, sys
from functools import partial
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from gui import __main__, app, words
from gui.check_dialog import CheckDialog

def look(desk):
    dialogue = desk.findChild(CheckDialog)
    if dialogue is not None and dialogue.headline.text() != words.CHECKING:
        print(json.dumps([dialogue.headline.text(), dialogue.file.text(), desk.windowTitle()]))
        desk.hide()
        QApplication.exit()

def visit(desk):
    desk.watch = QTimer(interval=20)
    desk.watch.timeout.connect(partial(look, desk))
    desk.watch.start()
    if how == "event":
        QApplication.postEvent(QApplication.instance(), QFileOpenEvent(QUrl.fromLocalFile(note)))

how, note = sys.argv.pop(1), sys.argv[-1]
if how == "event":
    sys.argv.pop()
    sys.exit(app.run(visit))
app.run.__defaults__ = (visit, *app.run.__defaults__[1:])
sys.exit(__main__.main())
"""
"""The program as it is, with somebody who looks at it."""


def opened(how: str, path: Path, home: Path) -> list[str]:
    """Hand a file over; what the check says of it, which file it names, and the window's title."""
    environment = {**os.environ, "PYTHONPATH": ROOT, "QT_QPA_PLATFORM": "offscreen", "VIALNOTE_HOME": str(home)}
    command = [sys.executable, "-c", _PROGRAM, how, str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=90)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("how", ["event", "argument"])
def test_a_note(how: str, tmp_path: Path) -> None:
    """A real event of the system, or the program's argument: the note is checked, and no title names it."""
    path = tmp_path / "J2354 note.PDF"
    path.write_bytes(draw())

    assert opened(how, path, tmp_path) == [
        "This note agrees with its encounter.",
        "File: J2354 note.PDF",
        "Vialnote",
    ]


def test_another_pdf(tmp_path: Path) -> None:
    """What is no note is said so."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.4 of another program")

    assert opened("argument", path, tmp_path)[0] == "This is no note of Vialnote, or it is damaged."


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """A file that is not there any more is said so."""
    assert opened("event", tmp_path / "gone.pdf", tmp_path)[0] == "The file can't be read."


def test_the_command_line_has_no_window(tmp_path: Path) -> None:
    """The finished command line takes a PDF alone for a wrong verb, and opens nothing."""
    code = "import sys; from gui.__main__ import main; sys.exit(main(has_window=False))"
    command = [sys.executable, "-c", code, str(tmp_path / "note.pdf")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "invalid choice" in json.loads(done.stderr)["errors"][0]["message"]
