"""What a piece of a drawing is, so that a reader's program can read it aloud in order."""

from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, bottom, right and top edge in points."""


@dataclass(frozen=True, eq=False, slots=True)
class Tag:
    """An element of the document; two of them are never the same, whatever they hold."""

    role: str
    """H1, H2, P, L, LI, Lbl, LBody, Table, TR, TH, TD, Figure or Formula."""

    within: "Tag | None" = None
    """The element that holds it; None for the document itself."""

    alt: str = ""
    """A drawing in words."""


class Mark(NamedTuple):
    """A piece of an element on one page."""

    tag: Tag
    page: int
    """From 0."""

    place: int | None
    """Among the pieces of the page; None for an element that is there and empty."""

    box: Box | None = None
    """Where a figure stands."""


ARTIFACT = Tag("Artifact")
"""Lines, page numbers and all else that means nothing or was read before."""


def once(role: str, page: int, alt: str = "") -> Tag:
    """The tag of what stands on every page: it is read aloud on the first one alone."""
    return ARTIFACT if page else Tag(role, alt=alt)
