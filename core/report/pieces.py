"""What a report is made of: plain data for screen and paper, with nothing of how it looks."""

import datetime
from typing import NamedTuple

from core.note.pieces import Field, Paragraph


class Numbers(NamedTuple):
    """The figures that are read first, each with what it counts."""

    fields: tuple[Field, ...]


class Table(NamedTuple):
    """Rows of cells under a header row."""

    name: str
    """What it lists, for who does not see it."""

    header: tuple[str, ...]
    align: str
    """One letter for each column: `l` for texts, `r` for numbers."""

    rows: tuple[tuple[str, ...], ...]


class Part(NamedTuple):
    """A part of a bar."""

    state: str
    """given or discarded, which says how it is filled."""

    amount: int


class Bar(NamedTuple):
    """One bar of a chart, its parts from the axis on."""

    label: str
    parts: tuple[Part, ...]
    text: str
    """The amounts in words."""


class Chart(NamedTuple):
    """Bars on one scale."""

    name: str
    bars: tuple[Bar, ...]
    top: int
    """Where the scale ends, in the unit of the parts; more than 0."""

    marks: tuple[str, ...]
    """What stands at equal steps of the scale from above 0 up to `top`."""

    upright: bool
    """Whether the bars stand beside each other, as weeks do; else they lie one below the other."""

    alt: str
    """The chart in words."""

    @property
    def states(self) -> tuple[str, ...]:
        """What its parts are, each once."""
        return tuple(dict.fromkeys(part.state for bar in self.bars for part in bar.parts))


Piece = Numbers | Table | Chart | Paragraph


class Section(NamedTuple):
    """Pieces under a heading."""

    heading: str
    pieces: tuple[Piece, ...]


class Report(NamedTuple):
    """All that a report says, in reading order; it holds no patient's name."""

    title: str
    period: str
    clinic: str
    sections: tuple[Section, ...]
    made: datetime.datetime
    basis: str
    """What it was made of and by, for the foot of each page."""

    file_name: str
    """Suggested, without an ending."""
