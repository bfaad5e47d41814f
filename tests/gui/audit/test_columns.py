"""What the columns of a dropped file mean: said by the user once, kept, and changed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.columns import remembered
from gui import audit_words, theme
from gui.audit_page import AuditPage
from gui.desk import AUDIT, CHAIR, Desk
from tests.audit.files import ADMINISTERED, WASTED, table
from tests.gui.audit.dropping import begin, fill, give, said, settle, tables
from tests.gui.keys import focused, press


def test_columns_that_are_not_read(qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
    """They are named, so that none is passed over unseen; a column that is chosen leaves the list."""
    give(whole, put, table(ADMINISTERED))
    qtbot.waitUntil(page.columns.isVisible, timeout=20_000)
    unread = [label for label in page.columns.findChildren(QLabel) if label.text().startswith("Not read")]
    assert [label.text() for label in unread] == ["Not read: Patient."]

    page.columns.columns["encounter_id"].set_text("Patient")
    assert unread[0].text() == "Not read: Claim No."


class TestOtherHeadings:
    """The user says what they mean, once."""

    def test_what_is_missing_is_said_at_its_place(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Nothing is audited until all is said; what is proposed can be seen."""
        give(whole, put, table(ADMINISTERED, WASTED))
        qtbot.waitUntil(page.columns.isVisible)

        assert page.columns.columns["service_date"].text() == "DOS"
        assert page.columns.columns["service_date"].label() == "Date of service (such as 11/20/2026)"
        assert page.columns.forms["dates"].text() == "MM/DD/YYYY"
        assert page.head.said.text() == "claims.csv: commas between the cells, UTF-8."
        QTest.mouseClick(page.columns.use, Qt.MouseButton.LeftButton)
        assert page.columns.forms["dose_unit"].fault() == "60 has no unit: say which it is."
        assert page.columns.said.text() == audit_words.MISSING
        assert focused() is page.columns.forms["dose_unit"].control
        assert page.columns.forms["dose_unit"].visibleRegion().boundingRect().height() > 40
        page.columns.columns["route"].set_text("")
        page.columns.columns["given"].set_text("Claim No")
        QTest.mouseClick(page.columns.use, Qt.MouseButton.LeftButton)
        assert page.columns.columns["route"].fault() == "Say which column this is, or one route for all rows."
        assert page.columns.said.text() == "Claim No: stands there twice."
        assert not page.auditing.busy

    def test_confirmed(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path, settings_path: Path) -> None:
        """It is audited, and the next file with these headings at once; of the patient nothing is kept."""
        give(whole, put, table(ADMINISTERED, WASTED))
        qtbot.waitUntil(page.columns.isVisible)
        fill(page)
        QTest.mouseClick(page.columns.use, Qt.MouseButton.LeftButton)
        settle(qtbot, page)
        assert "Agree\n100.0 %" in said(page)
        assert page.isAncestorOf(focused())
        kept = settings_path.parent / remembered.FILE
        qtbot.waitUntil(kept.exists)
        assert "Jane" not in kept.read_text("utf-8")

        give(whole, put, table(ADMINISTERED), "next.csv")
        qtbot.waitUntil(lambda: page.head.said.text().startswith("next.csv is audited: 1 claim."))
        assert page.head.said.text().endswith(
            "As confirmed earlier: dates MM/DD/YYYY, doses in mcg, a row is a claim line. F3 changes that."
        )
        assert page.columns.isHidden()

    def test_kept_columns_that_may_not_fit(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Days that may be months, and unlikely doses, are asked about before the file is audited."""
        begin(qtbot, whole, page, put, table(ADMINISTERED, WASTED))
        settle(qtbot, page)
        next_month = ADMINISTERED.replace("11/20/2026", "05/01/2026").replace(",60,", ",0.06,")
        give(whole, put, table(next_month), "next.csv")
        qtbot.waitUntil(page.columns.isVisible)

        fault = page.columns.forms["dates"].fault()
        assert fault == "05/01/2026 may also be DD/MM/YYYY: check which it is."
        assert page.columns.forms["dose_unit"].fault() == "0.06 mcg is no usual dose: check the unit."
        assert page.columns.said.text() == audit_words.ONCE_MORE
        assert not page.auditing.busy
        page.columns.forms["dose_unit"].set_text("mg")
        page.columns.confirm()
        assert not page.auditing.busy
        page.columns.confirm()
        settle(qtbot, page)

    def test_most_rows_would_be_refused(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """It is said, with the first reason; the same once more goes ahead."""
        give(whole, put, table(ADMINISTERED.replace("Medicare", "Aetna")))
        qtbot.waitUntil(page.columns.isVisible)
        page.columns.forms["dose_unit"].set_text("mcg")
        page.columns.confirm()

        assert page.columns.said.text() == (
            "1 of the first 1 claims would be refused. The first reason: "
            f"payer: Aetna: the columns do not say which payer this is. {audit_words.ONCE_MORE}"
        )
        assert not page.auditing.busy
        page.columns.confirm()
        settle(qtbot, page)

    def test_changed(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """What was confirmed can be seen and changed; going back leaves it."""
        begin(qtbot, whole, page, put, table(ADMINISTERED, WASTED))
        settle(qtbot, page)
        press(Qt.Key.Key_F3)
        assert page.columns.forms["dose_unit"].text() == "mcg"
        assert page.columns.words["payer"]["medicare"].text() == "medicare-part-b"
        assert not page.cards.all
        QTest.mouseClick(page.columns.cancel, Qt.MouseButton.LeftButton)
        settle(qtbot, page)
        assert page.head.save.isEnabled()
        page.ask_columns()
        page.columns.forms["rows"].set_text("encounter")
        page.columns.confirm()
        qtbot.waitUntil(lambda: "2 claims" in page.head.said.text())

    def test_nothing_of_other_columns_comes_back(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Once others are confirmed, what was found before is gone, even where their audit is cancelled."""
        begin(qtbot, whole, page, put, table(ADMINISTERED, WASTED))
        settle(qtbot, page)
        page.ask_columns()
        page.columns.forms["rows"].set_text("encounter")
        page.columns.confirm()
        page.stop()
        whole.go(CHAIR)
        with qtbot.assertNotEmitted(page.auditing.done):
            whole.go(AUDIT)
        assert page._found is None
        assert not page.cards.all

    def test_one_value_for_all_rows(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Where no column says it; the words of a column are asked for only where there is one."""
        give(whole, put, table(ADMINISTERED, WASTED))
        qtbot.waitUntil(page.columns.isVisible)
        fill(page)
        page.columns.columns["route"].set_text("=SC")
        page.columns.columns["payer"].set_text("")
        page.columns.columns["count"].set_text("=1")
        assert page.columns.words == {}
        page.columns.confirm()
        settle(qtbot, page)

        assert page._columns is not None
        assert page._columns.same == {"route": "SC", "count": "1"}
        assert "Agree\n100.0 %" in said(page)


@pytest.mark.parametrize("size", [(1024, 700), (1366, 768)])
@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK])
def test_nothing_is_cut_off(
    qtbot: QtBot, whole: Desk, page: AuditPage, put: Path, size: tuple[int, int], scheme: theme.Colours
) -> None:
    """Tables and choices are as wide as the page at most, in both schemes."""
    theme.dress(QApplication.instance(), scheme)  # type: ignore[arg-type] # there is one
    whole.window().resize(*size)
    give(whole, put, table(ADMINISTERED, WASTED))
    qtbot.waitUntil(page.columns.isVisible)
    for field in (*page.columns.columns.values(), *page.columns.forms.values()):
        assert field.control.width() >= 180
        assert page.rect().contains(field.mapTo(page, field.rect().topRight()).x(), 1)
    fill(page)
    page.columns.confirm()
    settle(qtbot, page)
    for found in tables(page).values():
        assert not found.horizontalScrollBar().isVisible()
        assert not found.verticalScrollBar().isVisible()
    theme.dress(QApplication.instance(), theme.LIGHT)  # type: ignore[arg-type]
