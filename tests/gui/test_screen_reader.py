"""A day's work by what a screen reader finds, through AT-SPI, at the program itself on a display of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from core import __version__, settings
from core.clinic import Clinic
from core.computer import Computer
from core.settings import Remembered
from tests.build import VIAL_100
from tests.gui import display
from tests.gui.keys import BARCODE

PYTHON = "/usr/bin/python3"
"""The system's Python, for which Debian packs what speaks AT-SPI."""

SCAN = "Scan a container, or type strength or NDC"
CODE_LABEL, NOTES = "NDC on the claim", "Notes in the journal, newest first"


def _why_not() -> str:
    """Why a screen reader can't be played here; empty where it can."""
    if display.WHY_NOT:
        return display.WHY_NOT
    needs = "needs Debian's dbus, at-spi2-core, python3-pyatspi and gir1.2-atspi-2.0"
    if not (shutil.which("dbus-run-session") and os.path.exists("/usr/libexec/at-spi-bus-launcher")):
        return needs
    asked = subprocess.run([PYTHON, "-c", "import pyatspi"], check=False, capture_output=True)
    return needs if asked.returncode else ""


pytestmark = pytest.mark.skipif(bool(_why_not()), reason=_why_not())


class Reader:
    """Asks `at_spi`, which knows the program by names, roles and states only."""

    def __init__(self, name: str, process: "subprocess.Popen[str]") -> None:
        """Listen to a program on a display."""
        self.display, self._process = name, process

    def __getattr__(self, verb: str) -> Any:  # noqa: ANN401 - what the verb answers
        """A verb of `at_spi`."""
        return lambda *arguments: self._ask(verb, *arguments)

    def _ask(self, *words: str) -> Any:  # noqa: ANN401 - what the verb answers
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(words)}\n")
        self._process.stdin.flush()
        line = next(line for line in self._process.stdout if line.startswith("{"))
        answer = json.loads(line)
        assert "failed" not in answer, f"{words}: {answer['failed']}"
        return answer["said"]

    def scan(self, code: str) -> None:
        """Type a code as a scanner does."""
        display.keys(self.display, "type", "--delay", "4", code)
        self.press_key("Return")

    def type(self, text: str) -> None:
        """Type as a person does, into what has the focus."""
        display.keys(self.display, "type", "--delay", "120", text)

    def press_key(self, key: str) -> None:
        """Press a key by its name, where the focus is."""
        display.keys(self.display, "key", key)


@contextmanager
def _listening(home: Path) -> Iterator[Reader]:
    """The program on a display, a session bus and a home of its own."""
    (home / "Documents").mkdir(parents=True, exist_ok=True)
    with display.opened() as name:
        environment = {
            **os.environ,
            "DISPLAY": name,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "VIALNOTE_HOME": str(home / "vialnote"),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONPATH": os.getcwd(),
            "PYTHON_KEYRING_BACKEND": "tests.keyrings.InFile",
            "TEST_KEYRING": str(home / "keys"),
        }
        environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        environment.pop("AT_SPI_BUS_ADDRESS", None)
        listens = [PYTHON, os.path.join(os.path.dirname(__file__), "at_spi.py")]
        command = ["dbus-run-session", "--", *listens, sys.executable, "-m", "gui"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, env=environment, text=True, **pipes) as process:  # type: ignore[call-overload]
            try:
                yield Reader(name, process)
            finally:
                process.stdin.close()
                process.wait(display.LONG)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A screen reader's view of the program in front, where it is set up already."""
    home = tmp_path / "home"
    settings.save(str(home / "vialnote" / settings.FILE), Clinic(), Remembered(), Computer(version=__version__))
    with _listening(home) as listening:
        display.give_focus(listening.display)
        listening.has_focus(SCAN)
        yield listening


def test_the_first_start(tmp_path: Path) -> None:
    """Three pages, each told as it comes; what is wrong is told at its field; then the chair, and a sample."""
    with _listening(tmp_path / "home") as reader:
        reader.asked("Set up Vialnote")
        display.give_focus(reader.display, "Set up Vialnote")
        reader.has_focus("Name of the clinic")
        assert "1 OF 3: YOUR CLINIC" in _labels(reader)
        for name, text in (("Name of the clinic", "North clinic"), ("NPI", "1234567890")):
            reader.write(name, text)
        reader.press("Next")
        reader.has_focus("NPI")
        assert reader.described("NPI").startswith("1234567890: not an NPI.")
        reader.write("NPI", "1234567893")
        reader.press("Next")
        assert "2 OF 3: WHAT YOU BILL" in reader.heard("2 OF 3")
        assert {"Usual payer", "Usual place", "Witness of a discard"} <= _labels(reader)
        reader.press("Next")
        assert "3 OF 3: THIS COMPUTER" in reader.heard("3 OF 3")
        reader.press("Done")
        assert reader.heard("Settings saved.").count("Settings saved.") == 1
        display.give_focus(reader.display)
        reader.has_focus(SCAN)
        assert ["frame", "Vialnote"] in reader.sight()

        reader.press("New here? Try a sample")
        assert "This is a sample: play with it" in " ".join(reader.heard("J2354"))
        assert "SAMPLE, not to be billed" in _labels(reader)
        assert reader.read("Given") == "60"


def _save(reader: Reader, path: Path, *reason: str) -> None:
    """Save the note that is on the page, with the reason of an amendment where there is one."""
    reader.press("Save note")
    for words in reason:
        reader.asked("Amend the note")
        reader.write("Reason", words)
        reader.press("Amend")
    reader.asked("Save note")
    reader.write("File name:", str(path))
    reader.press("Save")
    assert f"Saved: {path.name}. It is in the journal." in reader.heard("Saved")
    assert path.read_bytes().startswith(b"%PDF")
    display.give_focus(reader.display)


