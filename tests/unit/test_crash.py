"""Reports on errors that nobody expected: where the program was, and nothing that was typed."""

import datetime
import os
import re
import stat
from pathlib import Path

import platformdirs
import pytest

from core import __version__, crash, paths

NOW = datetime.datetime(2026, 11, 26, 1, 50, 44, 681865, tzinfo=datetime.UTC)
NAME = "Zebedee Quill"


def fail(name: str) -> None:
    """Code that says in an error what it was given."""
    try:
        int(name)
    except ValueError as error:
        msg = f"no number: {name}"
        raise RuntimeError(msg) from error


def caught() -> BaseException:
    """Such an error, as it arrives."""
    with pytest.raises(RuntimeError) as found:
        fail(NAME)
    return found.value


class TestAbout:
    """What a report says."""

    def test_kinds_and_places(self) -> None:
        """Each error and its cause, with module, line and function; neither words nor values."""
        said = crash.about(caught())

        assert re.fullmatch(
            r"RuntimeError\n  \S+test_crash:\d+ caught\n  \S+test_crash:\d+ fail\n"
            r"ValueError\n  \S+test_crash:\d+ fail",
            said,
        )

    def test_an_error_of_a_library(self) -> None:
        """Its module stands before its name."""
        assert crash.about(re.error("x")) == "re.error"

    def test_a_module_that_is_missing(self) -> None:
        """Is named: it is no value."""
        assert crash.about(ModuleNotFoundError("x", name="sqlcipher3")) == "ModuleNotFoundError sqlcipher3"

    def test_a_context_that_counts_and_one_that_does_not(self) -> None:
        """What an error came from is told, unless the code says that it does not matter."""
        first, second = KeyError("a"), TypeError("b")
        second.__context__ = first
        assert crash.about(second) == "TypeError\nKeyError"
        second.__suppress_context__ = True
        assert crash.about(second) == "TypeError"

    def test_an_endless_chain(self) -> None:
        """Errors that are each other's cause are told five times in all."""
        first, second = KeyError("a"), TypeError("b")
        first.__cause__, second.__cause__ = second, first
        assert crash.about(first).splitlines() == ["KeyError", "TypeError", "KeyError", "TypeError", "KeyError"]

    def test_a_deep_one(self) -> None:
        """Of a recursion the last forty places are told."""

        def deeper() -> None:
            deeper()

        with pytest.raises(RecursionError) as found:
            deeper()
        assert len(crash.about(found.value).splitlines()) == 41


class TestDump:
    """What Python wrote as it was broken off."""

    def test_no_path_is_kept(self) -> None:
        """Kind, threads and places remain; folders, which may name somebody, and all else do not."""
        dump = (
            "Qt: fatal\nFatal Python error: Segmentation fault\n\n"
            "Current thread 0x00007f0000 (most recent call first):\n"
            '  File "/Volumes/zebedee/vialnote/gui/app.py", line 45 in run\n'
            '  File "C:\\Users\\Zebedee\\Vialnote\\gui\\chair.py", line 7 in say\n'
            '  File "gui/__main__.py", line 9 in main\n'
            '  File "<string>", line 1 in <module>\n\nThread 0x0001 (most recent call first):\n'
            "Windows fatal exception: access violation\n"
            "Extension modules: PySide6.QtCore (total: 1)\nZebedee Quill\n"
        )

        assert crash.of_dump(dump).splitlines() == [
            "Qt: fatal",
            "Fatal Python error: Segmentation fault",
            "Current thread",
            "  gui/app.py:45 run",
            "  gui\\chair.py:7 say",
            "  gui/__main__.py:9 main",
            "Thread",
            "Windows fatal exception: access violation",
        ]

    def test_nothing_known(self) -> None:
        """Of an empty dump nothing is told."""
        assert crash.of_dump("") == ""


class TestKeep:
    """The file of a report."""

    def test_its_file(self, tmp_path: Path) -> None:
        """It has version, part, time and system, and only its owner may read it or list its folder."""
        kept = crash.keep(caught(), "window", str(tmp_path / "a" / "logs"), NOW)

        assert kept.path == str(tmp_path / "a" / "logs" / "crash-2026-11-26T01-50-44.681865.txt")
        text = Path(kept.path).read_text("utf-8")
        assert text == kept.text
        assert text.startswith(f"Vialnote {__version__}, window\n2026-11-26 01:50:44 UTC\n")
        assert "\n\nRuntimeError\n" in text
        assert NAME not in text
        assert "number" not in text
        assert os.uname().nodename not in text.split() if hasattr(os, "uname") else True
        if os.name == "posix":
            assert stat.S_IMODE(os.stat(kept.path).st_mode) == 0o600
            assert stat.S_IMODE(os.stat(tmp_path / "a" / "logs").st_mode) == 0o700

    def test_the_newest_ten_stay(self, tmp_path: Path) -> None:
        """Older reports go; a file of another name stays."""
        (tmp_path / "window-1.dump").write_text("")
        for minute in range(14):
            crash.keep(caught(), "window", str(tmp_path), NOW + datetime.timedelta(minutes=minute))
        left = sorted(os.listdir(tmp_path))

        assert len(left) == 11
        assert left[0] == "crash-2026-11-26T01-54-44.681865.txt"
        assert left[-1] == "window-1.dump"

    def test_its_size(self, tmp_path: Path) -> None:
        """What is far too long is cut."""
        kept = crash.write("x" * 100_000, "window", str(tmp_path), NOW)

        assert os.path.getsize(kept.path) == 32_000

    def test_no_folder(self, tmp_path: Path) -> None:
        """Where it can't be written, the text is there all the same, and the line says no path."""
        (tmp_path / "logs").write_text("a file")
        kept = crash.keep(caught(), "window", str(tmp_path / "logs"), NOW)

        assert kept.path == ""
        assert "\n\nRuntimeError\n" in kept.text
        assert crash.line(kept) == "vialnote: something unexpected happened (RuntimeError)"
        assert os.listdir(tmp_path) == ["logs"]

    def test_its_line(self, tmp_path: Path) -> None:
        """Kind and path, on one line."""
        kept = crash.keep(caught(), "window", str(tmp_path), NOW)

        assert crash.line(kept) == f"vialnote: something unexpected happened (RuntimeError); the report is {kept.path}"


def test_where_reports_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folder that VIALNOTE_HOME names, else where the platform has its logs."""
    monkeypatch.setenv("VIALNOTE_HOME", str(tmp_path))
    assert paths.log_home() == str(tmp_path / "logs")
    monkeypatch.delenv("VIALNOTE_HOME")
    assert paths.log_home() == platformdirs.user_log_dir("Vialnote", appauthor=False)
