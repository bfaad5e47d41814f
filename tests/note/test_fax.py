"""Notes that went through a fax machine: claim lines, sum and code are read by programs that did not draw them."""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from core.note import pdf
from core.note.pieces import Note
from tests.note.paper import EXAMPLES, Text, example, note, read, squeezed
from tests.note.said import rows, section

FINE, NORMAL = (200, 200), (204, 98)
"""Dots to the inch, across and down (ITU-T T.4)."""

_SPECKS = 0.001
"""Of a page's dots, turned over by a bad line."""

_FIELDS = {
    ("Code", "Modifiers"): "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789none",
    ("Units",): "0123456789",
    ("NDC",): "0123456789",
    ("NDC quantity",): "0123456789.ML",
}
"""What is read of a claim line, and what can stand there: like a biller, the reader knows where digits are."""

_SUM = "0123456789,.-=mcg"
_MARGIN = 1.5
"""Points around a text that is cut out."""

_GAP = 24
"""Dots between texts that are put side by side to be read."""

NOTES: dict[str, Note] = {
    **{os.path.basename(path): example(path) for path in EXAMPLES},
    "draft": note(discard={}),
}

pytestmark = pytest.mark.skipif(
    not shutil.which("tesseract"), reason="tesseract is not installed (Debian: tesseract-ocr)"
)


class Fax(NamedTuple):
    """A first page as it arrives."""

    picture: Image.Image
    """In black and white, with as many dots across as down, however it was sent."""

    texts: tuple[Text, ...]
    """Where each text stands, in points from the page's foot."""

    points: tuple[float, float]
    """The page's size."""


def _sent(said: Note, paper: str, dots: tuple[int, int], specks: float = 0.0) -> Fax:
    """A note faxed with so many dots to the inch; the specks are always the same."""
    drawn = pdf.render(said, paper)
    page, *_ = read(drawn)
    with pypdfium2.PdfDocument(drawn) as document:
        whole = document[0].render(scale=4 * dots[0] / 72).to_pil().convert("L")
    wide, high = round(page.width * dots[0] / 72), round(page.height * dots[1] / 72)
    picture = whole.resize((wide, high), Image.Resampling.BOX).convert("1", dither=Image.Dither.NONE)
    chance = random.Random(20261120)
    for _ in range(int(wide * high * specks)):
        place = chance.randrange(wide), chance.randrange(high)
        picture.putpixel(place, 255 - int(picture.getpixel(place)))
    square = (wide, round(page.height * dots[0] / 72))
    return Fax(_cleaned(picture).resize(square, Image.Resampling.BICUBIC), page.texts, (page.width, page.height))


def _cleaned(picture: Image.Image) -> Image.Image:
    """Without dots that stand alone, as whatever receives a fax cleans it."""
    grey = picture.convert("L")
    around = grey.filter(ImageFilter.BoxBlur(1))
    white = ImageChops.lighter(grey, around.point(lambda level: 255 * (level > 220)))
    return ImageChops.darker(white, around.point(lambda level: 255 * (level > 35)))


def _cut(fax: Fax, text: Text) -> Image.Image:
    """A text's own part of the page."""
    scale = fax.picture.width / fax.points[0]
    edges = text.left, fax.points[1] - text.top, text.right, fax.points[1] - text.bottom
    left, top, right, bottom = (scale * edge for edge in edges)
    margin = _MARGIN * scale
    return fax.picture.crop((int(left - margin), int(top - margin), int(right + margin), int(bottom + margin)))


def _beside(pictures: list[Image.Image]) -> Image.Image:
    """Pieces of one line side by side, on the same base."""
    wide = sum(picture.width + _GAP for picture in pictures)
    high = max(picture.height for picture in pictures) + _GAP
    line = Image.new("L", (wide, high), 255)
    left = _GAP // 2
    for picture in pictures:
        line.paste(picture, (left, (high - picture.height) // 2))
        left += picture.width + _GAP
    return line


def _recognised(picture: Image.Image, characters: str) -> str:
    """One line of text in a picture, without blanks."""
    file = BytesIO()
    picture.save(file, "PNG", dpi=(200, 200))
    command = ["tesseract", "-", "-", "--psm", "7", "-l", "eng", "-c", f"tessedit_char_whitelist={characters}"]
    threads = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=file.getvalue(), capture_output=True, env=threads, check=True)
    return squeezed(done.stdout.decode())


def _claim_lines(said: Note, fax: Fax) -> Iterator[tuple[str, str]]:
    """Parts of each claim line: what was sent, and what arrived."""
    texts = iter(fax.texts[[text.words for text in fax.texts].index("Claim lines") :])
    header = section(said, "Claim lines")[0].header
    for row in rows(said, "Claim lines"):
        cells = dict(zip(header, [next(text for text in texts if text.words == cell) for cell in row], strict=True))
        for names, characters in _FIELDS.items():
            line = _beside([_cut(fax, cells[name]) for name in names])
            yield squeezed("".join(cells[name].words for name in names)), _recognised(line, characters)


def _sum(said: Note, fax: Fax) -> tuple[str, str]:
    """The sum in its largest type: what was sent, and what arrived."""
    wanted = section(said, "Amounts")[0].mcg
    text = next(text for text in fax.texts if text.words == wanted)
    return squeezed(wanted), _recognised(_cut(fax, text), _SUM)


@pytest.mark.parametrize(
    ("paper", "dots", "specks"), [("a4", FINE, _SPECKS), ("letter", NORMAL, 0.0)], ids=["fine, a bad line", "normal"]
)
@pytest.mark.parametrize("name", NOTES)
def test_read_again(name: str, paper: str, dots: tuple[int, int], specks: float) -> None:
    """Each claim line, the sum, and the code with number and whole hash, even where DRAFT stands across them."""
    said = NOTES[name]
    fax = _sent(said, paper, dots, specks)

    for sent, arrived in [*_claim_lines(said, fax), _sum(said, fax)]:
        assert arrived == sent
    codes = [found.text for found in zxingcpp.read_barcodes(fax.picture)]
    assert codes == [f"VIALNOTE {said.number} {said.content_hash.upper()}"]
