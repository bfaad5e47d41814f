"""The answer beside the form: whole, of what stands there now, or not there; each fault at its field."""

import re
import sys
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.note import chart
from core.quantity import MCG
from core.result import Result
from gui.chair import Chair
from tests.build import AMPUL_100, VIAL_500, opened, result
from tests.gui import desks
from tests.gui.keys import CTRL, SHIFT, attest, enter, field, focused, give_60_of_100, press, write


def _show(window: Chair, **fields: Any) -> None:  # noqa: ANN401 - any JSON value
    desks.fill(window, **fields)
    QApplication.processEvents()


def _answer(window: Chair) -> Result:
    assert window.result is not None
    return window.result


def _no_answer_in_sight(window: Chair) -> bool:
    """Whether no line, no drawing and no figure but what was read and what is expected can be seen."""
    labels = window.bill.findChildren(QLabel) + window.details.findChildren(QLabel)
    figures = [label for label in labels if label.isVisible() and re.search(r"\d", label.text())]
    shown = window.bill.table.isVisible() or window.details.vessels.isVisible() or window.footer.save.isEnabled()
    return window.result is None and not shown and set(figures) <= {window.bill.said}


def test_what_is_missing_is_said_without_a_number(window: Chair) -> None:
    """A blank page says what it needs, in the order of the form, and shows no figure."""
    assert window.bill.said.text().splitlines() == [
        "Scan or pick the container that was opened.",
        "Enter the dose given.",
        "Choose the route.",
    ]
    assert _no_answer_in_sight(window)


def test_every_key_changes_the_answer(window: Chair) -> None:
    """The lines are those of what stands in the field, after each key."""
    _show(window, given="6 mcg", discard=None)
    field(window, "given").control.setFocus()
    press(Qt.Key.Key_End)
    write("0")

    assert window.bill.model.lines == result().lines
    press(Qt.Key.Key_Backspace)
    assert window.bill.model.lines == result(given="6 mcg").lines
    press(Qt.Key.Key_Backspace)
    assert _no_answer_in_sight(window)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("given", {"given": "160 mcg"}),
        ("given", {"given": "0"}),
        ("opened[0].expires", {"opened": [{"ndc": AMPUL_100, "expires": "2020-01-01"}]}),
        ("drug_source", {"drug_source": "sample"}),
    ],
)
def test_what_keeps_it_from_being_billed_is_marked_at_its_field(
    window: Chair, path: str, fields: dict[str, Any]
) -> None:
    """An error stands at its field with the words of CHECK, and goes with its cause."""
    _show(window, **fields)
    (error,) = [finding for finding in _answer(window).findings if finding.severity == "error"]

    assert field(window, path).fault() == error.message
    _show(window)
    assert field(window, path).fault() == ""


@pytest.mark.parametrize(
    ("path", "wrong", "said", "right"),
    [
        ("given", "1,5", "1,5 mcg: write the decimal with a point", "60"),
        ("given", "-1", "-1", "60"),
        ("ordered", "many", "many", "60"),
        ("opened[0].expires", "13/27", "13/27", "11/27"),
        ("given_at", "2560", "25:60", "10:35"),
        ("discard.time", "1", "1: expected a time such as 10:42", "10:42"),
        ("service_date", "2026-02-30", "no such day in the calendar", "2026-11-20"),
        ("patient.birth_date", "61", "61", "1961-02-03"),
        ("diagnosis", "flushing", "an ICD-10-CM code such as E34.09", "E34.09"),
        ("diagnosis", "R19.7, E34.09, R19.7", "R19.7 is listed twice: a claim takes it once", "R19.7, E34.09"),
    ],
)
def test_a_wrong_value_is_marked_at_its_field(window: Chair, path: str, wrong: str, said: str, right: str) -> None:
    """The reason stands at the field, for the eye and for screen readers; corrected, all is as before."""
    _show(window)
    before = _answer(window)
    found = field(window, path)
    found.set_text(wrong)

    assert said in found.fault()
    assert found.isVisible()
    assert found.control.property("wrong") is True
    assert found.control.accessibleDescription() == found.fault()
    assert _no_answer_in_sight(window)
    found.set_text(right)
    assert found.fault() == ""
    assert found.control.property("wrong") is False
    assert _answer(window).lines == before.lines
    assert _answer(window).encounter.discard == before.encounter.discard


def test_typing_a_time_of_the_discard_keeps_the_field(window: Chair) -> None:
    """While a time is half typed the discard stays in sight and in focus."""
    _show(window)
    time = field(window, "discard.time")
    time.focus()
    for character in "11:05":
        write(character)
        assert focused() is time.control
    assert _answer(window).encounter.discard.time == "11:05"


