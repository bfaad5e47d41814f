"""Reading a note that may come from anywhere: nothing hangs, takes all memory or crashes."""

import sys
import time
from io import BytesIO

import pypdf
import pytest

from core.faults import InputError
from core.note import paper
from core.note.apart import Bounds
from core.note.verify import SAME, verify
from tests.build import VIAL_100, shipped
from tests.note import hostile
from tests.note.paper import draw

HARMFUL = "takes more time or memory than any note: it is damaged, or made to do harm"


def _refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        paper.read(data)
    (fault,) = caught.value.faults
    return fault.message


def _locked(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(draw()))
    writer.encrypt(user, "owner", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_honest_note_is_read_apart_as_it_is_here() -> None:
    """Every text and every dot arrives from the other process."""
    drawn = draw()

    assert paper.read(drawn) == paper.read_own(drawn)


def test_too_many_pages() -> None:
    """The pages are counted before they are read."""
    assert _refused(hostile.many_pages(100_000)) == "100,000 pages: a note has 300 at most"


def test_a_page_that_no_printer_takes() -> None:
    """No picture of it is made."""
    assert _refused(hostile.large_page(200_000)) == "page 1 is 2,778 x 2,778 inches: no paper of a note"


def test_a_page_of_too_many_strokes() -> None:
    """A page is not read piece by piece if it has more than any note."""
    assert _refused(hostile.many_objects(50_000)) == HARMFUL


def test_pages_within_pages() -> None:
    """A deep tree is refused, whatever the reader makes of it."""
    assert _refused(hostile.pages_in_pages(60_000)).startswith("no PDF, or a damaged one")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
@pytest.mark.parametrize("size", [2**29, 2**30])
def test_a_file_that_unpacks_to_gigabytes(size: int) -> None:
    """Whether the format's library or our own code wants the memory, the reader is ended."""
    assert _refused(hostile.large_file_inside(size)) == HARMFUL


def test_drawings_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would take for years is ended when its time is up."""
    monkeypatch.setattr(paper, "BOUNDS", Bounds(seconds=1, memory=2**40))
    begin = time.monotonic()

    assert _refused(hostile.drawings_in_drawings(30)) == HARMFUL
    assert time.monotonic() - begin < 10


def test_locked_with_a_password() -> None:
    """What to do is said; a file that anybody may open is read all the same."""
    assert _refused(_locked("secret")) == "locked with a password: ask for a copy without one"
    assert verify(_locked(""), shipped()).verdict == SAME


def test_the_longest_note_is_read() -> None:
    """Whatever can be typed stays within the bounds."""
    lines = "\n".join("W" * 1_999)
    longest = draw(
        given="19960 mcg",
        opened=[{"ndc": VIAL_100, "lot": f"{'W ' * 140}{n}", "expires": "2027-11-30"} for n in range(200)],
        necessity={"indication": lines, "history": lines, "prior_treatment": lines},
        patient={"name": "W" * 300, "record_number": "9" * 300},
    )

    assert paper.MAX_PAGES / 4 < len(paper.read(longest).pages) < paper.MAX_PAGES / 2
