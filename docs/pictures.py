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
from core.note import content, enclosed, pdf
from gui import theme
from gui.chair import Chair

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLE = os.path.join(os.path.dirname(paths.RESOURCES), "examples", "sc_60_of_100.json")
CLINIC = Clinic(name="Sample Infusion Clinic", address="1 Example Street\nSpringfield")


def window(encounter: dict[str, object]) -> None:
    """The real window, drawn at twice its size so that it is sharp on any screen."""
    app = QApplication(sys.argv)
    theme.prepare(app)
    with tempfile.TemporaryDirectory() as home:
        shown = Chair(reference.load(), os.path.join(home, "settings.json"))
        theme.dress(app, theme.LIGHT)
        shown.resize(1280, 1000)
        shown.show()
        shown.form.fill(encounter)
        shown.update_answer()
        for _ in range(4):  # layouts inside layouts settle one after the other
            app.processEvents()
        path = os.path.join(HERE, "window.png")
        shown.grab().save(path)
    with Image.open(path) as picture:  # few colours, small file
        picture.convert("RGB").quantize(64).save(path, optimize=True)


def note(data: bytes) -> None:
    """The note's page."""
    result = calculate(encounter_json.read(data), reference.load(), CLINIC)
    said = content.note(result, CLINIC)
    page = pypdfium2.PdfDocument(pdf.render(said, CLINIC.paper, enclosed.write(result, CLINIC, said)))[0]
    page.render(scale=1.6, grayscale=True).to_pil().save(os.path.join(HERE, "note.png"), optimize=True)


if __name__ == "__main__":
    with open(EXAMPLE, "rb") as file:
        example = file.read()
    window(json.loads(example))
    note(example)
