"""An audit that runs in a process of its own: cancelled, dying, and the window quick meanwhile."""

import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui import audit_words
from gui.audit_page import AuditPage
from gui.desk import Desk
from tests.audit.files import ADMINISTERED, table
from tests.gui import pulse
from tests.gui.audit.dropping import MANY, begin, settle
from tests.gui.keys import press
from tests.gui.test_checking import drop


def _runs(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class TestRunning:
    """It runs in a process of its own."""

    def test_cancelled(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """At once, with Esc."""
        begin(qtbot, whole, page, put, MANY)
        qtbot.waitUntil(lambda: "rows a second" in page.head.said.text(), timeout=60_000)
        assert page.head.bar.isVisible()
        press(Qt.Key.Key_Escape)

        assert (page.head.said.text(), page.head.bar.isVisible()) == (audit_words.CANCELLED, False)
        assert not page.auditing.busy

    def test_the_window_stays_quick(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """No event waits long, from the drop to the last row shown."""
        begin(qtbot, whole, page, put, table(ADMINISTERED))
        settle(qtbot, page)
        path = put / "many.csv"
        path.write_bytes(MANY)
        (longest,) = pulse.blocks([lambda: drop(whole.chair, path)], page.cards.is_whole, time.thread_time)

        assert page.head.said.text().startswith("many.csv is audited: 60,000 claims.")
        assert longest < 50

    @pytest.mark.skipif(os.name == "nt", reason="asks for a process as other systems do")
    def test_the_window_closes_meanwhile(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Its process ends."""
        begin(qtbot, whole, page, put, MANY)
        running = page.auditing._running
        assert running is not None
        qtbot.waitUntil(lambda: running._process is not None, timeout=60_000)
        whole.closing.emit()

        assert running._process is not None
        pid = running._process.pid
        assert pid is not None
        qtbot.waitUntil(lambda: not _runs(pid), timeout=20_000)

    def test_a_process_that_dies(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """It is said, and can be tried again."""
        begin(qtbot, whole, page, put, MANY)
        running = page.auditing._running
        assert running is not None
        qtbot.waitUntil(lambda: "rows a second" in page.head.said.text(), timeout=60_000)
        assert running._process is not None
        running._process.kill()
        qtbot.waitUntil(lambda: page.head.said.text() == audit_words.ENDED)
