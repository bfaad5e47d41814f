"""What the note says of the discard, and who signs."""

from typing import Any

import pytest

from core.clinic import Clinic
from core.note.pieces import Note, Paragraph, Signature, Statement
from tests.build import MULTI_1000, opened
from tests.note.paper import note
from tests.note.said import section, values

PLAIN = Clinic()


def signed(said: Note) -> list[tuple[str, str]]:
    """Who signs, and for what."""
    return [(line.role, line.name) for line in section(said, "Signatures") if isinstance(line, Signature)]


@pytest.mark.parametrize(
    ("fields", "draft"),
    [
        ({}, ()),
        ({"given": "100 mcg", "discard": {}}, ()),
        ({"opened": opened(MULTI_1000), "discard": {}}, ()),
        (
            {"discard": {"reason": "Dose smaller"}},
            ("Nobody has confirmed that 40 mcg (0.4 mL) was discarded. Confirm it and print the note again.",),
        ),
    ],
    ids=["confirmed", "nothing discarded", "all kept", "not confirmed"],
)
def test_draft(fields: dict[str, Any], draft: tuple[str, ...]) -> None:
    """R17: without the attestation the note is a draft, and says why; only where something was discarded."""
    said = note(**fields)

    assert said.draft == draft
    assert (said.sections[0].heading == "DRAFT") is bool(draft)


def test_discard_is_stated_as_attested() -> None:
    """The statement is the nurse's, with reason, method, time, person and witness."""
    discard = {
        "confirmed": True,
        "reason": "Dose smaller",
        "method": "Sharps container",
        "time": "10:42",
        "discarded_by": "A. Ng RN",
        "witness": "R. Ortiz RN",
    }
    said = note(discard=discard)

    assert section(said, "Discard")[0] == Statement("I discarded 40 mcg (0.4 mL).")
    assert list(values(said, "Discard").values()) == [
        "Dose smaller",
        "Sharps container",
        "10:42",
        "A. Ng RN",
        "R. Ortiz RN",
    ]


def test_drug_that_is_kept_is_said() -> None:
    """Nothing was discarded, and the rest is still in its container."""
    said = note(opened=opened(MULTI_1000), discard={})

    assert section(said, "Discard") == (
        Statement("Nothing was discarded."),
        Paragraph("940 mcg (4.7 mL) is kept in the multi-dose container."),
    )


@pytest.mark.parametrize(
    ("fields", "witness", "lines"),
    [
        ({}, "off", [("Gave the dose and discarded the rest", "R. Ortiz RN")]),
        ({"given": "100 mcg"}, "required", [("Gave the dose", "R. Ortiz RN")]),
        ({"given": "0"}, "off", [("Recorded by and discarded the rest", "R. Ortiz RN")]),
        ({"given_by": ""}, "optional", [("Gave the dose", ""), ("Discarded the rest", "R. Ortiz RN"), ("Witness", "")]),
    ],
    ids=["same person", "nothing discarded", "nothing given", "nobody named"],
)
def test_signature_lines(fields: dict[str, Any], witness: str, lines: list[tuple[str, str]]) -> None:
    """Who gave, who discarded and who witnessed; one line for one person, none for a witness that is not wanted."""
    assert signed(note(PLAIN._replace(witness=witness), **fields)) == lines
