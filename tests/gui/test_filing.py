"""From the chair into the journal: filed first and once only, amended with a reason, and said plainly where not."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.journal import check, database
from core.journal.faults import JournalError
from core.journal.record import Record
from core.journal.store import Store
from gui import words
from gui.amending import REASONS, Reason
from gui.chair import Chair
from gui.desk import Desk
from gui.journal import State
from tests.gui import desks
from tests.gui.desks import later, message, only_read, read, records, save, save_amended, then
from tests.gui.keys import CTRL, SHIFT, at_next_dialogue, attest, field, give_60_of_100, press, push, save_as
from tests.journal.making import amend, note, void
from tests.keyrings import InMemory

_FILED = "Saved: note.pdf. It is in the journal."


class TestSaving:
    """The journal has a note before its PDF is written, and has it once."""

    def test_filed_as_saved(self, whole: Desk, window: Chair, tmp_path: Path) -> None:
        """The record holds the encounter and the hash of the very bytes that are on disk."""
        give_60_of_100(window)
        save(tmp_path / "note.pdf")
        (filed,) = records(whole)

        assert filed.body["pdf_sha256"] == hashlib.sha256((tmp_path / "note.pdf").read_bytes()).hexdigest()
        assert filed.body["encounter"] == window._finish()
        assert filed.body["number"] == window.bill.note_number.text().removeprefix("note ")
        assert message(window) == _FILED

    def test_once_only(self, whole: Desk, window: Chair, tmp_path: Path) -> None:
        """Saved again without a change, or changed and changed back, it is the same record and the same bytes."""
        give_60_of_100(window)
        save(tmp_path / "note.pdf")
        field(window, "given").set_text("50 mcg")
        field(window, "given").set_text("60 mcg")
        save(tmp_path / "again.pdf")

        assert len(records(whole)) == 1
        assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "note.pdf").read_bytes()

    def test_once_only_after_new(
        self, whole: Desk, window: Chair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Brought back after New, a filed note is still that note, minutes later, and nothing is asked."""
        give_60_of_100(window)
        save(tmp_path / "note.pdf")
        press(Qt.Key.Key_N, CTRL)
        press(Qt.Key.Key_N, CTRL | SHIFT)
        later(monkeypatch)
        save(tmp_path / "again.pdf")

        assert len(records(whole)) == 1
        assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "note.pdf").read_bytes()
        assert whole.window().close()

    def test_text_is_no_note(self, whole: Desk, window: Chair, tmp_path: Path) -> None:
        """Saved as text nothing is filed."""
        give_60_of_100(window)
        save(tmp_path / "note.txt")

        whole.journal.settle()
        assert records(whole) == []

    def test_a_pdf_that_cannot_be_written(
        self, whole: Desk, window: Chair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The message says that the record is filed all the same; saved elsewhere later, it is that note."""
        (tmp_path / "folder.pdf").mkdir()
        give_60_of_100(window)
        save(tmp_path / "folder.pdf" / "none" / "note.pdf")
        said = message(window)
        later(monkeypatch)
        save(tmp_path / "note.pdf")
        (filed,) = records(whole)

        assert said.startswith("note.pdf was not saved: ")
        assert said.endswith(words.FILED)
        assert filed.body["pdf_sha256"] == hashlib.sha256((tmp_path / "note.pdf").read_bytes()).hexdigest()
        assert message(window) == _FILED

    def test_other_settings_make_another_note(
        self, whole: Desk, window: Chair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A filed note with another head is not saved under its number: at once never, later as an amendment."""
        give_60_of_100(window)
        save(tmp_path / "note.pdf")
        number = window.bill.note_number.text().removeprefix("note ")
        window.settings.clinic = window.settings.clinic._replace(name="Sample Infusion")
        save(tmp_path / "none.pdf")
        assert message(window) == (
            f"Note {number} is filed with other settings. Save it again in a minute; it then amends that note."
        )
        later(monkeypatch)
        save_amended(tmp_path / "amended.pdf", "New address")

        assert not (tmp_path / "none.pdf").exists()
        assert [record.follows for record in records(whole)] == [None, 1]
        assert "Sample Infusion" in read(tmp_path / "amended.pdf")


class TestAmending:
    """A change after filing asks why, and both notes stay."""

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            (attest, REASONS[0]),
            (lambda _, window: field(window, "discard.witness").set_text("K. Mayer RN"), REASONS[1]),
        ],
        ids=["discard confirmed", "witness added"],
    )
    def test_the_likely_reason(
        self,
        whole: Desk,
        window: Chair,
        qtbot: QtBot,
        tmp_path: Path,
        change: Callable[[QtBot, Chair], None],
        reason: str,
    ) -> None:
        """It is filled in; the record follows the first one, and the paper says what it amends and why."""
        give_60_of_100(window)
        save(tmp_path / "first.pdf")
        change(qtbot, window)
        likely = save_amended(tmp_path / "second.pdf")
        first, second = records(whole)

        assert likely == reason
        assert second.follows == first.seq
        assert second.body["amends"]["number"] == first.body["number"]
        assert second.body["reason"] == reason
        assert second.body["pdf_sha256"] == hashlib.sha256((tmp_path / "second.pdf").read_bytes()).hexdigest()
        assert f"Amends note {first.body['number']}: {reason}" in read(tmp_path / "second.pdf")
        assert whole.window().close()

    def test_amended_across_the_page(self, window: Chair, qtbot: QtBot, tmp_path: Path) -> None:
        """A note without a draft's mark says AMENDED."""
        give_60_of_100(window)
        attest(qtbot, window)
        save(tmp_path / "first.pdf")
        field(window, "given").set_text("50 mcg")
        save_amended(tmp_path / "second.pdf", REASONS[3])

        assert "AMENDED" in read(tmp_path / "second.pdf")
        assert "AMENDED" not in read(tmp_path / "first.pdf")

    def test_going_back(self, whole: Desk, window: Chair, tmp_path: Path) -> None:
        """Without a reason nothing is saved and nothing filed."""
        give_60_of_100(window)
        save(tmp_path / "first.pdf")
        field(window, "given").set_text("50 mcg")
        at_next_dialogue(push("Cancel"))
        press(Qt.Key.Key_S, CTRL)

        assert message(window) == words.NOT_SAVED
        assert len(records(whole)) == 1

    def test_a_reason_is_needed(self, whole: Desk, window: Chair, tmp_path: Path) -> None:
        """An empty one keeps the question open and says so."""
        give_60_of_100(window)
        save(tmp_path / "first.pdf")
        field(window, "given").set_text("50 mcg")
        said: list[str] = []

        def answer(dialogue: Reason) -> None:
            push("Amend")(dialogue)
            said.append(dialogue.field.fault())
            push("Cancel")(dialogue)

        at_next_dialogue(answer)
        press(Qt.Key.Key_S, CTRL)

        assert said == ["Say in a few words why. An auditor reads it."]
        assert len(records(whole)) == 1

    def test_a_chain_of_three(self, whole: Desk, window: Chair, tmp_path: Path) -> None:
        """An amended note is amended in its turn; the journal holds."""
        give_60_of_100(window)
        save(tmp_path / "1.pdf")
        for number, dose in ((2, "50 mcg"), (3, "40 mcg")):
            field(window, "given").set_text(dose)
            save_amended(tmp_path / f"{number}.pdf", REASONS[3])

        found = records(whole)
        assert [record.follows for record in found] == [None, 1, 2]
        assert f"Amends note {found[1].body['number']}" in read(tmp_path / "3.pdf")
        assert whole.journal.ask(lambda store: check.check(store).problems) == ()
        for record, name in zip(found, ("1.pdf", "2.pdf", "3.pdf"), strict=True):
            assert record.body["pdf_sha256"] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()

    @pytest.mark.parametrize(("act", "done"), [(amend, "amended"), (void, "voided")])
    def test_somebody_was_quicker(
        self, whole: Desk, window: Chair, tmp_path: Path, act: Callable[..., Record], done: str
    ) -> None:
        """Who amends a note that somebody else has amended or voided meanwhile is told, and nothing is saved."""
        give_60_of_100(window)
        save(tmp_path / "first.pdf")
        whole.journal.ask(lambda store: act(store, 1))
        field(window, "given").set_text("50 mcg")
        save_amended(tmp_path / "second.pdf", REASONS[3])

        assert f"was already {done} at 2026-11-20T10:44:00Z by rortiz. Look at that first." in message(window)
        assert not (tmp_path / "second.pdf").exists()
        assert len(records(whole)) == 2

    def test_text_and_note_give_one_reason(self, window: Chair, tmp_path: Path) -> None:
        """What was said for the text holds for the note of the same number."""
        give_60_of_100(window)
        save(tmp_path / "first.pdf")
        field(window, "given").set_text("50 mcg")
        save_amended(tmp_path / "second.txt", "Wrong syringe")
        save(tmp_path / "second.pdf")

        assert "Wrong syringe" in (tmp_path / "second.txt").read_text(encoding="utf-8")
        assert "Wrong syringe" in read(tmp_path / "second.pdf")
        assert message(window) == "Saved: second.pdf. It is in the journal."

    def test_back_within_the_minute(self, whole: Desk, window: Chair, tmp_path: Path) -> None:
        """A note that turns back into the one before it, in the same minute, is neither filed nor saved."""
        give_60_of_100(window)
        save(tmp_path / "1.pdf")
        first = window._finish()
        field(window, "given").set_text("50 mcg")
        save_amended(tmp_path / "2.pdf", REASONS[3])
        field(window, "given").set_text("60 mcg")
        window.cases.case.finished = first
        save_amended(tmp_path / "3.pdf", REASONS[3])

        assert message(window).startswith("Nothing is changed: note ")
        assert not (tmp_path / "3.pdf").exists()
        assert len(records(whole)) == 2


