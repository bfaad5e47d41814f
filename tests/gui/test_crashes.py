"""A fault in the real program: what was typed is kept, and nothing of it gets into a report, a dialogue or a stream."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core import __version__, paths
from core.crash import Kept
from gui import theme, words
from gui.crash_dialog import CrashDialog
from tests.gui.crashing import PATIENT

ROOT = os.path.dirname(paths.RESOURCES)
TYPED = ("Zebedee", "Quill", "90210", "1951")


class Run(NamedTuple):
    """What became of a run with a fault."""

    code: int
    said: list[dict[str, Any]]
    stderr: str
    reports: list[str]


def crash(home: Path, kind: str, button: str = "Go on") -> Run:
    """Let somebody type, and the fault happen; see tests.gui.crashing."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "VIALNOTE_HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "tests.keyrings.InFile",
        "TEST_KEYRING": str(home / "keyring"),
    }
    command = [sys.executable, "-m", "tests.gui.crashing", kind, button]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=90)
    stderr = "".join(line for line in done.stderr.splitlines(keepends=True) if not line.startswith("This plugin"))
    reports = [path.read_text("utf-8") for path in sorted((home / "logs").glob("crash-*.txt"))]
    everything = "".join((done.stdout, stderr, *reports))
    assert not any(word in everything.split('"offered"')[0] for word in TYPED)
    return Run(done.returncode, [json.loads(line) for line in done.stdout.splitlines()], stderr, reports)


@pytest.mark.parametrize(("kind", "where"), [("slot", "window"), ("thread", "thread"), ("unraisable", "clearing up")])
def test_it_is_told_and_goes_on(kind: str, where: str, tmp_path: Path) -> None:
    """On any thread: a report is kept, a dialogue says so in plain words, and the program goes on."""
    done = crash(tmp_path, kind)
    _, told, copied = done.said

    assert done.code == 0
    assert told["said"][:2] == [words.CRASHED, words.TYPED_KEPT]
    assert told["report"] == [str(path) for path in (tmp_path / "logs").glob("crash-*.txt")]
    assert done.reports == [copied["copied"]]
    assert done.reports[0].startswith(f"Vialnote {__version__}, {where}\n")
    assert "\n\nRuntimeError\n" in done.reports[0]
    assert done.stderr == f"vialnote: something unexpected happened (RuntimeError); the report is {told['report'][0]}\n"
    assert not (tmp_path / "logs" / "window-1.dump").exists()


def test_closing_keeps_what_was_typed(tmp_path: Path) -> None:
    """Whoever closes the program in the dialogue is offered what was typed at the next start."""
    done = crash(tmp_path, "slot", "Close Vialnote")
    after = crash(tmp_path, "nothing")

    assert done.code == 1
    assert after.said[0]["offered"]["form"]["patient"] == PATIENT["patient"]
    assert after.said[0]["banner"] == ""


def test_the_same_fault_is_told_once(tmp_path: Path) -> None:
    """Of a fault that comes again and again there is one report and one dialogue."""
    done = crash(tmp_path, "twice")

    assert len(done.reports) == 1
    assert [set(line) for line in done.said] == [{"banner", "offered"}, {"said", "report", "title"}, {"copied"}]


def test_a_window_that_can_not_be_opened(tmp_path: Path) -> None:
    """Whoever waits for the window is told why there is none; there is nothing to go on with."""
    done = crash(tmp_path, "start")
    (told,) = done.said

    assert done.code == 1
    assert told["said"] == [words.CRASHED, words.CRASHED_AT_START]
    assert told["buttons"] == ["&Copy report", "&Open folder", "C&lose Vialnote"]
    assert len(done.reports) == 1


def test_a_dialogue_that_fails(tmp_path: Path) -> None:
    """A fault in telling is kept, too, and not told: nothing goes round in circles."""
    done = crash(tmp_path, "slot", "none")

    assert done.code == 0
    assert len(done.reports) == 2
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    ("kind", "known"), [("native", "Fatal Python error: Segmentation fault"), ("fatal", "Qt: fatal")]
)
def test_broken_off(kind: str, known: str, tmp_path: Path) -> None:
    """What ends the program below Python is told at the next start, once, with a report without paths."""
    done = crash(tmp_path, kind)
    after, later = crash(tmp_path, "nothing"), crash(tmp_path, "nothing")

    assert done.code < 0
    assert after.said[0]["banner"] == words.BROKEN_OFF
    assert f"\n\n{known}\n" in after.reports[0]
    assert "  gui/app.py:" in after.reports[0]
    assert ROOT not in after.reports[0]
    assert later.said[0]["banner"] == ""


class _Files(QObject):
    """Opens folders in place of the system's program."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Remember a folder."""
        self.opened.append(url.toLocalFile())


def test_its_folder_is_opened(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001
    """The button opens the folder of the report in the system's program for files."""
    files = _Files()
    QDesktopServices.setUrlHandler("file", files, "open")  # type: ignore[arg-type] # its stub asks for bytes, which it refuses
    dialogue = CrashDialog(Kept("text", str(tmp_path / "crash-1.txt")))
    qtbot.addWidget(dialogue)
    dialogue.folder.click()
    QDesktopServices.unsetUrlHandler("file")

    assert files.opened == [str(tmp_path)]


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_no_word_is_cut(dressed: QApplication, qtbot: QtBot, scheme: theme.Colours) -> None:
    """Whatever it says, each text has the room that it needs; without a window there is no going on, nor a folder."""
    theme.dress(dressed, scheme)
    dialogue = CrashDialog(Kept("text", ""))
    qtbot.addWidget(dialogue)
    dialogue.say_typed(words.TYPED_NOT_KEPT)
    dialogue.show()
    QApplication.processEvents()

    for label in dialogue.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    shown = [button.text() for button in dialogue.findChildren(QPushButton) if button.isVisible()]
    assert sorted(shown) == ["&Copy report", "&Open folder", "C&lose Vialnote"]
    assert not dialogue.folder.isEnabled()
    theme.dress(dressed, theme.LIGHT)
