"""Which characters are printed, and what stands for the others."""

import unicodedata

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from core.note import characters
from core.note.fonts import BOLD, REGULAR


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_both_fonts_have_what_is_printed(font: str) -> None:
    """No character is let through that one of the fonts would draw as a box."""
    glyphs = TTFont(font, characters.font_file(font)).face.charToGlyph
    printed = {chr(code) for code in range(0x20, 0x30000) if characters.printed(chr(code)) == chr(code)}

    assert len(printed) > 2000
    assert {character for character in printed if not glyphs.get(ord(character))} == set()


@pytest.mark.parametrize(
    ("first", "last"),
    [(0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x24F), (0x386, 0x3CE), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFE)],
    ids=["ASCII", "Latin-1", "more Latin-1", "Greek", "Cyrillic", "Vietnamese", "old Greek"],
)
def test_scripts_that_are_covered(first: int, last: int) -> None:
    """Latin, Vietnamese, Greek and Cyrillic are whole."""
    letters = [chr(code) for code in range(first, last + 1) if unicodedata.category(chr(code)) != "Cn"]
    composed = [unicodedata.normalize("NFC", letter) for letter in letters]

    assert [letter for letter in composed if characters.printed(letter) != letter] == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("e\u0302\u0323", "ệ"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("A\u202eB", "A[U+202E]B"),
        ("\U0001f600", "[U+1F600]"),
        ("\x07", "[U+0007]"),
        ("\ue000", "[U+E000]"),
    ],
)
def test_printed(text: str, printed: str) -> None:
    """Composed, with plain line ends; marks that turn or hide text are shown as codes."""
    assert characters.printed(text) == printed


def test_finding_names_each_character_once() -> None:
    """The first twelve by code, and how many more; none where all can be printed."""
    finding = characters.unprintable(("安安", ("ok", "".join(map(chr, range(0x4E00, 0x4E0E))))))

    assert finding is not None
    assert finding.code == "character-not-printable"
    assert "U+4E00, U+4E01" in finding.message
    assert "U+4E0B and 3 more." in finding.message
    assert characters.unprintable(("Ελένη", ("ok", 3))) is None
