"""Files dropped on the audit's page, their columns confirmed, and what is shown then."""

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.audit_page import AuditPage
from gui.desk import Desk
from gui.figure_table import FigureTable
from tests.audit.files import ADMINISTERED, table
from tests.gui.test_checking import drop

MANY = table(*[ADMINISTERED.replace("C1", f"C{n}").replace(",3,", f",{n % 9},") for n in range(60_000)])
"""A file that takes some seconds."""


def give(whole: Desk, folder: Path, data: bytes, name: str = "claims.csv") -> Path:
    """Drop a file on the window."""
    path = folder / name
    path.write_bytes(data)
    assert drop(whole.chair, path)
    return path


def settle(qtbot: QtBot, page: AuditPage) -> None:
    """Wait until what was found is shown."""
    qtbot.waitUntil(lambda: page.cards.is_whole() and not page.auditing.busy, timeout=60_000)


def said(page: AuditPage) -> str:
    """All that stands in the cards."""
    return "\n".join(label.text() for card in page.cards.all for label in card.findChildren(QLabel))


def tables(page: AuditPage) -> dict[str, FigureTable]:
    """The tables by their names."""
    return {found.accessibleName(): found for card in page.cards.all for found in card.findChildren(FigureTable)}


def fill(page: AuditPage) -> None:
    """Say what the export leaves open."""
    page.columns.forms["dose_unit"].set_text("mcg")
    page.columns.words["payer"]["medicare"].set_text("medicare-part-b")


def begin(qtbot: QtBot, whole: Desk, page: AuditPage, put: Path, data: bytes) -> None:
    """Drop a file of other headings and confirm what its columns mean."""
    give(whole, put, data)
    qtbot.waitUntil(page.columns.isVisible)
    fill(page)
    page.columns.confirm()
