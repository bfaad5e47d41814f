"""The sample encounter at the window: marked on everything, and filed nowhere (D4)."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui import dates, words
from gui.chair import Chair
from gui.desk import CLAIM, Desk
from tests.gui import desks
from tests.gui.keys import CTRL, SHIFT, at_next_dialogue, attest, field, press, push, write


def test_marked_on_the_page(window: Chair) -> None:
    """The bill says SAMPLE, and the check why; a new encounter says nothing of it."""
    window.try_sample()

    assert window.bill.sample.isVisible()
    assert window.bill.spoken().startswith("SAMPLE, not to be billed. J2354")
    assert "SAMPLE, made up" in window.details.findings.rows[0].text.text()
    press(Qt.Key.Key_N, CTRL)
    assert not window.bill.sample.isVisible()
    assert not window.form.sample


def test_of_today(window: Chair) -> None:
    """It is given today, for the clinic's usual payer, out of a container that may be used; the discard is open."""
    window.try_sample()

    assert window.result is not None
    encounter = window.result.encounter
    assert encounter.service_date == dates.now().date()
    assert encounter.payer == window.settings.clinic.payer
    found = {finding.code for finding in window.result.findings}
    assert {"sample-encounter", "discard-unconfirmed"} <= found
    assert not {"expired-container", "lot-missing", "record-incomplete"} & found


def test_what_was_typed_before_comes_back(window: Chair) -> None:
    """As after New: Ctrl+Shift+N brings the encounter back, and the sample with another press."""
    window.form.focus("given")
    write("75")
    at_next_dialogue(push("Leave it"))
    window.try_sample()
    assert field(window, "given").text() == "60 mcg"
    press(Qt.Key.Key_N, CTRL | SHIFT)
    assert (field(window, "given").text(), window.form.sample) == ("75 mcg", False)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    assert window.form.sample


def test_saved_but_never_filed(qtbot: QtBot, whole: Desk, tmp_path: Path) -> None:
    """Its PDF says SAMPLE; journal and drafts know nothing of it, and nothing of it is remembered."""
    desks.wait_for_journal(qtbot, whole)
    whole.chair.try_sample()
    attest(qtbot, whole.chair)
    desks.save(tmp_path / "sample.pdf")

    assert desks.message(whole.chair).endswith(words.SAMPLE_NOT_FILED)
    assert "SAMPLE, not a record" in desks.read(tmp_path / "sample.pdf")
    assert desks.records(whole) == []
    assert whole.journal.ask(lambda store: store.drafts()) == []
    whole.chair.cases.begin()
    assert field(whole.chair, "given_by").text() == ""


def test_no_ehr_gets_it(qtbot: QtBot, whole: Desk, tmp_path: Path) -> None:
    """Nothing is written where it is to be saved for an EHR."""
    whole.chair.try_sample()
    attest(qtbot, whole.chair)
    desks.save(tmp_path / "sample.json")

    assert desks.message(whole.chair).startswith(words.NOT_EXPORTED)
    assert not (tmp_path / "sample.json").exists()


def test_copies_say_so(whole: Desk) -> None:
    """Claim lines, chart text, and each form on the claim's page."""
    whole.chair.try_sample()
    whole.chair.copy_claim()
    copied = [QGuiApplication.clipboard().text()]
    whole.chair.issuing.copy_chart()
    copied.append(QGuiApplication.clipboard().text())
    page = whole.go(CLAIM)
    page.copy_form("cms1500")  # type: ignore[attr-defined]
    copied.append(QGuiApplication.clipboard().text())

    assert [text.startswith("SAMPLE, made up") for text in copied] == [True] * 3
    assert page.title.text().startswith("SAMPLE. ")  # type: ignore[attr-defined]


def test_leaves_without_a_question(whole: Desk) -> None:
    """Nobody has to keep a sample, however it was changed."""
    whole.chair.try_sample()
    field(whole.chair, "given").set_text("75 mcg")

    assert whole.chair.may_leave()
