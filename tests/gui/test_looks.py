"""How the main pages and the note look, compared coarsely with pictures of how they should.

Each picture is made of cells of a few pixels and their mean lightness, so that letters drawn a little otherwise on
another machine are no difference, and a part that has moved is one.
"""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.clinic import Clinic
from core.note import finished
from gui.desk import CLAIM, JOURNAL, Desk
from tests import notes
from tests.build import encounter, result
from tests.gui import desks

_LOOKS = Path(__file__).with_name("looks")
_SIZE, _CELL = (1366, 768), 8
"""Logical pixels of the window and of a cell."""

_APART, _SHARE = 32, 0.015
"""Steps of lightness from which a cell differs, and the share of cells that may."""


def coarse(picture: Image.Image, size: tuple[int, int] = _SIZE) -> Image.Image:
    """The picture in cells."""
    cells = size[0] // _CELL, size[1] // _CELL
    return picture.convert("L").resize(cells, Image.Resampling.BOX)


def taken(shown: QWidget, folder: Path) -> Image.Image:
    """What a part of the program looks like now."""
    for _ in range(4):  # layouts inside layouts settle one after the other
        QApplication.processEvents()
    path = folder / "taken.png"
    shown.grab().save(str(path))
    return Image.open(path)


def share(one: Image.Image, other: Image.Image) -> float:
    """Which share of the cells differs."""
    histogram = ImageChops.difference(one, other).histogram()
    return sum(histogram[_APART:]) / sum(histogram)


def compare(name: str, now: Image.Image, folder: Path) -> None:
    """Fail where something looks otherwise than it should."""
    path = folder / f"{name}.png"
    now.save(path)
    with Image.open(_LOOKS / f"{name}.png") as wanted:
        assert wanted.size == now.size
        found = share(wanted, now)
    assert found <= _SHARE, f"{found:.1%} of {name} looks otherwise. If that is meant, put {path} into {_LOOKS}."


@pytest.fixture
def answered(whole: Desk) -> Desk:
    """The window with an answer."""
    whole.window().resize(*_SIZE)
    chair = whole.chair
    chair.form.fill(chair.form.blank() | encounter())
    chair.update_answer()
    chair.go_to("opened")
    return whole


def test_chair(answered: Desk, tmp_path: Path) -> None:
    """The chair's page with an answer looks as it should."""
    compare("chair", coarse(taken(answered.window(), tmp_path)), tmp_path)


def test_claim(answered: Desk, tmp_path: Path) -> None:
    """So does its claim."""
    answered.go(CLAIM)
    compare("claim", coarse(taken(answered.window(), tmp_path)), tmp_path)


def test_journal(answered: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """So does the journal with notes."""
    desks.wait_for_journal(qtbot, answered)
    answered.journal.ask(lambda store: notes.fill(store, 30))
    page: Any = answered.go(JOURNAL)
    qtbot.waitUntil(page.is_quiet)
    compare("journal", coarse(taken(answered.window(), tmp_path)), tmp_path)


def test_note(tmp_path: Path) -> None:
    """So does the note."""
    page = pypdfium2.PdfDocument(finished.finish(result(noted_at="2026-11-20T10:44"), Clinic()).pdf)[0]
    compare("note", coarse(page.render(scale=1.6).to_pil(), (979, 1267)), tmp_path)


def test_a_shift_is_seen(answered: Desk, tmp_path: Path) -> None:
    """What moves by the height of a cell is told."""
    layout = answered.chair.halves.layout()
    assert layout is not None
    layout.setContentsMargins(0, _CELL, 0, 0)
    with pytest.raises(AssertionError, match="of chair looks otherwise"):
        compare("chair", coarse(taken(answered.window(), tmp_path)), tmp_path)
