"""Makes the README's pictures: the window with an example, and the example's note. Run by `make pictures`."""

import json
import os
import sys
import tempfile

import pypdfium2
from PIL import Image
from PySide6.QtWidgets import QApplication

from core import encounter_json, paths, reference
from core.calculate import calculate
from core.clinic import Clinic
from core.note import finished
from gui import theme
from gui.desk import Desk

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLE = os.path.join(os.path.dirname(paths.RESOURCES), "examples", "sc_60_of_100.json")
CLINIC = Clinic(name="Sample Infusion Clinic", address="1 Example Street\nSpringfield")


def window(encounter: dict[str, object]) -> None:
    """The real window, drawn at twice its size so that it is sharp on any screen."""
    app = QApplication(sys.argv)
    theme.prepare(app)
    with tempfile.TemporaryDirectory() as home:
        shown = Desk(reference.shipped(), home, home)
        theme.dress(app, theme.LIGHT)
        shown.resize(1280, 1040)
        shown.show()
        shown.chair.form.fill(encounter)
        shown.chair.update_answer()
        for _ in range(4):  # layouts inside layouts settle one after the other
            app.processEvents()
        path = os.path.join(HERE, "window.png")
        shown.grab().save(path)
        shown.let_go()
    with Image.open(path) as picture:  # few colours, small file
        picture.convert("RGB").quantize(64).save(path, optimize=True)


def note(data: bytes) -> None:
    """The note's page."""
    result = calculate(encounter_json.read(data), reference.shipped(), CLINIC)
    page = pypdfium2.PdfDocument(finished.finish(result, CLINIC).pdf)[0]
    page.render(scale=1.6, grayscale=True).to_pil().save(os.path.join(HERE, "note.png"), optimize=True)


if __name__ == "__main__":
    with open(EXAMPLE, "rb") as file:
        example = file.read()
    window(json.loads(example))
    note(example)
