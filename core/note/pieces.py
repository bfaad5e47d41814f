"""What a note is made of: plain data that says what each piece is, and nothing of how it looks."""

import datetime
from typing import NamedTuple

from core.note.issue import NOTE
from core.note.logo import Logo
from core.result import Finding


class Field(NamedTuple):
    """One labelled value; an empty value is a space to write in."""

    label: str
    value: str


class Fields(NamedTuple):
    """Labelled values that belong together."""

    fields: tuple[Field, ...]


class Table(NamedTuple):
    """Rows of cells under a header row."""

    kind: str
    """What it lists: containers, claim, steps, findings or forms."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Term(NamedTuple):
    """One number of the sum, with what it counts."""

    label: str
    """labelled, given, kept or discarded."""

    mcg: str
    ml: str
    """The same as a volume; empty where a container holds a powder."""


class Sum(NamedTuple):
    """The first term less all others but the last is the last."""

    terms: tuple[Term, ...]

    @property
    def mcg(self) -> str:
        """`100 - 60 = 40 mcg`."""
        return _equation([term.mcg for term in self.terms], "mcg")

    @property
    def ml(self) -> str:
        """`1 - 0.6 = 0.4 mL`; empty where a volume is not known."""
        volumes = [term.ml for term in self.terms]
        return _equation(volumes, "mL") if all(volumes) else ""

    @property
    def words(self) -> str:
        """With what each number counts: `100 labelled - 60 given = 40 mcg discarded`."""
        *terms, rest = self.terms
        return f"{' - '.join(f'{term.mcg} {term.label}' for term in terms)} = {rest.mcg} mcg {rest.label}"

    @property
    def alt(self) -> str:
        """In words: `100 mcg (1 mL) labelled, minus 60 mcg (0.6 mL) given, equals 40 mcg (0.4 mL) discarded`."""
        *terms, rest = (f"{term.mcg} mcg{f' ({term.ml} mL)' if term.ml else ''} {term.label}" for term in self.terms)
        return f"{', minus '.join(terms)}, equals {rest}."


class Part(NamedTuple):
    """What became of a part of a container's drug."""

    state: str
    """given, discarded or kept."""

    share: int
    """In the same unit as the container's other parts."""

    text: str
    """The amount in words: `60 mcg (0.6 mL)`."""


class Container(NamedTuple):
    """A drawn container; it stands for all that look like it."""

    kind: str
    """vial, ampul, prefilled syringe, pen or kit."""

    title: str
    size: int
    """For the scale: volume, or mass where one of the containers drawn holds a powder."""

    parts: tuple[Part, ...]
    """From the bottom up; none is empty."""


class Figure(NamedTuple):
    """A drawing of containers to scale."""

    containers: tuple[Container, ...]
    alt: str
    """The drawing in words."""


class Paragraph(NamedTuple):
    """Running text."""

    text: str


class Statement(NamedTuple):
    """What a person attests, or that nobody has."""

    text: str


class Signature(NamedTuple):
    """A line to sign on."""

    role: str
    name: str
    """As recorded; empty where nobody is."""


Piece = Fields | Table | Sum | Figure | Paragraph | Statement | Signature


class Section(NamedTuple):
    """Pieces under a heading."""

    heading: str
    pieces: tuple[Piece, ...]
    new_page: bool = False
    """Whether it begins a page."""


class Head(NamedTuple):
    """Who wrote the note."""

    clinic: str
    lines: tuple[str, ...]
    """Address and NPI."""

    finished: str
    """When the note was finished, in words."""

    identity: str
    """Date of service and patient, so that a loose second page is known."""

    logo: Logo | None = None


class Note(NamedTuple):
    """All that one note says, in reading order."""

    title: str
    number: str
    head: Head
    draft: tuple[str, ...]
    """Why the note is only a draft; empty where it is a record."""

    not_billable: tuple[str, ...]
    """Why nothing may be billed; empty where something may."""

    sections: tuple[Section, ...]
    unprintable: Finding | None
    """Characters that the note's font lacks; None where it has all."""

    created: datetime.datetime
    """When the note was finished, or the date of service where that is not recorded."""

    file_name: str
    """Suggested, without patient data."""

    program: str
    """By which versions it was worked out, and whether the clinic's own lists were used."""

    content_hash: str = ""
    """SHA-256 of all that the note says, in hexadecimal digits; a slip and a reprint have their note's."""

    form: str = NOTE
    """One of core.note.issue.FORMS."""

    mark: str = ""
    """The one word across the page: SAMPLE, DRAFT, REPRINT or AMENDED; empty for none."""

    reprinted: str = ""
    """The same beside the number, with the moment, where it is a reprint."""


def _equation(numbers: list[str], unit: str) -> str:
    *terms, rest = numbers
    return f"{' - '.join(terms)} = {rest} {unit}"