def test_several_faults_are_shown_at_once(window: Chair) -> None:
    """Every wrong field is marked, not the first alone."""
    _show(window)
    for path, wrong in (("given", "x"), ("given_at", "99"), ("opened[0].expires", "2027-13-01")):
        field(window, path).set_text(wrong)

    assert all(field(window, path).fault() for path in ("given", "given_at", "opened[0].expires"))


class TestDiscard:
    """R17: a discard is attested by a person, for one amount."""

    def test_asked_only_where_something_is_discarded(self, window: Chair) -> None:
        """The fields of the discard are there for a rest, and gone without one, and then are not recorded."""
        _show(window)
        assert window.form.discard.amount.text() == "40 mcg (0.4 mL)"
        assert window.form.discard.reason.isVisible()
        field(window, "given").set_text("100 mcg")

        assert window.form.discard.amount.text() == "Nothing to discard so far."
        assert not window.form.discard.reason.isVisible()
        assert "discard" not in window.form.read()

    def test_an_attestation_is_of_one_amount(self, window: Chair, qtbot: QtBot) -> None:
        """Another amount takes the tick back; the same amount, after a slip elsewhere, does not."""
        give_60_of_100(window)
        attest(qtbot, window)
        expiry = field(window, "opened[0].expires")
        expiry.set_text("2027-13-01")
        expiry.set_text("2027-11-30")
        assert _answer(window).encounter.discard.confirmed

        field(window, "given").set_text("50 mcg")
        assert not _answer(window).encounter.discard.confirmed
        assert not window.form.discard.confirmed.isChecked()

    def test_the_rest_of_the_record_stays(self, window: Chair) -> None:
        """Typing another dose keeps reason and names, which come back with the next answer."""
        _show(window)
        field(window, "given").set_text("")
        field(window, "given").set_text("70 mcg")

        assert _answer(window).encounter.discard.reason == "Dose smaller"
        assert not _answer(window).encounter.discard.confirmed


class TestInfusion:
    """R15: a dose by rate and time."""

    def test_only_where_the_route_is_one(self, window: Chair) -> None:
        """Rate and times are asked for an infusion alone."""
        _show(window)
        assert not field(window, "infusion.rate").isVisible()
        field(window, "route").set_text("IV_INFUSION")
        assert field(window, "infusion.rate").isVisible()

    def test_what_it_still_needs(self, window: Chair) -> None:
        """A rate alone asks for the times; with them it stands instead of the dose."""
        _show(window, given=None, ordered=None, route="IV_INFUSION", opened=opened(VIAL_500))
        field(window, "infusion.rate").focus()
        write("50")
        assert window.bill.said.text().splitlines() == [
            "Enter when the infusion started.",
            "Enter when the infusion stopped.",
        ]
        for path, time in (("infusion.start", "0800"), ("infusion.stop", "13:30")):
            field(window, path).focus()
            write(time)

        assert window.form.read()["infusion"] == {
            "rate": "50 mcg/h",
            "start": "2026-11-20T08:00",
            "stop": "2026-11-20T13:30",
        }
        assert [line.units for line in _answer(window).lines] == [11, 9]

    @pytest.mark.parametrize(
        ("stop", "shown"), [("2026-11-20T13:30", "13:30"), ("2026-11-21T01:30", "2026-11-21 01:30")]
    )
    def test_times_are_shown_as_people_write_them(self, window: Chair, stop: str, shown: str) -> None:
        """On the day of service the time alone, and read back as it was."""
        infusion = {"rate": "50 mcg/h", "start": "2026-11-20T08:00", "stop": stop}
        _show(window, given=None, ordered=None, route="IV_INFUSION", infusion=infusion)

        assert field(window, "infusion.stop").text() == shown
        assert window.form.read()["infusion"] == infusion

    def test_past_midnight(self, window: Chair) -> None:
        """A stop before the start by the clock is of the next day, and shown as such until it is another."""
        _show(window, given=None, ordered=None, route="IV_INFUSION", infusion={"rate": "50 mcg/h"})
        for path, time in (("infusion.start", "22:00"), ("infusion.stop", "01:00")):
            field(window, path).focus()
            write(time)

        stop = field(window, "infusion.stop")
        assert window.form.read()["infusion"]["stop"] == "2026-11-21T01:00"
        assert stop.label() == "Stop (next day)"
        assert _answer(window).given == 150 * MCG
        field(window, "infusion.start").focus()
        write("00:30")
        assert (window.form.read()["infusion"]["stop"], stop.label()) == ("2026-11-20T01:00", "Stop")
        stop.set_text("00:30")
        assert "not after the start" in stop.fault()
        field(window, "service_date").set_text("2026-11-")
        stop.set_text("00:10")
        assert window.form.read()["infusion"]["stop"] == "2026-11-T00:10"

    @pytest.mark.parametrize("stop", ["2026-11-19T13:30", "2026-11-20T13:30"])
    def test_a_start_on_another_day(self, window: Chair, stop: str) -> None:
        """The time of the stop is read beside the start's date, as it was shown."""
        infusion = {"rate": "50 mcg/h", "start": "2026-11-19T08:00", "stop": stop}
        _show(window, given=None, ordered=None, route="IV_INFUSION", infusion=infusion)

        assert window.form.read()["infusion"] == infusion

    def test_a_dose_besides_is_refused(self, window: Chair) -> None:
        """Dose and infusion together are marked, not chosen between."""
        infusion = {"rate": "50 mcg/h", "start": "2026-11-20T08:00", "stop": "2026-11-20T13:30"}
        _show(window, route="IV_INFUSION", infusion=infusion)

        assert "not both" in field(window, "infusion").fault()
        assert window.result is None


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"opened": [{"ndc": AMPUL_100}]}, "opened[0].lot"),
        ({"opened": [{"ndc": AMPUL_100, "lot": "L1"}]}, "opened[0].expires"),
        ({"diagnosis": None}, "diagnosis"),
        ({"ordered": "50 mcg"}, "ordered"),
        ({"discard": {"confirmed": True}}, "discard.reason"),
        ({"payer": "uhc-community-new-jersey"}, "payer"),
        ({"setting": "hospital_outpatient"}, "setting"),
        ({"site": None}, "site"),
        ({"service_date": "2034-01-01"}, "service_date"),
    ],
)
def test_a_finding_leads_to_its_field(window: Chair, fields: dict[str, Any], path: str) -> None:
    """Enter on a finding puts the focus into the field that it is about, and brings it into sight."""
    _show(window, **fields)
    links = [row.link for row in window.details.findings.rows if row.entry.target == path and row.isVisible()]
    links[0].setFocus()
    press(Qt.Key.Key_Space)

    wanted = field(window, path)
    assert focused() is wanted.control or wanted.isAncestorOf(focused())
    assert focused().visibleRegion().boundingRect().height() > 0


