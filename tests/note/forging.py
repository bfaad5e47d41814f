"""Notes forged, saved again or made under earlier rules, and what is said of them."""

import json
from io import BytesIO
from typing import Any

import pypdf
from reportlab.pdfgen.canvas import Canvas

from core.clinic import Clinic
from core.note import content, enclosed, paper, pdf
from core.note.issue import Issue
from core.note.pieces import Note
from core.note.verify import Report, again, compare, verify
from tests.build import result, shipped
from tests.note.paper import CLINIC, FIRST


def verified(drawn: bytes, payer: str = "") -> Report:
    """What is said of a note, read in a process of its own, and of what another payer would get."""
    return verify(drawn, shipped(), shipped().payers.get(payer))


def compared(drawn: bytes) -> Report:
    """The same in this process: of a note that was drawn just now there is nothing to fear."""
    found = paper.read_own(drawn)
    return compare(drawn, found, again(found, shipped()))


def whats(drawn: bytes) -> set[str]:
    """In what a note differs."""
    return {difference.what for difference in compared(drawn).differences}


def forge(changes: dict[str, Any] | None = None, clinic: Clinic = CLINIC, said: Note | None = None) -> bytes:
    """A note whose file inside, or whose page, was changed by somebody."""
    found = result(clinic)
    honest = content.note(found, clinic)
    table = json.loads(enclosed.write(found, clinic, honest)) | (changes or {})
    return pdf.render(said or honest, clinic.paper, json.dumps(table).encode())


def with_result(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """The result that travels inside, with some of it changed."""
    found = result(CLINIC)
    table = json.loads(enclosed.write(found, CLINIC, content.note(found, CLINIC)))
    return {"result": {**table["result"], **changes}}


def resave(drawn: bytes, over: bytes = b"") -> bytes:
    """A note saved again by another program, with something drawn over its first page."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(drawn))
    if over:
        writer.pages[0].merge_page(pypdf.PdfReader(BytesIO(over)).pages[0])
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def box(grey: float) -> bytes:
    """A page with a box where the claim lines stand."""
    file = BytesIO()
    canvas = Canvas(file, (612, 792))
    canvas.setFillGray(grey)
    canvas.rect(100, 300, 300, 200, stroke=0, fill=1)
    canvas.save()
    return file.getvalue()


def older(clinic: Clinic = CLINIC, issue: Issue = FIRST, **fields: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """A note that was made under earlier rules."""
    found = result(clinic, **fields)._replace(rules_version="2020-01-01")
    said = content.note(found, clinic, issue)
    return pdf.render(said, clinic.paper, enclosed.write(found, clinic, said, issue))
