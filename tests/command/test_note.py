"""Notes written as a whole or not at all, and checked again."""

import json
import os
import sys
from pathlib import Path

import pypdf
import pytest

from tests.command.running import EXAMPLE, errors, vialnote
from tests.note import hostile


class TestNote:
    """The note as PDF."""

    def test_written_whole(self, tmp_path: Path) -> None:
        """A PDF that another reader reads."""
        target = tmp_path / "note.pdf"

        assert vialnote("note", EXAMPLE, "-o", str(target)).returncode == 0
        assert "100 - 60 = 40 mcg" in pypdf.PdfReader(target).pages[0].extract_text()

    def test_text_by_the_name(self, tmp_path: Path) -> None:
        """A name that ends in .txt gets the note as text, in UTF-8, the same bytes each time."""
        written = []
        for name in ("note.txt", "NOTE.TXT"):
            assert vialnote("note", EXAMPLE, "-o", str(tmp_path / name)).returncode == 0
            written.append((tmp_path / name).read_bytes())

        assert "\n  100 - 60 = 40 mcg\n  1 - 0.6 = 0.4 mL\n" in written[0].decode()
        assert written[0] == written[1]

    @pytest.mark.parametrize(("form", "size"), [("half", (396, 612)), ("label", (288, 144))])
    def test_slip(self, tmp_path: Path, form: str, size: tuple[int, int]) -> None:
        """The short form instead of the note, whatever the settings say; it can be verified as well."""
        (tmp_path / "settings.json").write_text('{"slip": "half", "logo": "broken"}', "utf-8")
        target = str(tmp_path / "slip.pdf")
        done = vialnote("note", EXAMPLE, "-o", target, "--slip", form, VIALNOTE_HOME=str(tmp_path))

        assert (done.returncode, done.stderr) == (0, b"")
        assert tuple(pypdf.PdfReader(target).pages[0].mediabox[2:]) == size
        assert json.loads(vialnote("verify", target).stdout)["verdict"] == "same"
        assert errors(vialnote("note", EXAMPLE, "-o", target, "--slip", "poster"))[0]["field"] == "arguments"

    def test_nothing_is_written_for_a_wrong_input(self, tmp_path: Path) -> None:
        """Neither a file nor a half of one."""
        assert errors(vialnote("note", "-", "-o", str(tmp_path / "note.pdf"), stdin=b"{}"))
        assert os.listdir(tmp_path) == []

    def test_a_folder_that_takes_nothing(self, tmp_path: Path) -> None:
        """Exit code 1 and one line."""
        done = vialnote("note", EXAMPLE, "-o", str(tmp_path / "gone" / "note.pdf"))

        assert done.returncode == 1
        assert done.stderr.count(b"\n") == 1

    @pytest.mark.skipif(os.name == "nt", reason="no name holds such signs there")
    def test_a_name_with_signs_that_a_terminal_obeys(self, tmp_path: Path) -> None:
        """They are told as codes: a name can neither begin a line nor turn one round."""
        path = f"{tmp_path}/gone/\x1b[2J\n\u202eok.pdf"
        said = rf"vialnote: {tmp_path}/gone/\x1b[2J\n\u202eok.pdf: No such file or directory"

        assert vialnote("note", EXAMPLE, "-o", path).stderr.decode() == f"{said}\n"


class TestVerify:
    """Whether a note still says what its encounter comes to."""

    def note(self, folder: Path) -> str:
        """The path of a note, made with the settings in the same folder."""
        target = str(folder / "note.pdf")
        assert vialnote("note", EXAMPLE, "-o", target, VIALNOTE_HOME=str(folder)).returncode == 0
        return target

    def test_same(self, tmp_path: Path) -> None:
        """Exit code 0, as a file or from standard input, and whatever the reader's own settings."""
        (tmp_path / "settings.json").write_text('{"name": "North clinic", "witness": "required"}', "utf-8")
        path = self.note(tmp_path)
        done = vialnote("verify", path)

        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout)["verdict"] == "same"
        with open(path, "rb") as file:
            assert vialnote("verify", "-", stdin=file.read()).stdout == done.stdout

    def test_changed(self, tmp_path: Path) -> None:
        """Exit code 1, with what was changed on standard output and in one line."""
        path = self.note(tmp_path)
        writer = pypdf.PdfWriter(clone_from=path)
        writer.add_blank_page(612, 792)
        writer.write(path)
        done = vialnote("verify", path)

        assert (done.returncode, done.stderr.decode()) == (1, f"vialnote: {path}: changed: picture\n")
        assert json.loads(done.stdout)["differences"][0]["page"] == 2

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
    def test_made_to_do_harm(self) -> None:
        """A file that would take all memory is refused like any other wrong input, and nothing else is printed."""
        (fault,) = errors(vialnote("verify", "-", stdin=hostile.large_file_inside(2**30)))

        assert fault["message"].startswith("takes more time or memory than any note")

    def test_another_payer(self, tmp_path: Path) -> None:
        """What another payer would get is said, and is no change."""
        path = self.note(tmp_path)
        done = vialnote("verify", path, "--payer", "blue-cross-idaho")

        assert (done.returncode, json.loads(done.stdout)["verdict"]) == (0, "other-rules")
        assert errors(vialnote("verify", path, "--payer", "nobody"))[0]["field"] == "payer"

    def test_no_note(self) -> None:
        """Exit code 2, and why as JSON."""
        assert "no PDF" in errors(vialnote("verify", EXAMPLE))[0]["message"]
