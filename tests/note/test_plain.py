"""The note as plain text."""

import datetime
import os
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.note import content, plain
from core.note.issue import Issue
from core.note.pieces import Note
from tests.build import result
from tests.note.paper import CLINIC, EXAMPLES, example, note, squeezed
from tests.note.test_pdf import HOSTILE, NAMES, _strings

_OURS = re.compile(r"[=-]{3,}|[A-Z][A-Za-z ]+|\*\*\* DRAFT \*\*\*")
"""What may begin a line: rules and headings."""


def _lines(said: Note) -> list[str]:
    return plain.text(said).splitlines()


def _all_of(said: Note) -> list[str]:
    """Every text of a note."""
    head = said.head
    texts = (head.clinic, *head.lines, head.finished, said.title, said.number, said.program, said.content_hash)
    return [*texts, *_strings(said.sections)]


@pytest.mark.parametrize("path", EXAMPLES, ids=os.path.basename)
def test_each_example_says_all_of_its_content(path: str) -> None:
    """Every text of the content, the sum in words and numbers, and the drawing in words."""
    said = example(path)
    printed = squeezed(plain.text(said))

    assert [text for text in _all_of(said) if squeezed(text) not in printed] == []


@pytest.mark.parametrize("fields", HOSTILE.values(), ids=HOSTILE)
def test_nothing_is_lost_or_too_wide(fields: dict[str, Any]) -> None:
    """Whatever was typed is there; only a word that is too long for a line stands out."""
    said = note(**fields)
    printed = squeezed(plain.text(said))

    assert [text for text in _all_of(said) if squeezed(text) not in printed] == []
    for line in _lines(said):
        assert len(line) <= plain.WIDTH or len(line.split()[-1]) > plain.WIDTH // 3, line


def test_aligned_columns() -> None:
    """A table that fits stands in columns, with a line below its header."""
    lines = _lines(note())
    start = lines.index("Claim lines")

    assert lines[start + 2 : start + 6] == [
        "  Code   Modifiers  Units  Drug                 NDC          NDC quantity",
        "  -----  ---------  -----  -------------------  -----------  ------------",
        "  J2354  none       3      60 mcg administered  00078018101  ML 0.6",
        "  J2354  JW         1      40 mcg discarded     00078018101  ML 0.4",
    ]


def test_rows_that_are_too_wide() -> None:
    """Then each row is a list of its own, with a number."""
    lines = _lines(note())
    start = lines.index("Opened")

    assert lines[start + 2 : start + 5] == [
        "  1. NDC:     0078-0181-01",
        "     Labeler: Novartis Pharmaceuticals Corporation",
        "     Holds:   100 mcg in 1 mL ampul",
    ]


def test_sum_and_drawing() -> None:
    """The sum stands in numbers and in words, the drawing in words."""
    lines = _lines(note())
    start = lines.index("Amounts")

    assert lines[start + 2 : start + 9] == [
        "  100 - 60 = 40 mcg",
        "  1 - 0.6 = 0.4 mL",
        "  100 mcg (1 mL) labelled, minus 60 mcg (0.6 mL) given, equals 40 mcg (0.4 mL)",
        "  discarded.",
        "",
        "  Drawn: 1 x 100 mcg in 1 mL ampul: given 60 mcg (0.6 mL), discarded 40 mcg",
        "  (0.4 mL).",
    ]


def test_draft() -> None:
    """The mark stands at the top and at the end, and on a record nowhere."""
    marks = [place for place, line in enumerate(_lines(note(discard={}))) if line.strip() == "*** DRAFT ***"]

    assert marks[0] == 1
    assert len(marks) == 2
    assert "DRAFT" not in plain.text(note())


def test_reprint() -> None:
    """Says so, with the moment, as the PDF does."""
    issue = Issue(reprint=True, reprinted_at=datetime.datetime(2026, 11, 25, 9, 30))  # noqa: DTZ001 - the note's local time
    lines = _lines(content.note(result(CLINIC), CLINIC, issue))

    assert [line.strip() for line in lines].count("*** REPRINT ***") == 2
    assert "  REPRINT of 2026-11-25 09:30" in lines


def test_spaces_to_write_in() -> None:
    """What is not recorded is a line to write on, as on paper; so are signatures."""
    lines = _lines(note(patient={"name": "\u00a0"}))

    for label in ("Name", "Date of birth", "Signature", "Date and time"):
        assert re.search(rf"^  {label}: +_{{20,}}$", "\n".join(lines), re.MULTILINE), label


@pytest.mark.parametrize("name", [*NAMES, "Li 安"])
def test_names(name: str) -> None:
    """As the PDF prints them, in UTF-8 and back."""
    said = note(patient={"name": name})
    written = plain.text(said)

    assert f"  Name:          {said.sections[0].pieces[0].fields[0].value}\n" in written  # type: ignore[union-attr]
    assert written.encode().decode() == written


def test_the_same_bytes() -> None:
    """The same note is the same text."""
    assert plain.text(note()) == plain.text(note())


@given(st.text(max_size=4000).filter(lambda text: not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text)))
def test_nobody_can_fake_a_line(typed: str) -> None:
    """Whatever is typed stands further in than headings and labels, and holds nothing that moves text about."""
    faked = f"x\nSignatures\n----------\n  Given: 5 mcg\n{typed}{' ' * 80}Note 0000-0000"
    written = plain.text(note(necessity={"history": faked[:4000]}))

    start = written.index("Necessity\n")
    mine = written[start : written.index("\nTo check" if "\nTo check" in written else "\nSignatures", start)]
    for line in mine.splitlines()[3:]:
        assert not line or line.startswith(" " * len("  History: ")), line
    assert [line for line in written.splitlines() if line[:1].strip() and not _OURS.match(line)] == []
    assert not re.search(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\x1b]", written)


def test_marks_of_direction_are_codes() -> None:
    """A text that would run backwards shows that it does."""
    assert "Name:          Ada [U+202E]adA\n" in plain.text(note(CLINIC, patient={"name": "Ada \u202eadA"}))
