"""A sample encounter is made up: it says so wherever it gets, and gets nowhere where only records are wanted (D4)."""

import pytest

from core import encounter_json, encounter_writer
from core.checklist.check import checklist
from core.checklist.items import MISSING
from core.clinic import Clinic
from core.faults import InputError
from core.fhir import bundle
from core.journal import record
from core.journal.faults import JournalError
from core.note import chart, finished
from core.result import to_json
from tests.build import codes, encounter, lines, result, shipped
from tests.journal.making import MOMENT

SAMPLE = result(sample=True, noted_at="2026-11-20T10:44")


class TestD4:
    """A sample is marked SAMPLE wherever it stands, and never filed, billed or sent."""

    def test_same_answer(self) -> None:
        """It comes to what the same real encounter comes to, so that it teaches something true."""
        assert lines(SAMPLE) == lines(result(noted_at="2026-11-20T10:44"))

    def test_result_says_so(self) -> None:
        """The result has `sample` and a finding; a real encounter's has neither."""
        assert to_json(SAMPLE)["sample"] is True
        assert codes(SAMPLE)[0] == "sample-encounter"
        assert "sample" not in to_json(result())
        assert "sample-encounter" not in codes(result())

    def test_round_trip(self) -> None:
        """Written and read again it is a sample still; a real encounter's JSON is as short as before."""
        written = encounter_writer.to_dict(SAMPLE.encounter)

        assert written["sample"] is True
        assert encounter_json.from_dict(written).sample
        assert "sample" not in encounter_writer.to_dict(result().encounter)

    def test_only_true_or_false(self) -> None:
        """Any other value is refused at its field."""
        with pytest.raises(InputError) as error:
            encounter_json.from_dict(encounter(sample="yes"))
        assert [fault.field for fault in error.value.faults] == ["sample"]

    def test_own_number(self) -> None:
        """Its note never has the number of a record."""
        assert finished.finish(SAMPLE, Clinic()).said.number != finished.finish(result(), Clinic()).said.number

    def test_never_passes_the_claim_check(self) -> None:
        """It is wrong to send it, whatever else is right."""
        items = checklist(SAMPLE, shipped().payers["medicare-part-b"], Clinic(), shipped())

        assert [(item.state, item.rule) for item in items if item.id == "sample-encounter"] == [(MISSING, "D4")]

    def test_never_filed(self) -> None:
        """The journal gets no record of it, whoever asks for one."""
        note = finished.finish(SAMPLE, Clinic())

        with pytest.raises(JournalError, match="never filed"):
            record.note(SAMPLE, Clinic(), note.said.content_hash, note.pdf, MOMENT)

    def test_never_sent(self) -> None:
        """An EHR does not get it."""
        with pytest.raises(InputError, match="sample"):
            bundle.refuse(SAMPLE)

    @pytest.mark.parametrize("text", [chart.claim_text(SAMPLE), chart.chart_text(SAMPLE, Clinic())])
    def test_copies_say_so(self, text: str) -> None:
        """What is pasted begins with the word."""
        assert text.startswith("SAMPLE, made up to try Vialnote with.")

    def test_real_copies_do_not(self) -> None:
        """Copies of a real encounter are as they were, and of nothing there is nothing to mark."""
        assert "SAMPLE" not in chart.claim_text(result())
        assert not chart.marked("", SAMPLE)
