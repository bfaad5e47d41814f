"""One thing in which a note that is checked is not as it should be."""

from typing import Any, NamedTuple


class Difference(NamedTuple):
    """What stands in a note, and what should."""

    what: str
    """lines, steps, findings and the result's other names; number, content_hash, printed, text, picture or other."""

    in_note: Any
    expected: Any
    page: int | None = None
    """From 1, for text and picture."""