@pytest.mark.usefixtures("dressed", "own_keyring")
class TestWithoutJournal:
    """Whatever is wrong with the journal, the note can be saved, and the footer says that it is not filed."""

    @pytest.mark.parametrize(
        ("refuse", "why"),
        [
            ("full", "The disk is full. Free some space, then save again."),
            ("read-only", "The journal's folder can't be written to. Ask whoever looks after it."),
        ],
    )
    def test_taken_by_no_disk(
        self, whole: Desk, window: Chair, qtbot: QtBot, tmp_path: Path, refuse: str, why: str
    ) -> None:
        """A full disk, or a folder that can only be read, after the journal was opened."""
        desks.wait_for_journal(qtbot, whole)
        whole.journal.ask({"full": _fill, "read-only": only_read}[refuse])
        give_60_of_100(window)
        save(tmp_path / "note.pdf")

        assert message(window) == f"Saved: note.pdf. It is NOT in the journal. {why}"
        assert "60 mcg" in read(tmp_path / "note.pdf")
        at_next_dialogue(push("Cancel"))
        press(Qt.Key.Key_N, CTRL)
        assert window.form.read()["given"] == "60 mcg"

    def test_locked_then_free(
        self, whole: Desk, window: Chair, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Another program that writes; saved again once it has ended, the same note is filed."""
        monkeypatch.setattr(database, "WAIT", 0.1)
        desks.wait_for_journal(qtbot, whole)
        other = database.open_file(f"{whole.journal.folder}/journal.db", whole.journal._own_key())
        give_60_of_100(window)
        with database.writing(other):
            save(tmp_path / "note.pdf")
            assert message(window) == (
                "Saved: note.pdf. It is NOT in the journal. "
                "Another program is writing to the journal. Try again in a moment."
            )
        other.dispose()
        save(tmp_path / "again.pdf")

        assert len(records(whole)) == 1
        assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "note.pdf").read_bytes()

    def test_damaged(self, qtbot: QtBot, tmp_path: Path) -> None:
        """A file that is no journal any more; it is left as it is."""
        home = tmp_path / "home"
        with desks.opened(qtbot, str(home)) as desk:
            desks.wait_for_journal(qtbot, desk)
        (home / "journal.db").write_bytes(b"no journal" * 1000)
        with desks.opened(qtbot, str(home)) as desk:
            give_60_of_100(desk.chair)
            save(tmp_path / "note.pdf")

            said = "Saved: note.pdf. It is NOT in the journal. The journal's file is damaged."
            assert message(desk.chair) == said
            assert desk.journal.state is State.DAMAGED
        assert (home / "journal.db").read_bytes() == b"no journal" * 1000

    def test_a_folder_that_takes_nothing(self, qtbot: QtBot, tmp_path: Path) -> None:
        """The window opens all the same; once the folder can be used the next save files the note."""
        (tmp_path / "data").write_text("in the way")
        with desks.opened(qtbot, str(tmp_path / "home"), str(tmp_path / "data" / "journal")) as desk:
            give_60_of_100(desk.chair)
            save(tmp_path / "note.pdf")
            assert message(desk.chair).startswith(
                "Saved: note.pdf. It is NOT in the journal. Its folder can't be used: "
            )
            (tmp_path / "data").unlink()
            save(tmp_path / "again.pdf")

            assert message(desk.chair) == "Saved: again.pdf. It is in the journal."
            assert len(records(desk)) == 1

    def test_no_key(self, qtbot: QtBot, own_keyring: InMemory, tmp_path: Path) -> None:
        """A keyring that lost the key: who does not know it either still gets the note."""
        home = str(tmp_path / "home")
        with desks.opened(qtbot, home) as desk:
            desks.wait_for_journal(qtbot, desk)
        own_keyring.entries.clear()
        with desks.opened(qtbot, home) as desk:
            give_60_of_100(desk.chair)

            at_next_dialogue(then(save_as(str(tmp_path / "note.pdf")), push("Cancel")))
            press(Qt.Key.Key_S, CTRL)

            assert message(desk.chair) == (
                "Saved: note.pdf. It is NOT in the journal. "
                "The journal's key is not on this computer. Use its recovery key or passphrase."
            )

    def test_one_reason_is_enough(self, whole: Desk, window: Chair, qtbot: QtBot, tmp_path: Path) -> None:
        """A reason that was given holds while the journal can't take the note."""
        give_60_of_100(window)
        save(tmp_path / "first.pdf")
        desks.wait_for_journal(qtbot, whole)
        whole.journal.ask(_fill)
        field(window, "given").set_text("50 mcg")
        save_amended(tmp_path / "second.pdf", REASONS[3])
        save(tmp_path / "third.pdf")

        assert "It is NOT in the journal." in message(window)
        assert (tmp_path / "third.pdf").read_bytes() == (tmp_path / "second.pdf").read_bytes()


def _fill(store: Store) -> None:
    """Let the file grow no more, as on a full disk, and use up what room it has."""
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with suppress(JournalError):
        for number in range(1000):
            store.add(note(f"{number}"))
