"""Files that are complete or not there."""

import os
from pathlib import Path

import pytest

from core.files import beside, complete, workshop


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


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    """The error says the name that was asked for, and nothing is left behind."""
    target = str(tmp_path / ("x" * 300))

    with pytest.raises(OSError) as caught, complete(target) as file:  # noqa: PT011 - systems word it differently
        file.write(b"x")
    assert caught.value.filename == target
    assert os.listdir(tmp_path) == []


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


@pytest.mark.skipif(os.name == "nt", reason="links have no owner there")
def test_another_users_link_is_not_followed(tmp_path: Path) -> None:
    """Laid where a note is about to be saved, it would lead to any file that we may write."""
    target, link = tmp_path / "ours.txt", tmp_path / "note.pdf"
    target.write_bytes(b"ours")
    link.symlink_to(target)
    try:
        os.lchown(link, 4711, -1)
    except PermissionError:
        pytest.skip("only root can give a link away")

    with pytest.raises(PermissionError, match="a link that another user put there") as caught, complete(str(link)):
        pytest.fail("must not be reached")
    assert caught.value.filename == str(link)
    assert target.read_bytes() == b"ours"
    assert sorted(os.listdir(tmp_path)) == ["note.pdf", "ours.txt"]


def test_what_writes_by_name_gets_a_file_beside_the_place(tmp_path: Path) -> None:
    """It takes its name when all is well, and is gone when not even it is there any more."""
    target = tmp_path / "journal.db"
    with beside(str(target)) as written:
        assert os.path.dirname(written) == str(tmp_path)
        Path(written).write_bytes(b"whole")
    assert target.read_bytes() == b"whole"

    with pytest.raises(FileNotFoundError), beside(str(target)) as written:
        os.unlink(written)
    assert target.read_bytes() == b"whole"
    assert os.listdir(tmp_path) == ["journal.db"]


def test_a_workshop_is_private_and_goes_at_the_end(tmp_path: Path) -> None:
    """With all that was left in it."""
    target = tmp_path / "journal.db"
    with workshop(str(target)) as made:
        assert os.path.basename(made) == "journal.db"
        assert os.name == "nt" or os.stat(os.path.dirname(made)).st_mode & 0o077 == 0
        Path(made).write_bytes(b"x")
        Path(f"{made}-wal").write_bytes(b"x")
    assert os.listdir(tmp_path) == []

    gone = str(tmp_path / "gone" / "journal.db")
    with pytest.raises(FileNotFoundError) as caught, workshop(gone):
        pytest.fail("must not be reached")
    assert caught.value.filename == gone
