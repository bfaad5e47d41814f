"""About: version, what the program is, and the works of others with their licences."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core import __version__
from gui import theme, words, works
from gui.about_dialog import AboutDialog
from gui.desk import Desk
from tests.gui.keys import at_next_dialogue, open_file, press
from tests.gui.showing import in_front, in_sight

_COMPONENTS = [
    {
        "name": "sqlcipher3",
        "version": "0.6.4",
        "author": "Gerhard Haering",
        "properties": [{"name": "vialnote:licence-texts", "value": "sqlcipher3/LICENSE; second.txt"}],
        "components": [
            {
                "name": "OpenSSL",
                "version": "3.6.0",
                "author": "The OpenSSL Project Authors",
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "properties": [{"name": "vialnote:licence-texts", "value": "second.txt"}],
            },
            {
                "name": "com_err",
                "licenses": [{"license": {"name": "like HPND"}}, {"expression": "MIT AND 0BSD"}],
                "properties": [{"name": "vialnote:licence-texts", "value": "second.txt"}],
            },
        ],
    }
]
"""The list of a finished program."""


@pytest.fixture
def finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a finished program, as far as its list and its texts go."""
    (tmp_path / "licences" / "sqlcipher3").mkdir(parents=True)
    (tmp_path / "licences" / "sqlcipher3" / "LICENSE").write_text("Copyright Häring\nas is", "utf-8")
    (tmp_path / "licences" / "second.txt").write_text("Apache Licence words")
    (tmp_path / "sbom.cdx.json").write_text(json.dumps({"components": _COMPONENTS}))
    monkeypatch.setattr(works, "LIST", str(tmp_path / "sbom.cdx.json"))
    monkeypatch.setattr(works, "_LICENCES", str(tmp_path / "licences"))
    return tmp_path


@pytest.fixture
def about(dressed: QApplication, qtbot: QtBot, finished: Path) -> Iterator[AboutDialog]:  # noqa: ARG001
    """The dialogue of a finished program, in front."""
    behind = QWidget()
    qtbot.addWidget(behind)
    opened = AboutDialog("2026-11-23", behind)
    qtbot.waitUntil(lambda: opened.list.count() > 0)
    yield from in_front(qtbot, opened)


def test_from_help_by_key(whole: Desk, qtbot: QtBot) -> None:
    """Help leads to it; it names the version, the rules' version, and the packages that are used from source."""
    seen: list[str] = []

    def look(dialogue: AboutDialog) -> None:
        qtbot.waitUntil(lambda: dialogue.list.count() > 0)
        seen.extend(label.text() for label in dialogue.findChildren(QLabel))
        seen.extend(in_sight(dialogue.list))

    press(Qt.Key.Key_F1)
    button = whole.chair.findChildren(QPushButton)
    (about,) = [found for found in button if found.text() == "&About Vialnote"]
    qtbot.waitUntil(lambda: about.window().isActiveWindow())
    about.setFocus()
    at_next_dialogue(look)
    press(Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: bool(seen))
    assert f"Vialnote {__version__}" in seen
    assert any(f"Rules {whole.lists.known.rules.version}." in text for text in seen)
    names = {text.partition(" ")[0] for text in seen if "\n" in text}
    assert {"pyside6-essentials", "reportlab", "sqlcipher3"} <= names


def test_packages_from_source() -> None:
    """From source, what the program needs is listed once each, with version and, where the package has it, its text."""
    found = works.works()
    reportlab = next(work for work in found if work.name == "reportlab")

    assert len({work.name for work in found}) == len(found)
    assert re.fullmatch(r"5\.\d+(\.\d+)*", reportlab.version)
    assert "ReportLab" in reportlab.text
    assert not {"vialnote", "pytest", "ruff"} & {work.name for work in found}


def test_of_a_finished_program(finished: Path) -> None:
    """Works inside others stand by themselves, and texts in the order in which they are named."""
    by_title = {work.title: work for work in works.works()}

    assert list(by_title) == ["com_err, in sqlcipher3", "OpenSSL 3.6.0, in sqlcipher3", "sqlcipher3 0.6.4"]
    assert by_title["com_err, in sqlcipher3"].licence == "like HPND, MIT AND 0BSD"
    assert by_title["sqlcipher3 0.6.4"].text == "Copyright Häring\nas is\n\n\nApache Licence words"
    assert by_title["sqlcipher3 0.6.4"].texts[1] == str(finished / "licences" / "second.txt")


def test_search_by_key(about: AboutDialog) -> None:
    """The search has the focus; it leaves what has the words in name, licence or text, and leads to them there."""
    assert about.search.hasFocus()
    QTest.keyClicks(about.search, "HÄRING")

    assert in_sight(about.list) == ["sqlcipher3 0.6.4\nsee its text"]
    assert about.text.toPlainText().startswith("By Gerhard Haering\n\nCopyright")
    assert about.text.textCursor().selectedText() == "Häring"
    about.search.setText("apache-2")
    assert in_sight(about.list) == ["OpenSSL 3.6.0, in sqlcipher3\nApache-2.0"]
    about.search.setText("no such words")
    assert (in_sight(about.list), about.text.toPlainText()) == ([], words.NO_PART)
    about.search.clear()
    assert len(in_sight(about.list)) == 3


def test_every_text_is_reached_by_key(about: AboutDialog) -> None:
    """Down goes through the list, Tab leads to the text, and on from there."""
    about.list.setFocus()
    texts = []
    for _ in range(about.list.count()):
        texts.append(about.text.toPlainText())
        QTest.keyClick(about.list, Qt.Key.Key_Down)
    QTest.keyClick(about.list, Qt.Key.Key_Tab)

    assert len(set(texts)) == 3
    assert about.text.hasFocus()
    QTest.keyClick(about.text, Qt.Key.Key_Tab)
    assert not about.text.hasFocus()


def test_list_is_saved(about: AboutDialog, finished: Path, tmp_path: Path) -> None:
    """The list for machines is copied where the user says, and that it is is said."""
    at_next_dialogue(open_file(str(tmp_path / "parts.json")))
    about.save.click()

    assert (tmp_path / "parts.json").read_bytes() == (finished / "sbom.cdx.json").read_bytes()
    assert about.said.text() == "Saved: parts.json."


def test_why_it_is_not_saved(about: AboutDialog, finished: Path, tmp_path: Path) -> None:
    """What can't be copied is said, and leaves no file."""
    (finished / "sbom.cdx.json").unlink()
    at_next_dialogue(open_file(str(tmp_path / "again.json")))
    about.save.click()
    assert about.said.text() == words.NOT_WRITTEN.format("No such file or directory")
    assert not (tmp_path / "again.json").exists()


def test_from_source_there_is_no_list(dressed: QApplication, qtbot: QtBot) -> None:  # noqa: ARG001
    """Only a finished program has it, so nothing can be saved from source."""
    behind = QWidget()
    qtbot.addWidget(behind)
    dialogue = AboutDialog("2026-11-23", behind)

    assert not dialogue.save.isEnabled()


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_nothing_is_cut(about: AboutDialog, dressed: QApplication, scheme: theme.Colours) -> None:
    """Each label has the room that its words need."""
    theme.dress(dressed, scheme)
    QApplication.processEvents()

    for label in about.findChildren(QLabel):
        assert not label.isVisible() or label.height() >= label.heightForWidth(label.width()), label.text()
    theme.dress(dressed, theme.LIGHT)


def test_one_version() -> None:
    """The command line says the version of the code."""
    done = subprocess.run([sys.executable, "-m", "gui", "--version"], capture_output=True, text=True, check=True)

    assert done.stdout == f"vialnote {__version__}\n"
