"""The clinic's own list of recalled lots (S1)."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import recalls
from core.entries import DataError
from core.recalls import Recall

DAY = datetime.date(2026, 11, 19)
ONE = Recall("0641-6175-10", "QX7781", DAY, "Hikma's letter")
EVERY_PACKAGE = Recall("0641-6174", "ZB 1", DAY, "FDA")


class TestS1:
    """A lot of a product is recalled where the list says so, whatever the case and blanks of its letters."""

    @pytest.mark.parametrize(
        ("code", "lot", "found"),
        [
            ("0641-6175-10", "QX7781", ONE),
            ("0641-6175-10", "qx 7781", ONE),
            ("0641-6175-01", "QX7781", None),
            ("0641-6175-10", "QX778", None),
            ("0641-6174-01", "ZB1", EVERY_PACKAGE),
            ("0641-6174-10", "zb1", EVERY_PACKAGE),
            ("00641-617-10", "ZB1", None),
            ("63323-376-01", "ZB1", None),
            ("63323-3760-1", "ZB1", None),
        ],
    )
    def test_of_a_lot(self, code: str, lot: str, found: Recall | None) -> None:
        assert recalls.of(code, lot, (ONE, EVERY_PACKAGE)) == found


def test_a_list_that_is_not_there_is_empty(tmp_path: Path) -> None:
    """Nothing is recalled until somebody says so."""
    assert recalls.load(str(tmp_path / recalls.FILE)) == ()


@given(
    st.lists(
        st.builds(
            Recall,
            ndc=st.sampled_from(("0641-6175-10", "0641-6174", "63323-376-01")),
            lot=st.text(min_size=1).filter(str.strip),
            date=st.dates(),
            source=st.sampled_from(('Hikma "A" \\ letter', "FDA é", "x\ny")),
        )
    )
)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, listed: list[Recall]) -> None:
    """Any text comes back; what would break a line is a blank."""
    path = str(tmp_path_factory.mktemp("home") / "new" / recalls.FILE)
    kept = [recall._replace(lot=_printed(recall.lot), source=_printed(recall.source)) for recall in listed]
    whole = [recall for recall in kept if recall.lot.strip()]
    recalls.save(path, whole)

    assert recalls.load(path) == tuple(whole)
    assert all(recalls.of("0641-6174-99", recall.lot, (recall,)) for recall in whole if recall.ndc == "0641-6174")


def _printed(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def test_every_fault_of_the_file_is_named(tmp_path: Path) -> None:
    """A list that can't be read whole is refused: a lot may be missing in it."""
    path = tmp_path / recalls.FILE
    path.write_text('[[recall]]\nndc = "0641617510"\nlot = " "\ndate = "soon"\nsource = ""\nmore = 1\n')

    with pytest.raises(DataError) as caught:
        recalls.load(str(path))
    assert [fault.partition(": ")[0].rpartition(" ")[2] for fault in caught.value.faults] == [
        "date", "source", "lot", "ndc", "more",
    ]  # fmt: skip


def test_what_is_typed_is_checked() -> None:
    """Each fault at its field; the words are what a note says."""
    assert recalls.why_wrong(ONE) == {}
    assert set(recalls.why_wrong(Recall("6175", " ", DAY, ""))) == {"ndc", "lot", "source"}
    assert ONE.words == "Hikma's letter, 2026-11-19"