def test_an_unconfirmed_discard_leads_to_its_box(window: Chair) -> None:
    """The finding of a discard that nobody confirmed leads to the box to tick."""
    _show(window, discard=None)
    window.details.field_wanted.emit("discard.confirmed")

    assert focused() is window.form.discard.confirmed


def test_claim_lines_and_chart_text_are_copied(window: Chair) -> None:
    """Ctrl+Shift+C copies the claim lines, Ctrl+Shift+T a paragraph with the number of the note."""
    _show(window)
    press(Qt.Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == chart.claim_text(result())
    press(Qt.Key.Key_T, CTRL | SHIFT)
    number = window.bill.note_number.text().removeprefix("note ")
    assert number
    assert f"Note {number}" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_T])
def test_an_empty_copy_takes_away_the_one_before(window: Chair, key: Qt.Key) -> None:
    """Nothing of the last encounter is pasted into the next one's claim or chart."""
    _show(window)
    press(Qt.Key.Key_C, CTRL | SHIFT)
    field(window, "given").set_text("")
    press(key, CTRL | SHIFT)

    assert QGuiApplication.clipboard().text() == ""


def test_nothing_is_copied_of_no_answer(window: Chair) -> None:
    """Without an answer the keys say so and leave the clipboard alone."""
    QGuiApplication.clipboard().setText("kept")
    for key, said in (
        (Qt.Key.Key_C, "There are no claim lines to copy."),
        (Qt.Key.Key_T, "There is nothing to copy yet."),
    ):
        press(key, CTRL | SHIFT)
        assert window.footer.message.text() == said
    assert QGuiApplication.clipboard().text() == "kept"


def test_the_terms_are_in_sight(window: Chair) -> None:
    """Payer, place and date stand below the page; a date that is not today's is said to be so."""
    assert window.footer.terms.text() == "Medicare Part B, Physician office, today"
    _show(window, service_date="2026-11-20", setting="home")
    assert window.footer.terms.text() == "Medicare Part B, Home, 2026-11-20, not today"


def test_a_unit_does_not_outlive_its_dose(window: Chair) -> None:
    """A dose in mg is not followed by a blank page whose unit is still mg."""
    enter()
    write("1.5 mg")
    assert window.form.read()["given"] == "1.5 mg"
    window.form.fill(window.form.blank())
    field(window, "given").focus()
    write("60")

    assert window.form.read()["given"] == "60 mcg"
    field(window, "given").set_text("1.5 mg")
    window.form.start()
    field(window, "given").focus()
    write("60")
    assert window.form.read()["given"] == "60 mcg"


def test_a_long_day_of_typing(window: Chair) -> None:
    """Answers use up no references to None, which would end the program after some hundred keys."""
    before = sys.getrefcount(None)
    for dose in range(100):
        field(window, "given").set_text(f"{dose} mcg")
        _show(window, given=f"{dose} mcg")

    assert sys.getrefcount(None) > before - 100
