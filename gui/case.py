"""One encounter on the page: as what it was finished, what is kept of it, and what the journal has of it."""

from core.reference import Reference, shipped
from core.used import NOTHING, Used, over
from gui import dates
from gui.drafts import Draft
from gui.filing import Filing
from gui.section import Encounter


class Case:
    """Beside what is typed, which the form holds."""

    def __init__(
        self, filing: Filing, kept: Encounter, finished: Encounter | None = None, used: Used = NOTHING
    ) -> None:
        """Begin with what may be left without a question.

        Args:
            filing: the encounter's way into the journal.
            kept: what is typed when nothing would be lost.
            finished: the encounter, if it was finished before.
            used: what its note in the journal was worked out with that is not of the shipped data.
        """
        self.filing, self.kept, self.used = filing, kept, used
        self._begun_with = filing.number
        self.finished: Encounter = finished or {}

    @property
    def filed_here(self) -> str:
        """The number of its note, if that was filed since this began; empty for none, or one that is to be amended."""
        return "" if self.filing.number == self._begun_with else self.filing.number

    def encounter(self, typed: Encounter) -> Encounter:
        """What is typed, and when it was finished if nothing has changed since."""
        same = self.finished == {**typed, "noted_at": self.finished.get("noted_at")}
        return self.finished if same else typed

    def known(self, encounter: Encounter, today: Reference) -> Reference:
        """What an encounter is worked out with: as it is in the journal, with what its note was; else with today's."""
        filed = encounter == self.finished and self.filing.is_filed
        return over(shipped(), self.used) if filed else today

    def finish(self, typed: Encounter) -> Encounter:
        """The encounter as it is finished this minute, or was before."""
        return {"noted_at": dates.now().isoformat(timespec="minutes"), **self.encounter(typed)}

    def draft(self, typed: Encounter) -> Draft | None:
        """What is kept for the next start, with the time of a finished note, so that it is never filed twice.

        Of what would not be lost, and of a sample, nothing is.
        """
        if typed == self.kept or typed.get("sample"):
            return None
        return {"form": self.encounter(typed), "amends": self.filing.amends}
