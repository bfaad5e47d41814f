"""Whether a file is the note that was drawn again: to the eye at a printer's fineness, and object by object."""

import itertools
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple, TypeVar

import pypdfium2
import pypdfium2.raw

from core.note import apart
from core.note.apart import Bounds
from core.note.paper import HARMFUL

T = TypeVar("T")

BOUNDS = Bounds(seconds=60, memory=2**30)
"""A note of 100 pages takes some seconds."""

_SCALE = 200 / 72
"""Dots for each point: the point of a decimal number in the smallest type is two dots wide."""


class Unlike(NamedTuple):
    """In what a file differs from what was drawn."""

    pages: tuple[int, ...]
    """Those that look otherwise, from 1."""

    kinds: tuple[str, ...]
    """What else it holds, lacks or says otherwise."""


class Strange(NamedTuple):
    """What a file says that does not show, whichever version drew it."""

    kinds: tuple[str, ...]
    """Of things that no note holds."""

    aloud: tuple[str, ...]
    """The words that stand for drawings."""


def compare(found: bytes, drawn: bytes) -> Unlike:
    """Compare a stranger's file with one drawn just now, within bounds.

    Raises:
        InputError: it asks for more time or memory than any note.
    """
    return apart.do(partial(_compared, drawn), found, BOUNDS, HARMFUL)


def strange(found: bytes) -> Strange:
    """Look through a stranger's file that can't be drawn again, within the same bounds.

    Raises:
        InputError: as above.
    """
    return apart.do(_strange, found, BOUNDS, HARMFUL)


def _compared(drawn: bytes, found: bytes) -> Unlike:
    from core.note import objects

    with pypdfium2.PdfDocument(found) as one, pypdfium2.PdfDocument(drawn) as other:
        pages = enumerate(itertools.zip_longest(range(len(one)), range(len(other))), 1)
        looks = tuple(number for number, places in pages if not _alike(one, other, *places))
        return Unlike(looks, _taken_apart(objects.unlike, (objects.OTHER,), one, other))


def _strange(found: bytes) -> Strange:
    from core.note import objects

    with pypdfium2.PdfDocument(found) as document:
        more = {objects.FILES} if document.count_attachments() > 1 else set()
        broken: tuple[tuple[str, ...], tuple[str, ...]] = (objects.OTHER,), ()
        kinds, aloud = _taken_apart(objects.strange, broken, document)
        return Strange(tuple(sorted(more.union(kinds))), aloud)


def _alike(one: Any, other: Any, place: int | None, place_there: int | None) -> bool:  # noqa: ANN401 - partly typed
    """Every dot: the same program draws both, so nothing is rounded otherwise."""
    return place is not None and place_there is not None and _dots(one[place]) == _dots(other[place_there])


def _dots(page: Any) -> tuple[int, int, bytes]:  # noqa: ANN401 - as above
    drawn = page.render(scale=_SCALE, grayscale=True)
    return drawn.width, drawn.height, bytes(drawn.buffer)


def _taken_apart(work: Callable[..., T], broken: T, *documents: Any) -> T:  # noqa: ANN401 - as above
    """What comes of work on the objects of documents, or what is said of those that can't be taken apart."""
    try:
        return work(*map(_written, documents))
    except Exception:  # noqa: BLE001 - a broken file makes its reader raise whatever its parts raise
        return broken


def _written(document: Any) -> bytes:  # noqa: ANN401 - as above
    """The document as it was understood, in one piece: without updates, packing of objects or a lock."""
    file = BytesIO()
    document.save(file, flags=pypdfium2.raw.FPDF_NO_INCREMENTAL | pypdfium2.raw.FPDF_REMOVE_SECURITY)
    return file.getvalue()
