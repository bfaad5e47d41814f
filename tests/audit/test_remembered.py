"""Mappings that were confirmed, for files with the same headings."""

from pathlib import Path

import pytest

from core.columns import remembered
from tests.audit.files import HEADER, meant

NAMES = HEADER.split(",")


def test_a_mapping_is_found_by_its_headings(tmp_path: Path) -> None:
    """In whatever order; others are not found by it."""
    path = str(tmp_path / "new" / "columns.json")
    assert remembered.find(path, NAMES) is None
    remembered.keep(path, NAMES, meant())

    assert remembered.find(path, reversed(NAMES)) == meant()
    assert remembered.find(path, NAMES[1:]) is None


def test_a_later_mapping_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    """Of the same headings."""
    path = str(tmp_path / "columns.json")
    for unit in ("mcg", "mg"):
        remembered.keep(path, NAMES, meant(dose_unit=unit))

    assert remembered.find(path, NAMES) == meant(dose_unit="mg")
    assert Path(path).read_text("utf-8").count('"headings"') == 1


def test_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many."""
    monkeypatch.setattr(remembered, "MOST", 2)
    path = str(tmp_path / "columns.json")
    for name in "abc":
        remembered.keep(path, [name], meant())

    assert [remembered.find(path, [name]) is None for name in "abc"] == [True, False, False]


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'[{"rows": "x"}]', b'[{"headings": 1}]', b"\xff"])
def test_a_damaged_file_remembers_nothing(tmp_path: Path, data: bytes) -> None:
    """The user is asked anew, and what is confirmed then is kept."""
    path = tmp_path / "columns.json"
    path.write_bytes(data)
    assert remembered.find(str(path), NAMES) is None
    remembered.keep(str(path), NAMES, meant())

    assert remembered.find(str(path), NAMES) == meant()
