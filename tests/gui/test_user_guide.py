"""The user guide: its pictures exist, and each key and label in it is in the window."""

import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core import paths
from core.guide import pdf
from gui import draft_offer, theme, welcome, words
from gui.desk import Desk
from gui.idle import Curtain
from tests.build import shipped
from tests.keyrings import InMemory
from tests.note.paper import read

DOCS = Path(paths.RESOURCES).parent / "docs"
GUIDE = (DOCS / "guide.md").read_text("utf-8")
README = (DOCS.parent / "README.md").read_text("utf-8")
PLAIN_KEYS = {"Enter", "Esc"}
"""Keys that do everywhere what they do in any program."""


@pytest.mark.parametrize("name", re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", GUIDE))
def test_pictures_are_pictures(name: str) -> None:
    """Each can be opened, is sharp enough for a large screen, and is made by the program that makes them."""
    with Image.open(DOCS / name) as picture:
        assert picture.width >= 1200
    assert f'"{name}"' in (DOCS / "pictures.py").read_text("utf-8")


def test_every_picture_is_described_and_used() -> None:
    """Whoever does not see it reads what it shows; no picture lies about."""
    assert not re.findall(r"!\[\]", GUIDE)
    used = set(re.findall(r"[\w-]+\.(?:png|pdf)", GUIDE + README))
    assert {path.name for path in DOCS.iterdir() if path.suffix in {".png", ".pdf"}} <= used


def test_the_guide_is_found() -> None:
    """The README leads to it and to the quick guide."""
    assert {"docs/guide.md", "docs/quick-guide.pdf"} <= set(re.findall(r"\]\(([^)]+)\)", README))


def test_quick_guide_is_todays() -> None:
    """The page that lies there says what the program would print."""
    lying, printed = (DOCS / "quick-guide.pdf").read_bytes(), pdf.render("letter")

    assert [page.words for page in read(lying)] == [page.words for page in read(printed)]
    with pypdfium2.PdfDocument(lying) as document:
        assert len(document) == 1


def test_keys_are_the_windows() -> None:
    """Each key that is named does something there, by the list that help shows."""
    known = {key for keys, _ in words.SHORTCUTS for key in re.split(r", (?=.)", keys)} | PLAIN_KEYS
    named = {text for text in re.findall(r"`([^`]+)`", GUIDE) if not text.startswith(("vialnote ", "this type"))}

    assert named <= known


def test_verbs_are_the_command_lines() -> None:
    """Each verb that is named is one."""
    from core import cli

    for verb in re.findall(r"`vialnote (\w+)", GUIDE):
        assert verb in {*cli._VERBS, "journal"}


def test_labels_are_the_windows(qapp: QApplication, qtbot: QtBot, tmp_path: Path, own_keyring: InMemory) -> None:  # noqa: ARG001 - no real keyring
    """Each word in bold stands on a button, a field or a heading of the window or its dialogues."""
    theme.prepare(qapp)
    desk = Desk(shipped(), str(tmp_path), str(tmp_path))
    qtbot.addWidget(desk)
    for page in desk.buttons:
        desk.go(page)
    welcome.welcome(desk)
    desk.chair.try_sample()
    parts: list[QWidget] = [desk, draft_offer.DraftOffer(), desk.chair.set_up(), _settings(desk), Curtain(None)]
    desk.helping.show("")
    shown = {text for part in parts for text in _texts(part)}
    named = {text for text in re.findall(r"\*\*([^*]+)\*\*", GUIDE) if text not in {"bold", "If something goes wrong"}}
    desk.let_go()

    assert named <= shown


def _settings(desk: Desk) -> QWidget:
    from gui.settings_dialog import SettingsDialog

    return SettingsDialog(desk.chair.settings.clinic, desk.lists.known.payers, desk)


def _texts(part: QWidget) -> set[str]:
    found = {widget.text() for widget in part.findChildren(QAbstractButton)}
    found |= {widget.text() for widget in part.findChildren(QLabel)}
    return {re.sub(r"&(?=\w)", "", text) for text in found}
