"""The clinic's logo: on the note where it can be read, and otherwise a finding and never a crash."""

import base64
import struct
import zlib
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.clinic import PAPERS, Clinic
from core.note import logo as logos
from core.note.issue import Issue
from tests.build import logo
from tests.note.paper import CLINIC, SLIPS, draw, note, read
from tests.note.said import rows
from tests.note.tagged import tree
from tests.note.test_pdf import LONG

MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")


def _with(text: str, paper: str = "letter") -> Clinic:
    return CLINIC._replace(logo=text, paper=paper)


def _claiming(wide: int, high: int) -> str:
    """A few bytes that claim to be a picture of this size."""
    head = struct.pack(">2L5B", wide, high, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data)) for name, data in chunks
    )
    return base64.b64encode(png).decode()


def _jpeg() -> str:
    file = BytesIO()
    Image.new("L", (9, 9)).save(file, "JPEG")
    return base64.b64encode(file.getvalue()).decode()


BROKEN = {
    "no base64": "clinic.png",
    "letters beyond": "Ä" * 8,
    "base64 of nothing": base64.b64encode(b"no picture").decode(),
    "head alone": base64.b64encode(base64.b64decode(logo())[:24]).decode(),
    "half": base64.b64encode(base64.b64decode(logo((90, 90)))[:120]).decode(),
    "JPEG": _jpeg(),
    "too many pixels": _claiming(60_000, 60_000),
    "a bomb that Pillow only warns of": _claiming(12_000, 12_000),
    "no width": _claiming(0, 5),
    "less than claimed": _claiming(1_000, 1_000),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_logo_is_a_finding(text: str) -> None:
    """The note is drawn without it, and says so where it says what to check."""
    said = note(_with(text))

    assert said.head.logo is None
    assert rows(said, "To check")[:1] == (
        (
            "Check",
            "The clinic's logo can't be read, so notes are drawn without it. Choose it again in Settings.",
            "",
        ),
    )
    found = logos.unreadable(text)
    assert found is not None
    assert (found.severity, found.code) == ("warning", "logo-unreadable")
    assert [page.pictures for page in read(draw(_with(text)))] == [()]


@given(st.data())
def test_whatever_the_file_holds(data: st.DataObject) -> None:
    """A file with a few bytes changed or cut off is drawn or is a finding."""
    png = bytearray(base64.b64decode(logo((20, 20), "L")))
    for place in data.draw(st.lists(st.integers(0, len(png) - 1), max_size=5)):
        png[place] = data.draw(st.integers(0, 255))
    text = base64.b64encode(png[: data.draw(st.integers(0, len(png)))]).decode()

    assert (logos.logo(text, "") is None) == bool(logos.unreadable(text) or not text)


@pytest.mark.parametrize("mode", MODES)
def test_every_kind_of_png(mode: str) -> None:
    """In grey or colour, without transparency, whatever the file has."""
    file = BytesIO()
    Image.new(mode, (40, 20)).save(file, "PNG")
    text = base64.b64encode(file.getvalue()).decode()

    assert logos.unreadable(text) is None
    (image,) = _images(draw(_with(text)))
    assert image["/ColorSpace"] == ("/DeviceGray" if mode in {"1", "L", "LA"} else "/DeviceRGB")
    assert not {"/SMask", "/Mask"} & set(image)


def _images(drawn: bytes) -> list[Any]:
    """The pictures of the first page, as the file has them."""
    page: Any = pypdf.PdfReader(BytesIO(drawn)).pages[0]
    objects = page["/Resources"].get("/XObject", {})
    return [found.get_object() for found in objects.values() if found.get_object()["/Subtype"] == "/Image"]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    ("size", "drawn"), [((900, 300), (112, 37.3)), ((300, 300), (44, 44)), ((900, 10), (112, 1.24))]
)
def test_where_it_stands(paper: str, size: tuple[int, int], drawn: tuple[float, float]) -> None:
    """At the upper left, in its own proportions, at most 112 points wide and 44 high, on the first page alone."""
    first, later = read(draw(_with(logo(size), paper=paper), necessity={"history": LONG}))

    (box,) = first.pictures
    assert (box.right - box.left, box.top - box.bottom) == pytest.approx(drawn, abs=0.1)
    assert (box.left, first.height - box.top) == pytest.approx((36, 32), abs=0.1)
    assert later.pictures == ()


def test_what_lets_the_paper_through_is_white() -> None:
    """The dark half is dark, the other is paper."""
    with pypdfium2.PdfDocument(draw(_with(logo((300, 100))))) as document:
        picture = document[0].render(scale=2).to_pil().convert("RGB")

    assert picture.getpixel((2 * 60, 2 * 54)) == (20, 80, 140)
    assert picture.getpixel((2 * 150, 2 * 54)) == (255, 255, 255)


def test_in_words() -> None:
    """A figure with the clinic's name for those who do not see it; a clinic without a name has one too."""
    (figure,) = (found for found in tree(draw(_with(logo()))).find("Figure") if found.alt.startswith("Logo"))

    assert figure.alt == "Logo of Harbour Endocrinology"
    assert "/BBox" in figure.attributes
    found = logos.logo(logo(), "")
    assert found is not None
    assert found.alt == "Logo of the clinic"


def test_it_is_content() -> None:
    """Another logo gives another hash and the same one the same bytes; the number is the encounter's."""
    one, same, other, none = (note(_with(text)) for text in (logo(), logo(), logo((9, 9)), ""))

    assert one == same
    assert len({one.content_hash, other.content_hash, none.content_hash}) == 3
    assert one.number == none.number
    assert draw(_with(logo())) == draw(_with(logo()))


@pytest.mark.parametrize(("form", "pictures"), [(SLIPS[0], 1), (SLIPS[1], 0)])
def test_on_slips(form: str, pictures: int) -> None:
    """A half page has it, small; a label has no room."""
    (page,) = read(draw(_with(logo((900, 300))), Issue(form)))

    assert [(round(box.right - box.left), round(box.top - box.bottom)) for box in page.pictures] == [
        (96, 32)
    ] * pictures
