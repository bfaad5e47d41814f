"""Notes changed by somebody in ways that neither text nor look gives away, or hardly."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
    create_string_object,
)

OVER_THE_SUM = (80, 480, 280, 580)
"""Left, bottom, right and top edge."""


def changed(drawn: bytes, change: Callable[[pypdf.PdfWriter], object], *, whole: bool = False) -> bytes:
    """A note with something changed, as an update behind its own bytes or written anew as a whole."""
    file = BytesIO(drawn)
    writer = pypdf.PdfWriter(clone_from=file) if whole else pypdf.PdfWriter(file, incremental=True)
    change(writer)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def drawn_over(drawn: bytes, strokes: str) -> bytes:
    """A note with something drawn after all else on its first page."""
    return changed(drawn, lambda writer: _draw(writer, strokes), whole=True)


def covered(drawn: bytes, pattern: str) -> list[bytes]:
    """A note with a white box over what a pattern's group finds, once for each place."""
    return [drawn_over(drawn, f"1 g {x:.2f} {y:.2f} {w:.2f} {h:.2f} re f") for x, y, w, h in _boxes(drawn, pattern)]


def struck(drawn: bytes, pattern: str) -> list[bytes]:
    """A note with a thin stroke along the left edge of what a pattern's group finds, once for each place."""
    return [
        drawn_over(drawn, f"0 G .3 w {x + 0.4:.2f} {y + 0.8:.2f} m {x + 0.4:.2f} {y + h / 2:.2f} l S")
        for x, y, _, h in _boxes(drawn, pattern)
    ]


def _boxes(drawn: bytes, pattern: str) -> list[tuple[float, float, float, float]]:
    with pypdfium2.PdfDocument(drawn) as document:
        words = document[0].get_textpage()
        places = [found.start(1) for found in re.finditer(pattern, words.get_text_range())]
        edges = [words.get_charbox(place) for place in places]
    return [(left - 0.3, low - 0.3, right - left + 0.6, high - low + 0.6) for left, low, right, high in edges]


def _draw(writer: pypdf.PdfWriter, strokes: str) -> None:
    content = StreamObject()
    old = writer.pages[0].get_contents()
    assert old is not None
    content.set_data(old.get_data() + f"\nq {strokes} Q\n".encode())
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)


def _table(**entries: Any) -> DictionaryObject:  # noqa: ANN401 - pypdf's objects
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def _names(*names: str) -> ArrayObject:
    return ArrayObject([NameObject(f"/{name}") for name in names])


def _annotation(writer: pypdf.PdfWriter, flags: int, subtype: str) -> Any:  # noqa: ANN401 - as above
    """A white box over the sum."""
    left, bottom, right, top = OVER_THE_SUM
    look = StreamObject()
    look.set_data(b"1 g 0 0 200 100 re f")
    box = ArrayObject(map(NumberObject, (0, 0, right - left, top - bottom)))
    look.update(_table(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=box))
    return writer._add_object(
        _table(
            Type=NameObject("/Annot"),
            Subtype=NameObject(subtype),
            F=NumberObject(flags),
            Rect=ArrayObject(map(NumberObject, OVER_THE_SUM)),
            AP=_table(N=writer._add_object(look)),
            FT=NameObject("/Tx"),
            T=TextStringObject("sum"),
        )
    )


def _not_viewed(writer: pypdf.PdfWriter) -> None:
    """An annotation that is printed and not shown (ISO 32000-1, 12.5.3)."""
    writer.pages[0][NameObject("/Annots")] = ArrayObject([_annotation(writer, 36, "/Square")])


def _form(writer: pypdf.PdfWriter) -> None:
    """A field of a form, over the sum."""
    field = ArrayObject([_annotation(writer, 4, "/Widget")])
    writer.pages[0][NameObject("/Annots")] = field
    writer._root_object[NameObject("/AcroForm")] = _table(Fields=field)


def _layer(writer: pypdf.PdfWriter) -> None:
    """A layer that is printed and not shown (ISO 32000-1, 8.11)."""
    state = {
        "View": _table(ViewState=NameObject("/OFF")),
        "Print": _table(PrintState=NameObject("/ON")),
    }
    layer = ArrayObject(
        [writer._add_object(_table(Type=NameObject("/OCG"), Name=TextStringObject("x"), Usage=_table(**state)))]
    )
    uses = ArrayObject(
        _table(Event=NameObject(f"/{event}"), OCGs=layer, Category=_names(event)) for event in ("View", "Print")
    )
    writer._root_object[NameObject("/OCProperties")] = _table(OCGs=layer, D=_table(AS=uses))
    resources: Any = writer.pages[0]["/Resources"]
    resources[NameObject("/Properties")] = _table(MC0=layer[0])
    _draw(writer, "/OC /MC0 BDC 1 g 80 480 200 100 re f EMC")


def _attach(writer: pypdf.PdfWriter) -> None:
    writer.add_attachment("evil.exe", b"MZ")


def _script(writer: pypdf.PdfWriter) -> None:
    action = _table(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))
    writer._root_object[NameObject("/OpenAction")] = action


def _large(writer: pypdf.PdfWriter) -> None:
    writer.pages[0][NameObject("/UserUnit")] = NumberObject(2)


def _titled(writer: pypdf.PdfWriter) -> None:
    writer.add_metadata({"/Title": "Another, note 0000-0000"})


def _spoken(writer: pypdf.PdfWriter) -> None:
    """Other words for whoever can't see the drawings."""
    for item in writer._objects:
        if isinstance(item, DictionaryObject) and "/Alt" in item:
            item[NameObject("/Alt")] = create_string_object("90 mcg given")


def _profile(writer: pypdf.PdfWriter) -> Any:  # noqa: ANN401 - as above
    """The colours' profile."""
    intents: Any = writer._root_object["/OutputIntents"]
    return intents[0]["/DestOutputProfile"]


def _packed(writer: pypdf.PdfWriter) -> None:
    """A packing that is left to another program."""
    _profile(writer)[NameObject("/Filter")] = NameObject("/JBIG2Decode")


def _broken(writer: pypdf.PdfWriter) -> None:
    """A packing that nobody knows."""
    _profile(writer)[NameObject("/DecodeParms")] = _table(Predictor=NumberObject(99))


HIDDEN: dict[str, tuple[Callable[[pypdf.PdfWriter], None], set[str]]] = {
    "form": (_form, {"annotations", "forms"}),
    "not viewed": (_not_viewed, {"annotations"}),
    "layer": (_layer, {"layers", "drawing"}),
    "file inside": (_attach, {"files inside"}),
    "script": (_script, {"actions"}),
    "larger unit": (_large, {"size of a page"}),
}
"""What no version's note holds, with the kinds of things that are found."""

UNSEEN = HIDDEN | {
    "title": (_titled, {"metadata"}),
    "words for drawings": (_spoken, {"what is read aloud"}),
    "packed": (_packed, {"something else"}),
    "broken": (_broken, {"something else"}),
}
"""The same, with what only a note drawn again gives away."""
