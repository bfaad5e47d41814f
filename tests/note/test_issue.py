"""Reprints, amended notes and drafts: what is marked, what is said in words, and what stays as it was."""

import json
from typing import Any

import pypdfium2
import pytest
from PIL import ImageChops

from core.faults import InputError
from core.note import enclosed, pdf
from core.note.issue import FORMS, Amends, Issue
from core.note.pieces import Statement
from tests.build import result
from tests.note.paper import AMENDED, CLINIC, FIRST, REPRINT, draw, note, read
from tests.note.said import section
from tests.note.tagged import texts

DRAFT: dict[str, Any] = {"discard": {}}
_SURE, _NEAR = 10, 6
"""Of 255 greys: what is surely ink, and by how much a page may differ there."""


@pytest.mark.parametrize(
    ("issue", "fields", "mark"),
    [
        (FIRST, {}, ""),
        (FIRST, DRAFT, "DRAFT"),
        (REPRINT, {}, "REPRINT"),
        (AMENDED, {}, "AMENDED"),
        (AMENDED._replace(reprint=True), {}, "REPRINT"),
        (REPRINT, DRAFT, "DRAFT"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_the_one_word_across_the_page(issue: Issue, fields: dict[str, Any], mark: str, form: str) -> None:
    """Of several the one that matters most: nobody may take a draft for a record."""
    issue = issue._replace(form=form)

    assert note(issue=issue, **fields).mark == mark
    assert [page.watermark for page in read(draw(issue=issue, **fields))] == [mark]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("issue", "fields"), [(REPRINT, {}), (AMENDED, {}), (FIRST, DRAFT)])
def test_every_text_can_be_read(issue: Issue, fields: dict[str, Any], form: str) -> None:
    """The word hides nothing: the same texts come out, and where there is ink of them it is as dark as without."""
    issue = issue._replace(form=form)
    said = note(issue=issue, **fields)
    marked, plain = (pypdfium2.PdfDocument(pdf.render(said._replace(mark=mark), "letter")) for mark in (said.mark, ""))
    for page, without in zip(marked, plain, strict=True):
        one, other = (found.render(scale=3, grayscale=True).to_pil().convert("L") for found in (page, without))
        ink = other.point(lambda grey: 255 * (grey < _SURE))
        changed = ImageChops.multiply(ImageChops.difference(one, other), ink)
        lighter = ImageChops.subtract(one, other)
        assert not any(found.point(lambda grey: 255 * (grey > _NEAR)).getbbox() for found in (changed, lighter))
        assert ImageChops.difference(one, other).getbbox()
    assert [page.texts for page in read(draw(issue=issue, **fields))] == [
        page.texts for page in read(pdf.render(said._replace(mark=""), "letter"))
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_reprint_is_the_same_note(form: str) -> None:
    """Number, hash, name and pages are those of the first print; beside the number it says when it was printed."""
    first, again = note(issue=Issue(form)), note(issue=REPRINT._replace(form=form))

    assert again._replace(mark="", reprinted="") == first
    said, before = (read(draw(issue=issue._replace(form=form))) for issue in (REPRINT, FIRST))
    new = set(said[0].texts) - set(before[0].texts)
    assert " ".join(text.words for text in sorted(new, key=lambda text: -text.top)) == "REPRINT of 2026-11-21 09:15"
    assert "REPRINT of 2026-11-21 09:15" in " ".join(texts(draw(issue=REPRINT._replace(form=form))).values())


def test_a_reprint_without_a_moment() -> None:
    """The word alone stands there, for those who do not see the one across the page."""
    assert note(issue=Issue(reprint=True)).reprinted == "REPRINT"


def test_an_amended_note_says_of_which() -> None:
    """At the top, and as a part of what it says: its hash is another one."""
    said = note(issue=AMENDED)

    assert said.sections[0].heading == "AMENDED"
    assert section(said, "AMENDED") == (Statement("Amends note 7QK4-0213: The lot was read wrong"),)
    assert said.content_hash != note().content_hash
    assert note(issue=AMENDED._replace(reprint=True)).content_hash == said.content_hash
    unsaid = note(issue=Issue(amends=Amends("7QK4-0213", "")))
    assert section(unsaid, "AMENDED") == (Statement("Amends note 7QK4-0213: no reason recorded"),)


@pytest.mark.parametrize("issue", [FIRST, REPRINT, AMENDED, Issue("label", True, None, AMENDED.amends)])
def test_travels_inside(issue: Issue) -> None:
    """Read as it was written."""
    found = result(CLINIC)

    assert enclosed.read(enclosed.write(found, CLINIC, note(issue=issue), issue)).issue == issue


@pytest.mark.parametrize(
    ("inside", "fields"),
    [
        (None, ["issue"]),
        (3, ["issue"]),
        ({"form": "poster"}, ["issue.form"]),
        ({"form": "note", "reprint": "yes", "reprinted_at": "today"}, ["issue.reprint", "issue.reprinted_at"]),
        ({"form": "note", "amends": {"number": 5, "why": ""}}, ["issue.amends.why", "issue.amends.number"]),
    ],
)
def test_faults_are_named(inside: object, fields: list[str]) -> None:
    """With their place in the file."""
    found = result(CLINIC)
    table = json.loads(enclosed.write(found, CLINIC, note())) | {"issue": inside}
    table = {name: value for name, value in table.items() if value is not None}
    with pytest.raises(InputError) as caught:
        enclosed.read(json.dumps(table).encode())

    named = [fault.field for fault in caught.value.faults]
    assert [field for field in fields if field not in named] == []
