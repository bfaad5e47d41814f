"""What a PDF is made of, object by object: where two of them differ, and what no note holds.

A page shows more than its text and its picture: a form's field or a layer may print and not show, words are read
aloud that nobody sees, and opening a file may start something. So nothing that a file holds goes uncompared.
"""

from collections import deque
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NullObject, StreamObject

OTHER, FILES = "something else", "files inside"

_FOREIGN = {
    "/Annots": "annotations",
    "/AcroForm": "forms",
    "/OCProperties": "layers",
    "/OpenAction": "actions",
    "/AA": "actions",
    "/JavaScript": "actions",
    "/Outlines": "actions",
    "/UserUnit": "size of a page",
}
"""What no version's note holds, by the entry that brings it in (ISO 32000-1, 7.7 and 12)."""

_KINDS = _FOREIGN | {
    "/AF": FILES,
    "/EmbeddedFiles": FILES,
    "/Info": "metadata",
    "/Metadata": "metadata",
    "/StructTreeRoot": "what is read aloud",
    "/MediaBox": "size of a page",
    "/CropBox": "size of a page",
    "/Rotate": "size of a page",
    "/Contents": "drawing",
    "/Resources": "drawing",
}

_OF_WHO_SAVED = {"/Producer", "/ModDate"}
"""Of the metadata: a program that saves a file again says so here, and nothing depends on it."""

_PACKINGS = {"None", "/FlateDecode", "[]", "['/FlateDecode']"}
_OF_PACKING = {"/Length", "/Filter", "/DecodeParms"}

_Pair = tuple[str, Any, Any]
"""A kind, and what stands for it in one file and in the other."""


def unlike(found: bytes, drawn: bytes) -> tuple[str, ...]:
    """The kinds of things in which two files differ, whatever their objects' order, numbers and packing."""
    pairs = deque(zip(("metadata", OTHER), _roots(found), _roots(drawn), strict=True))
    seen, kinds = set(), set()
    while pairs:
        kind, one, other = pairs.popleft()
        numbers = _number(one), _number(other)
        if numbers in seen:
            continue
        seen |= {numbers} if None not in numbers else set()
        one, other = _shown(one), _shown(other)
        inner = list(_parts(kind, one, other))
        pairs.extend(inner)
        kinds |= set() if inner or _same(one, other) else {kind}
    return tuple(sorted(kinds))


def strange(found: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of things in a file that no note holds, whichever version drew it; and the words for its drawings."""
    tables = list(_tables(found))
    kinds = {kind for table in tables for key, kind in _FOREIGN.items() if _shown(_raw(table, key)) is not None}
    more = {FILES for table in tables if len(_shown(_raw(table, "/AF")) or ()) > 1}
    return tuple(sorted(kinds | more)), tuple(str(table["/Alt"]) for table in tables if "/Alt" in table)


def _tables(found: bytes) -> Iterator[DictionaryObject]:
    """Each dictionary that the catalogue leads to, once."""
    _, root = _roots(found)
    waiting, seen = [root], set()
    while waiting:
        item = waiting.pop()
        number = _number(item)
        if number in seen:
            continue
        seen |= {number} if number else set()
        item = _shown(item)
        if isinstance(item, DictionaryObject):
            yield item
            waiting += (item.raw_get(key) for key in item)
        elif _is_list(item):
            waiting += item


def _roots(data: bytes) -> tuple[Any, Any]:
    """The metadata and the catalogue, from which all else is reached."""
    trailer = pypdf.PdfReader(BytesIO(data)).trailer
    about = _shown(trailer.get("/Info", DictionaryObject()))
    kept = {key: value for key, value in about.items() if key not in _OF_WHO_SAVED}
    return DictionaryObject(kept), trailer.raw_get("/Root")


def _parts(kind: str, one: Any, other: Any) -> Iterator[_Pair]:  # noqa: ANN401 - any object
    """What two objects of the same kind and make hold, side by side; nothing where they are unlike in themselves."""
    if isinstance(one, DictionaryObject) and isinstance(other, DictionaryObject):
        if _data(one) != _data(other):
            return
        for key in sorted({*one, *other} - (_OF_PACKING if isinstance(one, StreamObject) else set())):
            yield _KINDS.get(key, kind), _raw(one, key), _raw(other, key)
    elif _is_list(one) and _is_list(other) and len(one) == len(other):
        for pair in zip(one, other, strict=True):
            yield kind, *pair


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - as above
    """Whether two values that hold no others are the same."""
    return isinstance(one, NameObject) == isinstance(other, NameObject) and bool(one == other)


def _data(item: DictionaryObject) -> bytes | str | None:
    """A stream's bytes; no other packing than a note's is opened, for some of them would start another program."""
    if not isinstance(item, StreamObject):
        return None
    packed = str(_shown(item.get("/Filter")))
    return item.get_data() if packed in _PACKINGS else packed


def _raw(table: DictionaryObject, key: str) -> Any:  # noqa: ANN401 - as above
    return table.raw_get(key) if key in table else None


def _number(item: Any) -> int | None:  # noqa: ANN401 - as above
    return item.idnum if isinstance(item, IndirectObject) else None


def _shown(item: Any) -> Any:  # noqa: ANN401 - as above
    """The object that a reference stands for; None for null, which is the same as nothing (ISO 32000-1, 7.3.9)."""
    found = item.get_object() if isinstance(item, IndirectObject) else item
    return None if isinstance(found, NullObject) else found


def _is_list(item: Any) -> bool:  # noqa: ANN401 - as above
    return isinstance(item, ArrayObject)
