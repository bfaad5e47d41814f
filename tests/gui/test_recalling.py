"""What the journal knows of the patient at the chair is shown and offered, never filled in by itself."""

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.authorization import Authorization
from core.journal import grants, record
from core.journal.store import Store
from gui.chair import Chair
from gui.desk import Desk
from gui.journal import State
from gui.recall_row import RecallRow
from tests import notes
from tests.gui import accessible
from tests.gui.desks import message, wait_for_journal
from tests.gui.keys import CTRL, field, give_60_of_100, press, write
from tests.journal.making import GRANTED, MOMENT

_NECESSITY = {"indication": "Acromegaly", "history": "since 2019", "prior_treatment": "Surgery"}
_LOPEZ = {"name": "Maria Lopez", "record_number": "MRN1"}


@pytest.fixture
def chair(qtbot: QtBot, whole: Desk) -> Chair:
    """The chair's page over a journal: PA-77 grants 8 units, of which a note of October has used 4."""
    wait_for_journal(qtbot, whole)

    def act(store: Store) -> None:
        grant(store, GRANTED._replace(granted=8, until=datetime.date(2027, 12, 31)))
        fields: dict[str, Any] = {"patient": _LOPEZ, "prior_authorization": "PA-77", "necessity": _NECESSITY}
        notes.file(store, service_date="2026-10-30", diagnosis=["E22.0"], **fields)

    whole.journal.ask(act)
    return whole.chair


def grant(store: Store, granted: Authorization) -> None:
    """Enter an authorisation."""
    store.add(record.authorization(granted, MOMENT))


def known(chair: Chair) -> RecallRow:
    """Where it is said what the journal knows."""
    return chair.form.patient.recall


def typed(chair: Chair, qtbot: QtBot, **texts: str) -> None:
    """Type texts into fields, one key after the other, and wait for the journal."""
    for name, text in texts.items():
        path = {"record": "patient.record_number", "number": "prior_authorization"}.get(name, name)
        chair.form.focus(path)
        write(text)
    qtbot.waitUntil(chair.recalling.is_quiet, timeout=10_000)


def left(units: int) -> str:
    """What is said of PA-77."""
    return f"PA-77: {units} of 8 units left, 2026-01-01 to 2027-12-31."


class TestAuthorisation:
    """What is left shows at the field."""

    def test_it_can_be_read(self, chair: Chair, qtbot: QtBot) -> None:
        """Screen readers come by it again: a name of its own would hide what it says."""
        typed(chair, qtbot, number="PA-77")

        assert accessible.faults(known(chair)) == []
        heard = QAccessible.queryAccessibleInterface(known(chair).words)
        assert heard.text(QAccessible.Text.Name).startswith(left(4))

    def test_by_its_number(self, chair: Chair, qtbot: QtBot) -> None:
        """Typed in any spelling; what is low by the last note is said."""
        typed(chair, qtbot, number="pa 77")
        assert known(chair).words.text().startswith(f"{left(4)} Authorisation PA-77 has 4 units left, too few for two")
        assert known(chair).words.property("severity") == "warning"

    def test_by_the_patient(self, chair: Chair, qtbot: QtBot) -> None:
        """Before any number is typed, so that it need not be looked for."""
        typed(chair, qtbot, record="mrn1")
        assert known(chair).words.text() == left(4)
        assert known(chair).isVisible()

    def test_this_encounter_against_it(self, chair: Chair, qtbot: QtBot) -> None:
        """4 units are left: 4 fit, 8 do not; the words follow the dose without asking the journal again."""
        give_60_of_100(chair)
        typed(chair, qtbot, number="PA-77")
        assert "PA-77 then has 0 units left" in known(chair).words.text()
        chair.form.opened.rows[0].fields["count"].set_text("2")
        assert "has 4 units left; this encounter bills 8 units" in known(chair).words.text()
        assert known(chair).words.property("severity") == "error"

    def test_a_date_outside(self, chair: Chair, qtbot: QtBot) -> None:
        typed(chair, qtbot, number="PA-77")
        field(chair, "service_date").set_text("2028-01-01")
        assert "2028-01-01 is outside authorisation PA-77" in known(chair).words.text()

    def test_another_patients(self, chair: Chair, qtbot: QtBot) -> None:
        typed(chair, qtbot, record="MRN2", number="PA-77")
        assert known(chair).words.text() == "PA-77 in the journal is of another patient's record. Compare both."

    def test_one_that_nobody_entered(self, chair: Chair, qtbot: QtBot) -> None:
        """Nothing is said: many clinics enter none. Of a patient who has one, it may be mistyped."""
        typed(chair, qtbot, number="PA-7T")
        assert not known(chair).isVisible()
        typed(chair, qtbot, record="MRN1")
        assert known(chair).words.text() == f"PA-7T is not in the journal. Known of this patient: {left(4)}"
        assert known(chair).words.property("severity") == "warning"

    def test_one_of_another_payer(self, chair: Chair, qtbot: QtBot) -> None:
        typed(chair, qtbot, number="PA-77")
        field(chair, "payer").set_text("lifewise-premera")
        assert "Authorisation PA-77 is of another payer than this encounter's." in known(chair).words.text()

    def test_what_was_known_of_another_number_goes_at_once(self, chair: Chair, qtbot: QtBot) -> None:
        """Before the journal has answered."""
        typed(chair, qtbot, number="PA-77")
        chair.form.focus("prior_authorization")
        write("9")
        assert not known(chair).isVisible()

    def test_a_note_that_is_filed_counts_down(self, chair: Chair, whole: Desk, qtbot: QtBot) -> None:
        """Here, or at another seat of which this window heard."""
        typed(chair, qtbot, record="MRN1")
        fields: dict[str, Any] = {"patient": _LOPEZ, "prior_authorization": "PA-77", "service_date": "2026-11-02"}
        whole.journal.ask(lambda store: notes.file(store, **fields))
        whole.journal.filed.emit()
        qtbot.waitUntil(lambda: known(chair).words.text() == left(0), timeout=10_000)

    def test_a_note_that_is_amended_does_not_count_beside_itself(self, chair: Chair, whole: Desk, qtbot: QtBot) -> None:
        """Its 4 units are those of the page."""
        filed = whole.journal.ask(lambda store: store.get(2))
        chair.cases.amend(filed)
        qtbot.waitUntil(lambda: known(chair).words.text().startswith(left(8)), timeout=10_000)
        assert chair.amended() == 2


