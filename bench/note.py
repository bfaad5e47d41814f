"""Prints the median milliseconds of a note and of a bare ReportLab page with the same two fonts."""

import os
import statistics
import time
from collections.abc import Callable
from io import BytesIO

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from core import encounter_json, paths, reference
from core.calculate import calculate
from core.clinic import Clinic
from core.note import content, enclosed, fonts, pdf

WORDS = "Drug given and discarded: 60 mcg of 100 mcg"


def bare() -> bytes:
    file = BytesIO()
    canvas = Canvas(file, LETTER, initialFontName=fonts.REGULAR)
    for line in range(60):
        canvas.setFont(fonts.BOLD if line % 10 == 0 else fonts.REGULAR, 9)
        canvas.drawString(40, 750 - 12 * line, WORDS)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def note() -> bytes:
    result = calculate(encounter, known, clinic)
    said = content.note(result, clinic)
    return pdf.render(said, clinic.paper, enclosed.write(result, clinic, said))


def median(draw: Callable[[], bytes]) -> float:
    draw()
    times = []
    for _ in range(25):
        start = time.perf_counter()
        draw()
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


known, clinic = reference.shipped(), Clinic()
with open(os.path.join(os.path.dirname(paths.RESOURCES), "examples", "sc_60_of_100.json"), "rb") as source:
    encounter = encounter_json.read(source.read())
ours = median(note)
print(ours, median(bare))
