"""Lists of the clinic that can't be read: what is kept, what holds, and what is said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core import own_lists
from core.entries import DataError
from tests.build import shipped
from tests.unit.own_entries import RECALLED, confirmed, load


class TestDamaged:
    """A list that can't be read."""

    @pytest.mark.parametrize("name", ["products", "payers", "figures"])
    def test_is_set_aside(self, tmp_path: Path, name: str) -> None:
        """It is kept under another name, the fault is said, and the shipped data hold."""
        (tmp_path / f"{name}.toml").write_text("x = 1", "utf-8")

        known, problem, _ = load(tmp_path)

        kept = f"{name}-damaged-1.toml"
        assert known == shipped()
        assert problem == (
            f"The clinic's own {name} were damaged (x: unknown field). They are kept as {kept}; the shipped ones hold."
        )
        assert [path.name for path in tmp_path.iterdir()] == [kept]

    def test_none_is_written_over(self, tmp_path: Path) -> None:
        """A change to a damaged list is refused."""
        file = tmp_path / "products.toml"
        file.write_text("x = 1", "utf-8")

        with pytest.raises(DataError):
            own_lists.change_products(str(tmp_path), [confirmed()])
        assert file.read_text("utf-8") == "x = 1"

    def test_a_folder_in_its_place(self, tmp_path: Path) -> None:
        """What can't be read is said, and the rest holds."""
        (tmp_path / "payers.toml").mkdir()
        own_lists.change_products(str(tmp_path), [confirmed()])

        known, problem, _ = load(tmp_path)

        assert known.catalog.find(confirmed().key) == confirmed()
        assert problem == "The clinic's own payers can't be read: Is a directory. The shipped ones hold."

    def test_it_cant_be_renamed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """That is said, too."""
        (tmp_path / "payers.toml").write_text("x = 1", "utf-8")

        def refuse(_from: str, _to: str) -> None:
            raise OSError(13, "Permission denied")

        monkeypatch.setattr("os.replace", refuse)

        assert load(tmp_path).problem.endswith("can't be replaced: Permission denied.")

    def test_what_was_read_before_is_put_back(self, tmp_path: Path) -> None:
        """S1: a list damaged while the window is open holds as it was, in memory and in its file."""
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        held, file = load(tmp_path), tmp_path / "recalls.toml"
        whole = file.read_bytes()
        file.write_bytes(whole[:-5])

        again = own_lists.load(str(tmp_path), shipped(), held)

        assert again.known.recalls == (RECALLED,)
        assert again.problem.startswith("The clinic's own recalled lots were damaged (")
        assert again.problem.endswith(
            "The damaged file is kept as recalls-damaged-1.toml; what was read before is put back."
        )
        assert file.read_bytes() == whole

    def test_what_was_read_before_holds_where_nothing_can_be_written(self, tmp_path: Path) -> None:
        """A list that can't be read any more holds in memory."""
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        held = load(tmp_path)
        (tmp_path / "recalls.toml").unlink()
        (tmp_path / "recalls.toml").mkdir()

        again = own_lists.load(str(tmp_path), shipped(), held)

        assert again.known.recalls == (RECALLED,)
        assert again.problem.endswith("What was read before holds until Vialnote is closed.")
        assert "Is a directory" in own_lists.stamp(str(tmp_path))

    def test_it_is_said_at_each_start(self, tmp_path: Path) -> None:
        """As long as no list stands in the place of the damaged one."""
        (tmp_path / "recalls.toml").write_bytes(b"")
        assert "nothing stands in it" in load(tmp_path).problem
        assert load(tmp_path).problem == (
            "The clinic's own recalled lots were damaged earlier and are kept as recalls-damaged-1.toml. "
            "No lot is questioned."
        )
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        assert load(tmp_path).problem == ""

    @pytest.mark.parametrize(
        "change", [lambda text: text.split("[end]")[0], lambda text: text.replace("entries = 1", "entries = 2")]
    )
    def test_one_that_is_cut_off(self, tmp_path: Path, change: Callable[[str], str]) -> None:
        """Each list says at its end how many entries it has."""
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        file = tmp_path / "recalls.toml"
        file.write_text(change(file.read_text("utf-8")), "utf-8")

        assert "(its end is missing, or entries are)" in load(tmp_path).problem

    def test_one_of_a_newer_version(self, tmp_path: Path) -> None:
        """It is left as it is, and can't be changed."""
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        file = tmp_path / "recalls.toml"
        newer = file.read_text("utf-8").replace("format = 1", "format = 2\nthing = 1")
        file.write_text(newer, "utf-8")

        assert load(tmp_path).problem == (
            "The clinic's own recalled lots were written by a newer Vialnote. Update this one. No lot is questioned."
        )
        with pytest.raises(DataError, match=r"^a newer Vialnote wrote it$"):
            own_lists.change_recalls(str(tmp_path), drop=[RECALLED])
        assert file.read_text("utf-8") == newer

    def test_a_mark_of_an_editor(self, tmp_path: Path) -> None:
        """UTF-8 with its mark before it is read as well."""
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        file = tmp_path / "recalls.toml"
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

        assert load(tmp_path)[:2] == (shipped()._replace(recalls=(RECALLED,)), "")

    def test_no_path_is_named(self, tmp_path: Path) -> None:
        """The fault stands alone, whether in the list or in what was to be written."""
        (tmp_path / "payers.toml").write_text("x = ", "utf-8")
        with pytest.raises(DataError) as fault:
            own_lists.change_products(str(tmp_path), [confirmed()._replace(labeler="")])

        assert str(tmp_path) not in load(tmp_path).problem
        assert str(fault.value) == "product 0641-6175-10, labeler: missing or empty"
