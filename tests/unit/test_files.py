"""Files that are complete or not there."""

import os
from pathlib import Path

import pytest

from core.files import complete


def test_file_takes_its_name_at_the_end(tmp_path: Path) -> None:
    """Until it is whole, nothing stands at its place."""
    target = tmp_path / "note.pdf"
    with complete(str(target)) as file:
        file.write(b"half")
        assert not target.exists()
        file.write(b" and half")

    assert target.read_bytes() == b"half and half"
    assert os.listdir(tmp_path) == ["note.pdf"]


def test_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """An exception keeps the old file and removes the new one."""
    target = tmp_path / "note.pdf"
    target.write_bytes(b"old")

    def stopped() -> None:
        with complete(str(target)) as file:
            file.write(b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()

    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["note.pdf"]


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    """A note holds patient data."""
    target = tmp_path / "note.pdf"
    with complete(str(target)) as file:
        file.write(b"x")

    assert os.name == "nt" or target.stat().st_mode & 0o077 == 0


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Nothing is created elsewhere instead."""
    target = str(tmp_path / "gone" / "note.pdf")

    with pytest.raises(FileNotFoundError) as caught, complete(target):
        pytest.fail("must not be reached")
    assert caught.value.filename == target


@pytest.mark.parametrize("name", ["", "folder"])
def test_what_is_no_file_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    """Neither a folder nor nothing is written over, and the message names the place, not a temporary file."""
    (tmp_path / "folder").mkdir()
    path = str(tmp_path / name) if name else ""

    with pytest.raises(OSError, match="not the name of a file") as caught, complete(path):
        pytest.fail("must not be reached")
    assert caught.value.filename == path
    assert os.listdir(tmp_path) == ["folder"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_one(tmp_path: Path) -> None:
    """The file that it leads to is written."""
    target, link = tmp_path / "note.pdf", tmp_path / "link.pdf"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with complete(str(link)) as file:
        file.write(b"new")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"
