"""The clinic's own list of recalled lots (S1)."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import encounter_json, own_lists, recalls
from core.entries import DataError
from core.recalls import Recall
from core.reference import RECALLS
from tests.build import encounter, shipped

DAY = datetime.date(2026, 11, 19)
ONE = Recall("0641-6175-10", "QX7781", DAY, "Hikma's letter")
EVERY_PACKAGE = Recall("0641-6174", "ZB 1", DAY, "FDA")


class TestS1:
    """A lot of a product is recalled where the list says so; only letters and digits count, whatever their case."""

    @pytest.mark.parametrize(
        ("code", "lot", "found"),
        [
            ("0641-6175-10", "QX7781", ONE),
            ("0641-6175-10", "qx 7781", ONE),
            ("0641-6175-10", "QX-7781", ONE),
            ("0641-6175-10", "qx\u20107781", ONE),
            ("0641-6175-10", "\uff31\uff38\uff17\uff17\uff18\uff11", ONE),
            ("0641-6175-10", "--", None),
            ("0641-6174-10", "ZB.1", EVERY_PACKAGE),
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


@given(
    st.lists(
        st.builds(
            Recall,
            ndc=st.sampled_from(("0641-6175-10", "0641-6174", "63323-376-01")),
            lot=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
            date=st.dates(),
            source=st.sampled_from(('Hikma "A" \\ letter', "FDA \u00e9", "x\ny")),
        ),
        unique=True,
    )
)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, listed: list[Recall]) -> None:
    """Any text comes back as it was; nothing is recalled until somebody says so, nor once it is taken out."""
    folder = str(tmp_path_factory.mktemp("home"))
    assert own_lists.load(folder, shipped()).known.recalls == ()
    own_lists.change_recalls(folder, listed)
    assert own_lists.load(folder, shipped()).known.recalls == tuple(listed)
    own_lists.change_recalls(folder, drop=listed)
    assert own_lists.load(folder, shipped()).known.recalls == ()


def test_a_damaged_list_is_put_aside_and_said(tmp_path: Path) -> None:
    """Nobody shall think that lots are questioned."""
    (tmp_path / RECALLS).write_text("[[recall]]\n")
    problem = own_lists.load(str(tmp_path), shipped()).problem

    assert problem.startswith("The clinic's own recalled lots were damaged (")
    assert problem.endswith("They are kept as recalls-damaged-1.toml; no lot is questioned.")


def test_an_encounter_is_marked() -> None:
    """By its NDC or the digits of its barcode; what it says of itself stays, and so does what has no lot."""
    scanned = {"barcode": "]d201003064161751041727113010QX7781"}
    entries = [{"ndc": "0641-6175-10", "lot": "qx7781"}, scanned, {"ndc": "0641-6175-10"}, {"ndc": "0641-6174-10"}]
    told = {"ndc": "0641-6175-10", "lot": "QX7781", "recalled": "as told"}
    known = encounter_json.from_dict(encounter(opened=[*entries, told]))
    marked = recalls.mark(known, (ONE,), shipped().catalog)

    assert [entry.recalled for entry in marked.opened] == [ONE.words, ONE.words, "", "", "as told"]


def test_every_fault_of_the_file_is_named(tmp_path: Path) -> None:
    """A list that can't be read whole is refused: a lot may be missing in it."""
    path = tmp_path / RECALLS
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