class TestTrouble:
    """What is not known is said, never guessed."""

    def test_a_journal_that_is_not_open(self, chair: Chair, whole: Desk, qtbot: QtBot) -> None:
        whole.journal.state, whole.journal.problem = State.LOCKED, "It is locked."
        typed(chair, qtbot, number="PA-77")
        assert known(chair).words.text() == "What is left of PA-77 is not known: It is locked."
        whole.journal.state, whole.journal.problem = State.OPEN, ""
        whole.journal.turned.emit()
        qtbot.waitUntil(lambda: known(chair).words.text().startswith(left(4)), timeout=10_000)

    def test_a_server_that_is_away_is_not_waited_for(self, chair: Chair, whole: Desk, qtbot: QtBot) -> None:
        whole.journal.ask(lambda store: setattr(store, "trouble", "The server is away."))
        typed(chair, qtbot, number="PA-77", record="MRN1")
        assert known(chair).words.text() == "What is left of PA-77 is not known: The server is away."
        assert not known(chair).take.isVisible()

    def test_without_a_number_nothing_is_missing(self, chair: Chair, whole: Desk, qtbot: QtBot) -> None:
        whole.journal.ask(lambda store: setattr(store, "trouble", "The server is away."))
        typed(chair, qtbot, record="MRN1")
        assert not known(chair).isVisible()


class TestOffThread:
    """Keys do not wait for the journal."""

    def test_keys_go_on_while_the_journal_thinks(
        self, chair: Chair, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """One question at a time; the last number typed is the one that is answered."""
        gate, threads = threading.Event(), []
        asked: Callable[..., list[Authorization]] = grants.known

        def slow(*arguments: Any) -> list[Authorization]:  # noqa: ANN401 - passed on
            threads.append(threading.current_thread())
            assert gate.wait(20)
            return asked(*arguments)

        monkeypatch.setattr(grants, "known", slow)
        chair.form.focus("prior_authorization")
        write("PA-7")
        qtbot.waitUntil(lambda: bool(threads), timeout=10_000)
        write("7")
        assert field(chair, "prior_authorization").text() == "PA-77"
        gate.set()
        qtbot.waitUntil(lambda: known(chair).words.text().startswith(left(4)), timeout=10_000)
        assert threading.main_thread() not in threads


class TestNecessity:
    """What the last note gave is offered, and taken over on a key."""

    def test_another_patients_is_not_offered(self, chair: Chair, qtbot: QtBot) -> None:
        """A record number may be mistyped: another name or birth date refuses it, at once."""
        typed(chair, qtbot, record="MRN1")
        field(chair, "patient.name").set_text("Ann Smith")
        assert not known(chair).take.isVisible()
        chair.form.patient.recall.take.click()
        assert not field(chair, "diagnosis").text()
        field(chair, "patient.name").set_text("lopez, maria")
        assert known(chair).take.isVisible()

    def test_offered_and_taken_over(self, chair: Chair, qtbot: QtBot) -> None:
        """Nothing is filled in before; then diagnosis and all three texts are."""
        typed(chair, qtbot, record="MRN1")
        take = known(chair).take
        assert take.text().startswith("Take over from note ")
        assert take.text().endswith(" of 2026-10-30, Maria Lopez")
        assert "diagnosis" in take.toolTip()
        assert "necessity" not in chair.form.read()
        assert "diagnosis" not in chair.form.read()

        press(Qt.Key.Key_R, CTRL)
        assert chair.form.read()["diagnosis"] == ["E22.0"]
        assert chair.form.read()["necessity"] == _NECESSITY
        assert chair.form.patient.necessity.isVisible()
        assert not take.isVisible()
        assert "Read it, and change what is no longer so." in message(chair)

    def test_what_is_typed_stays(self, chair: Chair, qtbot: QtBot) -> None:
        """Only empty fields are filled in."""
        typed(chair, qtbot, diagnosis="E34.09,", record="MRN1")
        known(chair).take.click()
        assert chair.form.read()["diagnosis"] == ["E34.09"]
        assert chair.form.read()["necessity"] == _NECESSITY

    def test_nothing_to_take_over(self, chair: Chair, qtbot: QtBot) -> None:
        """The key says so."""
        typed(chair, qtbot, record="MRN2")
        press(Qt.Key.Key_R, CTRL)
        assert message(chair).startswith("There is nothing to take over")
        assert "diagnosis" not in chair.form.read()

    def test_the_next_patient_is_offered_nothing_of_this_one(self, chair: Chair, qtbot: QtBot) -> None:
        """At once, not when the journal has answered."""
        typed(chair, qtbot, record="MRN1")
        assert known(chair).take.isVisible()
        chair.cases.begin()
        assert not known(chair).isVisible()
        chair.recalling.take_over()
        assert "diagnosis" not in chair.form.read()
        QApplication.processEvents()
