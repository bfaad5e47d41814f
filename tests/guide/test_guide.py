"""The quick guide: one page on either paper, true in its examples, and readable."""

import re

import pypdfium2
import pytest

from core.clinic import PAPERS
from core.guide import content, pdf
from core.guide.content import Keys
from core.note.phrases import code_words
from gui import words
from tests.build import opened, result
from tests.note.paper import read


@pytest.mark.parametrize("paper", PAPERS)
def test_one_page(paper: str) -> None:
    """All of it stands between the edges of one page, and nothing on the foot."""
    (page,) = read(pdf.render(paper))

    body = [text for text in page.texts if not text.words.startswith("Vialnote 0")]
    assert all(text.left >= 36 and text.right <= page.width - 36 for text in page.texts)
    assert min(text.bottom for text in body) > 40


@pytest.mark.parametrize("paper", PAPERS)
def test_all_that_it_says_is_there(paper: str) -> None:
    """Each heading, key and sentence."""
    (page,) = read(pdf.render(paper))
    said = " ".join(page.words.split())

    for part in content.PARTS:
        assert part.heading in said
    for keys in content.PARTS:
        if isinstance(keys, Keys):
            assert all(key in said and text in said for key, text in keys.rows)
    assert all(text in said for text in content.ALWAYS.texts)


def test_the_same_bytes() -> None:
    """As often as it is drawn; and black on white alone."""
    assert pdf.render("letter") == pdf.render("letter")
    with pypdfium2.PdfDocument(pdf.render("letter")) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    assert all(red == green == blue for _, (red, green, blue) in picture.getcolors(maxcolors=1 << 16) or ())


@pytest.mark.parametrize("row", content.EXAMPLES.rows)
def test_examples_are_true(row: tuple[str, ...]) -> None:
    """Each comes to the claim lines that the program works out."""
    size, given, lines, _ = row
    assert size == "100 mcg"
    found = result(given=given, opened=opened("0641-6175-10"))

    assert lines == " + ".join(f"{code_words(line)} {line.units}" for line in found.lines)


@pytest.mark.parametrize("part", [part for part in content.PARTS if isinstance(part, Keys)])
def test_keys_are_the_windows(part: Keys) -> None:
    """Each key that is named does something in the window, and help names it too; scanning and Tab need no naming."""
    known = {key for keys, _ in words.SHORTCUTS for key in re.split(r", (?=.)", keys)} | {"Scan", "Tab"}

    assert {key for key, _ in part.rows} <= known