def test_a_day_by_accessible_names_alone(reader: Reader, tmp_path: Path) -> None:
    """Enter, read the claim lines, follow a finding, save, find the note, amend it, and read all other pages."""
    reader.scan(BARCODE)
    assert "Scanned: 100 mcg in 1 mL vial, lot QX7781." in reader.heard("Scanned")
    reader.write("Given", "60")
    reader.press("Subcutaneous")
    reader.has("Subcutaneous", "checked")
    said = reader.heard("Check:")
    assert "J2354 3 units 60 mcg administered; J2354 JW 1 unit 40 mcg discarded" in said
    assert any("Nobody has confirmed that 40 mcg was discarded." in words for words in said)
    assert reader.table("Claim lines", "J2354 JW") == [
        {"Code": "J2354", "Units": "3 units", "Drug": "60 mcg\nadministered", CODE_LABEL: "00641617510\nML 0.6"},
        {"Code": "J2354 JW", "Units": "1 unit", "Drug": "40 mcg\ndiscarded", CODE_LABEL: "00641617510\nML 0.4"},
    ]

    assert "Nobody has confirmed" in reader.follow("Go to discard")
    reader.has_focus("I discarded this")
    assert reader.described("I discarded this") == "Tick it only if the rest was thrown away."
    assert "checked" not in reader.states("I discarded this")
    reader.press("I discarded this")
    reader.has("I discarded this", "checked")
    for name, text in (
        ("Reason", "Dose smaller"), ("Discarded at", "10:42"), ("Discarded by", "R. Ortiz RN"), ("Site", "left thigh"),
        ("Given by", "R. Ortiz RN"), ("Name", "Ana Sample"), ("Record number", "MRN-1"), ("Diagnosis", "E34.09"),
    ):  # fmt: skip
        reader.write(name, text)
        assert reader.read(name) == text
    _save(reader, tmp_path / "first.pdf")

    reader.press("Journal")
    assert "1 note" in reader.heard("1 note")
    reader.write("Patient, record or note", "sample")
    [row] = reader.table(NOTES, "Ana Sample")
    assert (row["Patient"], row["Record no."], row["Claim"]) == ("Ana Sample", "MRN-1", "3 + 1 JW")
    assert row["State"] == "complete"
    reader.says("The chosen note", "\nPatient\tAna Sample, record MRN-1\nGiven\t60 mcg, subcutaneous, left thigh,")

    reader.press("Amend")
    assert any("What you change here amends it." in words for words in reader.heard("amends"))
    reader.write("Site", "right thigh")
    _save(reader, tmp_path / "second.pdf", "Typing mistake")
    reader.press("Journal")
    reader.heard("2 notes")
    after, before = reader.table(NOTES, "amended by")
    assert after["State"] == f"amends {before['Note']}"
    assert before["State"] == f"amended by {after['Note']}"
    reader.go(NOTES)
    reader.press_key("Up")
    reader.says("The chosen note", "Typing mistake")

    reader.press("Claim", "push button")
    assert any(words.startswith("Check: ") for words in reader.heard("passed"))
    assert {"24D code: J2354", "24D modifiers: JW", "24G units: 3"} <= _labels(reader)
    assert any(words.startswith("To look at: ") for words in _labels(reader))

    reader.press("Report")
    assert "The report of 1 note is there." in reader.heard("is there")
    assert "Discarded: 40 mcg" in _labels(reader)
    reader.press("Audit")
    assert any("Drop a CSV file of past claims here" in words for words in _labels(reader))
    reader.press("Lists")
    [vial] = [row for row in reader.table("Products", VIAL_100) if VIAL_100 in row["NDC"]]
    assert vial["Holds"] == "Holds: 100 mcg in 1 mL"


def _labels(reader: Reader) -> set[str]:
    return {name for role, name in reader.sight() if role == "label"}


def test_a_scan_is_told_once(reader: Reader) -> None:
    """What came of it, whether it was listed, asked about or refused."""
    parts = {
        "lot QX7781.": BARCODE,
        "Count is 2 now": BARCODE,
        "billed with J2353": "01003007808118111727113010LAR1",
        "expired on 2026-01-31": "01003064161751041726013110OLD1",
    }
    told: list[str] = []
    for part, code in parts.items():
        reader.scan(code)
        told += reader.heard(part)
    reader.press("It was opened: add it")
    told += reader.heard("lot OLD1.")

    times = {part: sum(part in words for words in told) for part in parts}
    assert times == {"lot QX7781.": 2, "Count is 2 now": 1, "billed with J2353": 1, "expired on 2026-01-31": 1}


def test_an_answer_is_told_once_nobody_types(reader: Reader) -> None:
    """Not for every key, nor again where it stays the same."""
    reader.scan(BARCODE)
    reader.press("Subcutaneous")
    reader.heard("Enter the dose given.")
    reader.go("Given")
    reader.type("60.25")
    told = [words for words in reader.heard("J2354") if "J2354" in words]
    assert told == ["J2354 3 units 60.25 mcg administered; J2354 JW 1 unit 39.75 mcg discarded"]
    reader.go("Name")
    reader.type("Ana")
    reader.go("Given")
    reader.type("1")
    told = [words for words in reader.heard("J2354") if "J2354" in words]
    assert told == ["J2354 3 units 60.251 mcg administered; J2354 JW 1 unit 39.749 mcg discarded"]
