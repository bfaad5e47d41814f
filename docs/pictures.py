"""Makes the pictures of README and user guide, and the quick guide to print. Run by `make pictures`."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keyring
import keyring.backends.fail
import pypdfium2
from PIL import Image
from PySide6.QtWidgets import QApplication, QWidget

from core import encounter_json, paths, reference, settings
from core.calculate import calculate
from core.clinic import Clinic
from core.computer import Computer
from core.guide import pdf as guide
from core.journal import record
from core.note import finished
from core.settings import Remembered
from gui import theme
from gui.desk import CLAIM, JOURNAL, Desk
from gui.help_dialog import HelpDialog

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(os.path.dirname(paths.RESOURCES), "examples")
EXAMPLE = os.path.join(EXAMPLES, "sc_60_of_100.json")
CLINIC = Clinic(name="Sample Infusion Clinic", address="1 Example Street\nSpringfield")
_PATIENCE = 20
"""Rounds in which what is asked on other threads gets back."""


@contextmanager
def opened(app: QApplication, encounter: dict[str, Any]) -> Iterator[Desk]:
    """The real window with an encounter, on a folder of its own."""
    with tempfile.TemporaryDirectory() as home:
        settings.save(os.path.join(home, settings.FILE), CLINIC, Remembered(), Computer())
        shown = Desk(reference.shipped(), home, home)
        shown.resize(1280, 1040)
        shown.show()
        shown.chair.form.fill(encounter)
        shown.chair.update_answer()
        settle(app)
        yield shown
        shown.let_go()


def picture(name: str, shown: QWidget) -> None:
    """A part of the program as it looks, in few colours for a small file."""
    path = os.path.join(HERE, name)
    shown.grab().save(path)
    with Image.open(path) as found:
        found.convert("RGB").quantize(128).save(path, optimize=True)


def windows(encounter: dict[str, Any]) -> None:
    """The pages and dialogues that are shown, at twice their size so that they are sharp on any screen."""
    app = QApplication(sys.argv)
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    theme.prepare(app)
    theme.dress(app, theme.LIGHT)
    with opened(app, encounter) as desk:
        picture("window.png", desk)
        desk.helping.show("line 1")
        settle(app)
        for shown in desk.findChildren(HelpDialog):
            picture("help.png", shown)
            shown.close()
        set_up = desk.chair.set_up()
        settle(app)
        picture("set_up.png", set_up)
        set_up.close()
        desk.resize(1280, 760)
        desk.go(CLAIM)
        settle(app)
        picture("claim.png", desk)
        desk.journal.begin("made for a picture")
        file_examples(desk)
        desk.go(JOURNAL)
        for _ in range(_PATIENCE):
            desk.journal.settle()
            settle(app)
        picture("journal.png", desk)


def file_examples(desk: Desk) -> None:
    """Have the notes of all examples in the journal."""
    for name in sorted(os.listdir(EXAMPLES)):
        with open(os.path.join(EXAMPLES, name), "rb") as file:
            result = calculate(encounter_json.read(file.read()), reference.shipped(), CLINIC)
        made = finished.finish(result, CLINIC)
        desk.journal.file(record.note(result, CLINIC, made.said.content_hash, made.pdf, record.now()))


def settle(app: QApplication) -> None:
    """Let the window lay itself out."""
    for _ in range(4):  # layouts inside layouts settle one after the other
        app.processEvents()


def note(data: bytes) -> None:
    """The note's page."""
    result = calculate(encounter_json.read(data), reference.shipped(), CLINIC)
    page = pypdfium2.PdfDocument(finished.finish(result, CLINIC).pdf)[0]
    page.render(scale=1.6, grayscale=True).to_pil().save(os.path.join(HERE, "note.png"), optimize=True)


def quick_guide() -> None:
    """The page for the wall, as it is printed."""
    with open(os.path.join(HERE, "quick-guide.pdf"), "wb") as file:
        file.write(guide.render("letter"))


if __name__ == "__main__":
    with open(EXAMPLE, "rb") as file:
        example = file.read()
    windows(json.loads(example))
    note(example)
    quick_guide()
