"""Milliseconds of a note in a running program, beside a bare ReportLab page with the same two fonts."""

import os
from io import BytesIO

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from bench.measuring import ROOT, in_turn, timed
from core import encounter_json, reference
from core.calculate import calculate
from core.clinic import Clinic
from core.note import finished, fonts

WORDS = "Drug given and discarded: 60 mcg of 100 mcg"


def bare() -> bytes:
    file = BytesIO()
    canvas = Canvas(file, LETTER)
    for line in range(60):
        canvas.setFont(fonts.BOLD if line % 10 == 0 else fonts.REGULAR, 9)
        canvas.drawString(40, 750 - 12 * line, WORDS)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def note() -> bytes:
    return finished.finish(calculate(encounter, known, clinic), clinic).pdf


known, clinic = reference.shipped(), Clinic()
with open(os.path.join(ROOT, "examples", "sc_60_of_100.json"), "rb") as source:
    encounter = encounter_json.read(source.read())
in_turn("note", 31, lambda: timed(note), lambda: timed(bare))
