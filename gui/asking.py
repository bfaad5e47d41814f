"""What F1 is about: the field, control, claim line, finding, step or item with the focus, else the page in sight."""

import re
from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from gui import topics
from gui.chair import Chair
from gui.set_up import SetUp
from gui.settings_dialog import SettingsDialog


def topic(asked: QWidget | None, chair: Chair, page: str) -> str:
    """The id of the topic that help shows.

    Args:
        asked: what has the focus.
        chair: the chair's page.
        page: the name of the page in sight.
    """
    while asked is not None:
        if of_row := getattr(asked, "topic", ""):
            return str(of_row)
        if (named := asked.property("topic")) in topics.KNOWN:
            return str(named)
        if asked is chair.bill.table:
            return f"line {max(chair.bill.table.currentIndex().row(), 0)}"
        if asked is chair.bill:
            return "line 0"
        for widget, name in (*_of_chair(chair), *_of_settings(asked.window())):
            if asked is widget:
                return name
        asked = asked.parentWidget()
    return page


def _of_chair(chair: Chair) -> Iterator[tuple[QWidget, str]]:
    form = chair.form
    yield form.opened.scan, "opened"
    for row in form.opened.rows:
        yield from ((field, f"opened.{name}") for name, field in row.fields.items())
    yield form.opened, "opened"
    yield form.discard.confirmed, "discard.confirmed"
    for section in form.sections:
        yield from ((field, re.sub(r"\[\d+\]", "", path)) for path, field in section.fields.items())


def _of_settings(dialogue: QWidget) -> Iterator[tuple[QWidget, str]]:
    if isinstance(dialogue, SettingsDialog):
        yield from ((field, f"settings.{name}") for name, field in dialogue.fields.items())
        yield from ((field, f"computer.{name}") for name, field in dialogue.own.items())
    if isinstance(dialogue, SetUp):
        yield dialogue.printer, "printer"
